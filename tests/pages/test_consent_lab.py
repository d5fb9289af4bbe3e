"""The Consent lab in Streamlit's own test runner, with the engine behind it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from equipoise.chain.asking import question
from equipoise.chain.settings import LEVERS, Settings
from equipoise.core.vocabulary import PURPOSES
from equipoise.studies.consent_loss import consent_loss
from equipoise.ui.consent_lab.parts import PARTS
from equipoise.ui.shared.words import say

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "pages" / "consent_lab.py"
SMALL = {"population.size": "1000"}


def open_page(part="crowd", expert=False, **query):
    app = AppTest.from_file(str(PAGE), default_timeout=120)
    for name, value in (SMALL | query).items():
        app.query_params[name] = value
    app.session_state["chosen_mode"] = "expert" if expert else "plain"
    app.session_state["consent.part"] = say(f"consent_lab.part.{part}")
    return act(app)


def act(element):
    """Let a widget act."""
    app = element.run()
    assert not app.exception
    return app


def move(lever):
    """Move a lever, which draws some regions anew, and read the whole page."""
    return act(act(lever))


def words(app):
    return " ".join(text.value for text in (*app.markdown, *app.caption, *app.warning, *app.error))


def pictures(app):
    return " ".join(element.proto.body for element in app.get("html"))


def test_the_page_runs_through_navigation():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in SMALL.items():
        app.query_params[name] = value
    app.run()
    app.switch_page("pages/consent_lab.py").run()
    assert not app.exception
    assert "All people here are invented" in words(app) and say("consent_lab.lead") in words(app)


def test_levers_that_another_page_shows_too_stand_here_as_they_stand_there():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params["population.size"] = "1000"
    act(app).switch_page("pages/playground.py")
    app.session_state["controls"] = "levers"
    assert act(app).selectbox(key="lever.consent.banner").value == "highlighted"
    app = act(app.switch_page("pages/consent_lab.py"))
    assert app.selectbox(key="lever.consent.banner").value == "highlighted"
    app = move(app.selectbox(key="lever.consent.banner").set_value("equal"))
    assert app.session_state["play"].settings["consent.banner"] == "equal"
    assert app.toggle(key="guess.ask").value is True


def test_every_banner_is_drawn_and_can_be_refused():
    app = open_page()
    for banner in LEVERS["consent.banner"].choices:
        if app.session_state["play"].settings["consent.banner"] != banner:
            app = move(app.selectbox(key="lever.consent.banner").set_value(banner))
        if banner == "reject_second_page":
            assert "banner.mine.reject" not in {button.key for button in app.button}
            app = act(app.button(key="banner.mine.more").click())
        for box in app.checkbox:
            assert box.value is (banner == "pre_ticked")
            box.set_value(False)
        app = act(app.button(key=f"banner.mine.{'save' if app.checkbox else 'reject'}").click())
        assert say("consent_lab.mine.no") in words(app) and words(app).count("Not used:") == len(PURPOSES)
    app = act(app.button(key="banner.mine.again").click())
    assert say("consent_lab.mine.no") not in words(app) and all(box.value for box in app.checkbox)


def test_saying_nothing_counts_as_the_settings_say():
    app = act(open_page().button(key="banner.mine.quiet").click())
    assert "That counts as No." in words(app) and "Not used: Personal offers" in words(app)
    app = act(open_page(**{"consent.model": "opt_out"}).button(key="banner.mine.ignore").click())
    assert "That counts as Yes." in words(app) and " Used: Personal offers" in words(app)


def test_a_notice_asks_nobody():
    app = open_page(**{"consent.model": "notice"})
    assert "Nobody is asked, so there is nothing to guess" in words(app) and not app.slider
    app = act(app.button(key="banner.mine.note").click())
    assert "You were told, not asked." in words(app)


def test_a_choice_that_is_not_respected_is_said_plainly():
    app = act(open_page(**{"consent.honour": "false"}).button(key="banner.mine.reject").click())
    assert say("consent_lab.mine.overridden") in words(app) and "Not used:" not in words(app)


def test_the_guess_comes_first_and_each_banner_has_its_own():
    app = open_page()
    assert "Your guess first" in words(app) and "Of 100 customers" not in pictures(app)
    app.slider(key="banner.guess.opt_in/highlighted").set_value(90)
    app = act(app.button(key="guess.go").click())
    assert "Surprise" in words(app) and "You said 90." in words(app) and "Of 100 customers" in pictures(app)
    app = move(app.selectbox(key="lever.consent.banner").set_value("equal"))
    assert app.session_state["play"].settings["consent.banner"] == "equal"
    assert "Your guess first" in words(app)
    app = act(app.button(key="guess.skip").click())
    assert "You said" not in words(app) and "Of 100 customers" in pictures(app)
    app = move(app.selectbox(key="lever.consent.banner").set_value("pre_ticked"))
    app = move(app.toggle(key="guess.ask").set_value(False))
    assert "Of 100 customers" in pictures(app) and app.session_state["play"].asking is False


def test_two_banners_are_told_apart_by_group():
    app = open_page("pair", **{"consent.banner": "reject_second_page"})
    assert "With the second banner" in words(app) and "fewer agree to personal offers" in words(app)
    assert "heritage group B" in pictures(app) and "the most worried third" in pictures(app)
    (table,) = app.table
    assert len(table.value) == 1 + 2 + 3 + 2 + 3
    app = act(app.selectbox(key="consent.other").set_value("Ask first, one choice per purpose"))
    assert say("consent_lab.pair.churn") in words(app)
    assert {box.key.rsplit(".", 1)[-1] for box in app.checkbox} == set(PURPOSES)


def test_taking_it_back_shows_what_erasing_does():
    query = {"consent.withdrawal": "0.3", "consent.revision": "0.2"}
    app = open_page("later", **query)
    (table,) = app.table
    assert list(table.value.columns)[1:] == [say(f"column.{name}") for name in ("nobody", "kept", "erased")]
    assert "trained again without them" in words(app)
    metrics = {metric.label: metric.value for metric in app.metric}
    assert int(metrics["Took it all back"]) > 0 and int(metrics["Chose again"]) > 0 and metrics["No ignored"] == "0"


def test_the_other_way_is_worked_out_meanwhile_and_goes_on_after_it_was_stopped(slow_jobs):
    app = open_page("later", **{"consent.withdrawal": "0.3"})
    assert [asked.arguments[0]["consent.erasure"] for asked in slow_jobs.asked] == [False]
    app = act(app.button(key="consent.other.cancel").click())
    assert set(app.table[0].value[say("column.kept")]) == {"…"}
    assert "…" not in set(app.table[0].value[say("column.erased")])
    slow_jobs.meanwhile = [slow_jobs.work_out]
    app = act(app.button(key="consent.other.start").click())
    assert len(slow_jobs.asked) == 2
    assert "…" not in app.table[0].value.to_string()
    assert "trained again without them" in words(app)


def test_the_split_of_the_loss_can_be_stopped(slow_jobs):
    app = act(open_page("sides").button(key="loss.start").click())
    assert slow_jobs.asked == [question(consent_loss, Settings().replace(**{"population.size": 1000}))]
    app = act(app.button(key="loss.cancel").click())
    assert say("consent_lab.loss.cancelled") in words(app)
    slow_jobs.meanwhile = [lambda: slow_jobs.fail(slow_jobs.asked[1], ZeroDivisionError())]
    app = act(app.button(key="loss.start").click())
    assert say("consent_lab.loss.failed") in words(app)
    assert app.button(key="loss.start")


def test_nobody_takes_anything_back_at_first():
    app = open_page("later")
    assert say("consent_lab.later.nobody") in words(app) and len(app.table[0].value) == 2


@pytest.mark.parametrize(
    "levers", [{"consent.honour": "false"}, {"consent.signal_share": "0.4", "consent.honour_signal": "false"}]
)
def test_whose_refusal_is_ignored_is_said_plainly(levers):
    app = open_page("later", **levers)
    assert "No is ignored" in app.error[0].value
    assert "women" in pictures(app)


def test_consenters_refusers_and_everyone_are_told_apart_and_the_loss_is_split_on_demand():
    app = open_page("sides")
    (table,) = app.table
    assert list(table.value.columns)[1:] == ["Want them", "Do not (simulated)", "Everyone"]
    assert "only because we invented them" in words(app)
    app = act(app.button(key="loss.start").click())
    assert "If everybody agreed" in words(app) and "A skewed sample" in pictures(app)


def test_a_persons_receipts():
    app = open_page("crowd", **{"consent.withdrawal": "0.3"})
    assert app.button(key="person.signals").disabled and not app.button(key="person.withdrew").disabled
    app = act(app.button(key="person.withdrew").click())
    receipts, today = (table.value for table in app.table)
    assert "Yes taken back" in receipts["Answer"].tolist()
    assert today["Wanted"].tolist() == ["no"] * 4 == today["Done"].tolist()
    app = act(app.button(key="person.ignored").click())
    assert say("consent_lab.person.none.opt_in") in words(app)


@pytest.mark.parametrize("part", PARTS)
def test_experts_see_every_part_even_where_nobody_is_asked(part):
    assert say("consent_lab.lead") in words(open_page(part, expert=True, **{"consent.model": "notice"}))
