"""The one component that answers for every number: what it is, how it is computed, what is good, who is counted."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import streamlit as st

from equipoise.numerics.rate import Rate
from equipoise.studies.evidence import entries as evidence
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import plain
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.numbers import interval
from equipoise.ui.shared.words import say, term

_ANSWERS = ("what", "how", "good", "who")


@dataclasses.dataclass(frozen=True)
class Section:
    """The answers about one number: its title, its tag, and question by question.

    ``more`` is a question whose answer is on another page, the words of the link to it, and its address; or None.
    """

    title: str
    tag: str
    lines: tuple[tuple[str, str], ...]
    more: tuple[str, str, str] | None = None


def about(numbers: Mapping[str, Rate | None], *, key: str, label: str) -> None:
    """Offer the answers for ``numbers`` (name of the field -> its value, if it has one) behind one button."""
    if st.button(label, key=f"about.{key}", type="tertiary"):
        st.dialog(say("about.title"), width="medium")(_body)(numbers)


def _body(numbers: Mapping[str, Rate | None]) -> None:
    for number, rate in numbers.items():
        st.markdown(answers(number, rate))


def answers(number: str, rate: Rate | None = None) -> str:
    """Return the answers for one number as Markdown, with its tag, its count and its source."""
    told = sections(number, rate)
    lines = [f"**{told.title}** :gray-badge[{told.tag}]", *(f"*{asked}* {answer}" for asked, answer in told.lines)]
    if told.more is not None:
        asked, words, address = told.more
        lines.append(f"*{asked}* [{words}]({address})")
    return "  \n".join(lines)


def sections(number: str, rate: Rate | None = None) -> Section:
    """Return the answers for one number, question by question."""
    lines = [(say(f"about.{part}"), texts()[f"number.{number}.{part}"]) for part in _ANSWERS]
    if rate is not None and rate.known:
        asked, who = lines[-1]
        lines[-1] = asked, f"{who} {say('about.counted', n=rate.n)}."
        lines.append((say("about.sure"), say("about.interval", interval=_range(number, rate))))
    if expert():
        lines.append((f"{say('about.source')}:", texts()[f"number.{number}.source"]))
    tag = say(f"tag.{rate.tag if rate else 'computed'}")
    return Section(term(number, expert=expert()), tag, tuple(lines), _evidence(number))


def _evidence(number: str) -> tuple[str, str, str] | None:
    """Return the question whether a number is realistic, with a link to the published effects that concern it."""
    effects = evidence.about(number)
    if not effects:
        return None
    return say("about.realistic"), say("about.evidence", effects=len(effects)), f"evidence?about={number}"


def _range(number: str, rate: Rate) -> str:
    return interval(rate, scale=1 if number in PLAIN else 100)


def unit_value(number: str, rate: Rate) -> str:
    """Return a number as it is written in tables: shares in 100, money and counts as they are."""
    if not rate.known:
        return plain(rate.value)
    return plain(rate.value) if number in PLAIN else plain(100 * rate.value)


PLAIN = {
    "auc",
    "lift",
    "incremental_visits_per_1000",
    "margin_per_1000",
    "margin_generic_per_1000",
    "margin_random_per_1000",
    "store_margin_per_1000",
    "offers_add_per_1000",
    "personal_adds_per_1000",
    "value_received",
    "calibration_gap",
    "shared_fields",
}
"""Numbers that are no shares of 100."""
