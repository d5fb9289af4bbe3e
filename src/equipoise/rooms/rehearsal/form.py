"""A form filled in by chance, whatever it asks: how invented participants answer what nobody has told them about."""

from __future__ import annotations

import dataclasses
from html.parser import HTMLParser

import numpy as np

from equipoise.rooms.rehearsal.phrases import a_day, a_text

Filled = dict[str, str | list[str]]
"""What a phone sends: by the name of a field its text, or the texts of several fields that share the name."""
_LOW, _HIGH = 0, 100
"""Of a number without bounds."""


@dataclasses.dataclass
class _Field:
    """A field of a form: its name, what kind it is, what can be chosen, the bounds of a number, and what is likely."""

    name: str
    kind: str
    choices: list[str] = dataclasses.field(default_factory=list)
    low: int = _LOW
    high: int = _HIGH
    likely: list[str] = dataclasses.field(default_factory=list)


def filled(form: str, coins: np.random.Generator) -> Filled:
    """Return what somebody sends who fills a form in by chance.

    Args:
        form: the fields as HTML; what cannot be changed (disabled, hidden or without a name) is left as it is.
    """
    read = _read(form)
    sent: Filled = dict(read.hidden)
    for field in read.fields.values():
        sent[field.name] = _entered(field, coins)
    return sent


def likely(form: str, name: str) -> tuple[str, ...]:
    """Return what can be chosen in a field and is marked as what people mostly choose, in order.

    Raises:
        KeyError: there is no such field.
    """
    return tuple(_read(form).fields[name].likely)


def _read(form: str) -> _Form:
    read = _Form()
    read.feed(form)
    read.close()
    return read


def _entered(field: _Field, coins: np.random.Generator) -> str | list[str]:
    if field.kind == "checkbox":
        return [choice for choice in field.choices if coins.random() < 0.5] or field.choices[:1]
    if field.choices:
        return field.choices[int(coins.integers(len(field.choices)))]
    if field.kind in ("number", "range"):
        return str(int(coins.integers(field.low, field.high + 1)))
    return a_day(coins) if field.kind == "date" else a_text(coins)


class _Form(HTMLParser):
    """Collects the fields of a form by their names."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, _Field] = {}
        self.hidden: list[tuple[str, str]] = []
        self._select: _Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if "disabled" in given:
            return
        if tag == "option" and self._select is not None:
            self._select.choices += [given["value"]] if given.get("value") else []
            self._select.likely += [given["value"]] if "data-likely" in given else []
        elif tag == "input" and given.get("type") == "hidden":
            self.hidden += [(name, given.get("value", ""))] if name else []
        elif tag in ("input", "select", "textarea") and name:
            self._add(tag, name, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None

    def _add(self, tag: str, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text") if tag == "input" else tag
        field = self.fields.setdefault(name, _Field(name, kind))
        if kind in ("radio", "checkbox"):
            field.choices.append(given.get("value", "on"))
        elif tag == "select":
            self._select = field
        elif kind in ("number", "range"):
            field.low, field.high = (
                int(float(given.get(end, "") or default)) for end, default in (("min", _LOW), ("max", _HIGH))
            )
