import numpy as np
import pytest

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.studies.proxies import VARIANTS, told_apart, try_variant

HERE = Settings().replace(**{"population.size": 4_000, "protect.technique": "none"})


def test_a_model_that_sees_the_group_knows_it():
    (women, men) = told_apart(Chain(HERE), "sex", sees=True)
    assert women.value == men.value == pytest.approx(1.0)


def test_what_is_left_hints_at_the_group_more_or_less():
    """Age shows in how people live and what they buy; with the postcode, heritage goes, and nothing else tells it."""
    told = {name: try_variant(HERE, "age_band", name).told[2] for name in ("left_out", "neither")}
    assert told["left_out"].low > 0.8 and told["neither"].low > 0.75
    heritage = {name: try_variant(HERE, "heritage", name).told[1] for name in ("left_out", "no_postcode")}
    assert heritage["left_out"].value > heritage["no_postcode"].value + 0.03


def test_groups_that_nothing_hints_at_cannot_be_told(monkeypatch):
    """Who is tried was never met: without any link, the guesser is right in half of the pairs."""
    chain = Chain(HERE)
    people = chain.population.value.customers
    dealt = np.random.default_rng(0).permutation(people.group("sex"))
    monkeypatch.setattr(type(people), "group", lambda self, attribute: dealt)
    told = told_apart(chain, "sex", sees=False)[0]
    assert told.low - 0.02 < 0.5 < told.high + 0.02


def test_a_biased_past_comes_back_through_its_proxies():
    old = HERE.replace(**{"history.label_bias": 0.7, "history.biased_group": "over_55", "population.size": 8_000})
    seen, hidden = (try_variant(old, "age_band", name).found for name in ("sees", "left_out"))
    assert seen.gaps["calibration_gap"].verdict == hidden.gaps["calibration_gap"].verdict == "apart"
    assert hidden.gaps["selection_rate"].gap.value > 0.5 * seen.gaps["selection_rate"].gap.value > 0.05


def test_variants_drop_what_they_say():
    assert VARIANTS["no_postcode"]["train.proxies"] == ("browsing",) and not VARIANTS["neither"]["train.proxies"]


def test_without_personal_offers_only_the_guess_is_left():
    variant = try_variant(HERE.replace(**{"target.strategy": "generic"}), "sex", "left_out")
    assert variant.found is None and variant.told[0].known
