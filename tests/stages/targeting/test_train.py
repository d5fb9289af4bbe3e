import dataclasses

import numpy as np
import pytest

from equipoise.core.vocabulary import ATTRIBUTES, IMPRESSIONS, MARGIN_WITH_OFFER, OFFERS
from equipoise.shared.history import History
from equipoise.stages.history.log import log_campaigns
from equipoise.stages.history.settings import HistorySettings
from equipoise.stages.targeting.catalogue import LEARNERS, TRAINING
from equipoise.stages.targeting.settings import PROXIES, TrainSettings
from equipoise.stages.targeting.train import best_generic, impressions_of, known_group, train


@pytest.fixture(scope="module")
def log(world):
    return log_campaigns(HistorySettings(label_bias=0.5), world, world.seed)


def trained(log, release, vault, learns=None, protected="sex", wanted=True, **levers):
    learns = np.arange(vault.row.size) % 2 == 0 if learns is None else learns
    return train(TrainSettings(**levers), protected, log, release, vault, learns=learns, wanted=wanted)


def test_impressions_are_of_the_own_row(log, released):
    _, vault = released(holds=np.arange(2_000) % 3 > 0)
    people = np.flatnonzero(vault.row >= 0)[:50]
    row, arm, visit = impressions_of(people, log, vault)
    assert row.size == arm.size == visit.size == 50 * IMPRESSIONS
    for place in (0, 17, 49):
        its = slice(place * IMPRESSIONS, (place + 1) * IMPRESSIONS)
        assert (vault.person[row[its]] == people[place]).all()
        assert (arm[its] == log.arm[people[place]]).all() and (visit[its] == log.visit[people[place]]).all()


def test_cohorts_are_learned_from_by_counts_alone(log, released):
    release, vault = released(technique="cohorts")
    everybody = np.ones(vault.row.size, dtype=bool)
    model = trained(log, release, vault, everybody)
    # visits out of impressions for each cohort and arm: all that is left of who they were
    cell = vault.row[:, None] * (OFFERS + 1) + log.arm
    shape = len(release) * (OFFERS + 1)
    shown, visits = np.bincount(cell.ravel(), minlength=shape), np.bincount(cell[log.visit], minlength=shape)
    row, arm = np.divmod(np.tile(np.arange(shape), 2), OFFERS + 1)
    counts = np.concatenate([visits, shown - visits])
    learner = LEARNERS["logistic"].load()
    counted = learner.fit(model.design, row, arm, np.arange(2 * shape) < shape, counts.astype(float))
    assert counts.sum() == IMPRESSIONS * release.people.sum() and len(model.design) == len(release)
    assert counted.weights == pytest.approx(model.fitted.weights, abs=1e-3)


def test_the_generic_offer_brings_most_visits_times_margin():
    rate = np.full(OFFERS, 0.10)
    # offer 11: .12 x 19 euros = 2.28 an impression; offer 10: .10 x 25 = 2.5; offer 3: .13 x 21 = 2.73
    rate[11], rate[3] = 0.12, 0.13
    nothing = np.zeros((0, IMPRESSIONS))
    tills = History(
        arm=nothing.astype(np.int8), propensity=nothing.astype(np.float32), visit=nothing.astype(bool),
        logged=np.ones(0, dtype=bool), till_rate=rate,
    )  # fmt: skip
    assert MARGIN_WITH_OFFER[[3, 10, 11]].tolist() == [21, 25, 19]
    assert best_generic(tills) == 3


def test_it_learns_from_released_history_only(log, released):
    release, vault = released(holds=np.arange(2_000) % 3 > 0)
    learns = np.arange(2_000) % 2 == 0
    model = trained(log, release, vault, learns)
    assert model.trained_on == (learns & (vault.row >= 0)).sum()
    others = learns & (vault.row >= 0)
    visit = np.where(others[:, None], log.visit, ~log.visit)  # whatever the others did
    changed = dataclasses.replace(log, visit=visit)
    assert (trained(changed, release, vault, learns).fitted.weights == model.fitted.weights).all()


def test_without_a_model_only_the_generic_offer_is_learned(log, released):
    for model in (
        trained(log, *released(), wanted=False),
        trained(log, *released(), learns=np.zeros(2_000, dtype=bool)),
        trained(dataclasses.replace(log, visit=np.zeros_like(log.visit)), *released()),
    ):
        assert model.fitted is None and model.trained_on == 0
        assert model.generic == best_generic(log)


def test_leaving_out_removes_the_column(log, released):
    kept, without = (trained(log, *released(), mitigation=how).design.names for how in ("none", "leave_out"))
    assert "sex" in kept and set(kept) - set(without) == {"sex"}
    ages = trained(log, *released(), mitigation="leave_out", protected="sex_by_age").design.names
    assert set(kept) - set(ages) == {"sex", "birth_date"}


@pytest.mark.parametrize("how", [name for name in TRAINING if name != "none"])
def test_nothing_is_done_about_groups_that_the_company_does_not_know(log, released, how):
    """It cannot tell women of heritage A from those of heritage B, so it leaves out neither."""
    release, vault = released()
    schema = release.schema.only(name for name in release.schema.names() if name != "heritage")
    kept = [place for place, name in enumerate(release.schema.names("quasi")) if name != "heritage"]
    blind = dataclasses.replace(release, low=release.low[:, kept], high=release.high[:, kept], schema=schema)
    plain, treated = (trained(log, blind, vault, protected="sex_by_heritage", mitigation=m) for m in ("none", how))
    assert (plain.fitted.weights == treated.fitted.weights).all() and plain.design.names == treated.design.names


def test_hints_that_are_not_allowed_stay_out(log, released):
    allowed, forbidden = (trained(log, *released(), proxies=how).design for how in (PROXIES, ()))
    gone = set(allowed.names) - set(forbidden.names)
    assert gone == {*(f"postcode_{place}" for place in range(24)), "browsing_total"}
    assert allowed.match.shape[2] - forbidden.match.shape[2] == 1  # the lean of browsing


def test_a_model_answers_once_for_every_row_and_never_without_lessons(log, released):
    release, vault = released(technique="none")
    model = trained(log, release, vault)
    assert (model.answers == model.fitted.predict(model.design)).all()
    assert model.answers is model.answers and not model.answers.flags.writeable
    with pytest.raises(ValueError, match="no model"):
        _ = dataclasses.replace(model, fitted=None).answers


def test_reweighing_evens_out_what_is_predicted(log, released):
    """Half of the women's visits were lost; a model on reweighed impressions hides less of them."""
    release, vault = released(technique="none")
    woman = known_group(release, "sex") == 0

    def ratio(how):
        model = trained(log, release, vault, mitigation=how)
        predicted = model.fitted.predict(model.design)[:, :OFFERS].mean(axis=1)
        return predicted[woman].mean() / predicted[~woman].mean()

    assert ratio("none") < 0.75
    assert ratio("reweigh") > ratio("none") + 0.15


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_groups_are_known_from_exact_rows(world, released, attribute):
    release, vault = released(technique="none")
    assert (known_group(release, attribute) == world.customers.group(attribute)[vault.person]).all()


def test_groups_are_guessed_from_the_middle_of_an_interval(world, released):
    release, vault = released(k=40)
    guessed = known_group(release, "age_band")
    right = (guessed == world.customers.group("age_band")[vault.person]).mean()
    assert 0.5 < right < 1
    alike = release.classes == release.classes[0]
    assert len(set(guessed[alike])) == 1  # the company cannot tell people of one class apart


def test_groups_are_unknown_where_the_column_was_not_collected(released):
    release = released()[0]
    schema = release.schema.only(name for name in release.schema.names() if name != "heritage")
    kept = [place for place, name in enumerate(release.schema.names("quasi")) if name != "heritage"]
    blind = dataclasses.replace(release, low=release.low[:, kept], high=release.high[:, kept], schema=schema)
    assert known_group(blind, "heritage") is None
    assert known_group(blind, "sex") is not None
