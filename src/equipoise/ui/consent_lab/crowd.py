"""Guess how many say yes, then compare with the answers of all customers."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import PURPOSES
from equipoise.studies.meeting import Answers, Meeting, consent_only, meet
from equipoise.texts.catalogue import texts
from equipoise.ui.charts.answers import answers
from equipoise.ui.charts.ranges import Line, ranges
from equipoise.ui.consent_lab import visitor
from equipoise.ui.consent_lab.screens import Answer
from equipoise.ui.consent_lab.wording import count_of, division, group, purpose, table
from equipoise.ui.shared import compute, explain
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import hundred, in_100, interval
from equipoise.ui.shared.words import on_accent, say

ASKED = "offers"
"""The purpose whose answers are counted in the picture."""
_CLOSE = 5
"""A guess is good when it is off by no more than this many of 100."""


def show(play: Play) -> None:
    """Draw the question, or the answers of all customers."""
    settings = play.settings
    if settings["consent.model"] == "notice":
        _nobody_asked(settings)
    elif play.asking and not visitor.revealed(settings):
        _question(settings)
    else:
        _found(settings)


def _question(settings: Settings) -> None:
    st.markdown(say("consent_lab.guess.question"))
    key = visitor.guess_key(settings)
    st.slider(
        say("consent_lab.guess.slider"),
        0,
        100,
        50,
        key=key,
        format=f"%d {say('number.of_100')}",
        width=420,
        label_visibility="collapsed",
    )
    with st.container(horizontal=True, gap="small"):
        go, skip = (say(f"consent_lab.guess.{name}") for name in ("go", "skip"))
        st.button(on_accent(go), key="guess.go", type="primary", on_click=_reveal, args=(settings, True))
        st.button(skip, key="guess.skip", type="tertiary", on_click=_reveal, args=(settings, False))


def _reveal(settings: Settings, guessed: bool) -> None:
    visitor.reveal(settings, guessed=guessed)


def _nobody_asked(settings: Settings) -> None:
    st.markdown(say("consent_lab.crowd.notice", n=settings["population.size"]))


def _found(settings: Settings) -> None:
    meeting = compute.answer(meet, consent_only(settings))
    everyone = meeting.everyone
    mine = visitor.visit(settings, "mine").answer
    st.markdown(" ".join([verdict(settings, everyone, visitor.guess(settings)), company(mine, everyone)]))
    left, right = st.columns([11, 9], gap="medium")
    with left:
        st.html(_picture(everyone))
    with right:
        st.markdown(f"**{say('consent_lab.crowd.by_purpose')}**")
        st.html(_by_purpose(everyone))
    with st.expander(say("consent_lab.crowd.by_group")):
        drawn = by_group(meeting)
        parts = "; ".join(f"{line.label}: {line.words}" for line in drawn if line.rates)
        st.html(ranges(drawn, alt=say("consent_lab.crowd.by_group_alt", parts=parts), in_100=say("number.in_100")))
    with st.expander(say("consent_lab.as_table")):
        _table(everyone)
    if expert():
        st.caption(texts()["lever.consent.banner.expert"])
    numbers = dict.fromkeys(("said_yes", "said_no", "ignored", "agreed"))
    explain.about(numbers, key="consent.crowd", label=say("about.numbers"))


def verdict(settings: Settings, everyone: Answers, guess: int | None) -> str:
    """Return what everybody did in a sentence, against the guess if there was one."""
    yes = everyone.said_yes[ASKED]
    if settings["consent.model"] == "opt_out":
        words = say("consent_lab.crowd.opt_out", no=hundred(everyone.said_no[ASKED].value), n=everyone.n,
                    agreed=in_100(everyone.agreed[ASKED], exact=True))  # fmt: skip
        yes = everyone.agreed[ASKED]
    else:
        words = say("consent_lab.crowd.opt_in", n=everyone.n, yes=count_of(yes), share=in_100(yes),
                    interval=interval(yes, exact=True))  # fmt: skip
    if guess is None:
        return words
    close = abs(100 * yes.value - guess) <= _CLOSE
    return f"{say('consent_lab.guess.close' if close else 'consent_lab.guess.far', guess=guess)} {words}"


def company(mine: Answer | None, everyone: Answers) -> str:
    """Return how many of 100 answered as the visitor did, if the visitor has answered."""
    if mine is None:
        return ""
    did = "silent" if mine.silent else "yes" if ASKED in mine.purposes else "no"
    rate = {"silent": everyone.ignored, "yes": everyone.said_yes[ASKED], "no": everyone.said_no[ASKED]}[did]
    return say(f"consent_lab.crowd.company.{did}", share=hundred(rate.value))


def _picture(everyone: Answers) -> str:
    shares = {
        "yes": everyone.said_yes[ASKED],
        "no": everyone.said_no[ASKED],
        "silent": everyone.ignored,
    }
    parts = tuple(
        (did, rate.value, say(f"consent_lab.crowd.{did}", share=hundred(rate.value), n=count_of(rate)))
        for did, rate in shares.items()
    )
    return answers(parts, alt=say("consent_lab.crowd.alt", parts="; ".join(words for _, _, words in parts)))


def _by_purpose(everyone: Answers) -> str:
    rates = everyone.agreed
    lines = tuple(Line(purpose(name), hundred(rates[name].value), (rates[name],)) for name in PURPOSES)
    alt = ", ".join(f"{line.label}: {line.words}" for line in lines)
    return ranges(lines, alt=say("consent_lab.crowd.by_purpose_alt", parts=alt), in_100=say("number.in_100"))


def by_group(meeting: Meeting) -> tuple[Line, ...]:
    """Return the share of every group that counts as agreeing to personal offers, as a chart draws it."""
    drawn = []
    for by, groups in meeting.groups.items():
        drawn.append(Line(division(by)))
        for name, told in groups.items():
            rate = told.agreed[ASKED]
            drawn.append(Line(group(by, name), f"{hundred(rate.value)} ({interval(rate, exact=True)})", (rate,)))
    return tuple(drawn)


def _table(everyone: Answers) -> None:
    rows = []
    for name in PURPOSES:
        for did in ("said_yes", "said_no"):
            rate = getattr(everyone, did)[name]
            rows.append((purpose(name), texts()[f"number.{did}.plain"], count_of(rate), hundred(rate.value, exact=True),
                         interval(rate, exact=True)))  # fmt: skip
    silent = everyone.ignored
    rows.append((say("consent_lab.crowd.any"), texts()["number.ignored.plain"], count_of(silent),
                 hundred(silent.value, exact=True), interval(silent, exact=True)))  # fmt: skip
    table(rows, "purpose", "answer", "people", "share", "interval", alt=say("consent_lab.crowd.by_purpose"))
