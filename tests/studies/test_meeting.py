import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest

from equipoise import Settings
from equipoise.chain.compare import Shift
from equipoise.chain.pipeline import Chain
from equipoise.core.vocabulary import PURPOSES
from equipoise.numerics.rate import Rate
from equipoise.shared.consent import Consent
from equipoise.studies.meeting import (
    BY,
    CONCERN,
    Comparison,
    Moved,
    _answers,
    _compared,
    _groups,
    _moved,
    compare_banners,
    consent_only,
    meet,
    most_moved,
)

Y, N = True, False
SMALL = Settings().replace(**{"population.size": 2_000})


def with_banner(banner, **levers):
    return SMALL.replace(**{"consent.banner": banner}, **levers)


def test_answers_by_hand():
    # of four people the first says yes to all, the second to offers only, the third nothing, which counts as yes here;
    # the fourth is not asked about
    answered = np.array([[Y, Y, Y, Y], [N, Y, N, N], [Y, Y, Y, Y], [N, N, N, N]])
    nobody = np.zeros(4, dtype=bool)
    consent = Consent(answered=answered, chosen=answered, said=answered, permits=np.ones((4, 4), dtype=bool),
                      ignored=np.array([N, N, Y, N]), withdrew=nobody, signals=np.array([Y, Y, N, Y]))  # fmt: skip
    told = _answers(consent, np.array([Y, Y, Y, N]))
    assert told.n == 3
    assert told.said_yes["offers"].value == pytest.approx(2 / 3)
    assert told.said_yes["sharing"].value == pytest.approx(1 / 3)
    assert told.said_no["sharing"].value == pytest.approx(1 / 3) and told.said_no["offers"].value == 0
    assert told.ignored.value == pytest.approx(1 / 3)
    assert told.agreed["offers"].value == 1 and told.agreed["sharing"].value == pytest.approx(2 / 3)
    assert told.overridden.value == pytest.approx(1 / 3)  # the second did not want all of it
    assert told.signals.value == pytest.approx(2 / 3)
    assert told.contradicted.value == pytest.approx(1 / 3)  # the second's browser agrees with the second


def test_a_move_by_hand():
    # of five people two agree at the first banner, three at the second, and one only at the first
    before, after = np.array([Y, Y, N, N, N]), np.array([Y, N, Y, Y, N])
    moved = _moved(before, after)
    assert (moved.n, moved.agreed.before.value, moved.agreed.after.value) == (5, 0.4, 0.6)
    assert moved.agreed.change.value == pytest.approx(0.2)
    assert (moved.only_before.value, moved.only_after.value) == (0.2, 0.4)


@pytest.mark.parametrize("model", ["opt_in", "opt_out", "notice"])
def test_a_meeting_tells_what_the_outcome_tells(model):
    settings = with_banner(
        "per_purpose", **{"consent.model": model, "consent.withdrawal": 0.2, "consent.signal_share": 0.2}
    )
    everyone, report = meet(settings).everyone, Chain(settings).measure.value.consent
    for name in ("ignored", "changed", "withdrew", "signals", "overridden"):
        assert getattr(everyone, name) == getattr(report, name)
    for purpose in PURPOSES:
        parts = everyone.said_yes[purpose].value + everyone.said_no[purpose].value + everyone.ignored.value
        assert parts == pytest.approx(1)


def test_groups_hold_everybody_once_and_thirds_are_thirds():
    groups = meet(SMALL).groups
    assert {by: tuple(told) for by, told in groups.items()} == BY
    assert all(sum(one.n for one in told.values()) == 2_000 for told in groups.values())
    concern = np.random.default_rng(0).standard_normal(30_000)
    customers = SimpleNamespace(privacy_concern=concern, group=lambda by: np.zeros(30_000, dtype=int))
    thirds = np.bincount(_groups(SimpleNamespace(customers=customers))[CONCERN])
    assert thirds == pytest.approx([10_000] * 3, rel=0.03)


def test_a_more_pushing_banner_of_one_layout_moves_people_one_way_and_the_worried_most():
    found = compare_banners(with_banner("equal"), with_banner("reject_second_page"))
    assert found.everyone.only_before.value == 0 and found.everyone.only_after.value > 0.1
    assert found.everyone.agreed.change.value == pytest.approx(found.everyone.only_after.value)
    worried = found.groups[CONCERN]
    assert worried["much"].agreed.change.low > worried["little"].agreed.change.high
    assert most_moved(found) == (CONCERN, "much")


def test_later_choices_do_not_count_at_the_banner():
    later = {"consent.withdrawal": 0.5, "consent.revision": 0.5, "consent.honour": False}
    first, second = with_banner("equal"), with_banner("highlighted")
    plain = compare_banners(first, second)
    assert compare_banners(first.replace(**later), second.replace(**later)) == plain != compare_banners(second, first)


def test_the_second_banner_is_met_by_the_people_of_the_first():
    other = with_banner("equal", **{"population.seed": 9})
    met = compare_banners(SMALL, with_banner("equal"))
    assert compare_banners(SMALL, other) == met != compare_banners(other, other)


def test_a_purpose_of_ones_own():
    first, second = with_banner("equal"), with_banner("per_purpose")
    analytics, sharing = (
        compare_banners(first, second, purpose).everyone.agreed for purpose in ("analytics", "sharing")
    )
    assert analytics.before == sharing.before and analytics.after.value > sharing.after.value + 0.1


def group_of(change, half):
    rate = Rate(0.5, 0.4, 0.6, 100)
    shift = Shift(before=rate, after=rate, change=Rate(change, change - half, change + half, 100))
    return Moved(n=100, agreed=shift, only_before=rate, only_after=rate)


@pytest.mark.parametrize(("change", "half", "named"), [(-0.3, 0.05, True), (-0.14, 0.05, False), (-0.05, 0.01, False)])
def test_a_group_is_named_only_if_chance_does_not_explain_it(change, half, named):
    groups = {"sex": {"women": group_of(change, half), "men": group_of(-0.1, 0.02)}}
    found = Comparison(everyone=group_of(-0.1, 0.01), groups=groups)
    assert most_moved(found) == (("sex", "women") if named else None)


def test_nobody_is_named_where_all_groups_answer_alike():
    groups, draws, alarms = _groups(Chain(SMALL).population.value), np.random.default_rng(1), 0
    for _ in range(100):
        before, after = (draws.random(2_000) < share for share in (0.6, 0.5))
        alarms += most_moved(_compared(before, after, groups)) is not None
    assert alarms <= 10  # at most 5 in 100 are expected


def test_everything_is_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        meet(SMALL).everyone.n = 1


def test_levers_after_consent_do_not_ask_everybody_again():
    small = SMALL.replace(**{"population.size": 500})
    later = small.replace(**{"protect.k": 25, "measure.protected": "heritage", "train.learner": "boosting"})
    assert consent_only(later) == consent_only(small)
    assert consent_only(small.replace(**{"consent.banner": "equal"})) != consent_only(small)
    assert meet(consent_only(later)) is meet(later)
