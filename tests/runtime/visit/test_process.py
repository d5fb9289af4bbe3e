import os

import pytest

from asked_of_a_visit import die, fill, quote, refuse, sleep, whose
from equipoise.core.errors import DataError, SettingsError
from equipoise.runtime.remembered import MEMORY
from equipoise.runtime.visit import VisitProcess, Visits


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def process():
    made = VisitProcess(room_bytes=256 * 1024**2, patience=20)
    yield made
    made.close()


def test_all_questions_of_a_visit_go_to_one_process_that_is_not_this_one(process):
    assert process.pid == 0
    first = process.ask(whose)
    assert first == process.ask(whose) == process.pid != os.getpid()


def test_two_visits_have_two_processes_and_leaving_ends_one_at_once():
    visits = Visits(most=2)
    one, other = (visits.process(name).ask(whose) for name in ("ann", "bob"))
    assert one != other and visits.process("ann").ask(whose) == one and visits.visitors() == {"ann", "bob"}
    with pytest.raises(SettingsError, match="2': visits may work"):
        visits.process("eve")
    visits.leave("ann")
    assert not alive(one) and alive(other) and visits.visitors() == {"bob"}
    visits.leave("ann")
    visits.close()
    assert not alive(other) and visits.visitors() == set()


def test_what_a_function_refuses_is_refused_here_in_the_same_words(process):
    with pytest.raises(DataError, match="there is no such attack"):
        process.ask(refuse, "telepathy")
    assert process.ask(whose) == process.pid  # and the process goes on


def test_what_breaks_is_told_without_a_value_of_the_table(process):
    with pytest.raises(SettingsError) as error:
        process.ask(quote, "secret-4711")
    assert "secret-4711" not in str(error.value) and "quote" in str(error.value)
    assert error.value.__cause__ is None


def test_a_table_that_is_too_large_ends_the_process_and_not_the_server(process):
    assert process.ask(fill, 10**6) == 1
    before = process.pid
    with pytest.raises(SettingsError, match="256': megabytes were not enough"):
        process.ask(fill, 10**9)
    assert not alive(before) and process.ask(whose) != before


def test_a_question_that_takes_too_long_is_given_up():
    process = VisitProcess(patience=1)
    assert process.ask(whose)
    before = process.pid
    with pytest.raises(SettingsError, match="1': seconds were not enough"):
        process.ask(sleep, 60)
    assert not alive(before) and process.pid == 0


def test_a_process_that_dies_is_replaced_at_the_next_question(process):
    with pytest.raises(SettingsError, match="has broken off"):
        process.ask(die)
    assert process.ask(whose) == process.pid


def test_nothing_is_remembered(process):
    before = MEMORY.stats
    process.ask(fill, 1000)
    assert MEMORY.stats == before
