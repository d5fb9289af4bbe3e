import numpy as np
import pytest

from equipoise import Settings
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import LEVERS
from equipoise.core.errors import DataError
from equipoise.shared.folds import held_back
from equipoise.stages.attacks.filtering import fits, fitting
from equipoise.studies.hunt import hunt, targets_of

SMALL = Settings().replace(**{"population.size": 1_000})
RAW = SMALL.replace(**{"protect.technique": "none", "protect.identifiers": "keep"})
TRUTHFUL = [name for name in LEVERS["protect.technique"].choices if name != "randomised_response"]


def usable(found):
    return {clue.field: clue.value for clue in found.clues if clue.usable}


def in_table(settings):
    """The first round whose target has a row."""
    return next(found for found in (hunt(settings, number) for number in range(1, 30)) if found.secret.row >= 0)


@pytest.mark.parametrize("technique", TRUTHFUL)
@pytest.mark.parametrize("profile", LEVERS["attack.profile"].choices)
def test_what_is_known_never_rules_out_the_targets_own_row(technique, profile):
    settings = SMALL.replace(**{"protect.technique": technique, "attack.profile": profile})
    for number in range(1, 9):
        found = hunt(settings, number)
        assert found.secret.row < 0 or fitting(found.release, usable(found))[found.secret.row]


def test_answers_at_random_rule_the_own_row_out_as_often_as_they_are_false():
    settings = SMALL.replace(**{"protect.technique": "randomised_response", "protect.epsilon": 1.0})
    rounds = [found for found in (hunt(settings, number) for number in range(1, 301)) if found.secret.row >= 0]
    true = np.mean([not found.ruled_out_by({"sex": usable(found)["sex"]}) for found in rounds])
    truthful = rounds[0].release.truthful["sex"]  # e / (e + 1) = .731
    assert truthful == pytest.approx(0.731, abs=0.001)
    assert abs(true - truthful) < 4 * np.sqrt(truthful * (1 - truthful) / len(rounds))


def test_odds_count_the_people_who_fit():
    found = in_table(SMALL.replace(**{"protect.technique": "cohorts"}))
    wanted = {"sex": usable(found)["sex"]}
    assert found.odds(wanted) == found.release.people[found.fitted(wanted)].sum()
    assert found.odds({"sex": 1 - wanted["sex"], "birth_date": usable(found)["birth_date"]}) is None
    assert found.odds({"name": 7.0}) == found.release.people.sum()  # no such column, so no filter


def test_in_the_raw_table_the_name_and_birth_date_lead_to_one_row():
    found = in_table(RAW)
    wanted = {name: usable(found)[name] for name in ("name", "birth_date")}
    assert np.flatnonzero(fitting(found.release, wanted)).tolist() == [found.secret.row]


def test_plain_hashes_are_turned_back_into_names_and_keyed_codes_are_not():
    hashed, keyed = (in_table(RAW.replace(**{"protect.identifiers": kind})) for kind in ("hash", "keyed"))
    assert hashed.reversed and fits(hashed.release, "name", usable(hashed)["name"])[hashed.secret.row]
    assert not keyed.reversed and "name" not in usable(keyed)


def test_the_person_stays_when_the_table_is_protected_or_consent_changes():
    for levers in ({"protect.k": 25}, {"protect.technique": "none"}, {"consent.model": "notice"}):
        assert hunt(SMALL.replace(**levers), 3).secret.customer == hunt(SMALL, 3).secret.customer
        assert hunt(SMALL.replace(**levers), 3).name == hunt(SMALL, 3).name


def test_targets_come_once_each_and_then_again():
    targets = targets_of(Chain(SMALL))
    assert len(set(targets)) == len(targets)
    assert hunt(SMALL, len(targets) + 1).secret == hunt(SMALL, 1).secret
    with pytest.raises(DataError, match="numbered from 1"):
        hunt(SMALL, 0)


def test_nobody_is_hunted_who_is_held_back_or_whom_the_register_lacks():
    everybody = targets_of(Chain(SMALL))
    assert set(everybody) == set(np.flatnonzero(~held_back(1_000, SMALL.population.seed)))
    fewer = targets_of(Chain(SMALL.replace(**{"attack.profile": "data_buyer"})))
    assert [one for one in everybody if one in set(fewer)] == fewer.tolist()
    assert 0.6 < len(fewer) / len(everybody) < 0.8  # coverage .7


def test_who_said_no_has_no_row_and_the_reason_is_told():
    absent = [hunt(SMALL, number).secret for number in range(1, 30)]
    reasons = {secret.absent for secret in absent if secret.row < 0}
    reach = Chain(SMALL).folds.value.in_reach
    assert reasons == {"no_consent"}
    assert all(reach[secret.customer] == (secret.row >= 0) for secret in absent)


def test_invented_people_are_nobody_but_inside_the_company_the_raw_table_is_left():
    settings = SMALL.replace(**{"protect.technique": "synthetic"})
    outside = hunt(settings.replace(**{"attack.profile": "journalist"}), 1)
    assert (outside.release.rows, outside.secret.row, outside.inside) == ("synthetic", -1, False)
    inside = hunt(settings, 1)
    assert (inside.release.rows, inside.inside) == ("people", True)


def test_a_neighbour_knows_purchases_that_the_target_made():
    found = hunt(SMALL.replace(**{"attack.profile": "neighbour", "protect.technique": "none"}), 1)
    seen = [clue for clue in found.clues if clue.field.startswith("purchases_")]
    assert sum(clue.value for clue in seen) == 5
    assert "birth_date" not in {clue.field for clue in found.clues}
