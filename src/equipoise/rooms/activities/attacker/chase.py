"""What the engine says of a chase: the line-up, the clues, and whom they leave in the bare and the protected table."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.errors import DataError
from equipoise.rooms.activities.line_up import Person, people_of
from equipoise.studies.guess_who import GuessWho, guess_who

SIZE, MOST_ALIKE = 60, 20
"""How many people stand in the line-up, and how many of them at most whom all clues fit in the protected table."""
TRIED = 50
"""How many targets are tried until one is known by enough clues."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Clue:
    """One thing that is known of the target: a column of the table, and the value in words."""

    field: str
    words: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Table:
    """What the clues do in one table.

    Attributes:
        left: how many people of the whole table fit the first 0, 1, 2, ... clues.
        lasts: of each in the line-up, how many clues they fit before one turns them away; -1 for those without a row.
        found: whether all clues leave one row, and it is the target's.
    """

    left: tuple[int, ...]
    lasts: tuple[int, ...]
    found: bool

    def standing(self, clues: int) -> tuple[int, ...]:
        """Return who of the line-up still fits after so many clues, by place."""
        return tuple(place for place, lasts in enumerate(self.lasts) if lasts >= clues)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Chase:
    """One target, and the same clues in two tables; the clue that fits most people comes first.

    Attributes:
        people: the line-up. target: the place in it, for the solution.
        clues: what is known. bare, shop: the table without protection, and the shop's.
    """

    people: tuple[Person, ...]
    target: int
    clues: tuple[Clue, ...]
    bare: Table
    shop: Table

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Chase:
        """Read what `dataclasses.asdict` made of a chase, also after JSON."""
        tables = {name: _table(values[name]) for name in ("bare", "shop")}
        people = tuple(Person(**one) for one in values["people"])
        return cls(
            people=people, target=values["target"], clues=tuple(Clue(**one) for one in values["clues"]), **tables
        )


def chase(settings: Settings, number: int, clues: int) -> Chase:
    """Return the chase for the first target from this number on of whom so many clues are known, the name aside.

    Raises:
        DataError: there is no such target.
    """
    for tried in range(number, number + TRIED):
        bare, shop = guess_who(settings, tried, "bare"), guess_who(settings, tried, "shop")
        if bare is not None and shop is not None and len(_fields(bare)) >= clues:
            return _chase(settings, bare, shop, clues)
    raise DataError.about(number, "room.no_target", clues=clues)


def _fields(game: GuessWho) -> list[str]:
    """Return the columns of the clues but the name: sex, postcode and birth date before purchases."""
    return [clue.field for clue in game.clues if clue.field != "name"]


def _chase(settings: Settings, bare: GuessWho, shop: GuessWho, clues: int) -> Chase:
    order = sorted(_fields(bare)[:clues], key=lambda field: (-bare.left([field]), field))
    known = {clue.field: clue.words for clue in bare.clues}
    here = _chosen(bare, shop, order)
    people = bare.lineup.people[here]
    return Chase(
        people=people_of(Chain(settings).population.value, people),
        target=people.tolist().index(bare.hunt.secret.customer),
        clues=tuple(Clue(field=field, words=known[field]) for field in order),
        bare=_counted(bare, order, here),
        shop=_counted(shop, order, here),
    )


def _chosen(bare: GuessWho, shop: GuessWho, order: Sequence[str]) -> list[int]:
    """Return who of the study's larger line-up stands in the room's, in its order."""
    target = bare.lineup.people.tolist().index(bare.hunt.secret.customer)
    alike = [place for place, why in enumerate(shop.turned_away(order)) if not why and place != target]
    first = [target, *alike[: MOST_ALIKE - 1]]
    others = [place for place in range(len(bare.lineup)) if place not in alike and place != target]
    return sorted([*first, *others][:SIZE])


def _counted(game: GuessWho, order: Sequence[str], here: Sequence[int]) -> Table:
    used = [order[:count] for count in range(len(order) + 1)]
    fits = np.array([[not why for why in game.turned_away(fields)] for fields in used])
    return Table(
        left=tuple(game.left(fields) for fields in used),
        lasts=tuple((fits.sum(axis=0) - 1)[list(here)].tolist()),
        found=game.found(order),
    )


def _table(values: Mapping[str, Any]) -> Table:
    return Table(left=tuple(values["left"]), lasts=tuple(values["lasts"]), found=values["found"])
