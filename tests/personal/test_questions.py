"""What may be asked about a customer goes to another process and back."""

import pickle

import pytest

from equipoise.chain.asking import question
from equipoise.core.errors import Cancelled
from equipoise.personal import consent_receipt, offers, questions, wishes
from equipoise.personal.wishes import Wishes, wishes_at_first

ASKED = (
    questions.name_of, questions.verdict, questions.standing, questions.others_moved, questions.known,
    questions.guesses, questions.reasons, questions.smallest_changes, questions.crowd, questions.alike,
    questions.data_file, questions.receipts,
)  # fmt: skip


@pytest.fixture
def run(settings, her):
    """Somebody who has changed nothing."""
    return settings, her, None


@pytest.fixture
def changed(settings, her):
    """The same person, who no longer agrees to anything."""
    return settings, her, Wishes(agrees=())


@pytest.mark.parametrize("ask", ASKED)
def test_question_and_answer_can_be_sent(run, ask):
    function, arguments = pickle.loads(question(ask, run).call)
    found = function(*arguments)
    again = pickle.loads(pickle.dumps(found))
    assert repr(again) == repr(found)


def test_every_question_is_about_the_customer_s_world(run, settings):
    asked = question(questions.crowd, run)
    assert asked.customers == settings.population.size
    assert asked.world


def test_who_changed_nothing_chooses_as_at_first(run, settings, her):
    first = settings, her, wishes_at_first(settings, her)
    assert questions.first_wishes(settings, her) == first[2]
    for ask in (questions.verdict, questions.standing, questions.data_file, questions.receipts):
        assert repr(ask(run)) == repr(ask(first))
    assert questions.others_moved(run) == 0


def test_a_choice_is_the_customer_s_own(run, changed, settings, her):
    chain = wishes.chain_of(*changed)
    assert repr(questions.verdict(changed)) == repr(offers.decide(chain, her)) != repr(questions.verdict(run))
    assert questions.standing(changed) == wishes.standing(chain, her) != questions.standing(run)
    assert questions.receipts(changed) == wishes.receipts_with(*changed)
    assert questions.known(changed) == ()


def test_a_guess_that_is_called_wrong_is_put_right(run):
    subject = next(guess.subject for guess in questions.guesses(run) if guess.kind == "interest")
    low, high = (questions.corrected(run, subject, says) for says in (False, True))
    assert isinstance(low, offers.Verdict)
    assert low != high


def test_erasing_tells_how_far_it_is_and_can_be_stopped(run):
    told = []

    def stop(fraction, message=""):
        told.append(fraction)
        raise Cancelled("enough")

    with pytest.raises(Cancelled):
        questions.erased((run[0], run[1], Wishes(agrees=("analytics",))), stop)
    assert told


def test_the_first_name_is_the_one_in_the_file(run, settings, her):
    assert questions.name_of(run) == consent_receipt.name_of(settings, her).split()[0]
