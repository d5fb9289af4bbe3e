"""*Guess who?* played with data: somebody in a line-up is looked for, and a clue turns away whom it does not fit.

The same clues are compared with two tables: the bare one, and the one that the company's protection leaves.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Literal

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Integers
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import SEXES
from equipoise.shared.identity import full_name
from equipoise.shared.world import World
from equipoise.stages.attacks.filtering import fits
from equipoise.studies.crowd.facts import Crowd
from equipoise.studies.hunt import Clue, Hunt, about, targets_of

BARE = {"protect.identifiers": "keep", "protect.technique": "none", "protect.behaviour": "exact"}
"""The levers of a table without any protection."""
SIZE = 100
"""How many people stand in the line-up, where the table holds as many."""
_MOST_ALIKE = 60
"""How many of them at most are people whom all clues fit in the protected table; the others are drawn from all."""
_ORDER = ("sex", "postcode", "birth_date")
_LAST = "name"
Table = Literal["bare", "shop"]
"""The table without protection, or the one that the company holds."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class GuessWho:
    """One round with one table.

    Attributes:
        hunt: the target, the table and the solution. lineup: who stands there, without any facts.
        rows: the row of each of them; -1 for people without one.
        alike: how many of them, the target among them, fit all clues in the protected table.
    """

    hunt: Hunt
    lineup: Crowd
    rows: Integers
    alike: int

    @property
    def clues(self) -> tuple[Clue, ...]:
        """What is known of the target: what many share first, the name last."""
        return tuple(sorted(self.hunt.clues, key=_turn))

    def left(self, used: Sequence[str]) -> int:
        """Return how many people of the whole table fit all clues about these columns; a cohort counts its people."""
        rows, release = self.hunt.fitted(self._wanted(used)), self.hunt.release
        return len(rows) if release.people is None else round(float(release.people[rows].sum()))

    def found(self, used: Sequence[str]) -> bool:
        """Whether one row is left that stands for one person, and it is the target's."""
        rows = self.hunt.fitted(self._wanted(used))
        return self.hunt.release.rows == "people" and rows.tolist() == [self.hunt.secret.row]

    def turned_away(self, used: Sequence[str]) -> tuple[str, ...]:
        """Return of each in the line-up the first column that does not fit: "" fits them all, "absent" has no row.

        Rows of invented people say nothing of anybody, so they turn nobody away.
        """
        if self.hunt.release.rows == "synthetic":
            return ("",) * len(self.lineup)
        why = np.where(self.rows < 0, "absent", "").astype(object)
        for field, value in self.hunt.usable(self._wanted(used)).items():
            fit = fits(self.hunt.release, field, value)
            why[(why == "") & ~fit[self.rows]] = field
        return tuple(why.tolist())

    def _wanted(self, used: Sequence[str]) -> dict[str, float]:
        return {clue.field: clue.value for clue in self.clues if clue.field in used}


def guess_who(settings: Settings, number: int, table: Table) -> GuessWho | None:
    """Return the round with this number, from 1 on; after the last person comes the first again.

    A number belongs to the same person and the same line-up in both tables. None: the attacker knows nobody in them.
    """
    shop, bare = Chain(settings), Chain(settings.replace(**BARE))
    held = bare.exposure.table.value[1].row >= 0
    targets = targets_of(shop)
    targets = targets[held[targets]]
    if not targets.size:
        return None
    customer = int(targets[(number - 1) % targets.size])
    people, alike = _line_up(shop, customer, np.flatnonzero(held))
    chain = bare if table == "bare" else shop
    return GuessWho(
        hunt=about(chain, customer),
        lineup=_without_facts(shop.population.value, people),
        rows=chain.exposure.table.value[1].row[people],
        alike=alike,
    )


def _line_up(shop: Chain, customer: int, held: Integers) -> tuple[Integers, int]:
    """Return the target, whom the protected table cannot tell from the target, and others, in random order."""
    found, draws = about(shop, customer), stream(shop.seed, f"lab.line_up.{customer}")
    rows = shop.exposure.table.value[1].row[held]
    fit = np.isin(rows, found.fitted({clue.field: clue.value for clue in found.clues})) & (rows >= 0)
    fit[held == customer] = False
    alike, others = (draws.permutation(held[which & (held != customer)]) for which in (fit, ~fit))
    alike = alike[: _MOST_ALIKE - 1]
    return draws.permutation(np.concatenate([[customer], alike, others])[:SIZE]), len(alike) + 1


def _turn(clue: Clue) -> int:
    if clue.field in _ORDER:
        return _ORDER.index(clue.field)
    return len(_ORDER) + (clue.field == _LAST)


def _without_facts(world: World, people: Integers) -> Crowd:
    return Crowd(
        people=people,
        name=tuple(full_name(int(code)) for code in world.identifiers.name[people]),
        sex=tuple(SEXES[place] for place in world.customers.sex[people]),
        age=world.customers.age[people].astype(np.int64),
        lit={},
        why={},
        groups={},
        of_all={},
        attack="",
        clues=0,
        luck=0.0,
    )
