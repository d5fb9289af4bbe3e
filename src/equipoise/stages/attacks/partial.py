"""Linkage by partial knowledge: the risk for every subset of the fields that the attacker knows.

Each subset of the known fields is an attack of its own, in which all candidate rows are ranked by likelihood. That few
attributes suffice: Sweeney 2000, "Simple demographics often identify people uniquely"; Rocher, Hendrickx, de Montjoye
2019, doi:10.1038/s41467-019-10933-3.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from equipoise.core.arrays import Integers
from equipoise.core.seeds import stream
from equipoise.runtime.jobs import Report
from equipoise.shared.release import Release
from equipoise.shared.results import AttackResult
from equipoise.stages.attacks.base import Auxiliary, Truth, sample
from equipoise.stages.attacks.linkage import Linkage
from equipoise.stages.attacks.matching import known_places

TARGETS = 2_000
"""The largest number of targets, and of control people, for each subset."""
MOST_FIELDS = 6
"""With more fields than this, only prefixes of the list are used: every field doubles the number of subsets."""


def linkage_by_fields(
    release: Release,
    auxiliary: Auxiliary,
    truth: Truth,
    *,
    targets: int = TARGETS,
    seed: int = 0,
    report: Report = lambda fraction, message="": None,
) -> dict[tuple[str, ...], AttackResult]:
    """Return the results of linkage by subsets of the attacker's fields, smallest subsets first.

    Args:
        release: the table. auxiliary, truth: as for "linkage".
        targets: number of targets, and largest number of control people; the same people for every subset.
        seed: of the random streams. report: receives the progress after every subset.

    Returns:
        The result for every non-empty subset of the fields that the release still holds, in the order of the fields;
        with more than `MOST_FIELDS` of them, for the first field, the first two, and so on.
    """
    known = [auxiliary.fields[place] for place in known_places(release, auxiliary.fields)]
    rng = stream(seed, "attack.partial")
    some = sample(len(auxiliary.targets), targets, rng, auxiliary.coins)
    fewer = _aimed_at(auxiliary, some, rng)
    true = dataclasses.replace(truth, row=truth.row[some], trait=truth.trait[some])
    subsets = list(_subsets(known))
    found: dict[tuple[str, ...], AttackResult] = {}
    for fields in subsets:
        report(len(found) / len(subsets))
        found[fields] = Linkage().mount(release, _knowing(fewer, fields), true, seed).result
    return found


def _subsets(fields: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(1, len(fields) + 1):
        yield from combinations(fields, size) if len(fields) <= MOST_FIELDS else [tuple(fields[:size])]


def _knowing(auxiliary: Auxiliary, fields: Sequence[str]) -> Auxiliary:
    """Return the knowledge of an attacker who knows only some of the fields."""
    places = [auxiliary.fields.index(name) for name in fields]
    register = None if auxiliary.register is None else auxiliary.register[:, places]
    records = {name: getattr(auxiliary, name)[:, places] for name in ("targets", "controls")}
    return dataclasses.replace(auxiliary, fields=tuple(fields), register=register, **records)


def _aimed_at(auxiliary: Auxiliary, some: Integers, rng: np.random.Generator) -> Auxiliary:
    """Return the knowledge about some of the targets, with a control person for each while there are any."""
    controls = np.arange(min(len(auxiliary.controls), len(some)))
    place = None if auxiliary.register_target is None else auxiliary.register_target[some]
    return Auxiliary(
        fields=auxiliary.fields,
        targets=auxiliary.targets[some],
        controls=auxiliary.controls[controls],
        control_for=rng.permutation(len(some))[: len(controls)],
        register=auxiliary.register,
        register_target=place,
    )
