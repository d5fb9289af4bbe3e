import dataclasses

import numpy as np
import pandas as pd
import pytest

from equipoise.core.vocabulary import FIRST_DAY, LAST_DAY, OFFERS, TOPICS
from equipoise.shared.column import Column
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema
from equipoise.stages.targeting.design import build_design

BIRTH = Column(name="birth_date", role="quasi", kind="date", bounds=(FIRST_DAY, LAST_DAY))
SEX = Column(name="sex", role="quasi", kind="nominal", levels=("woman", "man"))
HOUSEHOLD = Column(name="household", role="quasi", kind="ordered", levels=("1", "2", "3", "4", "5 or more"))
WORK = Column(name="occupation", role="quasi", kind="nominal", levels=("student", "manual", "office", "retired"))


def release_of(columns, low, high, exact=None):
    low, high = np.array(low, dtype=float), np.array(high, dtype=float)
    return Release(pd.DataFrame(exact or {}, index=range(len(low))), low, high, Schema(tuple(columns)))


def features(release, **options):
    design = build_design(release, **options)
    return {name: design.person[:, place].tolist() for place, name in enumerate(design.names)}


@pytest.mark.parametrize("technique", ["none", "k_anonymity"])
def test_logits_are_the_impressions_times_the_weights(released, technique):
    design = build_design(released(technique=technique)[0])
    rows = np.arange(0, len(design), 7)
    width = design.impressions(rows[:1], np.zeros(1, dtype=np.int64)).width
    weights = np.random.default_rng(0).normal(size=width)
    logits = design.logits(weights)
    assert logits.shape == (len(design), OFFERS + 1)
    for arm in range(OFFERS + 1):
        expected = design.impressions(rows, np.full(rows.size, arm)).dense() @ weights
        assert logits[rows, arm] == pytest.approx(expected, abs=2e-4)


def test_an_impression_without_an_offer_is_the_person_alone(released):
    design = build_design(released()[0])
    none = design.impressions(np.array([3]), np.array([OFFERS])).dense()[0]
    persons = design.person.shape[1]
    assert none[0] == 1
    assert none[1 : 1 + persons] == pytest.approx(design.person[3])
    assert not none[1 + persons :].any()


def test_an_offer_switches_on_its_own_columns(released):
    design = build_design(released()[0])
    row = design.impressions(np.array([3]), np.array([5])).dense()[0]
    persons, sources, traits = design.person.shape[1], design.match.shape[2], design.trait.shape[1]
    shown, offers, match, trait = np.split(row[1 + persons :], [1, 1 + OFFERS, 1 + OFFERS + sources])
    assert shown.tolist() == [1] and np.flatnonzero(offers).tolist() == [5]
    assert match == pytest.approx(design.match[3, 5])
    assert trait.reshape(OFFERS, traits)[5] == pytest.approx(design.trait[3])
    assert not np.delete(trait.reshape(OFFERS, traits), 5, axis=0).any()


def test_an_interval_on_an_ordered_column_counts_as_its_middle():
    found = features(release_of([HOUSEHOLD], [[0], [4], [1], [0]], [[0], [4], [2], [4]]))
    # places 0 to 4 are scaled to -1 .. 1: 2 * middle / 4 - 1
    assert found == {"household": [-1, 1, -0.25, 0]}


def test_a_birth_date_is_scaled_by_its_public_range():
    found = features(release_of([BIRTH], [[FIRST_DAY], [LAST_DAY], [FIRST_DAY]], [[FIRST_DAY], [LAST_DAY], [LAST_DAY]]))
    assert found["birth_date"] == pytest.approx([-1, 1, 0])


def test_an_interval_over_nominal_levels_counts_as_equal_shares():
    found = features(release_of([WORK], [[1], [0], [2]], [[1], [3], [3]]))
    assert [list(row) for row in zip(*found.values(), strict=True)] == [[0, 1, 0, 0], [0.25] * 4, [0, 0, 0.5, 0.5]]


def test_two_levels_are_one_feature_and_unknown_is_their_middle():
    assert features(release_of([SEX], [[0], [1], [0]], [[0], [1], [1]])) == {"sex": [-0.5, 0.5, 0]}


def test_many_levels_share_neighbouring_bins():
    postcode = Column(name="postcode", role="quasi", kind="ordered", levels=tuple(map(str, range(48))))
    found = features(release_of([postcode], [[0], [0], [46]], [[0], [1], [47]]))
    assert len(found) == 24  # 48 levels, two a bin
    assert found["postcode_0"] == [1, 1, 0] and found["postcode_23"] == [0, 0, 1]
    assert np.sum(list(found.values()), axis=0) == pytest.approx(1)


def test_behaviour_is_its_volume_and_its_lean_to_each_topic():
    columns = [
        SEX,
        *(Column(name=f"email_{topic}", role="behaviour", kind="number", source="email") for topic in TOPICS),
    ]
    counts = {
        f"email_{topic}": [6.0 if topic == "baby" else 1.0 if topic == "food" else 5.0 if topic == "home" else 0.0]
        for topic in TOPICS
    }
    design = build_design(release_of(columns, [[0]], [[0]], counts))
    # 12 events over 12 topics: an even spread is one each; lean = log((count + .5) / (1 + .5))
    assert design.match[0, TOPICS.index("baby"), 0] == pytest.approx(np.log(6.5 / 1.5))
    assert design.match[0, TOPICS.index("food"), 0] == pytest.approx(0)
    assert design.match[0, TOPICS.index("books"), 0] == pytest.approx(np.log(0.5 / 1.5))
    assert design.person[0, design.names.index("email_total")] == pytest.approx(np.log(13) - 2)


def test_features_of_a_row_do_not_depend_on_the_others(released):
    """Bounds, levels and scales are declared, never taken from the data (pitfall 10)."""
    release = released()[0]
    some = np.arange(5, len(release), 31)
    whole, part = build_design(release), build_design(release.take(some))
    assert part.names == whole.names
    assert (part.person == whole.person[some]).all() and (part.match == whole.match[some]).all()
    assert (part.trait == whole.trait[some]).all()


@pytest.mark.parametrize("column", ["sex", "birth_date", "heritage", "postcode"])
def test_what_is_left_out_cannot_be_seen(released, column):
    release = released(technique="none")[0]
    place = release.schema.names("quasi").index(column)
    low = release.low.copy()
    low[:, place] = low[::-1, place]
    scrambled = dataclasses.replace(release, low=low, high=low.copy())

    def alike(without):
        pair = [build_design(each, without) for each in (release, scrambled)]
        same = [(getattr(pair[0], part) == getattr(pair[1], part)).all() for part in ("person", "trait", "match")]
        return pair[0], all(same)

    assert alike(())[1] is False
    design, same = alike((column,))
    assert same
    assert not [name for name in design.names if name.startswith(column)]


def test_leaving_out_is_dropping_what_a_column_or_a_source_shows(released):
    design = build_design(released()[0])
    less = design.without({"birth_date", "postcode", "browsing"})
    gone = {name for name in design.names if name in ("birth_date", "browsing_total") or name.startswith("postcode_")}
    assert set(design.names) - set(less.names) == gone
    kept = [design.names.index(name) for name in less.names]
    assert (less.person == design.person[:, kept]).all()
    assert less.trait_names == tuple(name for name in design.trait_names if name != "birth_date")
    assert less.trait.shape[1] == len(less.trait_names)
    stays = [place for place, source in enumerate(design.sources) if source != "browsing"]
    assert (less.match == design.match[:, :, stays]).all()


def test_a_release_without_behaviour_has_no_match():
    design = build_design(release_of([SEX], [[0], [1]], [[0], [1]]))
    assert design.match.shape == (2, OFFERS, 0)
    assert design.logits(np.ones(1 + 1 + 1 + OFFERS + OFFERS)).shape == (2, OFFERS + 1)


def test_designs_are_read_only(released):
    with pytest.raises(ValueError, match="read-only"):
        build_design(released()[0]).person[0, 0] = 1
