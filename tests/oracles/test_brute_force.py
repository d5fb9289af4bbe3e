"""Every measure of a table against brute force on random small tables: the definitions, written out row by row.

Nothing of the product is used on the side of the definitions; the earth mover's distance is a linear program.
"""

import math
from collections import Counter
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from equipoise import protect_table
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.shared.tables import release_of
from equipoise.stages.measure.disclosure import disclosure, release_disclosure
from equipoise.stages.measure.fairness import SUFFICIENT, measure_fairness
from equipoise.stages.measure.linkability import linkable
from equipoise.stages.measure.reidentification import release_reidentification

AGES, TOWNS, WARDS, PAINS, VISITS = (
    (0, 1, 2, 3),
    ("X", "Y", "Z"),
    ("a", "b", "c"),
    ("1", "2", "3", "4"),
    (0.0, 0.5, 0.501),
)
SCHEMA = Schema(
    (
        Column(name="age", role="quasi", kind="number", bounds=(0, 5)),
        Column(name="town", role="quasi", kind="nominal", levels=TOWNS),
        Column(name="ward", role="sensitive", kind="nominal", levels=WARDS),
        Column(name="pain", role="sensitive", kind="ordered", levels=PAINS),
        Column(name="visits", role="behaviour", kind="number", bounds=(-2, 2)),
    )
)
QUASI = ("age", "town")
RANDOM = settings(max_examples=200, deadline=None, derandomize=True)


CODES = st.lists(st.integers(0, 5), min_size=1, max_size=8)


@st.composite
def tables(draw, most=14):
    row = st.tuples(
        st.sampled_from(AGES),
        st.sampled_from(TOWNS),
        st.sampled_from(WARDS),
        st.sampled_from(PAINS),
        st.sampled_from([*VISITS, -1.0, math.nan]),
    )
    rows = draw(st.lists(row, min_size=1, max_size=most))
    return pd.DataFrame(rows, columns=[column.name for column in SCHEMA.columns])


def classes_of(frame, names):
    """Rows by what they look like; a missing value looks like a missing value."""
    groups = {}
    for place, row in enumerate(frame[list(names)].itertuples(index=False)):
        groups.setdefault(tuple("?" if value != value else value for value in row), []).append(place)
    return list(groups.values())


def shares(values, levels):
    count = Counter(values)
    return [count[level] / len(values) for level in levels]


def moved(every, there, far):
    """The least work that turns each of several distributions into another one: transport problems, solved together."""
    size = len(there)
    cost = np.array([far(i, j) for i, j in product(range(size), repeat=2)])
    leaves = [[float(i == k) for i, _ in product(range(size), repeat=2)] for k in range(size)]
    arrives = [[float(j == k) for _, j in product(range(size), repeat=2)] for k in range(size)]
    apart = np.kron(np.eye(len(every)), np.array(leaves + arrives))
    wanted = [share for here in every for share in (*here, *there)]
    found = linprog(np.tile(cost, len(every)), A_eq=apart, b_eq=wanted, method="highs")
    return (found.x.reshape(len(every), -1) * cost).sum(axis=1)


@RANDOM
@given(frame=tables())
def test_disclosure(frame):
    found, groups = disclosure(frame, SCHEMA), classes_of(frame, QUASI)
    has_k_unique_share_and_prosecutor_risk(found, frame, groups)
    has_l_t_and_delta(found, frame, groups)


def has_k_unique_share_and_prosecutor_risk(found, frame, groups):
    assert (found.rows, found.classes, found.k) == (len(frame), len(groups), min(map(len, groups)))
    assert found.unique_share.value == pytest.approx(sum(len(each) == 1 for each in groups) / len(frame))
    risks = [1 / len(each) for each in groups for _ in each]
    assert found.prosecutor_highest == pytest.approx(max(risks))
    assert found.prosecutor_mean == pytest.approx(sum(risks) / len(risks))
    known = classes_of(frame, (*QUASI, "visits"))
    assert found.k_with_behaviour == min(map(len, known))
    assert found.unique_with_behaviour.value == pytest.approx(sum(len(each) == 1 for each in known) / len(frame))


def has_l_t_and_delta(found, frame, groups):
    for name, levels, ordered in (("ward", WARDS, False), ("pain", PAINS, True)):
        values = frame[name].tolist()
        whole = shares(values, levels)
        each = [shares([values[place] for place in group], levels) for group in groups]
        assert found.l[name] == min(sum(share > 0 for share in mine) for mine in each)
        entropies = [-sum(share * math.log(share) for share in mine if share) for mine in each]
        assert found.entropy_l[name] == pytest.approx(math.exp(min(entropies)))
        far = (lambda i, j: abs(i - j) / (len(PAINS) - 1)) if ordered else (lambda i, j: float(i != j))
        assert found.t[name] == pytest.approx(moved(each, whole, far).max(), abs=1e-7)
        ratios = [
            abs(math.log(share / all_of_them)) if share else math.inf
            for mine in each
            for share, all_of_them in zip(mine, whole, strict=True)
            if all_of_them
        ]
        assert found.delta[name] == pytest.approx(max(ratios))


def recursive(counts, c, least):
    """Definition 4.2: r_1 < c (r_l + ... + r_m), of counts from the largest to the smallest."""
    counts = sorted(counts, reverse=True)
    return least == 1 or counts[0] < c * sum(counts[least - 1 :])


@RANDOM
@given(
    frame=tables(most=24),
    k=st.integers(2, 5),
    least=st.integers(1, 3),
    c=st.sampled_from([0.5, 1.0, 1.5, 3.0]),
    kind=st.sampled_from(["distinct", "entropy", "recursive"]),
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_what_l_diversity_releases_is_diverse_and_nothing_is_withheld_in_vain(frame, k, least, c, kind):
    def diverse(values):
        counts = list(Counter(values).values())
        if kind == "distinct":
            return len(counts) >= least
        if kind == "entropy":
            return math.exp(-sum(n / len(values) * math.log(n / len(values)) for n in counts)) >= least - 1e-9
        return recursive(counts, c, least)

    release = protect_table(frame, SCHEMA, technique="l_diversity", k=k, l=least, diversity=kind, c=c)
    assert len(release) + release.suppressed == len(frame)
    groups = classes_of(release.frame, QUASI)
    for group in groups:
        assert len(group) >= k
        assert all(diverse([release.frame[name].iloc[place] for place in group]) for name in ("ward", "pain"))
    if len(frame) >= k and all(diverse(frame[name].tolist()) for name in ("ward", "pain")):
        assert release.suppressed == 0


@RANDOM
@given(frame=tables(), k=st.integers(2, 5))
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_loss_is_the_mean_relative_width(frame, k):
    release = protect_table(frame, SCHEMA, technique="k_anonymity", k=k)
    found = release_disclosure(release)
    if not len(release):
        assert math.isnan(found.information_loss) and found.suppressed == len(frame)
        return
    widths = [(high - low) / width for ends in zip(release.low, release.high, strict=True)
              for low, high, width in zip(*ends, (5.0, 2.0), strict=True)]  # fmt: skip
    assert found.information_loss == pytest.approx(sum(widths) / len(widths))
    assert found.k >= k and found.k == min(map(len, classes_of(release.frame, QUASI)))


@RANDOM
@given(frame=tables(), kept=st.integers(2, 4), others=tables())
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_journalist_and_marketer_risk(frame, kept, others):
    release = protect_table(frame, SCHEMA, technique="k_anonymity", k=kept)
    if not len(release):
        return
    found = release_reidentification(release, others[list(QUASI)])
    risks = []
    for low, high in zip(release.low, release.high, strict=True):
        inside = sum(
            low[0] <= age <= high[0] and low[1] <= TOWNS.index(town) <= high[1]
            for age, town in zip(others["age"], others["town"], strict=True)
        )
        risks.append(1 / inside if inside else 0.0)
    assert found.journalist_highest == pytest.approx(max(risks))
    assert found.marketer == pytest.approx(sum(risks) / len(risks))


@RANDOM
@given(first=CODES, second=CODES)
def test_linkability(first, second):
    schema = Schema((Column(name="code", role="direct", kind="identifier"),))
    releases = [release_of(pd.DataFrame({"code": codes}), schema) for codes in (first, second)]
    assert linkable(*releases).value == pytest.approx(sum(second.count(code) == 1 for code in first) / len(first))


@RANDOM
@given(cells=st.lists(st.integers(0, 60), min_size=8, max_size=8))
def test_fairness_between_two_groups(cells):
    kinds = product((0, 1), repeat=3)  # group, selected, deserving
    people = [kind for kind, number in zip(kinds, cells, strict=True) for _ in range(number)]
    group, selected, deserving = np.array(people or np.empty((0, 3)), dtype=int).T.reshape(3, -1)
    zeros = np.zeros(group.size)
    found = measure_fairness("sex", group, selected == 1, deserving == 1, zeros, zeros, zeros > 0)

    def rate(mine, of=(0, 1)):
        asked = [chosen for own, chosen, due in people if own == mine and due in of]
        return sum(asked) / len(asked) if asked else math.nan

    if min(sum(own == mine for own, _, _ in people) for mine in (0, 1)) < SUFFICIENT:
        assert not found.selection_rate_ratio.known and found.four_fifths == "unclear"
        return
    rates = [rate(0), rate(1)]
    ratio = min(rates) / max(rates) if max(rates) else math.nan
    assert found.selection_rate_ratio.value == pytest.approx(ratio, nan_ok=True)
    assert found.selection_rate_difference.value == pytest.approx(max(rates) - min(rates))
    gaps = [abs(rate(0, of) - rate(1, of)) for of in ((1,), (0,))]
    assert found.true_positive_rate_difference.value == pytest.approx(gaps[0], nan_ok=True)
    largest = math.nan if any(map(math.isnan, gaps)) else max(gaps)
    assert found.equalised_odds_difference.value == pytest.approx(largest, nan_ok=True)
