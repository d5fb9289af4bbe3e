"""All facts about one run: those of levers and outcome, of a card of practices, and where customers live."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from typing import Literal

from equipoise.chain.outcome import Outcome
from equipoise.chain.settings import Settings
from equipoise.rules.fact import REGIONS, Value, fact, known_facts, regions_of
from equipoise.rules.practices import Card
from equipoise.rules.readings import READINGS, Origin


@dataclasses.dataclass(frozen=True)
class Read:
    """A fact as it was read.

    Attributes:
        fact: its name. value: in the form of `equipoise.rules.fact.Fact.check`.
        origin: "lever", "outcome" or "practices". place: the lever or number, by its dotted name; the fact's own name
            where it stands on the card.
    """

    fact: str
    value: Value
    origin: Origin
    place: str


@dataclasses.dataclass(frozen=True)
class Facts:
    """All facts of a run, by name."""

    reads: Mapping[str, Read]

    @property
    def values(self) -> dict[str, Value]:
        """Their values alone."""
        return {name: read.value for name, read in self.reads.items()}


def facts(settings: Settings, outcome: Outcome, card: Card, regions: Collection[str]) -> Facts:
    """Read all facts.

    Args:
        outcome: of these settings. card: what the simulation does not know. regions: where customers live.

    Raises:
        DataError: there is no region, or an unknown one.
    """
    found = {
        name: Read(name, fact(name).check(reading.value(settings, outcome)), reading.origin, reading.place)
        for name, reading in READINGS.items()
    }
    found |= {name: Read(name, value, "practices", name) for name, value in card.values.items()}
    found[REGIONS] = Read(REGIONS, regions_of(tuple(regions)), "practices", REGIONS)
    return Facts(found)


def declared(shop: Literal["first", "worst"]) -> Facts:
    """Return the facts of a shop that puts privacy first everywhere, or of its opposite; nothing is simulated."""
    values: dict[str, Value] = {name: getattr(each, shop) for name, each in known_facts().items()}
    return Facts({name: Read(name, value, "practices", name) for name, value in values.items()})
