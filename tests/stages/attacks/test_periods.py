import dataclasses

import numpy as np
import pytest

from equipoise.shared.event_table import EventTable
from equipoise.stages.attacks import periods
from equipoise.stages.attacks import registry as attacks
from equipoise.stages.attacks.shopper import Baskets
from samples import boxes, truth_of

COLUMNS = ("food", "toys", "books")


def knowing(old, control_old, **more):
    """An attacker who knows nothing but what people bought of three topics in the old table."""
    old, control_old = (
        Baskets(topics=np.array(each)) if isinstance(each, list) else each for each in (old, control_old)
    )
    people, controls = len(old.topics), len(control_old.topics)
    return attacks.Auxiliary(
        fields=(),
        targets=np.zeros((people, 0)),
        controls=np.zeros((controls, 0)),
        control_for=np.arange(controls),
        purchase_columns=COLUMNS,
        old=old,
        control_old=control_old,
        **more,
    )


def shop(topics):
    topics = np.array(topics, dtype=float)
    nothing = np.zeros((len(topics), 0))
    return boxes(nothing, nothing, **{name: ("behaviour", topics[:, place]) for place, name in enumerate(COLUMNS)})


def test_who_goes_on_as_before_is_found_by_hand():
    # everybody keeps to one topic, so habits differ widely; the control person resembles nobody whom she stands for
    old, new = [[6, 0, 0], [0, 5, 0], [0, 0, 7]], [[0, 0, 6], [7, 0, 0], [0, 6, 0]]
    scored = attacks.run_with_hits("periods", shop(new), knowing(old, [[0, 5, 0]]), truth_of([1, 2, 0]))
    assert scored.hits.tolist() == [1, 1, 1]
    assert scored.result.control.value == 0  # the one who likes toys stands for the one who likes food


def itemised(rng, people):
    """Two years of people who buy a few favourites again and again, by topic and item."""
    favourites, years = rng.integers(0, 450, (people, 4)), []
    for _ in range(2):
        item = np.take_along_axis(favourites, rng.integers(0, 4, (people, 6)), axis=1)
        person, cell = np.repeat(np.arange(people), 6), np.ravel(item)
        key, count = np.unique(person * 450 + cell, return_counts=True)
        topics = np.zeros((people, 3), dtype=np.int64)
        np.add.at(topics, (person, cell // 150), 1)
        years.append(Baskets(topics=topics, person=key // 450, item=key % 450, count=count))
    return years


def released(basket, order):
    """The release of a basket's people in another order, with totals by item."""
    mixed = basket.of(order)
    events = EventTable(
        rows=len(order), row=mixed.person.astype(np.int32), source=np.zeros(mixed.person.size, dtype=np.int8),
        item=mixed.item.astype(np.int16), keyword=np.zeros(mixed.person.size, dtype=np.uint8),
        count=mixed.count.astype(np.uint16),
    )  # fmt: skip
    return dataclasses.replace(shop(mixed.topics), events=events)


def test_items_find_those_whom_topics_do_not():
    rng = np.random.default_rng(0)
    (old, new), (other, _) = itemised(rng, 300), itemised(rng, 100)
    order = rng.permutation(300)
    release, known, true = released(new, order), knowing(old, other), truth_of(np.argsort(order))
    by_item = attacks.run("periods", release, known, true)
    by_topic = attacks.run("periods", dataclasses.replace(release, events=None), known, true)
    assert by_item.attack.value > 0.9 > 0.1 > by_topic.attack.value
    assert by_item.control.value < 0.05 and by_item.risk.low > 0.8


def test_nobody_is_found_among_strangers():
    rng = np.random.default_rng(1)
    (old, _), (other, _), (_, new) = (itemised(rng, 300) for _ in range(3))
    result = attacks.run("periods", released(new, np.arange(300)), knowing(old, other), truth_of(np.arange(300)))
    assert result.risk.low <= 0 <= result.risk.high
    assert result.attack.value < 0.03


def test_ties_on_a_constant_release_help_nobody():
    old = [[3, 1, 1]] * 300
    result = attacks.run("periods", shop(old), knowing(old, old[:100]), truth_of(np.arange(300)))
    assert result.attack.value <= 3 / 300


def test_bands_count_as_their_mean_in_the_panel():
    release = shop([[0, 1, 1], [1, 0, 1]])
    flags = tuple(dataclasses.replace(column, bands=(0.0, 1.0)) for column in release.schema.columns)
    release = dataclasses.replace(release, schema=dataclasses.replace(release.schema, columns=flags))
    # of the panel who bought any, two bought five and seven; a few even totals smooth that
    known = knowing([[1, 1, 1]], [[1, 1, 1]], panel_purchases=np.array([[0.0, 5, 5], [9, 7, 0], [9, 0, 0], [9, 9, 9]]))
    topics = periods.baskets(release, known).topics
    assert topics[0, 0] == 0 and topics[1, 0] > topics[0, 1] > 1


@pytest.mark.parametrize(
    ("release", "known", "reason"),
    [
        (shop([[1, 1, 1]]), attacks.Auxiliary(
            fields=(), targets=np.zeros((1, 0)), controls=np.zeros((0, 0)), control_for=np.zeros(0, dtype=int)
        ), "no_old_table"),
        (boxes([[0]], [[0]]), knowing([[1, 1, 1]], [[1, 1, 1]]), "no_known_purchases"),
        (dataclasses.replace(shop([[1, 1, 1]]), rows="synthetic"), knowing([[1, 1, 1]], [[1, 1, 1]]), "no_person_rows"),
    ],
)  # fmt: skip
def test_what_it_needs(release, known, reason):
    assert attacks.run("periods", release, known, truth_of([0])).reason == reason


def test_rows_in_parts_are_the_same_rows(monkeypatch):
    rng = np.random.default_rng(2)
    (old, new), (other, _) = itemised(rng, 90), itemised(rng, 40)
    release, known, true = released(new, np.arange(90)), knowing(old, other), truth_of(np.arange(90))
    whole = attacks.run_with_hits("periods", release, known, true)
    monkeypatch.setattr(periods, "_ROWS", 25)
    monkeypatch.setattr(periods, "CELLS", 60)
    in_parts = attacks.run_with_hits("periods", release, known, true)
    assert in_parts.result == whole.result and np.array_equal(in_parts.hits, whole.hits)


def test_a_control_person_may_have_bought_more_than_any_target():
    scored = attacks.run_with_hits("periods", shop([[1, 0, 0], [0, 90, 0]]), knowing([[1, 0, 0], [0, 2, 0]],
                                   [[5, 0, 0], [0, 80, 0]]), truth_of([0, 1]))  # fmt: skip
    assert scored.control_hits.tolist() == [1, 1]  # both stand for somebody with the same taste
