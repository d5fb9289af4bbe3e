"""Questions about the chain say which world they are about."""

import pickle

from equipoise import Settings, simulate
from equipoise.chain.asking import question
from equipoise.studies.group_loss import losses_between
from sample_work import double

SMALL, LARGE = (Settings().replace(**{"population.size": size}) for size in (1_000, 5_000))


def test_a_question_is_about_the_world_of_its_settings():
    asked = question(simulate, SMALL)
    assert (asked.function, asked.arguments, asked.customers, asked.kind) == (simulate, (SMALL,), 1_000, "page")
    assert question(simulate, SMALL.replace(**{"protect.k": 25}), kind="warm").world == asked.world
    assert question(simulate, SMALL.replace(**{"population.seed": 3})).world != asked.world
    assert question(simulate, LARGE).world != asked.world


def test_of_several_worlds_the_largest_counts_wherever_it_stands():
    for arguments in ((SMALL, LARGE), (LARGE, SMALL), ((SMALL, (LARGE, 4)), "sex")):
        asked = question(losses_between, *arguments)
        assert (asked.customers, asked.world) == (5_000, question(simulate, LARGE).world)


def test_what_is_about_no_world_says_so():
    asked = question(double, 4)
    assert (asked.customers, asked.world) == (0, "")


def test_how_urgent_it_is_makes_no_other_question():
    assert question(simulate, SMALL) == question(simulate, SMALL, kind="warm") != question(simulate, LARGE)


def test_a_question_can_be_sent_to_another_process():
    function, arguments = pickle.loads(question(simulate, SMALL).call)
    assert (function, arguments) == (simulate, (SMALL,))
