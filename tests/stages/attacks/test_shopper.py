import math

import numpy as np
import pytest
from scipy.stats import dirichlet_multinomial, nbinom

from equipoise.stages.attacks.shopper import Baskets, Comparison, Contained, Habits, concentration, evidence

TOPIC_OF = np.array([0, 0, 1, 1])


def baskets(*people):
    """Baskets of people, given as times bought of four items in two topics."""
    bought = np.array(people)
    person, item = np.nonzero(bought)
    topics = np.stack([bought[:, :2].sum(axis=1), bought[:, 2:].sum(axis=1)], axis=1)
    return Baskets(topics=topics, person=person, item=item, count=bought[person, item])


def test_the_evidence_of_one_kind_by_hand():
    # one in both: Gamma(a + 2) Gamma(a) / Gamma(a + 1)^2 = (a + 1) / a
    assert evidence(1, 1, 0.25) == pytest.approx(math.log(5))
    assert evidence(1, 1, 100) == pytest.approx(math.log(1.01))
    assert [evidence(0, 7, 0.25), evidence(7, 0, 0.25)] == pytest.approx([0, 0])


def test_the_concentration_explains_repeated_purchases():
    # half of the pairs are of one kind, by chance a quarter: (1 + A / 4) / (1 + A) = 1/2 -> A = 2
    assert concentration(0.5, 0.25) == pytest.approx(2)
    assert concentration(0.25, 0.25) == concentration(0.1, 0.25) == 1e6


def ordered(counts, a):
    """Log-likelihood of one order of purchases under Dirichlet shares: that of the counts less that of the order."""
    orders = math.lgamma(sum(counts) + 1) - sum(math.lgamma(count + 1) for count in counts)
    return dirichlet_multinomial.logpmf(counts, a, sum(counts)) - orders


def test_evidence_is_the_ratio_of_likelihoods():
    # of two baskets, by scipy's distributions: both from one shopper, over each from a shopper of its own
    habits = Habits(
        topics=np.array([0.8, 1.2]),
        items=np.array([0.3, 0.7, 0.5, 0.5]),
        in_topic=1.0,
        shape=2.0,
        mean=3.0,
        other_mean=5.0,
    )
    old, new = np.array([2, 1, 0, 1]), np.array([1, 0, 3, 1])
    x, y = (np.array([part[:2].sum(), part[2:].sum()]) for part in (old, new))
    expected = ordered(x + y, habits.topics) - ordered(x, habits.topics) - ordered(y, habits.topics)
    for part in (slice(0, 2), slice(2, 4)):
        a = habits.items[part]
        expected += ordered(old[part] + new[part], a) - ordered(old[part], a) - ordered(new[part], a)
    # rates: the first total is negative binomial with mean 3; given x, the second has shape 2 + x and is seen as long
    other = 5.0
    after = nbinom.logpmf(y.sum(), 2 + x.sum(), (2 + 3) / (2 + 3 + other))
    expected += after - nbinom.logpmf(y.sum(), 2, 2 / (2 + other))
    found = habits.of_totals(x.sum(), y.sum())
    found += sum(habits.of_topics(x[topic], y[topic], topic) for topic in (0, 1))
    found += evidence(old, new, habits.items).sum()
    assert found == pytest.approx(expected)


def test_a_comparison_adds_up_the_parts():
    old, new = baskets((2, 1, 0, 1), (0, 0, 1, 0), (1, 1, 1, 1)), baskets((1, 0, 3, 1), (0, 0, 0, 0), (0, 2, 0, 5))
    habits = Habits.of(old, TOPIC_OF, float(new.total.mean()))
    compared = Comparison(habits, new)
    dense = [np.zeros((3, 4)), np.zeros((3, 4))]
    for place, each in enumerate((old, new)):
        dense[place][each.person, each.item] = each.count
    expected = np.array([
        [
            habits.of_totals(old.total[i], new.total[j])
            + sum(habits.of_topics(old.topics[i, t], new.topics[j, t], t) for t in (0, 1))
            + evidence(dense[0][i], dense[1][j], habits.items).sum()
            for j in range(3)
        ]
        for i in range(3)
    ])  # fmt: skip
    assert compared.evidence(old) == pytest.approx(expected, rel=1e-4, abs=1e-4)
    assert compared.evidence(old.of(np.array([2, 0]))) == pytest.approx(expected[[2, 0]], rel=1e-4, abs=1e-4)


def test_rare_things_in_common_tell_more():
    # everybody buys the first item, one the second: who shares that one is found by it
    old = baskets((3, 0, 0, 0), (3, 0, 0, 0), (2, 1, 0, 0), (3, 0, 0, 0))
    new = baskets((3, 0, 0, 0), (3, 0, 0, 0), (2, 1, 0, 0), (3, 0, 0, 0))
    assert Comparison(Habits.of(old, TOPIC_OF, 3.0), new).evidence(old)[2].argmax() == 2


def test_baskets_that_hold_the_old_purchases_by_hand():
    # by topic, (2, 1) in (2, 3): C(2,2) C(3,1) / C(5,3) = 3/10; in (3, 1): 3 / C(4,3) = 3/4; (9, 0) lacks one
    old, new = baskets((2, 0, 1, 0)), baskets((1, 1, 1, 2), (2, 1, 1, 0), (9, 0, 0, 0))
    (found,) = Comparison(Contained(by_item=False), Baskets(topics=new.topics)).evidence(Baskets(topics=old.topics))
    assert np.exp(found[:2]) == pytest.approx([3 / 10, 3 / 4], rel=1e-4) and found[2] < -900
    # by item, the first lacks the first item twice; the second has it, C(2,2) C(1,1) / C(4,3) = 1/4
    (found,) = Comparison(Contained(by_item=True), new).evidence(old)
    assert found.argmax() == 1 and found[1] - 2_000 == pytest.approx(np.log(1 / 4), abs=1e-3)
