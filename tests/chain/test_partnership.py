"""Sharing in the chain: what each way of joining gives to the partner and to whoever buys from him."""

import dataclasses
import json

import numpy as np
import pytest
from scipy.stats import binom

from equipoise import Settings
from equipoise.chain.partnership import Partnership, share
from equipoise.chain.pipeline import Chain
from equipoise.numerics.rate import Rate
from equipoise.shared.partnership import DETAILS, SharedCopy
from equipoise.stages.partners.company import SAME_ADDRESS, SHARE

SMALL = Settings().replace(**{"population.size": 4_000, "protect.technique": "none", "partners.conduct": "sells"})
CODED = {"partners.fields": ["totals"]}


def shared(**levers):
    return share(SMALL.replace(**{name.replace("__", "."): value for name, value in levers.items()}))


def risk(outcome, name):
    return outcome.attacks[name].risk.value


def test_a_plain_hash_joins_as_the_address_does():
    raw, hashed = shared(partners__join="raw"), shared(partners__join="hashed")
    assert raw.matching == hashed.matching
    assert {name: found.attack for name, found in raw.attacks.items()} == {
        name: found.attack for name, found in hashed.attacks.items()
    }


def test_match_rates_are_those_of_the_assumed_shares():
    matching = shared().matching
    assert matching.overlap.low < SHARE < matching.overlap.high
    assert matching.matched_rows.low < SHARE * SAME_ADDRESS < matching.matched_rows.high
    assert matching.joins_right.value == 1.0


def test_a_third_party_key_stops_the_buyer_only_where_the_partner_wrote_nothing():
    hashed, keyed = (shared(partners__join=join, partners__fields=["totals"]) for join in ("hashed", "keyed"))
    assert keyed.attacks["partner"].attack == hashed.attacks["partner"].attack  # he has his own list coded too
    assert keyed.matching == hashed.matching
    covered = 0.7  # of the register
    assert risk(keyed, "buyer") == pytest.approx(SHARE * SAME_ADDRESS * covered, abs=0.03)
    assert risk(hashed, "buyer") > 2 * risk(keyed, "buyer")


def test_details_find_those_with_another_address_too():
    bare, detailed = shared(partners__fields=["totals"]), shared(partners__fields=["details", "totals"])
    assert risk(bare, "partner") == pytest.approx(SAME_ADDRESS, abs=0.05) and risk(detailed, "partner") > 0.95


def test_from_the_clean_room_come_counts_only():
    found = shared(partners__join="clean_room")
    assert found.shared_rows.value == 0 and not found.learned.interest_told.known
    reasons = {name: attack.reason for name, attack in found.attacks.items()}
    assert reasons == {
        "partner": "clean_room",
        "partner_traits": "clean_room",
        "buyer": "clean_room",
        "differencing": "",
    }


def test_the_room_gives_everybody_away_who_can_be_joined_until_there_is_noise():
    exact = shared(partners__join="clean_room", partners__queries=2)
    assert risk(exact, "differencing") == pytest.approx(SAME_ADDRESS, abs=0.05)
    noisy = shared(partners__join="clean_room", partners__queries=1, partners__noise=0.1).attacks["differencing"]
    assert noisy.risk.low < 0 < noisy.risk.high


def test_nobody_buys_from_a_partner_who_does_not_sell():
    found = shared(partners__conduct="profiles")
    assert found.attacks["buyer"].reason == "not_sold"
    assert found.used.sold_on.value == 0 < found.used.profiled.value == found.matching.matched_list.value


def test_a_partner_who_keeps_the_copy_keeps_those_who_took_their_yes_back():
    kept, deleted = (shared(partners__conduct=conduct, consent__withdrawal=0.4) for conduct in ("keeps", "joins"))
    assert kept.used.kept_on.value > 0.7 and deleted.used.kept_on.value == 0
    assert kept.used.kept_on.n == deleted.used.kept_on.n > 500


def test_groups_have_no_rows_to_join():
    found = shared(partners__grain="groups")
    assert {attack.reason for name, attack in found.attacks.items() if name != "differencing"} == {"no_person_rows"}


def test_the_answers_to_the_survey_tell_more_than_behaviour():
    told, guessed = (shared(partners__fields=fields).attacks["partner_traits"] for fields in (["survey"], ["totals"]))
    assert told.attack.value > guessed.attack.value + 0.2


@pytest.mark.parametrize("join", ["hashed", "clean_room"])
def test_without_any_field_nothing_is_shared(join):
    found = shared(partners__fields=[], partners__join=join)
    assert found.shared_rows.value == 0 == found.shared_fields.value
    assert {attack.reason for attack in found.attacks.values()} == {"nothing_shared"}
    assert not found.used.sold_on.known and not found.matching.matched_rows.known and not found.room_bound.known


def test_what_bought_data_add_to_offers_and_to_risks():
    added = shared(partners__enrichment="broker").enrichment
    assert {"right_offer", "linkage", "inferred"} <= set(added)
    for part in added.values():
        assert part.added.value == pytest.approx(part.along.value - part.without.value)
        assert part.added.low <= part.added.value <= part.added.high


def test_every_number_has_an_interval_and_everything_is_json():
    found = shared(partners__enrichment="broker", partners__join="clean_room", partners__noise=1.0)
    numbers = [
        getattr(part, field.name)
        for part in (found.matching, found.learned, found.used, *found.enrichment.values())
        for field in dataclasses.fields(part)
    ]
    assert all(isinstance(number, Rate) for number in [found.shared_rows, found.shared_fields, *numbers])
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False))["room_bound"]["value"] > 0


def test_people_who_refused_sharing_and_control_people_are_not_in_the_copy():
    partnership = Partnership(Chain(SMALL.replace(**{"consent.model": "opt_in"})))
    vault, said = partnership.table.value[1], partnership.chain.consent.value
    assert vault.holds.any() and not (vault.holds & ~said.permit("sharing")).any()
    assert not (vault.holds & partnership.folds.value.control).any()


def test_the_partner_knows_the_details_of_his_own_customers():
    partnership = Partnership(Chain(SMALL))
    partner, world = partnership.partner.value, partnership.chain.population.value
    columns = world.notional.fields
    assert all(
        np.array_equal(partner.details[:, place], columns[name][partner.person]) for place, name in enumerate(DETAILS)
    )


def among_strangers(seed, levers):
    """A partner who gets the copy of another world: rows and codes are those of people whom nobody here knows."""
    own, other = (
        Partnership(Chain(SMALL.replace(**{"population.size": 1_000, "population.seed": each}, **levers)))
        for each in (seed, seed + 1_000)
    )
    kept, theirs = own.copy.value, other.copy.value
    rows = np.resize(np.arange(len(theirs.release)), len(kept.release))
    own.copy = own.copy.instead(SharedCopy(theirs.release.take(rows), theirs.code[rows]), "of strangers")
    return own


SURVEY = {"partners.fields": ["details", "totals", "survey"]}
SHARED = {
    "partner": SURVEY,
    "partner_traits": SURVEY,
    "buyer": SURVEY | {"partners.join": "raw"},
    "differencing": {
        "partners.join": "clean_room",
        "partners.minimum": 1,
        "partners.queries": 1,
        "partners.noise": 1.0,
    },
}


@pytest.mark.parametrize("name", SHARED)
@pytest.mark.parametrize("worlds", [8, pytest.param(200, marks=pytest.mark.validity)])
def test_among_strangers_every_interval_covers_zero_as_often_as_it_should(name, worlds):
    risks = [among_strangers(seed, SHARED[name]).attack(name).value.result.risk for seed in range(1, worlds + 1)]
    missed = sum(not risk.low <= 0 <= risk.high for risk in risks if risk.known)
    assert missed <= binom.isf(0.001, worlds, 0.05)


@pytest.mark.parametrize("name", SHARED)
def test_the_same_attack_finds_the_answer_where_it_is(name):
    # so the test above is able to fail; differencing needs two queries and little noise
    able = {"partners.queries": 20, "partners.noise": 3.0} if name == "differencing" else {}
    found = share(SMALL.replace(**SHARED[name] | able)).attacks[name].risk
    assert found.low > 0.1
