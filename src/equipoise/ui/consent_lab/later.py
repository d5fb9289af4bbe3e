"""Choices over time: who changes an answer, takes a Yes back or sends an opt-out signal, and the effect of that."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from equipoise.chain.outcome import Outcome
from equipoise.chain.pipeline import simulate
from equipoise.chain.settings import Settings
from equipoise.numerics.rate import Rate
from equipoise.studies.meeting import Meeting, consent_only, meet
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING
from equipoise.ui.charts.ranges import Line, ranges
from equipoise.ui.consent_lab.wording import count_of, division, group, table
from equipoise.ui.shared import compute, explain, jobs, levers, membership
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import hundred, in_100, interval
from equipoise.ui.shared.words import say

LEVERS = (
    "consent.revision", "consent.withdrawal", "consent.erasure", "consent.signal_share", "consent.honour_signal",
    "consent.honour",
)  # fmt: skip
DID = ("changed", "withdrew", "signals", "overridden")
_PATIENCE = 2.0
"""Seconds for which a running job is looked at."""
Runs = Mapping[str, Outcome | None]
"""What is compared, by the name of its column; None while it is worked out."""
_PENDING = "…"
_OFFERS = ("right_offer", "reach")
_WITHDRAWN = ("withdrawn_found", "control", "withdrawn_advantage")


def show(play: Play) -> None:
    """Draw the levers, who did what, and what it means for the offers and for those who took their Yes back."""
    left, right = st.columns([10, 19], gap="medium")
    with left:
        inactive = play.shown.inactive()
        for name in LEVERS:
            levers.lever(name, play.shown, inactive.get(name))
    with right:
        _who(compute.answer(meet, consent_only(play.settings)), honoured=play.settings["consent.honour_signal"])
        _effect(play.settings)


def _who(meeting: Meeting, *, honoured: bool) -> None:
    everyone = meeting.everyone
    grid = st.grid(4, min_column_width=110)
    for name in DID:
        rate = getattr(everyone, name)
        with grid.container(border=True, gap=None):
            st.metric(say(f"consent_lab.later.did.{name}"), count_of(rate), help=explain.answers(name, rate))
            st.caption(say("consent_lab.later.share", share=in_100(rate)))
    if everyone.signals.value > 0:
        clash = count_of(everyone.contradicted)
        st.markdown(say(f"consent_lab.later.signal_{'honoured' if honoured else 'ignored'}", n=clash))
        numbers = {"signals": everyone.signals, "contradicted": everyone.contradicted}
        explain.about(numbers, key="consent.signals", label=say("consent_lab.later.about_signals"))
    if everyone.overridden.value > 0:
        _ignored(meeting)


def _ignored(meeting: Meeting) -> None:
    """Say whose No is ignored: how many, and how many of every group."""
    rate = meeting.everyone.overridden
    st.error(say("consent_lab.later.ignored", n=count_of(rate), share=in_100(rate)), icon=":material/front_hand:")
    lines = []
    for by, groups in meeting.groups.items():
        lines.append(Line(division(by)))
        shares = {group(by, name): told.overridden for name, told in groups.items()}
        lines += [Line(name, f"{hundred(share.value)} ({count_of(share)})", (share,)) for name, share in shares.items()]
    with st.expander(say("consent_lab.later.whose")):
        alt = "; ".join(f"{line.label}: {line.words}" for line in lines if line.rates)
        st.html(ranges(tuple(lines), alt=say("consent_lab.later.whose_alt", parts=alt), in_100=say("number.in_100")))


def _effect(settings: Settings) -> None:
    before, other = runs_of(settings)
    now, first = compute.outcomes(settings, before, st.empty())
    if before != settings:
        st.markdown(compute.explanation(before, settings))
    why_idle = idle(settings)
    if why_idle:
        st.markdown(say(f"consent_lab.later.{why_idle}"))
        named: Runs = {"respected" if why_idle == "not_honoured" else "nobody": first, "now": now}
        _table(named)
    else:
        named = _both_ways(settings, first, now, other)
    _left_in_the_model(named, now)
    membership.show(settings, now)


def _both_ways(settings: Settings, first: Outcome, now: Outcome, other: Settings) -> Runs:
    """Draw the effect with the data kept and with them erased, and return what is known of both."""
    here, there = ("erased", "kept") if settings["consent.erasure"] else ("kept", "erased")
    named: Runs = dict.fromkeys(("nobody", "kept", "erased")) | {"nobody": first, here: now}
    slot = st.empty()
    with slot.container():
        _table(named)
    named = {**named, there: _other_way(other)}
    with slot.container():
        _table(named)
    return named


def _other_way(other: Settings) -> Outcome | None:
    """Return what the other answer to erasing comes to; None while that is worked out."""
    job = jobs.one("beside", simulate, other)
    if not jobs.run(job, say("consent_lab.later.other_way"), key="consent.other", seconds=_PATIENCE):
        return None
    if job.state in jobs.STOPPED:
        again = say("consent_lab.later.start")
        st.button(again, key="consent.other.start", icon=":material/play_arrow:", on_click=job.start)
        return None
    return job.result()


def idle(settings: Settings) -> str:
    """Return why erasing makes no difference, as the key of its text; nothing where it does."""
    if settings["consent.model"] == "notice":
        return "not_asked"
    if not settings["consent.honour"]:
        return "not_honoured"
    if settings["consent.withdrawal"] > 0:
        return ""
    return "chosen_anew" if settings["consent.revision"] > 0 else "nobody"


def runs_of(settings: Settings) -> tuple[Settings, Settings]:
    """Return what to compare with, and the settings with the other answer to erasing.

    The comparison is with nobody changing anything, or with choices respected where they are not.
    """
    still = {"consent.revision": 0.0, "consent.withdrawal": 0.0, "consent.signal_share": 0.0}
    before = {"consent.honour": True} if idle(settings) == "not_honoured" else still
    return settings.replace(**before), settings.replace(**{"consent.erasure": not settings["consent.erasure"]})


def _table(named: Runs) -> None:
    """Draw the runs side by side; what the attack finds about those who took a Yes back only where it was tried."""
    rows = [
        (
            say(f"consent_lab.later.row.{name}"),
            *(_cell(number(one, name)) if one else _PENDING for one in named.values()),
        )
        for name in _tried(named)
    ]
    table(rows, "number", *named, alt=say("consent_lab.later.effect"))


def _tried(named: Runs) -> list[str]:
    return [*_OFFERS, *(name for name in _WITHDRAWN if any(one and number(one, name) for one in named.values()))]


def _left_in_the_model(named: Runs, now: Outcome) -> None:
    """Say what the attack on the model still finds about those who took a Yes back, and explain the numbers."""
    attack = now.attacks["membership"]
    kept, erased = (_advantage(named.get(name)) for name in ("kept", "erased"))
    if not attack.mounted:
        st.caption(say("consent_lab.later.no_attack", reason=texts()[f"attack_reason.{attack.reason}"]))
    elif kept and erased:
        st.markdown(found(kept, erased))
        if now.settings["consent.revision"] > 0:
            st.caption(say("consent_lab.later.either_way"))
    numbers = {name: number(now, name) for name in _tried(named)}
    explain.about(numbers, key="consent.later", label=say("about.numbers"))


def found(kept: Rate, erased: Rate) -> str:
    """Return how erasing changes what the model reveals, as far as it is beyond chance."""
    return say(
        "consent_lab.later.found",
        kept=hundred(kept.value, exact=True),
        kept_interval=interval(kept, exact=True),
        erased=hundred(erased.value, exact=True),
        erased_interval=interval(erased, exact=True),
        verdict=say(f"consent_lab.later.verdict.{'gone' if erased.low <= 0 else 'left'}"),
    )


def number(outcome: Outcome, name: str) -> Rate | None:
    """Return a number of the table; None where the attack on those who took a Yes back was not tried."""
    if name in _OFFERS:
        offers: Rate = getattr(outcome.targeting, name)
        return offers
    attack = outcome.attacks["membership"]
    rates = {"control": attack.control} | dict(attack.details)
    return rates.get(name) if "withdrawn_found" in attack.details else None


def _advantage(outcome: Outcome | None) -> Rate | None:
    return number(outcome, "withdrawn_advantage") if outcome else None


def _cell(rate: Rate | None) -> str:
    if rate is None or not rate.known:
        return NOTHING
    return f"{hundred(rate.value, exact=True)} ({interval(rate, exact=True)})"
