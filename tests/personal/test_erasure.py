import numpy as np
import pytest

from equipoise.core.errors import Cancelled
from equipoise.core.vocabulary import PURPOSES
from equipoise.personal.erasure import erase, suspicion
from equipoise.personal.wishes import Wishes, chain_of, wishes_at_first

PEOPLE = 16


@pytest.fixture(scope="module")
def her(learned):
    return int(learned[0])


def test_the_receipt_counts_what_was_done(settings, her):
    done = erase(settings, her, wishes_at_first(settings, her))
    assert done.retrained and done.impressions == 4
    assert (done.before.rows - done.after.rows, done.before.learners - done.after.learners) == (1, 1)
    assert done.before.stored and not (done.after.stored or done.after.shared or done.after.learned)
    company = done.together
    assert company.suspected.n == 200 and company.falsely.n > 100
    # Three standard errors: 3 * .5 * sqrt(1/200 + 1/300) = .137.
    assert abs(company.suspected.value - company.falsely.value) < 0.15
    assert done.attack_before.controls > 100 and 0.3 < done.attack_after.falsely < 0.7


def test_there_is_nothing_to_erase_of_who_never_agreed(settings, refuser):
    done = erase(settings, refuser, wishes_at_first(settings, refuser))
    assert not done.retrained and done.impressions == 0 and done.attack_before is None
    assert done.before.rows == done.after.rows


def test_a_shop_that_does_not_listen_erases_nobody(settings, her):
    deaf = settings.replace(**{"consent.model": "notice", "consent.honour": False})
    done = erase(deaf, her, wishes_at_first(deaf, her))
    assert done.after.stored and not done.retrained and done.impressions == 0 and done.together is None


def test_the_attack_places_the_erased_like_strangers(settings):
    """Over several people: erasing lowers the place among control people, to where a stranger's may be.

    A place of a stranger is uniform on 0 to 1: mean .5, standard deviation .289, so .072 for a mean of 16.
    """
    settings = settings.replace(**{"population.size": 2_000, "minimise.survey": False})
    run = chain_of(settings, 0)
    learned = np.flatnonzero(run.folds.value.history & (run.inside.value[1].row >= 0))
    places = {"before": [], "after": []}
    for place in learned[:PEOPLE].tolist():
        before = chain_of(settings, place)
        after = chain_of(settings, place, Wishes(agrees=PURPOSES, erased=True))
        places["before"].append(suspicion(before, before, place).above)
        places["after"].append(suspicion(after, before, place).above)
    before, after = (np.array(places[when]) for when in ("before", "after"))
    assert abs(after.mean() - 0.5) < 3 * 0.289 / np.sqrt(PEOPLE)
    fell = before - after
    assert (fell > 0).mean() > 0.8 and fell.mean() > 0.05


def test_trees_are_attacked_too_and_it_can_be_stopped(settings, her):
    trees = settings.replace(**{"train.learner": "boosting", "population.size": 500})

    def impatient(fraction, message=""):
        if fraction > 0.4:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        erase(trees, her % 500, wishes_at_first(trees, her % 500), impatient)
