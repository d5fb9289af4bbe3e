"""Reversal of pseudonyms: hash every possible address, and read the names behind the codes that match.

Goal: put a name on a row. Knowledge: how e-mail addresses are formed (first name, last name, a number), which names
there are, and that a pseudonym is the SHA-256 of an address; then the targets' names and fields, as in `linkage`. A
hash of a value that can be enumerated hides nothing (Marx et al. 2018, doi:10.18420/sicherheit2018_04; Article 29
Working Party 2014, opinion 05/2014, WP216, section 4). Where the table still holds names, the attacker reads them.

Keyed pseudonyms are attacked too: without the key no candidate matches, and the attacker names nobody.
"""

from __future__ import annotations

import dataclasses
import itertools
from functools import lru_cache

import numpy as np

from equipoise.core.arrays import Integers, freeze
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import wilson
from equipoise.shared.column import Column
from equipoise.shared.identity import NAMES, e_mail_hashes
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema
from equipoise.stages.attacks.base import Attack, Auxiliary, Scored, Truth
from equipoise.stages.attacks.identity import (
    IdentityGuesses,
    RowsNamed,
    beside_luck,
    lacking_rows,
    one_per_target,
    score_links,
)
from equipoise.stages.attacks.linkage import Linkage

ROUND = 16
"""Numbers tried for every name in one round; another round follows only if this one found a match."""
_NAME = Column(name="name", role="direct", kind="identifier")


@dataclasses.dataclass(frozen=True, eq=False)
class ReversalGuesses:
    """The guessed links, and the number of rows whose name the attacker knows."""

    links: IdentityGuesses
    named: Rate


class Reversal(Attack[Auxiliary, Truth, ReversalGuesses]):
    """Turn pseudonyms back into names, then match names and known fields with rows."""

    name = "reversal"
    kind = "identity"

    def infeasible(self, release: Release, knowledge: Auxiliary) -> str:
        """Needs names or pseudonyms in the table, and the targets' names."""
        missing = "" if "name" in knowledge.fields else "no_known_fields"
        if not {"name", "pseudonym"} & set(release.schema.names("direct")):
            missing = "no_pseudonyms"
        return lacking_rows(release, knowledge) or missing

    def guess(self, release: Release, knowledge: Auxiliary, rng: np.random.Generator) -> ReversalGuesses:
        """Name a row only if its name is known and matches."""
        if "name" in release.schema:
            return ReversalGuesses(Linkage().guess(release, knowledge, rng), wilson(len(release), len(release)))
        names = reverse(release.exact["pseudonym"].to_numpy())
        named = wilson(int((names >= 0).sum()), len(names))
        if not named.value:
            return ReversalGuesses(_nobody(release, knowledge, rng), named)
        own = dataclasses.replace(knowledge)  # results on the table as it is are not to be reused
        return ReversalGuesses(Linkage().guess(_opened(release, names), own, rng), named)

    def score(self, guesses: ReversalGuesses, truth: Truth) -> Scored:
        """A hit is a target linked to the own row."""
        scored = score_links(self.name, guesses.links, truth)
        result = dataclasses.replace(scored.result, details={"names_recovered": guesses.named})
        return dataclasses.replace(scored, result=result)


def reverse(pseudonyms: Integers) -> Integers:
    """Return the name code behind every pseudonym, -1 where no tried address has this hash.

    Mail providers number people of the same name from 1, so the attacker tries `ROUND` numbers for every name, and
    continues as long as a round finds a match.
    """
    order = np.argsort(pseudonyms)
    codes, found = pseudonyms[order], np.full(len(pseudonyms), -1, dtype=np.int64)
    for first in itertools.count(1, ROUND):
        tried = dictionary(first)
        place = np.minimum(np.searchsorted(codes, tried), len(codes) - 1)
        match = np.flatnonzero(codes[place] == tried)
        if not match.size:
            break
        found[order[place[match]]] = match % NAMES
    return found


@lru_cache(maxsize=64)
def dictionary(first: int) -> Integers:
    """Return the hashes of the addresses of all names with the numbers from ``first`` on (shape: `ROUND` * names).

    It is valid for every table, so it is cached.
    """
    number, name = np.divmod(np.arange(ROUND * NAMES), NAMES)
    hashes = e_mail_hashes(name, first + number)
    freeze(hashes)
    return hashes


def opened(release: Release) -> Release:
    """Return the release with the names that a dictionary finds behind its pseudonyms; the same if there are none."""
    if "pseudonym" not in release.schema or not len(release):
        return release
    names = reverse(release.exact["pseudonym"].to_numpy())
    return _opened(release, names) if (names >= 0).any() else release


def _opened(release: Release, names: Integers) -> Release:
    """Return the release with the names behind its pseudonyms beside them."""
    exact, schema = release.exact.assign(name=names), Schema((*release.schema.columns, _NAME))
    return dataclasses.replace(release, exact=exact, schema=schema)


def _nobody(release: Release, knowledge: Auxiliary, rng: np.random.Generator) -> IdentityGuesses:
    """Return guesses that name no row: a random guess would be worse than none."""
    attack, control = (RowsNamed(np.full(len(people), -1)) for people in (knowledge.targets, knowledge.controls))
    targets, controls = np.arange(len(knowledge.targets)), one_per_target(knowledge)
    return beside_luck(release, knowledge, rng, targets=targets, controls=controls, attack=attack, control=control)
