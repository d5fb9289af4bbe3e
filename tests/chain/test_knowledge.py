import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest

from equipoise.chain import knowledge as module
from equipoise.chain.knowledge import (
    attacked,
    coins,
    controls_of,
    knowledge,
    listed,
    model_access,
    no_membership,
    pool,
    public_panel,
    records,
    train_and_test,
    truth,
    with_erased,
)
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.chain.sightings import Seen, purchases_seen
from equipoise.core.vocabulary import TOPICS, TRAITS
from equipoise.numerics.blocks import Blocks
from equipoise.shared.folds import deal
from equipoise.shared.identity import name_codes
from equipoise.shared.release import Vault
from equipoise.stages.attacks.base import ModelAccess
from equipoise.stages.attacks.profiles import PROFILES
from equipoise.stages.minimise.minimise import minimise
from equipoise.stages.minimise.settings import MinimiseSettings
from equipoise.stages.targeting.design import Design
from equipoise.stages.targeting.train import Model

EMPLOYEE, BUYER, _, NEIGHBOUR, JOURNALIST = PROFILES.values()


def vault(*row):
    return Vault(row=np.array(row), holds=np.array(row) >= 0)


@pytest.fixture(scope="module")
def folds(world):
    """Everybody is in reach; a tenth are controls."""
    return deal(np.ones(world.size, dtype=bool), world.seed)


@pytest.fixture(scope="module")
def attack(world, table, folds, released):
    """A function: everything that one attacker has, in a table of the given protection."""

    def make(profile, trait="chronic", kept=table, months=24, **levers):
        release, owners = released(holds=folds.in_release, kept=kept, **levers)
        panel = public_panel(profile, trait, world, kept)
        seen = Seen(topics=purchases_seen(profile.purchases, months, world, world.seed))
        whose = (world, release, owners, folds, world.seed)
        known = knowledge(profile, trait, panel, seen, kept.exact, *whose)
        return release, owners, known, truth(trait, world, kept, *whose[1:])

    return make


@pytest.mark.parametrize("trait", TRAITS)
def test_the_panel_has_the_traits_of_the_people_outside_the_table(world, table, trait):
    panel = public_panel(NEIGHBOUR, trait, world, table)
    outside = slice(world.size, None)
    assert panel.has.tolist() == getattr(world.people, trait)[outside].tolist()
    assert 0 < panel.has.mean() < 0.5  # a trait of few
    assert not set(TRAITS) & set(panel.records)
    assert panel.records["purchases_food"].tolist() == world.events["purchases"].counts[outside, -3].tolist()
    assert panel.records["postcode"].tolist() == world.people.postcode[outside].tolist()
    assert "birth_date" not in panel.records  # a neighbour does not know it


def test_a_register_lists_the_share_that_the_profile_says(world):
    assert listed(JOURNALIST, world, seed=1).all()
    covered = listed(BUYER, world, seed=1)
    assert covered.size == len(world.notional)
    assert covered.mean() == pytest.approx(0.7, abs=0.01)  # of 200,000: +- .001 by chance


def test_a_target_is_where_the_register_has_the_targets_record(attack):
    _, _, known, _ = attack(BUYER)
    there = known.register_target >= 0
    assert there.mean() == pytest.approx(0.7, abs=0.05)
    assert (known.register[known.register_target[there]] == known.targets[there]).all()
    assert np.unique(known.register_target[there]).size == there.sum()


@pytest.mark.parametrize("profile", [EMPLOYEE, NEIGHBOUR])
def test_who_knows_the_customers_needs_no_register(attack, profile):
    _, _, known, _ = attack(profile)
    assert known.register is None and known.register_target is None


@pytest.mark.parametrize("profile", [EMPLOYEE, BUYER, NEIGHBOUR, JOURNALIST])
def test_what_is_known_of_a_person_is_so(world, folds, attack, profile):
    _, _, known, _ = attack(profile)
    targets, controls = np.flatnonzero(folds.in_release), np.flatnonzero(folds.control)
    place = {name: at for at, name in enumerate(known.fields)}
    assert set(place) == set(profile.fields)
    for records_of, people in ((known.targets, targets), (known.controls, controls)):
        assert records_of[:, place["sex"]].tolist() == world.people.sex[people].tolist()
        assert records_of[:, place["postcode"]].tolist() == world.people.postcode[people].tolist()
        assert (
            records_of[:, place["name"]].tolist() == name_codes(world.chosen[people], world.people.sex[people]).tolist()
        )
        if "birth_date" in place:
            assert records_of[:, place["birth_date"]].tolist() == world.people.birth_day[people].tolist()


def test_what_no_table_shows_is_not_asked(world, coarse, attack):
    _, _, known, _ = attack(JOURNALIST, kept=coarse)
    assert known.fields == ("name", "birth_date", "sex", "postcode")
    nowhere = coarse.without(["birth_date"])
    assert attack(JOURNALIST, kept=nowhere)[2].fields == ("name", "sex", "postcode")


def test_every_control_person_stands_for_another_target(folds, attack):
    _, _, known, _ = attack(EMPLOYEE)
    assert len(known.controls) == folds.control.sum() == len(known.control_for)
    assert np.unique(known.control_for).size == len(known.control_for)
    assert known.control_for.min() >= 0 and known.control_for.max() < len(known.targets)
    # not the first targets in order: a random part, whose mean is that of all (200 of 1,800: +- 4%)
    assert known.control_for.mean() == pytest.approx(len(known.targets) / 2, rel=0.15)


def test_there_are_never_more_controls_than_targets(folds):
    assert controls_of(folds, np.arange(7)).tolist() == np.flatnonzero(folds.control)[:7].tolist()


def test_known_purchases_and_exact_totals_of_the_panel(world, folds, attack):
    seen = purchases_seen(EMPLOYEE.purchases, 12, world, world.seed)
    _, _, known, _ = attack(EMPLOYEE, months=12)
    assert known.purchases.tolist() == seen[np.flatnonzero(folds.in_release)].tolist()
    assert known.control_purchases.tolist() == seen[np.flatnonzero(folds.control)].tolist()
    assert known.purchase_columns == tuple(f"purchases_{topic}" for topic in TOPICS)
    assert known.panel_purchases.tolist() == world.events["purchases"].counts[world.size :].tolist()
    assert known.prevalence == world.people.chronic[world.size :].mean()


def test_who_saw_no_purchase_or_finds_none_in_the_table_does_without(world, attack):
    assert attack(JOURNALIST)[2].purchases is None
    without = minimise(MinimiseSettings(sources=("browsing",)), world, np.ones(world.size, dtype=bool))
    _, _, known, _ = attack(EMPLOYEE, kept=without)
    assert known.purchases is None and known.purchase_columns == () and known.panel_purchases.shape[1] == 0


def test_the_attacker_on_a_coarse_and_forgetful_shop_knows_exact_totals_and_what_it_forgot():
    levers = {"population.size": 500, "protect.behaviour": "binary", "minimise.retention_months": 6}
    chain = Chain(Settings().replace(**levers))
    (known, _), (release, owners) = chain.exposure.knowledge.value, chain.exposure.table.value
    assert release.exact["purchases_food"].max() == 1 < known.panel_purchases.max()
    seen = purchases_seen(EMPLOYEE.purchases, 6, chain.population.value, chain.seed)
    assert known.purchases.tolist() == seen[np.flatnonzero(owners.holds)].tolist()


def test_coins_stay_with_people_whatever_the_release(world, folds, attack):
    of_everybody = coins(world.size, world.seed)
    for levers in ({"technique": "none"}, {"k": 20}):
        _, _, known, _ = attack(EMPLOYEE, **levers)
        assert known.coins.tolist() == of_everybody[folds.in_release].tolist()
        assert known.control_coins.tolist() == of_everybody[folds.control].tolist()
    assert of_everybody.mean() == pytest.approx(0.5, abs=0.03)


def test_the_smallest_coins_are_attacked_first_in_the_worlds_order(monkeypatch):
    held = vault(3, -1, 0, 2, 1, 4)
    assert attacked(held, seed=1).tolist() == [0, 2, 3, 4, 5]
    monkeypatch.setattr(module, "MOST_TARGETS", 2)
    holders = [0, 2, 3, 4, 5]
    first = sorted(holders, key=lambda person: coins(6, 1)[person])[:2]
    assert attacked(held, seed=1).tolist() == sorted(first)


def test_the_truth_names_every_targets_row_and_every_rows_person(world, folds, attack):
    release, owners, _, true = attack(EMPLOYEE, "money")
    targets = np.flatnonzero(folds.in_release)
    assert true.row.tolist() == owners.row[targets].tolist()
    assert true.trait.tolist() == world.people.money[targets].tolist()
    assert true.control_trait.tolist() == world.people.money[np.flatnonzero(folds.control)].tolist()
    assert true.own_rows and len(true.exact) == len(release)
    assert true.exact["birth_date"].tolist() == world.people.birth_day[owners.person].tolist()
    assert true.exact["purchases_food"].tolist() == release.exact["purchases_food"].tolist()  # kept exact under k
    assert true.control_exact["postcode"].tolist() == world.people.postcode[np.flatnonzero(folds.control)].tolist()
    assert not set(TRAITS) & {*true.exact, *true.control_exact}


def test_full_records_are_of_people_held_of_controls_and_of_outsiders(world, table, folds):
    held = Vault(row=np.full(world.size, -1), holds=folds.in_release)
    known, members = records(table, held, folds, seed=1)
    assert members.member.sum() == folds.in_release.sum() and (members.control == ~members.member).all()
    who = np.concatenate([np.flatnonzero(folds.in_release), np.flatnonzero(folds.control)])
    assert (known.pool.low == table.low[who]).all() and (known.panel.low == table.low[world.size :]).all()
    assert known.pool.exact["chronic"].tolist() == table.exact["chronic"].iloc[who].tolist()


def test_the_pool_has_as_many_members_as_others_and_all_the_erased():
    customer = np.arange(10)
    learns, others, erased = customer < 5, (customer >= 5) & (customer < 8), customer >= 8
    chosen = pool(learns, others, seed=1, erased=erased)
    assert (learns[chosen].sum(), others[chosen].sum(), erased[chosen].sum()) == (3, 3, 2)
    assert (np.diff(chosen) > 0).all()
    assert pool(others, learns, seed=1).tolist() == [each for each in chosen if each < 8]  # the same coins decide
    assert pool(learns, customer < 0, seed=1).size == 0


def _design(*values):
    column = np.array(values, dtype=np.float32)[:, None]
    return Design(person=column, trait=column[:, :0], match=np.zeros((len(column), 12, 0), np.float32), names=("x",))


def test_the_erased_are_looked_up_in_the_old_copy():
    # now persons 0 and 2 have rows 1 and 0; before, persons 1 and 3 had rows 2 and 0, with features 30 and 10
    fields = {field.name: None for field in dataclasses.fields(Model)}
    model = Model(**(fields | {"design": _design(7, 8)}))
    erased = np.array([False, True, False, True])
    asked, owners = with_erased(model, vault(1, -1, 0, -1), _design(10, 20, 30), vault(3, 2, 1, 0), erased)
    assert owners.row.tolist() == [1, 2, 0, 3]
    assert asked.design.person[:, 0].tolist() == [7, 8, 30, 10]
    assert owners.holds.tolist() == [True, False, True, False]  # an old copy holds nobody's data anew


def _access(probability, response, person):
    impressions = len(response)
    return ModelAccess(
        design=Blocks.whole(np.ones((impressions, 1))), response=np.array(response, dtype=bool),
        person=np.array(person), probability=np.array(probability), ridge=1.0,
    )  # fmt: skip


def test_the_models_answers_are_looked_up_and_who_withdrew_is_no_control_person():
    # persons 2 and 0 have rows 1 and 0, with one impression each; 2 was learned from, 4 withdrew and has row 2
    answers = np.full((3, 13), 0.5)
    answers[1, 7], answers[0, 12], answers[2, 3] = 0.1, 0.2, 0.3
    fitted = SimpleNamespace(ridge=3.0)
    model = SimpleNamespace(design=_design(5, 6, 7), answers=answers, mechanism=None, fitted=fitted)
    customer = np.arange(5)
    impressions = np.array([1, 0, 2]), np.array([7, 12, 3]), np.array([True, False, True])
    access, members = model_access(
        model, impressions, np.array([2, 0, 4]), customer == 2, withdrew=customer == 4
    )  # fmt: skip
    assert access.ridge == 3.0, "published with the model"
    assert access.probability.tolist() == [0.1, 0.2, 0.3] and access.person.tolist() == [0, 1, 2]
    assert access.response.tolist() == [True, False, True]
    assert members.member.tolist() == [True, False, False]
    assert members.control.tolist() == [False, True, False]
    assert members.withdrew.tolist() == [False, False, True]


def test_train_and_test_ranking_by_hand():
    # members' answers .9 (yes) over .1, .2 (no): all pairs right, AUC 1. Others' .3 (yes) over .1 but under .8: 1/2
    access = _access([0.9, 0.1, 0.2, 0.3, 0.1, 0.8], [1, 0, 0, 1, 0, 0], [0, 0, 0, 1, 1, 1])
    fit = train_and_test(access, np.array([True, False]))
    assert [fit[name].value for name in ("train_auc", "test_auc", "auc_gap")] == [1.0, 0.5, 0.5]


@pytest.mark.parametrize(
    ("profile", "fitted", "fast", "reason"),
    [
        (JOURNALIST, True, True, "no_model_access"),
        (EMPLOYEE, None, True, "no_model"),
        (EMPLOYEE, True, False, "as_job"),
        (EMPLOYEE, True, True, ""),
    ],
)
def test_why_membership_is_not_attacked(profile, fitted, fast, reason):
    assert no_membership(profile, SimpleNamespace(fitted=fitted), fast) == reason
