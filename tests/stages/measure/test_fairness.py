import numpy as np
import pytest
from fairlearn.metrics import (
    MetricFrame,
    demographic_parity_difference,
    demographic_parity_ratio,
    equal_opportunity_difference,
    equalized_odds_difference,
    false_positive_rate,
    selection_rate,
    true_positive_rate,
)

from equipoise.numerics.over_pasts import ratio_over_pasts
from equipoise.stages.measure import fairness
from equipoise.stages.measure.fairness import Pasts, measure_fairness, tabulate, treated_alike


def reported(group, selected, deserving, attribute="sex", **facts):
    plain = {
        "calibration": np.zeros(group.size),
        "benefit": np.zeros(group.size),
        "right": np.zeros(group.size, dtype=bool),
    }
    return measure_fairness(attribute, group, selected, deserving, **plain | facts)


def expand(counts):
    """People behind a table of counts (group x selected x deserving)."""
    cells = np.array(list(np.ndindex(counts.shape)))
    group, selected, deserving = np.repeat(cells, counts.ravel(), axis=0).T
    return group, selected == 1, deserving == 1


BY_HAND = np.array([[[60, 20], [10, 110]], [[120, 20], [40, 20]]])
"""Women: 60 neither, 20 deserving but passed over, 10 selected but not deserving, 110 both; men likewise."""


def test_tabulate_counts_by_group_selected_and_deserving():
    group, selected, deserving = expand(BY_HAND)
    assert (tabulate(group, 2, selected, deserving) == BY_HAND).all()
    assert tabulate(group, 3, selected, deserving)[2].sum() == 0  # an empty group has a row of zeros


def test_rates_and_gaps_by_hand():
    report = reported(*expand(BY_HAND))
    women, men = report.groups
    assert (women.n, men.n) == (200, 200)
    assert women.selection_rate.value == pytest.approx(120 / 200) and men.selection_rate.value == pytest.approx(
        60 / 200
    )
    assert women.true_positive_rate.value == pytest.approx(110 / 130)
    assert men.true_positive_rate.value == pytest.approx(20 / 40)
    assert women.false_positive_rate.value == pytest.approx(10 / 70)
    assert men.false_positive_rate.value == pytest.approx(40 / 160)
    assert report.selection_rate_ratio.value == pytest.approx(0.5)  # .3 / .6
    assert report.selection_rate_difference.value == pytest.approx(0.3)
    assert report.true_positive_rate_difference.value == pytest.approx(110 / 130 - 0.5)  # .346
    # the gap in false positive rates is .25 - .143 = .107, smaller than that in true ones
    assert report.equalised_odds_difference.value == pytest.approx(110 / 130 - 0.5)
    assert (report.best_group, report.worst_group, report.four_fifths) == ("women", "men", "below")
    assert report.selection_rate_ratio.n == 400


@pytest.mark.parametrize("seed", range(5))
def test_fairlearn_agrees(seed):
    rng = np.random.default_rng(seed)
    group = rng.integers(0, 3, 3_000)
    deserving = rng.random(3_000) < 0.3 + 0.1 * group
    selected = rng.random(3_000) < 0.2 + 0.1 * group + 0.3 * deserving
    report = reported(group, selected, deserving, attribute="age_band")
    sides = {"y_true": deserving, "y_pred": selected, "sensitive_features": group}
    expected = MetricFrame(
        metrics={"selection": selection_rate, "tpr": true_positive_rate, "fpr": false_positive_rate}, **sides
    ).by_group
    assert [row.selection_rate.value for row in report.groups] == pytest.approx(expected["selection"].tolist())
    assert [row.true_positive_rate.value for row in report.groups] == pytest.approx(expected["tpr"].tolist())
    assert [row.false_positive_rate.value for row in report.groups] == pytest.approx(expected["fpr"].tolist())
    assert report.selection_rate_ratio.value == pytest.approx(demographic_parity_ratio(**sides))
    assert report.selection_rate_difference.value == pytest.approx(demographic_parity_difference(**sides))
    assert report.true_positive_rate_difference.value == pytest.approx(equal_opportunity_difference(**sides))
    assert report.equalised_odds_difference.value == pytest.approx(equalized_odds_difference(**sides))


@pytest.mark.parametrize("counts", [BY_HAND[::-1], 3 * BY_HAND], ids=["exchanged", "three times as many"])
def test_differences_depend_on_shares_only(counts):
    report = reported(*expand(counts))
    assert report.equalised_odds_difference.value == pytest.approx(110 / 130 - 0.5)
    assert report.selection_rate_difference.value == pytest.approx(0.3)


def test_facts_are_averaged_by_group():
    group, selected, deserving = expand(BY_HAND)
    report = reported(
        group, selected, deserving,
        calibration=np.where(group == 0, 0.1, np.nan), benefit=np.where(group == 0, 0.2, 0.4), right=group == 1,
    )  # fmt: skip
    women, men = report.groups
    assert women.calibration_gap.value == pytest.approx(0.1) and not men.calibration_gap.known
    assert women.value_received.value == pytest.approx(0.2) and men.value_received.value == pytest.approx(0.4)
    assert (women.right_offer.value, men.right_offer.value) == (0, 1)


def test_a_small_group_shows_its_interval_and_gets_no_verdict():
    group = np.repeat([0, 1, 2], [500, 500, 99])
    selected = np.concatenate([np.arange(1000) % 2 == 0, np.zeros(99, dtype=bool)])
    report = reported(group, selected, selected, attribute="age_band")
    assert [row.sufficient for row in report.groups] == [True, True, False]
    assert report.groups[2].selection_rate.high > 0.01
    assert report.selection_rate_ratio.value == pytest.approx(1)  # the 99 do not count
    assert report.four_fifths == "above" and report.selection_rate_ratio.n == 1000


def test_one_group_cannot_be_compared():
    report = reported(np.zeros(500, dtype=np.int64), np.ones(500, dtype=bool), np.ones(500, dtype=bool))
    assert not report.selection_rate_ratio.known
    assert report.four_fifths == "unclear" and report.best_group == report.worst_group == ""


def test_alike_when_all_are_selected():
    group = np.arange(1_000) % 2
    report = reported(group, np.full(1_000, True), group < 2)
    assert report.selection_rate_ratio.value == report.selection_rate_ratio.low == 1
    assert report.four_fifths == "above" and report.selection_rate_difference.value == 0


@pytest.mark.parametrize("pasts", [None, Pasts(people=np.arange(1_000), selected=np.zeros((3, 1_000), dtype=bool))])
def test_nothing_to_compare_where_nobody_is_selected(pasts):
    """0/0, as Fairlearn's NaN; the difference of two shares of zero is zero all the same."""
    group, nobody = np.arange(1_000) % 2, np.zeros(1_000, dtype=bool)
    report = reported(group, nobody, group < 2, pasts=pasts)
    assert np.isnan(demographic_parity_ratio(y_true=nobody, y_pred=nobody, sensitive_features=group))
    assert not report.selection_rate_ratio.known and not report.treated_alike.known
    assert report.four_fifths == "unclear" and report.best_group == report.worst_group == ""
    assert report.selection_rate_difference.value == 0 and report.selection_rate_difference.n == 1_000
    assert not treated_alike("sex", group, nobody).known


def test_a_rate_of_nobody_is_unknown():
    group, half = np.repeat([0, 1], 200), np.arange(400) % 2 == 0
    nobody_deserves = reported(group, half, np.zeros(400, dtype=bool))
    assert not nobody_deserves.true_positive_rate_difference.known
    only_women = reported(group, half, np.arange(400) < 100)
    assert not only_women.true_positive_rate_difference.known and not only_women.groups[1].true_positive_rate.known
    assert only_women.groups[0].true_positive_rate.value == 0.5


def test_an_interval_that_spans_the_line_is_unclear():
    group = np.repeat([0, 1], 200)
    selected = np.concatenate([np.arange(200) < 100, np.arange(200) < 80])  # 40% against 50%: on the line
    report = reported(group, selected, selected)
    assert report.selection_rate_ratio.value == pytest.approx(0.8)
    assert report.selection_rate_ratio.low < 0.8 < report.selection_rate_ratio.high
    assert report.four_fifths == "unclear"


def ten_groups(rng, rates):
    """A thousand people in ten groups of a hundred, selected at the rate of their group."""
    group = np.arange(1_000) % 10
    return group, rng.random(1_000) < np.asarray(rates)[group]


def test_small_groups_raise_no_false_alarm(monkeypatch):
    """Pitfall 5: without any bias the plain four-fifths rule fails nearly always; the verdict hardly ever does."""
    monkeypatch.setattr(fairness, "GROUPS", {"ten": tuple("abcdefghij")})
    rng, naive, alarms = np.random.default_rng(0), 0, 0
    for _ in range(200):
        group, selected = ten_groups(rng, [0.4] * 10)
        report = reported(group, selected, selected, attribute="ten")
        naive += report.selection_rate_ratio.value < 0.8
        alarms += report.four_fifths == "below"
    assert naive / 200 > 0.9
    assert alarms / 200 < 0.05


def test_a_real_disparity_is_still_found(monkeypatch):
    monkeypatch.setattr(fairness, "GROUPS", {"ten": tuple("abcdefghij")})
    rng = np.random.default_rng(0)
    verdicts = []
    for _ in range(20):
        group, selected = ten_groups(rng, [0.15] + [0.6] * 9)
        verdicts.append(reported(group, selected, selected, attribute="ten"))
    assert sum(report.four_fifths == "below" for report in verdicts) >= 18
    assert {report.worst_group for report in verdicts} == {"a"}


@pytest.mark.filterwarnings("error")
def test_what_nobody_could_be_is_unknown_without_a_warning():
    group = np.arange(400) % 2
    everybody = np.ones(400, dtype=bool)
    report = reported(group, group == 0, everybody)  # all deserve an offer, so there are no false positives
    assert report.true_positive_rate_difference.value == 1
    assert not report.groups[0].false_positive_rate.known and not report.equalised_odds_difference.known
    alone = reported(np.zeros(300, dtype=np.int64), everybody[:300], everybody[:300], "age_band")
    assert not alone.groups[1].selection_rate.known


def by_past(selected, *pasts):
    """All people once more, as selected under each of these pasts."""
    return Pasts(people=np.arange(selected.size), selected=np.stack(pasts))


def test_people_are_tabulated_past_by_past():
    group, selected, deserving = expand(BY_HAND)
    exchanged = ~selected
    tables = by_past(selected, selected, exchanged).tabulate(group, 2, deserving)
    assert (tables[0] == BY_HAND).all() and (tables[1] == BY_HAND[:, ::-1]).all()
    some = Pasts(people=np.array([0, 399]), selected=np.array([[True, False]]))
    assert some.tabulate(group, 2, deserving).tolist() == [[[[0, 0], [1, 0]], [[0, 1], [0, 0]]]]


def test_other_pasts_widen_gaps_and_decide_about_the_line():
    group = np.repeat([0, 1], 1_000)
    place = np.arange(2_000) % 1_000
    selected = place < np.where(group == 0, 500, 300)  # .6, surely below the line for these people
    swayed = [place < np.where(group == 0, 500 + sway, 300 - sway) for sway in (-90, -30, 30, 90)]
    alone = reported(group, selected, selected)
    pasts = reported(group, selected, selected, pasts=by_past(selected, *swayed), learned=True)
    assert alone.four_fifths == "below" and pasts.four_fifths == "unclear"
    assert pasts.selection_rate_ratio.value == alone.selection_rate_ratio.value == pasts.treated_alike.value
    for name in ("selection_rate_ratio", "selection_rate_difference", "true_positive_rate_difference"):
        narrow, wide = getattr(alone, name), getattr(pasts, name)
        assert wide.low <= narrow.low and wide.high >= narrow.high, name
    assert pasts.selection_rate_difference.low < alone.selection_rate_difference.low - 0.05
    assert reported(group, selected, selected, learned=True).four_fifths == "unchecked"


def test_the_ratio_of_these_people_counts_pasts_only():
    # each past gives one group 5 more of 1,000 offers or fewer; nobody is a sample here, so people add nothing
    group, place = np.repeat([0, 1], 1_000), np.arange(2_000) % 1_000
    selected = place < np.where(group == 0, 500, 400)
    swayed = [place < np.where(group == 0, 500, 400 + sway) for sway in (-5, 0, 5)]
    report = reported(group, selected, selected, pasts=by_past(selected, *swayed))
    logs = np.log([395.5 / 500.5, 400.5 / 500.5, 405.5 / 500.5])
    assert report.treated_alike == ratio_over_pasts(report.selection_rate_ratio, logs)
    assert report.treated_alike.value == 0.8
    ends = [
        getattr(rate, end) for end in ("low", "high") for rate in (report.selection_rate_ratio, report.treated_alike)
    ]
    assert ends[0] < ends[1] < 0.8 < ends[3] < ends[2]  # narrower than for groups of whom these people are a sample


def test_sides_are_compared_without_pasts():
    group, place = np.repeat([0, 1], 1_000), np.arange(2_000) % 1_000
    selected = place < np.where(group == 0, 500, 400)
    assert treated_alike("sex", group, selected) == reported(group, selected, selected).selection_rate_ratio
    assert not treated_alike("sex", group, selected & False).known
