"""How few purchases single a customer out, and whether rare ones do so sooner.

Some things that are known of a person single that person out if nobody else has all of them; the share of people for
whom that holds is called unicity (de Montjoye et al. 2013, doi:10.1038/srep01376).
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Array, Flags, Integers
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import MONTHS
from equipoise.shared.receipts import ITEMS
from equipoise.studies.shoppers import OPEN
from equipoise.studies.unicity import by_points

_TARGETS = 2_000
"""How many people are looked for: those who come first in a random order."""
_KNOWN = 4
_RAREST = 2


def unique_by_four_items(settings: Settings) -> float:
    """Return the share of customers with at least four purchases whom the items of four of them single out.

    The table holds everybody who does not object, with codes and items.
    """
    curve = by_points(settings.replace(**OPEN, **{"minimise.detail": "items"}), "item")
    return curve.known[_KNOWN - 1].unicity.value


def rare_over_common(settings: Settings) -> float:
    """Return the share whom their two rarest purchases single out, less the share whom their two commonest do.

    Of a purchase, item and month are known. Both shares are of customers with at least four such points. The rarest are
    of the items that fewest people bought.
    """
    chain = Chain(settings)
    have = _points(chain)
    item = have.indices // MONTHS
    buyers = np.bincount(item, minlength=ITEMS)[item]
    targets = _targets(chain, np.diff(have.indptr) >= 2 * _RAREST)
    rare, common = (_singled_out(_first(have, order, _RAREST)[targets], have) for order in (buyers, -buyers))
    return float(np.mean(rare) - np.mean(common))


def _points(chain: Chain) -> csr_array:
    """Return which items every customer has bought in which month, as ones (shape: customers x items by months)."""
    bought, size = chain.receipts.value, chain.population.value.size
    point = bought.item.astype(np.int64) * MONTHS + bought.month
    have = _table(bought.person, point, (bought.people, ITEMS * MONTHS))[:size]
    have.data[:] = 1
    return have


def _targets(chain: Chain, eligible: Flags) -> Integers:
    """Return who is looked for, of the eligible customers (shape: customers)."""
    order = stream(chain.seed, "evidence.targets").permutation(eligible.size)
    return np.asarray(order[eligible[order]][:_TARGETS])


def _first(have: csr_array, order: Array, number: int) -> csr_array:
    """Keep of every row its ``number`` first points, in an order that has one value a stored point."""
    row = np.repeat(np.arange(have.shape[0]), np.diff(have.indptr))
    ranked = np.lexsort((order, row))
    kept = ranked[np.arange(have.nnz) - have.indptr[row] < number]  # a row keeps its place when it is sorted
    return _table(row[kept], have.indices[kept], have.shape)


def _singled_out(known: csr_array, have: csr_array) -> Flags:
    """Return for which rows of known points exactly one person has them all."""
    shared = csr_array(known @ have.T)
    row = np.repeat(np.arange(known.shape[0]), np.diff(shared.indptr))
    whole = shared.data == known.sum(axis=1)[row]
    return np.asarray(np.bincount(row[whole], minlength=known.shape[0]) == 1)


def _table(rows: Array, columns: Array, shape: tuple[int, int]) -> csr_array:
    """Return a table of counts of pairs of row and column."""
    counts = csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    counts.sum_duplicates()
    return counts
