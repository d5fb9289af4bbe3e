import math

import numpy as np
import pytest

from equipoise.chain.pipeline import Chain
from equipoise.personal.offers import decide
from equipoise.personal.reasons import explain_offer


def logit(chance):
    return math.log(chance) - math.log1p(-chance)


def test_the_reasons_add_up_to_the_model_s_answer(chain, learned):
    for place in learned[:40].tolist():
        verdict = decide(chain, place)
        found = explain_offer(chain, place, verdict)
        assert found.exact and found.interplay == pytest.approx(0, abs=1e-9)
        assert found.average + sum(one.push for one in found.reasons) == pytest.approx(found.own)
        assert found.own == pytest.approx(logit(verdict.chance[verdict.offer]), abs=1e-4)


def test_the_average_is_that_of_everybody(chain, learned):
    """The mean over all rows of the log-odds that the model gives them is where every explanation starts."""
    verdict = decide(chain, int(learned[0]))
    found = explain_offer(chain, int(learned[0]), verdict)
    model = chain.train.value
    assert found.average == pytest.approx(
        float(model.design.logits(model.fitted.weights)[:, verdict.offer].mean()), abs=1e-4
    )


def test_one_reason_by_hand(chain, learned):
    """Sex: (own - mean) * (its weight + its weight for this offer)."""
    place = int(learned[0])
    verdict, model, row = decide(chain, place), chain.train.value, chain.inside.value[1].row[place]
    found = {one.detail: one.push for one in explain_offer(chain, place, verdict).reasons}
    _, person, _, _, trait = model.design.split(model.fitted.weights)
    own, mean = (
        model.design.person[:, model.design.names.index("sex")][row],
        model.design.person[:, model.design.names.index("sex")].mean(),
    )
    weight = person[model.design.names.index("sex")] + trait[verdict.offer, model.design.trait_names.index("sex")]
    assert found["sex"] == pytest.approx((own - mean) * weight, abs=1e-6)


def test_what_the_model_does_not_see_is_no_reason(settings, learned):
    blind = Chain(settings.replace(**{"train.mitigation": "leave_out", "train.proxies": ["postcode"]}))
    found = explain_offer(blind, int(learned[0]), decide(blind, int(learned[0])))
    details = {one.detail for one in found.reasons}
    assert "sex" not in details and not [name for name in details if name.startswith("browsing")]
    assert "postcode" in details


def test_where_from_is_the_schema_s_answer(settings, learned):
    buying = Chain(settings.replace(**{"minimise.sources": ["purchases", "broker"]}))
    found = explain_offer(buying, int(learned[0]), decide(buying, int(learned[0])))
    for one in found.reasons:
        source = one.detail.split("_")[0]
        assert one.origin == {"purchases": "observed", "broker": "bought"}.get(source, "given")


def test_of_trees_only_the_ends_are_exact_and_the_rest_is_shown(settings, learned):
    trees = Chain(settings.replace(**{"train.learner": "boosting"}))
    place = int(learned[0])
    verdict = decide(trees, place)
    found = explain_offer(trees, place, verdict)
    assert not found.exact
    assert found.own == pytest.approx(logit(verdict.chance[verdict.offer]), abs=1e-5)
    assert found.average + sum(one.push for one in found.reasons) + found.interplay == pytest.approx(found.own)
    assert any(abs(one.push) > 0.01 for one in found.reasons)
    assert np.isfinite([one.push for one in found.reasons]).all()


def test_a_class_is_explained_as_a_class(settings, learned):
    by_class = Chain(settings.replace(**{"target.strategy": "cohort"}))
    place = int(learned[0])
    assert not explain_offer(by_class, place, decide(by_class, place)).exact


def test_no_model_no_reasons(chain, refuser):
    assert explain_offer(chain, refuser, decide(chain, refuser)) is None
