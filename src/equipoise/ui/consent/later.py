"""Choices over time: who changes an answer or takes a Yes back, whose browser says No, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st

from equipoise.report import Outcome, Rate
from equipoise.settings import Settings
from equipoise.texts import texts
from equipoise.ui import compute, explain, levers, membership
from equipoise.ui.charts.ranges import Line, ranges
from equipoise.ui.consent import runs
from equipoise.ui.consent.wording import count_of, division, group, table
from equipoise.ui.moves import Play
from equipoise.ui.numbers import NOTHING, hundred, in_100, interval
from equipoise.ui.words import say

if TYPE_CHECKING:
    from equipoise.jobs import Job
    from equipoise.meeting import Meeting

LEVERS = (
    "consent.revision", "consent.withdrawal", "consent.erasure", "consent.signal_share", "consent.honour_signal",
    "consent.honour",
)  # fmt: skip
DID = ("changed", "withdrew", "signals", "overridden")
_EVERY = 0.5
"""Seconds between two looks at a running job."""
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
        _who(runs.meet(play.settings), honoured=play.settings["consent.honour_signal"])
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
        st.html(ranges(tuple(lines), alt=say("consent_lab.later.whose_alt", parts=alt)))


def _effect(settings: Settings) -> None:
    before, other = runs_of(settings)
    now, first = compute.outcomes(settings, before, st.empty())
    job = None if idle(settings) else runs.beside(other)
    if before != settings:
        st.markdown(compute.explanation(before, settings))
    if job is None:
        st.markdown(say(f"consent_lab.later.{idle(settings)}"))
    if job is None or job.state != "done":
        _columns({"nobody": first, "now": now})
    else:
        erased, kept = (now, job.result()) if settings["consent.erasure"] else (job.result(), now)
        _columns({"nobody": first, "kept": kept, "erased": erased})
    if job is not None and job.state == "running":
        st.fragment(run_every=_EVERY)(_waiting)(job)
    membership.show(settings, now)


def idle(settings: Settings) -> str:
    """Return why erasing makes no difference, as the key of its text; nothing where it does."""
    if settings["consent.model"] == "notice":
        return "not_asked"
    if not settings["consent.honour"]:
        return "not_honoured"
    return "" if settings["consent.withdrawal"] > 0 else "nobody"


def _waiting(job: Job[Outcome]) -> None:
    if job.state != "running":
        st.rerun()
    st.progress(job.progress, text=say("consent_lab.later.other_way"))


def runs_of(settings: Settings) -> tuple[Settings, Settings]:
    """Return the settings with nobody changing anything, and those with the other answer to erasing."""
    still = {"consent.revision": 0.0, "consent.withdrawal": 0.0, "consent.signal_share": 0.0}
    return settings.replace(**still), settings.replace(**{"consent.erasure": not settings["consent.erasure"]})


def _columns(named: Mapping[str, Outcome]) -> None:
    """Draw the runs side by side; what the attack finds about those who took a Yes back only where it was tried."""
    numbers = [*_OFFERS, *(name for name in _WITHDRAWN if any(number(one, name) for one in named.values()))]
    rows = [
        (say(f"consent_lab.later.row.{name}"), *(_cell(number(one, name)) for one in named.values()))
        for name in numbers
    ]
    table(rows, "number", *named, alt=say("consent_lab.later.effect"))
    last = list(named.values())[-1]
    attack = last.attacks["membership"]
    if not attack.mounted:
        st.caption(say("consent_lab.later.no_attack", reason=texts()[f"attack_reason.{attack.reason}"]))
    elif "kept" in named and "withdrawn_advantage" in attack.details:
        st.markdown(found(named["kept"].attacks["membership"].details["withdrawn_advantage"],
                          attack.details["withdrawn_advantage"]))  # fmt: skip
    explain.about({name: number(last, name) for name in numbers}, key="consent.later", label=say("about.numbers"))


def found(kept: Rate, erased: Rate) -> str:
    """Return what erasing does to what the model gives away, as far as chance lets it be told."""
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
        return getattr(outcome.targeting, name)
    attack = outcome.attacks["membership"]
    rates = {"control": attack.control} | dict(attack.details)
    return rates.get(name) if "withdrawn_found" in attack.details else None


def _cell(rate: Rate | None) -> str:
    if rate is None or not rate.known:
        return NOTHING
    return f"{hundred(rate.value, exact=True)} ({interval(rate, exact=True)})"
