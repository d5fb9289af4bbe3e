"""A card of practices: what a shop does that no simulation knows, such as contracts, notices and drills."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import tomli_w

from equipoise.core.errors import DataError, SettingsError
from equipoise.core.resources import data
from equipoise.core.toml_text import loads
from equipoise.rules.fact import Value, fact, known_facts

MAX_TEXT = 20_000
"""Characters that a file with a card may have."""


def practices() -> tuple[str, ...]:
    """Return the names of the facts that stand on a card."""
    return tuple(name for name, each in known_facts().items() if each.practice)


@dataclasses.dataclass(frozen=True)
class Card:
    """The practices of one shop; frozen. ``values`` holds all of them, by the name of the fact."""

    values: Mapping[str, Value]

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Card:
        """Return the card with these values; practices that it does not name are those of a typical retailer.

        Raises:
            DataError: a name is no practice, or has a value that it cannot have.
        """
        usual = {name: each.usual for name, each in known_facts().items() if each.usual is not None}
        for name in values:
            if not fact(name).practice:
                raise DataError.about(name, "rules.no_practice")
        return cls(MappingProxyType({**usual, **{name: fact(name).check(value) for name, value in values.items()}}))

    def replace(self, **values: Any) -> Card:
        """Return the card with other values; raises as `of` does."""
        return Card.of({**self.values, **values})

    def to_toml(self) -> str:
        """Return the card as the text of a file."""
        return tomli_w.dumps({name: list(v) if isinstance(v, tuple) else v for name, v in self.values.items()})

    @classmethod
    def from_toml(cls, text: str) -> Card:
        """Return the card in a text.

        Raises:
            DataError: it cannot be read, or `of` raises it.
        """
        if len(text) > MAX_TEXT:
            raise DataError.about(f"{len(text):,}", "rules.card_long", most=f"{MAX_TEXT:,}")
        try:
            return cls.of(loads(text))
        except DataError:
            raise
        except ValueError as error:
            raise DataError.about("", "rules.card", reason=error) from error


@cache
def card(name: str) -> Card:
    """Return the card of a scenario, from ``data/rules/cards``; the same for two shops that are no scenarios.

    Those are "privacy_first" and "worst". All cards are assumptions.

    Raises:
        SettingsError: there is none with this name.
    """
    extremes = {"privacy_first": "first", "worst": "worst"}
    if name in extremes:
        return Card.of({each: getattr(known_facts()[each], extremes[name]) for each in practices()})
    paths = {path.stem: path for path in data("rules", "cards").glob("*.toml")}
    if name not in paths:
        raise SettingsError.about(name, "rules.no_card", known=(*extremes, *sorted(paths)))
    return Card.from_toml(paths[name].read_text(encoding="utf-8"))
