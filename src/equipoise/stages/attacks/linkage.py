"""Linkage by a named register: find the row of a person by publicly known fields.

Goal: put a name on a row. Knowledge: birth date, sex, postcode or the like, of known customers or of a whole
population (Sweeney 2002, doi:10.1142/S0218488502001648; the prosecutor and the journalist of El Emam and Dankar 2008,
doi:10.1197/jamia.M2716).
"""

from __future__ import annotations

import numpy as np

from equipoise.core.arrays import Floats, Integers
from equipoise.core.errors import DataError
from equipoise.shared.release import Release
from equipoise.stages.attacks.base import Auxiliary
from equipoise.stages.attacks.candidates import Matched, matched
from equipoise.stages.attacks.identity import (
    IdentityGuesses,
    Linking,
    PeopleNamed,
    RowsNamed,
    beside_luck,
    lacking_rows,
    one_per_target,
)
from equipoise.stages.attacks.matching import known_places
from equipoise.stages.attacks.register import name_people


class Linkage(Linking):
    """The attack: records are matched with rows; ties are broken at random."""

    name = "linkage"

    def infeasible(self, release: Release, knowledge: Auxiliary) -> str:
        """Needs a column in common with the release."""
        missing = "" if known_places(release, knowledge.fields) else "no_known_fields"
        return lacking_rows(release, knowledge) or missing

    def guess(self, release: Release, knowledge: Auxiliary, rng: np.random.Generator) -> IdentityGuesses:
        """Name a row for every target; or, with a register, a person of the register for every row."""
        link = _by_record if knowledge.register is None else _by_register
        attack, control = link(matched(release, knowledge), knowledge, rng)
        targets = np.arange(0 if knowledge.controls_only else len(knowledge.targets))
        controls = one_per_target(knowledge)
        return beside_luck(release, knowledge, rng, targets=targets, controls=controls, attack=attack, control=control)


def _by_record(found: Matched, knowledge: Auxiliary, rng: np.random.Generator) -> tuple[RowsNamed, RowsNamed]:
    if not knowledge.controls_only:
        return RowsNamed(found.targets.pick(rng)), RowsNamed(found.controls.pick(rng))
    rng.random(len(knowledge.targets))  # those of the targets: control people keep their own draws
    return RowsNamed(np.empty(0, dtype=np.int64)), RowsNamed(found.controls.pick(rng))


def _by_register(found: Matched, knowledge: Auxiliary, rng: np.random.Generator) -> tuple[PeopleNamed, PeopleNamed]:
    register, place = _register(knowledge)
    attack = name_people(found.matcher, register, rng)
    doctored, taken = register.copy(), place[knowledge.control_for]
    moved = one_per_target(knowledge)
    moved = moved[taken[moved] >= 0]
    doctored[taken[moved]] = knowledge.controls[moved]
    control = name_people(found.matcher, doctored, rng)
    return PeopleNamed(attack, place), PeopleNamed(control, taken)


def _register(knowledge: Auxiliary) -> tuple[Floats, Integers]:
    if knowledge.register is None or knowledge.register_target is None:
        raise DataError.about("register", "attack.register")
    return knowledge.register, knowledge.register_target
