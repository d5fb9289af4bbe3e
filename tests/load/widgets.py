"""What widgets say and what a person can move them to, by their kind in Streamlit's protocol."""

from __future__ import annotations

import random
from typing import Any

from streamlit.proto.ButtonGroup_pb2 import ButtonGroup
from streamlit.proto.WidgetStates_pb2 import WidgetState

from load.page import Node

KINDS = frozenset({"button_group", "slider", "selectbox", "checkbox", "number_input"})
"""Widgets that hold a value."""
_WIDEST = 1_000_000
"""The part of a number input's range, from its low end, that numbers are drawn from."""
Value = Any
"""A bool, a number, a text, or a list of texts or numbers, as the widget's kind asks."""


def shown(node: Node) -> Value:
    """Return the value with which the server has drawn a widget."""
    body: Any = node.body
    match node.kind:
        case "button_group":
            return list(body.raw_values) if body.set_value else [options(node)[place] for place in body.default]
        case "slider":
            return list(body.value if body.set_value else body.default)
        case "selectbox":
            standard = options(node)[body.default] if body.HasField("default") else ""
            return body.raw_value if body.set_value else standard
        case "checkbox" | "number_input":
            return body.value if body.set_value else body.default
    raise LookupError(f"{node.kind!r} holds no value. Use one of: {', '.join(sorted(KINDS))}.")


def state(node: Node, value: Value) -> WidgetState:
    """Return what a browser reports of a widget with this value; of a button, that it was pressed."""
    reported = WidgetState(id=node.body.id)
    match node.kind:
        case "button":
            reported.trigger_value = True
        case "button_group":
            reported.string_array_value.data[:] = value
        case "slider":
            reported.double_array_value.data[:] = value
        case "selectbox":
            reported.string_value = value
        case "checkbox":
            reported.bool_value = value
        case "number_input":
            reported.double_value = value
        case _:
            raise LookupError(f"{node.kind!r} cannot be moved. Use a button or one of: {', '.join(sorted(KINDS))}.")
    return reported


def options(node: Node) -> list[str]:
    """Return the options of a button group or a select box, as they are reported."""
    body: Any = node.body
    if node.kind == "button_group":
        return [f"{option.content_icon} {option.content}".strip() for option in body.options]
    return list(body.options)


def another(node: Node, value: Value, chance: random.Random) -> Value:
    """Return a value that a person could move a widget to and that differs from ``value``."""
    body: Any = node.body
    match node.kind:
        case "checkbox":
            return not value
        case "selectbox":
            return chance.choice([option for option in options(node) if option != value])
        case "button_group" if body.click_mode == ButtonGroup.MULTI_SELECT:
            return _one_more_or_less(value, chance.choice(options(node)))
        case "button_group":
            return [chance.choice([option for option in options(node) if [option] != value])]
        case "slider":
            return [_step(body, value[0], chance)]
        case "number_input":
            return _step(body, value, chance)
    raise LookupError(f"{node.kind!r} cannot be moved. Use one of: {', '.join(sorted(KINDS))}.")


def _one_more_or_less(chosen: list[str], option: str) -> list[str]:
    """Return the choice with an option added, or taken away unless it is the last."""
    if option not in chosen:
        return [*chosen, option]
    return [other for other in chosen if other != option] or chosen


def _step(body: Any, value: float, chance: random.Random) -> float:
    step = body.step or 1.0
    steps = int(min(body.max - body.min, _WIDEST * step) / step + 1e-9)
    places = [
        place
        for place in (chance.randint(0, steps) for _ in range(8))
        if abs(body.min + place * step - value) > step / 2
    ]
    return float(body.min + (places[0] if places else 0) * step)
