import pytest
from streamlit.testing.v1 import AppTest

import sample_work
from equipoise.chain.outcome import FirstNumbers
from equipoise.chain.pipeline import simulate
from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import STAGES, Settings
from equipoise.core.errors import Cancelled, SettingsError
from equipoise.runtime.compute import Limits
from equipoise.runtime.compute.inline import Inline
from equipoise.runtime.progress import listening
from equipoise.ui.shared import compute
from ui_fakes import rate


def test_every_scenario_is_known_by_its_title():
    for scenario in scenarios().values():
        assert compute.title_of(scenario.settings) == scenario.title
    assert compute.title_of(Settings().replace(**{"protect.k": 7})) == "Your own mix"


def test_an_attack_is_a_stage_with_its_own_title():
    assert compute._stage_title("attack.linkage") == "Attack: Linkage by a register"
    assert compute._stage_title("train") == "Learning"
    assert compute._stage_title("report") == "Putting it together"


def script():
    import streamlit as st

    from equipoise.ui.shared import compute
    from sample_work import double

    compute.new_turn()
    slot = st.empty()
    st.text(compute.answer(double, 4, slot=slot))


def page():
    return AppTest.from_function(script, default_timeout=30)


def waited(app):
    """What the page says it waits for."""
    return [bar.proto.text for bar in app.get("progress")]


@pytest.fixture
def impatient(monkeypatch):
    """Pages say at once what they wait for."""
    monkeypatch.setattr(compute, "_PATIENCE", -1.0)


def happens(slow_service, **told):
    """A step in which the only question reports something."""
    return lambda: slow_service.tell(slow_service.asked[0], **told)


def test_an_answer_that_is_there_needs_no_waiting(fresh_service):
    app = page().run()
    assert [text.value for text in app.text] == ["8"]
    assert waited(app) == []


def test_what_takes_no_time_is_waited_for_in_silence(slow_service):
    slow_service.meanwhile = [happens(slow_service, stage="train")]
    assert waited(page().run()) == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "Just a moment"),
        ({"stage": "train"}, "Running the chain: Learning"),
        ({"stage": "attack.linkage"}, "Running the chain: Attack: Linkage by a register"),
        ({"message": "the third of five"}, "the third of five"),
    ],
)
def test_the_page_says_what_it_waits_for(slow_service, impatient, told, said):
    slow_service.meanwhile = [happens(slow_service, **told)]
    assert waited(page().run()) == [said]


@pytest.mark.parametrize(("before", "said"), [(1, "One before you"), (12, "12 before you")])
def test_the_page_says_how_many_are_before_in_the_queue(slow_service, impatient, before, said):
    slow_service.meanwhile = [lambda: slow_service.queue(slow_service.asked[0], before)]
    assert waited(page().run()) == [said]


def test_the_first_numbers_show_before_the_attacks_are_carried_out(slow_service, impatient):
    first = FirstNumbers(rate(0.41), rate(0.92))
    slow_service.meanwhile = [happens(slow_service, stage="attack.linkage", partial=first)]
    (text,) = waited(page().run())
    assert "**Right offer** 41 in 100" in text
    assert "**Treated alike** 92 in 100" in text
    assert text.endswith("so far. Running the chain: Attack: Linkage by a register")


def test_the_answer_takes_the_place_of_the_waiting(slow_service, impatient):
    slow_service.meanwhile = [
        happens(slow_service, stage="train"),
        lambda: slow_service.finish(slow_service.asked[0], "found"),
    ]
    app = page().run()
    assert waited(app) == []
    assert [text.value for text in app.text] == ["found"]


def test_a_question_that_is_refused_stops_the_page_with_one_error(slow_service):
    error = SettingsError.about("[x](y)", "server.compute")
    slow_service.meanwhile = [lambda: slow_service.fail(slow_service.asked[0], error)]
    app = page().run()
    assert not app.exception
    assert not app.text
    (said,) = app.error
    assert r"\[x\](y)" in said.value


def test_a_run_whose_question_nobody_wants_any_more_ends_in_silence(slow_service):
    slow_service.meanwhile = [lambda: slow_service.fail(slow_service.asked[0], Cancelled("moved on"))]
    app = page().run()
    assert not app.exception
    assert not app.text
    assert not app.error


def test_what_the_server_does_not_allow_is_refused_on_the_page(monkeypatch):
    service = Inline(Limits(memory=3 * 1024**3, customers=1_000))
    monkeypatch.setattr("equipoise.runtime.compute._service", service)
    app = AppTest.from_function(large, default_timeout=30).run()
    assert not app.text
    (said,) = app.error
    assert "1,001" in said.value or "1001" in said.value


def large():
    import streamlit as st

    from equipoise.chain.pipeline import simulate
    from equipoise.chain.settings import Settings
    from equipoise.ui.shared import compute

    compute.answer(simulate, Settings().replace(**{"population.size": 1_001}))
    st.text("never")


def test_a_defect_is_not_called_a_refusal(slow_service):
    slow_service.meanwhile = [lambda: slow_service.fail(slow_service.asked[0], ZeroDivisionError("by nothing"))]
    app = page().run()
    assert len(app.exception) == 1
    assert not app.error


def test_every_run_of_a_page_is_a_turn(monkeypatch):
    asked = []

    class Listening(Inline):
        def ask(self, question, **who):
            asked.append(who)
            return super().ask(question, **who)

    monkeypatch.setattr("equipoise.runtime.compute._service", Listening())
    app = page().run()
    app.run()
    assert [who["turn"] for who in asked] == [1, 2]
    assert {who["place"] for who in asked} == {"page"}
    assert len({who["visitor"] for who in asked} - {""}) == 1


def test_a_file_that_is_made_outside_a_run_waits_for_its_answer(fresh_service):
    assert compute.visitor() == ""
    assert compute.answer(sample_work.double, 4) == 8
    with pytest.raises(SettingsError, match=r"^'1'"):
        compute.answer(sample_work.refusing, 1)


def test_looking_for_an_answer_computes_nothing(fresh_service):
    asked = compute.question(sample_work.double, 5)
    assert compute.find(asked) is None
    compute.ask(sample_work.double, 5)
    assert compute.find(asked).result() == 10


def test_every_stage_that_has_a_share_of_the_work_has_a_title():
    titles = [compute._stage_title(stage) for stage in (*compute._STEPS, "report")]
    assert len(set(titles)) == len(titles) > len(STAGES)
    assert compute._stage_title("folds") == compute.say("wait.working")


def test_the_bar_never_goes_back(slow_service, impatient):
    """A part of a stage, or the run without protection that some numbers need, comes after later stages."""
    slow_service.meanwhile = [happens(slow_service, stage=stage) for stage in ("measure", "folds", "consent")]
    (bar,) = page().run().get("progress")
    assert bar.proto.value == round(100 * compute._STEPS.index("measure") / len(compute._STEPS))
    assert bar.proto.text == "Running the chain: Consent"


def test_the_engine_tells_its_first_numbers_before_the_attacks():
    told = []
    settings = Settings().replace(**{"population.size": 500, "population.seed": 4243})
    with listening(Stages(told)):
        now = simulate(settings)
    place = next(place for place, each in enumerate(told) if isinstance(each, FirstNumbers))
    assert told[place] == FirstNumbers(now.headlines.right_offer, now.headlines.treated_alike)
    attacks = [number for number, stage in enumerate(told) if str(stage).startswith("attack.")]
    assert attacks and place < min(attacks)


class Stages:
    """Writes down which stages are entered, and what is told."""

    def __init__(self, told):
        self.enter = self.tell = told.append

    def stopped(self):
        return False

    def report(self, fraction, message):
        pass
