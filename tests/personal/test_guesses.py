import numpy as np
import pytest

from equipoise.chain.pipeline import Chain
from equipoise.core.vocabulary import TOPICS, TRAITS
from equipoise.personal.guesses import GUESSED, guesses, interests, traits
from equipoise.personal.offers import gains


def test_how_often_a_guess_is_wrong_is_counted_on_evaluation_people_only(chain, learned, counted):
    """Counted again with a loop: of those of whom the same is guessed, how many it is true of."""
    place, rows, world = int(learned[0]), chain.inside.value[1].row, chain.population.value
    likes, held = interests(chain), traits(chain)
    for guess in guesses(chain, place):
        scores, names = (likes, TOPICS) if guess.kind == "interest" else (held, TRAITS)
        at = names.index(guess.subject)
        if guess.kind == "interest":
            keen = world.interest[: world.size, at]
            truth = keen >= np.quantile(keen, 0.75)
        else:
            truth = getattr(world.people, guess.subject)[: world.size]
        same = [one for one in counted.tolist() if scores.says[rows[one], at] == guess.says]
        hits = sum(bool(truth[one]) == guess.says for one in same)
        assert guess.right.n == len(same) and guess.right.value == pytest.approx(hits / len(same))
        assert guess.truth == bool(truth[place])


def test_counted_customers_do_not_judge_the_guess_about_themselves(chain, counted):
    inside, outside = int(counted[0]), int(counted[1])
    first, second = (guesses(chain, place)[-1] for place in (inside, outside))
    assert first.usual.n == second.usual.n == counted.size - 1


def test_interests_are_where_the_model_leans_most(chain, learned):
    place = int(learned[0])
    chance = gains(chain).chance[:, :12].astype(float)
    lean = np.log(chance / (1 - chance))
    own = (lean - lean.mean(axis=0) - lean.mean(axis=1, keepdims=True) + lean.mean())[chain.inside.value[1].row[place]]
    wanted = [TOPICS[at] for at in np.argsort(-own) if own[at] > 0][:GUESSED]
    assert [one.subject for one in guesses(chain, place) if one.kind == "interest"] == wanted


def test_the_guesser_beats_chance_and_never_sees_the_survey(settings):
    asked = Chain(settings.replace(**{"population.size": 4_000}))
    silent = Chain(settings.replace(**{"population.size": 4_000, "minimise.survey": False}))
    assert traits(asked).score == pytest.approx(traits(silent).score)
    rows, people = asked.inside.value[1].row, asked.population.value.people
    held = np.flatnonzero(rows >= 0)
    for at, trait in enumerate(TRAITS):
        has, says = getattr(people, trait)[held], traits(asked).says[rows[held], at]
        assert has[says].mean() > 1.3 * has.mean()


def test_what_was_told_is_kept_apart_from_what_is_guessed(settings, learned):
    place = int(learned[0])
    people = Chain(settings).population.value.people
    told = {one.subject: one.told for one in guesses(Chain(settings), place) if one.kind == "trait"}
    assert told == {trait: bool(getattr(people, trait)[place]) for trait in TRAITS}
    silent = Chain(settings.replace(**{"minimise.survey": False}))
    assert {one.told for one in guesses(silent, place)} == {None}


def test_without_a_row_nothing_is_guessed(chain, refuser):
    assert guesses(chain, refuser) == ()


def test_without_a_model_only_traits_are_guessed(settings, learned):
    generic = Chain(settings.replace(**{"target.strategy": "generic"}))
    assert {one.kind for one in guesses(generic, int(learned[0]))} == {"trait"}
