"""What pseudonyms disclose: two experiments on a run, for teaching.

A plain hash is reversed by hashing every possible address (`attacks.reversal`); pseudonyms under one key link the rows
of two tables (`measure.linkability`).
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import wilson
from equipoise.shared.identity import full_name
from equipoise.shared.release import Release, Vault
from equipoise.stages.attacks.reversal import reverse
from equipoise.stages.measure.linkability import linkable
from equipoise.stages.protect.protect import identify
from equipoise.studies.trace import identifier

CODE = "pseudonym"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Joined:
    """The share of rows of the stored table that can be linked to a row of the copy for partners.

    Attributes:
        now: with the codes as they are. own_keys: if the copy's codes had another key; unknown without codes.
    """

    now: Rate
    own_keys: Rate


@dataclasses.dataclass(frozen=True, kw_only=True)
class Reversed:
    """The result of a dictionary attack with all addresses.

    Attributes:
        named: the share of rows whose name was found; unknown where the table holds no codes.
        examples: some codes with the name behind each, "" where none was found.
    """

    named: Rate
    examples: tuple[tuple[str, str], ...]


def join(settings: Settings) -> Joined:
    """Join the stored table and the copy for partners by the direct identifiers that they share."""
    chain = Chain(settings)
    stored, _ = chain.protect.value
    copy, vault = chain.release_of(Chain(settings.replace(**{"attack.profile": "data_buyer"})).exposure.folds).value
    rekeyed = linkable(stored, _rekeyed(chain, copy, vault)) if CODE in stored.schema else UNKNOWN
    return Joined(now=linkable(stored, copy), own_keys=rekeyed)


def reverse_codes(settings: Settings, examples: int = 5) -> Reversed:
    """Compare the hashes of all possible addresses with the codes of the stored table."""
    release, _ = Chain(settings).protect.value
    if CODE not in release.schema or not len(release):
        return Reversed(named=UNKNOWN, examples=())
    codes = release.exact[CODE].to_numpy()
    names = reverse(codes)
    shown = [(identifier(CODE, int(code)), full_name(int(name)) if name >= 0 else "")
             for code, name in zip(codes[:examples], names[:examples], strict=True)]  # fmt: skip
    return Reversed(named=wilson(int((names >= 0).sum()), len(names)), examples=tuple(shown))


def _rekeyed(chain: Chain, copy: Release, vault: Vault) -> Release:
    """Return the copy with codes under another key."""
    treated = identify(chain.settings.protect, chain.population.value.identifiers, chain.seed + 1)
    codes = {column.name: values for column, values in treated.items()}[CODE]
    holders = np.flatnonzero(vault.row >= 0)
    fresh = np.empty(len(copy), dtype=np.int64)
    fresh[vault.row[holders]] = codes[holders]
    return dataclasses.replace(copy, exact=copy.exact.assign(**{CODE: fresh}))
