import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest
from fairlearn.metrics import MetricFrame, selection_rate

from equipoise.core.vocabulary import GROUPS
from equipoise.numerics.stats import wilson
from equipoise.shared.consent import Consent
from equipoise.stages.consent.ask import ask
from equipoise.stages.consent.settings import ConsentSettings
from equipoise.stages.measure.consent import Treated, measure_consent, measure_side, parted
from equipoise.stages.measure.targeting import right_offers

Y, N = True, False


@pytest.fixture
def five_answers():
    """All, some, nothing, and two who ignored the banner (one counted as yes, as under opt-out)."""
    said = np.array([[Y, Y, Y, Y], [Y, Y, N, N], [N, N, N, N], [N, N, N, N], [Y, Y, Y, Y]])
    ignored, nobody = np.array([N, N, N, Y, Y]), np.zeros(5, dtype=bool)
    return Consent(
        answered=said, chosen=said, said=said, permits=said, ignored=ignored, withdrew=nobody, signals=nobody
    )


def test_answers_by_hand(five_answers):
    report = measure_consent(
        five_answers, np.array([Y, Y, N, N, N]), np.array([Y, Y, Y, N, Y]), {"sex": np.array([0, 0, 1, 1, 1])}
    )
    assert {purpose: rate.value for purpose, rate in report.yes.items()} == pytest.approx(
        {"analytics": 0.6, "offers": 0.6, "sharing": 0.4, "other_sites": 0.4}
    )
    assert report.accepted_all.value == pytest.approx(0.2)  # the first; the fifth said nothing, though it counts as yes
    assert report.allowed_offers.value == pytest.approx(0.4)  # the first two
    assert report.refused.value == pytest.approx(0.2)
    assert report.ignored.value == pytest.approx(0.4)
    assert report.by_group["sex: women"].value == 1.0
    assert report.by_group["sex: men"].value == pytest.approx(1 / 3)
    assert report.reach.value == pytest.approx(0.5) and report.reach.n == 4  # the fourth customer is not counted
    assert report.overridden.value == 0


def test_ignored_refusals_are_counted_apart(five_answers):
    forced = dataclasses.replace(five_answers, permits=np.ones((5, 4), dtype=bool))
    report = measure_consent(forced, np.ones(5, dtype=bool), np.ones(5, dtype=bool), {})
    assert report.yes["sharing"].value == 1  # what the company acts on
    assert report.overridden.value == pytest.approx(0.6)  # customers 1, 2 and 3 said no to something
    assert report.refused.value == pytest.approx(0.2)  # and what they said is still told


def test_whose_refusal_was_ignored_is_told_by_group_by_hand(five_answers):
    # Customers 1, 2 and 3 said no to something that is done all the same: one of two women, two of three men.
    forced = dataclasses.replace(five_answers, permits=np.ones((5, 4), dtype=bool))
    everybody, groups = np.ones(5, dtype=bool), {"sex": np.array([0, 0, 1, 1, 1])}
    told = measure_consent(forced, everybody, everybody, groups).overridden_by_group
    assert told == {"sex: women": wilson(1, 2), "sex: men": wilson(2, 3)}
    assert [rate.value for rate in told.values()] == pytest.approx([1 / 2, 2 / 3])
    honoured = measure_consent(five_answers, everybody, everybody, groups).overridden_by_group
    assert honoured == {"sex: women": wilson(0, 2), "sex: men": wilson(0, 3)}


def test_whose_refusal_was_ignored_is_disaggregated_as_fairlearn_does(world):
    people = world.customers
    consent = ask(ConsentSettings(honour=False), people.privacy_concern, seed=1)
    everybody, flags = np.ones(len(people), dtype=bool), consent.overridden
    told = measure_consent(consent, everybody, everybody, people.groups()).overridden_by_group
    for attribute, group in people.groups().items():
        frame = MetricFrame(
            metrics=selection_rate, y_true=flags, y_pred=flags, sensitive_features=np.array(GROUPS[attribute])[group]
        )
        for name, share in frame.by_group.items():
            assert told[f"{attribute}: {name}"].value == pytest.approx(share, abs=1e-12)
    assert told["heritage: heritage B"].value > told["heritage: heritage A"].value  # their privacy concern is higher
    assert told.keys() == {f"{attribute}: {name}" for attribute in GROUPS for name in GROUPS[attribute]}


def test_a_group_of_nobody_is_unknown(five_answers):
    everybody = np.ones(5, dtype=bool)
    report = measure_consent(five_answers, everybody, everybody, {"sex": np.zeros(5, dtype=np.int64)})
    assert not report.by_group["sex: men"].known


def test_who_changed_their_mind_is_counted_by_what_they_answered(five_answers):
    # the first takes everything back, the second's browser objects to what it said no to anyway
    said = five_answers.answered.copy()
    said[0] = False
    later = dataclasses.replace(
        five_answers, said=said, permits=said, withdrew=np.arange(5) == 0, signals=np.arange(5) == 1
    )
    everybody = np.ones(5, dtype=bool)
    report = measure_consent(later, everybody, everybody, {"sex": np.array([0, 0, 1, 1, 1])})
    assert (report.withdrew.value, report.signals.value) == (0.2, 0.2)
    assert report.accepted_all.value == pytest.approx(0.2)  # what they did with the banner stays
    assert report.by_group["sex: women"].value == 0.5  # and one of two women wants offers now
    assert report.overridden.value == 0


def test_who_chose_otherwise_is_counted_whichever_way(five_answers):
    chosen = five_answers.answered.copy()
    chosen[0, 0], chosen[1, 0] = not chosen[0, 0], not chosen[1, 0]  # of five, the first two
    later = dataclasses.replace(five_answers, chosen=chosen)
    everybody = np.ones(5, dtype=bool)
    assert measure_consent(later, everybody, everybody, {}).changed.value == pytest.approx(0.4)


def test_sides_by_hand(five_answers):
    # of five customers the fourth is not counted; 0, 1 and 4 said yes to offers, 2 said no
    parts = parted(five_answers, np.array([Y, Y, Y, N, Y]))
    assert {name: part.tolist() for name, part in parts.items()} == {
        "consenters": [0, 1, 4], "refusers": [2], "everyone": [0, 1, 2, 4],
    }  # fmt: skip
    offer = np.array([0, 1, 0, 0, 1])
    delivered = SimpleNamespace(offer=offer, selected=np.array([Y, Y, N, N, N]))
    # margins: 0.2, 0.4 and 0.6 of the consenters' offers, mean 0.4; visits .3 less .1 without everywhere
    gain = np.array([[0.2, 0], [0, 0.4], [0.1, 0], [9, 9], [0, 0.6]])
    response = SimpleNamespace(
        best=np.array([0, 0, 1, 1, 1]), gain=gain, visit=np.full((5, 2), 0.3), visit_without=np.full(5, 0.1)
    )
    group = {"sex": np.array([0, 0, 1, 1, 1])}
    right = right_offers(delivered, response, parts)
    yes, no = (
        measure_side(delivered, response, parts[side], right[side], Treated(group, delivered.selected, wants))
        for side, wants in (("consenters", np.array([Y, Y, N, N, Y])), ("refusers", np.array([N, N, Y, N, N])))
    )
    assert (yes.n, no.n) == (3, 1)
    assert yes.right_offer.value == pytest.approx(2 / 3) and no.right_offer.value == 0  # 0 and 4; not 1, not 2
    assert yes.selection_rate.value == pytest.approx(2 / 3) and no.selection_rate.value == 0
    assert yes.margin_per_1000.value == pytest.approx(400) and no.margin_per_1000.value == pytest.approx(100)
    assert yes.value_received.value == pytest.approx(0.2)
    assert not yes.treated_alike["sex"].known  # nobody can be compared in groups of two and one


def test_the_sides_make_up_everyone(typical):
    yes, no, everyone = (typical.consent.sides[side] for side in ("consenters", "refusers", "everyone"))
    assert yes.n + no.n == everyone.n
    for number in ("right_offer", "selection_rate", "margin_per_1000", "value_received"):
        both = sum(side.n * getattr(side, number).value for side in (yes, no)) / everyone.n
        assert both == pytest.approx(getattr(everyone, number).value)
    assert everyone.right_offer == typical.targeting.right_offer
    for attribute, report in typical.fairness.items():
        assert everyone.treated_alike[attribute].value == pytest.approx(report.selection_rate_ratio.value)
    assert no.selection_rate.value == 0 and not no.treated_alike["sex"].known  # nobody got any, so nobody got more
