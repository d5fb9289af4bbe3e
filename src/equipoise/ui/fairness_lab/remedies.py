"""What can be done about bias before, in and after learning: what each aims at, cannot fix, and does to every group."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from equipoise.chain.compare import GroupShift, Shift
from equipoise.chain.settings import LEVERS, Settings
from equipoise.numerics.rate import Rate
from equipoise.stages.targeting.catalogue import TRAINING
from equipoise.studies.remedies import NOTHING_DONE, WHEN, Remedied, lever_of, try_remedy
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING, signed
from equipoise.ui.charts import dots
from equipoise.ui.fairness_lab import choices, proxies, streamed, wording
from equipoise.ui.shared import explain, jobs, tables
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.numbers import hundred, interval
from equipoise.ui.shared.words import say, term

_ORDER = (NOTHING_DONE, *sorted(WHEN, key=lambda name: name in TRAINING and TRAINING[name].slow))
"""The slow ones last."""
_GAPS = ("selection_rate", "true_positive_rate", "equalised_odds", "calibration_gap")


def show(settings: Settings) -> None:
    """Draw the remedies beside each other, and one of them in full."""
    attribute, here = choices.attribute(settings), choices.standing(settings)
    if here is None:
        return
    left, right = st.columns([9, 13], gap="medium")
    with left:
        chosen = _choice(settings, here.held)
    with right:
        if not here.held:
            st.info(choices.not_held("fair.remedies.not_held", settings), icon=":material/block:")
            return
        titles = {name: title(name) for name in _ORDER}
        base = settings.replace(**lever_of(NOTHING_DONE) | {"train.protected": "follow"})
        job = jobs.each("remedies", try_remedy, {name: (base, attribute, name) for name in titles})
        streamed.show(job, lambda known: _draw(known, chosen, attribute))
        streamed.table(job, cards)
        explain.about(dict.fromkeys(_NUMBERS), key="fairness.remedies", label=say("about.numbers"))


_NUMBERS = ("selection_rate", "true_positive_rate", "equalised_odds_difference", "calibration_gap", "right_offer")


def title(remedy: str) -> str:
    """Return what a remedy is called."""
    lever = "target.mitigation" if WHEN.get(remedy) == "after" else "train.mitigation"
    return texts()[f"lever.{lever}.choice.{remedy}"]


def _choice(settings: Settings, held: bool) -> str:
    chosen = st.selectbox(
        say("fair.remedies.choose"),
        _ORDER[1:],
        format_func=lambda name: f"{say(f'fair.remedies.{WHEN[name]}')}: {title(name)}",
        key="fairness.remedy",
        persist_state="session",
    )
    about = texts().under(f"mitigation.{chosen}")
    with st.container(border=True, gap="small"):
        st.markdown(f"**{say('fair.remedies.aims')}** {about['aims']}")
        st.warning(f"**{say('fair.remedies.not_fixed')}** {about['not_fixed']}", icon=":material/warning:")
        if expert():
            st.caption(f"{say('about.source')}: {about['source']}")
        if settings["train.privacy"] == "dp" and chosen in TRAINING and not TRAINING[chosen].private:
            st.caption(say("fair.remedies.no_noise"))
        on = all(settings[name] == value for name, value in lever_of(chosen).items())
        moved = lever_of(NOTHING_DONE if on else chosen) | {"train.protected": LEVERS["train.protected"].default}
        text = "fair.remedies.stop" if on else "fair.remedies.use"
        choices.put(text, moved, key="fairness.remedy.use", disabled=not held, icon=":material/check:")
    return str(chosen)


def _draw(known: dict[str, Remedied], chosen: str, attribute: str) -> None:
    if not known:
        return
    shown = cards(known)
    st.html(dots.cards(shown, alt="; ".join(map(proxies.alternative, shown))))
    if chosen in known:
        st.markdown(f"**{say('fair.remedies.groups', title=title(chosen))}**")
        table = tables.worded(groups(known[chosen].groups, attribute), expert=expert())
        st.table(table, hide_index=True, border="horizontal", alt=say("fair.remedies.groups", title=title(chosen)))
        st.caption(say("fair.remedies.paired"))


def cards(known: dict[str, Remedied]) -> tuple[dots.Card, ...]:
    """Return the gaps by each notion, and right offers, one line a remedy."""

    def card(name: str, counts: str, rates: dict[str, Rate]) -> dots.Card:
        short = {remedy: say(f"fair.remedies.short.{remedy}") for remedy in rates}
        lines = tuple(dots.Line(short[remedy], rate, hundred(rate.value)) for remedy, rate in rates.items())
        return dots.Card(name, say(counts), lines, "", "")

    gaps = (
        card(
            wording.title(notion, expert=expert()),
            "fair.proxies.apart",
            {name: one.found.gaps[notion].gap for name, one in known.items() if one.found},
        )
        for notion in _GAPS
    )
    right = {name: one.right_offer for name, one in known.items()}
    return (*gaps, card(term("right_offer", expert=True), "fair.proxies.right", right))


def groups(shifts: tuple[GroupShift, ...], attribute: str) -> pd.DataFrame:
    """Return right offers and personal offers of every group before and after, with the change and its interval."""
    rows = []
    for shift in shifts:
        name = tables.group_name(attribute, shift.name)
        name = name if shift.sufficient else f"{name} ({say('column.small')})"
        rows.append((name, *_cells(shift.right_offer), *_cells(shift.selection_rate)))
    parts = [term("right_offer", expert=True), say("fair.remedies.personal")]
    named = [cell for part in parts for cell in (part, say("fair.remedies.change"))]
    return pd.DataFrame(rows, columns=[say("fair.column.group"), *_distinct(named)])


def _distinct(headings: list[str]) -> list[str]:
    """Make the names of the two columns of changes differ by an invisible space."""
    return [heading + "\u2009" * headings[:place].count(heading) for place, heading in enumerate(headings)]


def _cells(shift: Shift) -> tuple[str, str]:
    if not (shift.before.known and shift.after.known):
        return NOTHING, NOTHING
    before, after = (f"{hundred(rate.value)} ({interval(rate)})" for rate in (shift.before, shift.after))
    change = shift.change
    moved = f"{signed(100 * change.value, digits=1)} ({interval(change)})" if change.known else NOTHING
    return f"{before} → {after}", moved
