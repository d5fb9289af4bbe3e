"""How few purchases single a customer out, and whether they find the same person again in another year.

Some things that are known of a person single that person out if nobody else has all of them; the share of people for
whom that holds is called unicity (de Montjoye et al. 2013, doi:10.1038/srep01376).
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, diags_array

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Array, Flags, Integers
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import MONTHS
from equipoise.shared.receipts import ITEMS

_TARGETS = 2_000
"""How many people are looked for: those who come first in a random order."""
_KNOWN = 4
_RAREST = 2
_YEAR = 12


def unique_by_four_items(settings: Settings) -> float:
    """Return the share of customers with at least four items whom four of these, drawn at random, single out."""
    chain = Chain(settings)
    have = _things(chain)
    targets = _targets(chain, np.diff(have.indptr) >= _KNOWN)
    order = stream(chain.seed, "evidence.known").random(have.nnz)
    return float(np.mean(_singled_out(_first(have, order, _KNOWN)[targets], have)))


def rare_over_common(settings: Settings) -> float:
    """Return the share whom their two rarest purchases single out, less the share whom their two commonest do.

    Of a purchase, item and month are known. Both shares are of customers with at least four such points. The rarest are
    of the items that fewest people bought.
    """
    chain = Chain(settings)
    have = _things(chain, by_month=True)
    item = have.indices // MONTHS
    buyers = np.bincount(item, minlength=ITEMS)[item]
    targets = _targets(chain, np.diff(have.indptr) >= 2 * _RAREST)
    rare, common = (_singled_out(_first(have, order, _RAREST)[targets], have) for order in (buyers, -buyers))
    return float(np.mean(rare) - np.mean(common))


def found_again(settings: Settings) -> float:
    """Return the share of customers whose purchases of the first year are most like their own of the second.

    Likeness is the cosine of the items bought, each weighted by the logarithm of how few people bought it (inverse
    document frequency: Spärck Jones 1972, doi:10.1108/eb026526).
    """
    chain = Chain(settings)
    bought, size = chain.receipts.value, chain.population.value.size
    first, second = (
        _table(bought.person[part], bought.item[part], (bought.people, ITEMS))[:size]
        for part in (bought.month >= _YEAR, bought.month < _YEAR)
    )
    rarity = diags_array(np.log(size / np.maximum((second > 0).sum(axis=0), 1)))
    targets = _targets(chain, (first.sum(axis=1) > 0) & (second.sum(axis=1) > 0))
    likeness = csr_array(_unit(first @ rarity)[targets] @ _unit(second @ rarity).T)
    return float(np.mean(likeness.argmax(axis=1) == targets))


def _things(chain: Chain, *, by_month: bool = False) -> csr_array:
    """Return which items every customer has bought, or which in which month, as ones (shape: customers x things)."""
    bought, size = chain.receipts.value, chain.population.value.size
    thing, width = bought.item.astype(np.int64), ITEMS
    if by_month:
        thing, width = thing * MONTHS + bought.month, ITEMS * MONTHS
    have = _table(bought.person, thing, (bought.people, width))[:size]
    have.data[:] = 1
    return have


def _targets(chain: Chain, eligible: Flags) -> Integers:
    """Return who is looked for, of the eligible customers (shape: customers)."""
    order = stream(chain.seed, "evidence.targets").permutation(eligible.size)
    return np.asarray(order[eligible[order]][:_TARGETS])


def _first(have: csr_array, order: Array, number: int) -> csr_array:
    """Keep of every row its ``number`` first things, in an order that has one value a stored thing."""
    row = np.repeat(np.arange(have.shape[0]), np.diff(have.indptr))
    ranked = np.lexsort((order, row))
    kept = ranked[np.arange(have.nnz) - have.indptr[row] < number]  # a row keeps its place when it is sorted
    return _table(row[kept], have.indices[kept], have.shape)


def _singled_out(known: csr_array, have: csr_array) -> Flags:
    """Return for which rows of known things exactly one person has them all."""
    shared = csr_array(known @ have.T)
    row = np.repeat(np.arange(known.shape[0]), np.diff(shared.indptr))
    whole = shared.data == known.sum(axis=1)[row]
    return np.asarray(np.bincount(row[whole], minlength=known.shape[0]) == 1)


def _unit(rows: csr_array) -> csr_array:
    """Scale every row to length one; a row of zeros stays."""
    lengths = np.sqrt((rows**2).sum(axis=1))
    return csr_array(diags_array(1.0 / np.maximum(lengths, 1e-12)) @ rows)


def _table(rows: Array, columns: Array, shape: tuple[int, int]) -> csr_array:
    """Return a table of counts of pairs of row and column."""
    counts = csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    counts.sum_duplicates()
    return counts
