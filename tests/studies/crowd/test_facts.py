import pickle

import numpy as np
import pytest

from equipoise import Settings
from equipoise.chain.pipeline import Chain
from equipoise.stages.consent.ask import ask
from equipoise.stages.consent.settings import ConsentSettings
from equipoise.studies.crowd.facts import FACTS, crowd, passed_over
from equipoise.texts.catalogue import texts

SMALL = Settings().replace(**{"population.size": 2_000})
MOVES = {
    "default": {},
    "bare": {"protect.technique": "none", "protect.identifiers": "keep"},
    "no choice": {"consent.model": "notice"},
    "biased": {"history.label_bias": 0.5},
    "averages": {"protect.technique": "cohorts"},
    "invented": {"protect.technique": "synthetic"},
    "contextual": {"target.strategy": "contextual"},
    "generic": {"target.strategy": "generic"},
    "cohort": {"target.strategy": "cohort"},
    "data buyer": {"attack.profile": "data_buyer"},
    "neighbour": {"attack.profile": "neighbour"},
    "own purposes": {"consent.banner": "per_purpose"},
}


@pytest.fixture(params=MOVES, scope="module")
def settings(request):
    return SMALL.replace(**MOVES[request.param])


def test_whoever_is_lit_as_found_was_hit_by_the_strongest_attack_of_the_engine(settings):
    seen, run = crowd(settings), Chain(settings)
    name = run.report.value.headlines.strongest_attack
    hits = np.zeros(run.population.value.size, dtype=bool)
    if name:
        scored, (_, vault) = run.exposure.attack(name).value, run.exposure.table.value
        held = np.flatnonzero(vault.holds)  # 2,000 customers: all who are held are targets
        hits[held] = scored.hits == 1
    assert seen.lit["found"].tolist() == hits[seen.people].tolist()
    assert seen.attack == name


def test_whoever_is_lit_as_right_is_shown_the_best_offer_of_the_world(settings):
    seen, run = crowd(settings), Chain(settings)
    gain, shown = run.population.value.response.gain, run.deliver.value.offer
    assert seen.lit["right"].tolist() == [bool(gain[one].argmax() == shown[one]) for one in seen.people]


def test_whoever_is_lit_as_refused_answered_no_to_every_purpose(settings):
    seen, said = crowd(settings), Chain(settings).consent.value
    wanted = ~said.answered[seen.people].any(axis=1) & ~said.ignored[seen.people]
    assert seen.lit["refused"].tolist() == wanted.tolist()


def test_whoever_is_lit_as_moved_answers_otherwise_where_both_buttons_are_alike(settings):
    seen, run = crowd(settings), Chain(settings)
    if settings.consent.model == "notice":
        assert not seen.lit["moved"].any()
        return
    concern = run.population.value.customers.privacy_concern
    honest = ask(ConsentSettings(banner="equal"), concern, run.seed).answered[seen.people]
    assert seen.lit["moved"].tolist() == (honest != run.consent.value.answered[seen.people]).any(axis=1).tolist()


def test_whoever_is_passed_over_gets_no_personal_offer_and_is_not_of_the_best_treated_group(settings):
    seen, run = crowd(settings), Chain(settings)
    passed, outcome = seen.people[seen.lit["worse"]], run.report.value
    assert not outcome.evidence.selected[passed].any()
    best = outcome.headlines.best_group
    names = [row.name for row in outcome.fairness[settings.measure.protected].groups]
    assert all(names[group] != best for group in outcome.evidence.groups[settings.measure.protected][passed])


def test_every_reason_has_words_and_agrees_with_the_light(settings):
    seen = crowd(settings)
    yes = {
        "found": {"linkage", "name", "purchases", "reversal", "singling_out", "periods"},
        "right": {"chosen", "usual", "generic_hit", "contextual_hit"},
        "worse": {"passed_over"},
        "refused": {"said_no"},
        "moved": {"to_yes", "to_no"},
    }
    for fact in FACTS:
        assert len(seen.lit[fact]) == len(seen.why[fact]) == len(seen)
        for lit, why in zip(seen.lit[fact], seen.why[fact], strict=True):
            assert f"ui.crowd.why.{fact}.{why}" in texts()
            assert (why in yes[fact]) == lit


def test_a_crowd_is_read_only_and_travels_between_processes():
    seen = crowd(SMALL)
    with pytest.raises(ValueError, match="read-only"):
        seen.lit["found"][0] = True
    again = pickle.loads(pickle.dumps(seen))
    assert again.name == seen.name
    assert again.lit["found"].tolist() == seen.lit["found"].tolist()


def test_the_headlines_of_all_stand_beside_the_hundred():
    seen, outcome = crowd(SMALL), Chain(SMALL).report.value
    assert seen.of_all["found"] == pytest.approx(100 * outcome.headlines.identified.value)
    assert seen.of_all["right"] == pytest.approx(100 * outcome.headlines.right_offer.value)
    control = outcome.attacks[seen.attack].control.value
    assert seen.luck == pytest.approx(control * outcome.evidence.in_table[seen.people].sum())
    assert seen.clues == 3


def test_the_next_in_line_are_passed_over_until_the_rates_are_equal():
    # group 0: 3 of 4 selected; group 1: 1 of 4, so two more are due: those with the highest uplift whom one may score
    selected = np.array([1, 1, 1, 0, 1, 0, 0, 0], dtype=bool)
    group = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    uplift = np.array([9.0, 9, 9, 8, 9, 3, -np.inf, 5])
    passed = passed_over(selected, group, uplift, np.ones(8, dtype=bool))
    assert np.flatnonzero(passed).tolist() == [5, 7]


def test_equal_rates_pass_over_nobody():
    selected, group = np.array([1, 0, 1, 0], dtype=bool), np.array([0, 0, 1, 1])
    assert not passed_over(selected, group, np.arange(4.0), np.ones(4, dtype=bool)).any()
