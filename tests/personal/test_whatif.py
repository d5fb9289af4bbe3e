import dataclasses

import numpy as np
import pytest

from equipoise.chain.pipeline import Chain
from equipoise.core.vocabulary import TOPICS
from equipoise.personal.offers import decide, gains, rule
from equipoise.personal.whatif import MORE, ask, corrected, own_row, smallest_changes
from equipoise.stages.targeting.design import build_design


def test_asking_about_the_row_as_it_is_gives_the_offer_as_it_is(chain, learned):
    for place in learned[:20].tolist():
        assert ask(chain, place, [{}])[0].offer == decide(chain, place).offer


def test_a_change_is_put_to_the_real_model(chain, learned):
    """The same question asked the long way round: the whole table with this one cell changed, scored by the model."""
    place = int(learned[0])
    release, vault = chain.inside.value
    row, known, model = int(vault.row[place]), gains(chain), chain.train.value
    for topic, amount in (("garden", 8), ("books", 20)):
        exact = release.exact.copy()
        exact.loc[row, f"purchases_{topic}"] += amount
        design = build_design(dataclasses.replace(release, exact=exact))
        wanted = rule(chain, model.fitted.predict(design)[row], float(known.cutoff[0]))
        value = float(release.exact.loc[row, f"purchases_{topic}"]) + amount
        found = ask(chain, place, [{f"purchases_{topic}": value}])[0]
        assert found.offer == wanted.offer and found.uplift == pytest.approx(wanted.uplift, abs=1e-5)


def test_the_smallest_change_changes_the_offer_and_smaller_ones_do_not(chain, learned):
    seen = 0
    for place in learned[:12].tolist():
        now = decide(chain, place).offer
        found, tried = smallest_changes(chain, place)
        assert tried >= 7 * len(TOPICS)
        for change in found:
            assert change.verdict.offer != now
            if change.kind != "more":
                continue
            seen += 1
            row = own_row(chain, place).exact.iloc[0]
            smaller = [
                {f"purchases_{topic}": float(row[f"purchases_{topic}"]) + amount}
                for topic in TOPICS
                for amount in MORE
                if amount < change.amount
            ]
            assert all(verdict.offer == now for verdict in ask(chain, place, smaller))
    assert seen > 3


def test_correcting_an_interest_moves_its_offer_the_way_one_means(chain, learned):
    for place in learned[:10].tolist():
        before = decide(chain, place).chance
        keen, cold = (corrected(chain, place, "garden", says).chance[TOPICS.index("garden")] for says in (True, False))
        assert cold <= before[TOPICS.index("garden")] + 1e-6 and cold < keen


def test_correcting_what_is_only_guessed_changes_nothing(settings, learned):
    silent = Chain(settings.replace(**{"minimise.survey": False}))
    place = int(learned[0])
    assert corrected(silent, place, "expecting", True).chance == pytest.approx(decide(silent, place).chance)
    asked = Chain(settings)
    has = bool(own_row(asked, place).exact["expecting"].iloc[0])
    assert np.abs(corrected(asked, place, "expecting", not has).chance - decide(asked, place).chance).max() > 1e-3


def test_features_that_a_mitigation_recoded_move_by_the_same_amount(settings, learned):
    recoded = Chain(settings.replace(**{"train.mitigation": "correlation_remover"}))
    place = int(learned[0])
    assert ask(recoded, place, [{}])[0].chance == pytest.approx(decide(recoded, place).chance, abs=1e-6)
    assert smallest_changes(recoded, place)[1] > 50


@pytest.mark.parametrize("levers", [{"protect.technique": "cohorts"}, {"target.strategy": "cohort"}])
def test_a_group_s_row_is_nobody_s_to_change(settings, learned, levers):
    grouped = Chain(settings.replace(**levers))
    place = int(learned[0])
    assert own_row(grouped, place) is None and smallest_changes(grouped, place) == ((), 0)
    assert corrected(grouped, place, "garden", True) is None


def test_bands_stay_bands(settings, learned):
    coarse = Chain(settings.replace(**{"protect.behaviour": "binary"}))
    some, many = (ask(coarse, int(learned[0]), [{"purchases_garden": n}])[0].chance for n in (3.0, 9.0))
    assert some == pytest.approx(many)
