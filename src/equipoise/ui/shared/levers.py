"""All levers, one stage or branch at a time in the order of the chain; every widget is made from its declaration."""

from __future__ import annotations

from typing import Any

import streamlit as st

from equipoise.chain.settings import LEVERS, STAGES, Settings
from equipoise.core.levers import Lever
from equipoise.story.wording import unit_in_words, value_in_words
from equipoise.texts.catalogue import texts
from equipoise.ui.shared import state
from equipoise.ui.shared.frame import expert, go
from equipoise.ui.shared.moves import Play, move
from equipoise.ui.shared.words import say

LABS = {"partners": "share", "content": "deliver", "ads": "deliver"}
"""The branches whose levers stand beside those of the stages, and the page on which they show."""
_MANY_STEPS = 200
_CHOSEN = "stage.chosen"
_SHORT = 34
"""Letters of all choices together that still fit side by side."""


def wanted() -> bool:
    """Offer the three toggles or all levers, and return whether it is all levers.

    Not as tabs: those build their parts anew three times for every click anywhere in them.
    """
    views = ["toggles", "levers"]
    chosen = st.segmented_control(
        say("controls.label"),
        views,
        format_func=lambda view: say(f"controls.{view}"),
        default=views[0],
        required=True,
        key="controls",
        label_visibility="collapsed",
    )
    return chosen == "levers"


def show(play: Play) -> None:
    """Draw the levers of the chosen stage or branch; those without effect are off, with the reason."""
    stages = list(STAGES)
    stage = st.session_state.setdefault(_CHOSEN, stages[1])
    st.pills(
        say("levers.stages"),
        [*stages, *LABS],
        format_func=short,
        required=True,
        default=stage,
        wrap=True,
        **state.control("stage", stage, st.session_state.__setitem__, _CHOSEN),
    )
    st.caption(texts()[f"stage.{stage}.plain"])
    if stage in LABS:
        st.caption(say("levers.branch"))
        go(LABS[stage], say(f"page.{LABS[stage]}"), key="levers.lab", type="secondary")
    inactive = play.shown.inactive()
    for name in (name for name in LEVERS if name.startswith(f"{stage}.")):
        lever(name, play.shown, inactive.get(name))


def short(part: str) -> str:
    """Return what a stage or branch is called where space is short; stages have their place in the chain."""
    stages = list(STAGES)
    name = say(f"levers.short.{part}")
    return f"{stages.index(part) + 1} {name}" if part in stages else name


def lever(name: str, settings: Settings, reason: str | None = None) -> None:
    """Draw one lever; with a ``reason`` (its key in the texts) why it has no effect, it is disabled and shows that."""
    declared = LEVERS[name]
    by_name = bool(declared.positions) and not expert()
    shown = declared.position(settings[name]) if by_name else to_widget(declared, settings[name])
    common = {
        "label": texts().label(name),
        "help": texts().get(f"lever.{name}.help"),
        "disabled": reason is not None,
        **state.control(f"lever.{name}", shown, _moved, name),
    }
    if by_name:
        _positions(name, declared, shown, common)
    else:
        _widget(name, declared, shown, common)
    if by_name and shown is None:
        st.caption(say("levers.between", value=value_in_words(name, settings[name])))
    if reason is not None:
        st.caption(f":material/block: {texts().get(reason, say('levers.inactive'))}")


def _widget(name: str, declared: Lever, shown: Any, common: dict[str, Any]) -> None:
    """Draw the widget of a lever's kind."""
    options = {"options": declared.choices, "format_func": _named(name)}
    match declared.kind:
        case "flag":
            st.toggle(value=shown, **common)
        case "choice" if _fits(name, declared):
            st.segmented_control(**options, default=shown, required=True, wrap=True, **common)
        case "choice":
            st.selectbox(**options, index=declared.choices.index(shown), **common)
        case "subset":
            st.pills(**options, default=shown, selection_mode="multi", wrap=True, **common)
        case _:
            _number(declared, shown, common)


def _positions(name: str, declared: Lever, shown: str | None, common: dict[str, Any]) -> None:
    """Draw the named positions of a number, for those who want no numbers."""
    named = {position: texts()[f"lever.{name}.position.{position}"] for position in declared.positions}
    st.segmented_control(options=list(named), format_func=named.__getitem__, default=shown, wrap=True, **common)


def _number(declared: Lever, shown: Any, common: dict[str, Any]) -> None:
    low, high = to_widget(declared, declared.low), to_widget(declared, declared.high)
    step = to_widget(declared, declared.step) if declared.step else 1
    if (high - low) / step > _MANY_STEPS:
        st.number_input(value=shown, min_value=low, max_value=high, step=step, **common)
    else:
        st.slider(value=shown, min_value=low, max_value=high, step=step, format=unit_format(declared), **common)


def to_widget(declared: Lever, value: Any) -> Any:
    """Return a lever's value as its widget shows it: shares as whole numbers out of 100."""
    if declared.kind == "subset":
        return list(value)
    if declared.unit == "share":
        return round(100 * value)
    if declared.kind == "integer":
        return int(value)
    return float(value) if declared.kind == "number" else value


def from_widget(declared: Lever, value: Any) -> Any:
    """Return what a widget shows as the lever's value."""
    if declared.kind == "subset":
        return tuple(value or ())
    return value / 100 if declared.unit == "share" else value


def unit_format(declared: Lever) -> str:
    """Return the printf format of a slider, with its unit."""
    unit = say("number.of_100") if declared.unit == "share" else unit_in_words(declared.unit)
    places = 2 if declared.step and declared.step < 0.1 else 1
    number = f"%.{places}f" if declared.kind == "number" and declared.unit != "share" else "%d"
    return f"{number} {unit}".strip()


def _fits(name: str, declared: Lever) -> bool:
    return len("".join(map(_named(name), declared.choices))) <= _SHORT


def _named(name: str) -> Any:
    return lambda choice: texts()[f"lever.{name}.choice.{choice}"]


def _moved(name: str, value: Any) -> None:
    if value is not None:
        state.change(_with_lever, name, from_widget(LEVERS[name], value))


def _with_lever(play: Play, name: str, value: Any) -> Play:
    return move(play, play.shown.replace(**{name: value}))
