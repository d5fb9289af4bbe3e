"""Everybody by group with score and threshold, a slider for each group, and every notion of fairness at once."""

from __future__ import annotations

import numpy as np
import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import GROUPS
from equipoise.stages.measure.notions import Findings, find
from equipoise.studies.fairness import Standing
from equipoise.ui.charts import dots
from equipoise.ui.charts.ranges import ranges
from equipoise.ui.fairness_lab import choices, conclusion, session, wording
from equipoise.ui.shared import explain, state, tables
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say

_TWO = 2
"""So many groups fit on the lines of one chart."""
_STEP = 0.5
"""Of the sliders, in places of 100 in the ranking: a step of `measure.thresholds`."""
NUMBERS = (
    "selection_rate", "true_positive_rate", "false_positive_rate", "precision",
    "calibration_gap", "value_received", "base_rate", "equalised_odds_difference",
)  # fmt: skip


def show(settings: Settings) -> bool:
    """Draw people, sliders and notions; a slider draws nothing else anew. Return whether anybody is scored at all."""
    here = choices.standing(settings)
    if here is not None:
        st.fragment(key="fairness.thresholds.part")(_draw)(settings, here)
    return here is not None


def _draw(settings: Settings, here: Standing) -> None:
    now = session.tried(settings, here)
    steps = now.steps
    found = find(here.ranked.at(np.array(steps)))
    top = st.container()  # what stands below keeps its place, and a slider its focus, whatever is said here
    said = top.empty()
    unchecked = conclusion.show(said, settings, here, found, steps)
    left, right = st.columns([9, 13], gap="medium")
    with left:
        _people(settings, here, now)
    with right:
        _notions(here.attribute, found)
        _budget(settings, here, found)
    _table(here.attribute, found)
    if unchecked:
        with top:
            checked = conclusion.check(settings, here.attribute)
        if checked:
            conclusion.show(said, settings, here, found, steps)


def _people(settings: Settings, here: Standing, now: session.Tried) -> None:
    counted = int(here.ranked.passed.people.sum())
    st.markdown(say("fair.people.heading", n=here.sample.step.size, all=f"{counted:,}"))
    tallest = max(_tallest(here, place) for place in range(len(GROUPS[here.attribute])))
    for place, name in enumerate(wording.names(here.attribute)):
        st.html(f"<b>{name}</b>" + strip(here, place, now.steps, tallest))
        if here.held:
            _slider(settings, here, now, place, say("fair.people.slider", group=name))
    if not here.held:
        _slider(settings, here, now, 0, say("fair.people.slider_all"))
        st.caption(f":material/block: {choices.not_held('fair.people.one_threshold', settings)}")
    st.caption(f"{say('fair.people.score')} {say('fair.people.legend')}")
    if settings["deliver.price_gap"] > 0:
        st.caption(say("fair.people.before_delivery"))
    if here.recognised < 0.995:
        st.caption(say("fair.people.recognised", share=hundred(here.recognised)))


def _slider(settings: Settings, here: Standing, now: session.Tried, place: int, label: str) -> None:
    shown = now.steps[place] * _STEP
    st.slider(
        label,
        0.0,
        100.0,
        shown,
        step=_STEP,
        format="%.1f",
        label_visibility="collapsed",
        **state.control(f"fairness.threshold.{place}", shown, _moved, settings, here, place),
    )


def _moved(settings: Settings, here: Standing, place: int, shown: float) -> None:
    session.move(settings, here, place, round(shown / _STEP))


def strip(here: Standing, group: int, steps: session.Steps, tallest: int) -> str:
    """Return a group's people as a picture with the threshold that is the group's own."""
    sample = here.sample
    own = sample.group == group
    scored = own & (sample.step >= 0)
    threshold = steps[group if here.held else 0]
    chosen = sample.step >= np.array(steps)[np.minimum(sample.known, len(steps) - 1)]
    order = np.flatnonzero(scored)[np.argsort(sample.step[scored], kind="stable")]
    drawn = tuple(
        dots.Dot((step + 0.5) * _STEP, bool(filled), bool(deserving))
        for step, filled, deserving in zip(
            sample.step[order], chosen[order], sample.deserving[order], strict=True
        )
    )  # fmt: skip
    without, suits = int((own & ~scored).sum()), own & sample.deserving
    words = {
        "group": wording.names(here.attribute)[group],
        "n": int(own.sum()),
        "threshold": f"{threshold * _STEP:g}",
        "selected": int((scored & chosen).sum()),
        "hits": int((scored & chosen & suits).sum()),
        "deserving": int(suits.sum()),
        "unscored": without,
    }
    return dots.people(
        drawn, threshold * _STEP, tallest, crosses=without, words=say("fair.people.unscored", n=without),
        alt=say("fair.people.alt", **words),
    )  # fmt: skip


def _tallest(here: Standing, group: int) -> int:
    steps = here.sample.step[(here.sample.group == group) & (here.sample.step >= 0)]
    return max((place + 1 for _, place in dots.stack(((steps + 0.5) * _STEP).tolist())), default=1)


def _notions(attribute: str, found: Findings) -> None:
    shown = tuple(wording.card(name, found, attribute, expert=expert()) for name in wording.SHOWN)
    cards = dots.cards(shown, alt=wording.alternative(found, expert=expert()))
    names = wording.names(attribute)
    if two := len(names) == _TWO:
        st.markdown(f"**{say('fair.people.senses')}**")
        lines = wording.senses(found, expert=expert())
        low, high = dots.scale([rate for line in lines for rate in line.rates])
        alt = wording.alternative(found, expert=expert())
        st.html(ranges(lines, alt=alt, in_100=say("number.in_100"), legend=names, low=low, high=high))
    with st.expander(say("fair.people.each")) if two else st.container():
        st.html(cards)
        explain.about(dict.fromkeys(NUMBERS), key="fairness.notions", label=say("about.numbers"))


def _budget(settings: Settings, here: Standing, found: Findings) -> None:
    from equipoise.stages.measure.notions import NOTIONS

    more = found.offers - here.budget
    allowed = 0.01 * here.budget
    words = {"offers": f"{found.offers:,}", "budget": f"{here.budget:,}", "more": f"{more:,}"}
    st.markdown(say("fair.people.over" if more > allowed else "fair.people.offers", **words))
    if not here.held:
        return
    st.toggle(say("fair.people.linked"), value=True, key=session.LINKED, help=say("fair.people.linked_help"))
    with st.popover(say("fair.people.set")):
        for notion in (session.COMPANY, *(name for name in NOTIONS if name != "calibration_gap")):
            own = notion == session.COMPANY
            st.button(
                say("fair.people.set_company") if own else wording.title(notion, expert=expert()),
                key=f"fairness.set.{notion}",
                on_click=session.satisfy,
                args=(settings, here, notion),
            )
        st.caption(say("fair.people.hindsight"))


def _table(attribute: str, found: Findings) -> None:
    if st.toggle(say("fair.table"), key="fairness.table", persist_state="session"):
        table = wording.table(found, attribute, expert=expert())
        st.table(tables.worded(table, expert=expert()), hide_index=True, border="horizontal", alt=say("fair.table"))
