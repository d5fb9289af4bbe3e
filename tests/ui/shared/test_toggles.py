from alone import shown
from equipoise.chain.settings import Settings
from equipoise.ui.shared.bundles import TOGGLES
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import say


def script():
    from equipoise.ui.shared import state, toggles

    toggles.show(state.open_play())


def opened(play=None):
    return shown(script, play or Play(asking=False))


def turn(app, toggle, position):
    app.segmented_control(key=f"toggle.{toggle}").set_value(position).run()
    assert not app.exception
    return app.run()


def stands(app):
    return {toggle: app.segmented_control(key=f"toggle.{toggle}").value for toggle in TOGGLES}


def helps(app):
    return [caption.value for caption in app.caption]


def test_every_position_moves_its_levers_and_says_what_it_means():
    app = opened()
    for toggle, positions in TOGGLES.items():
        for position, levers in positions.items():
            turn(app, toggle, position)
            settings = app.session_state["play"].settings
            assert {name: settings[name] for name in levers} == levers
            assert stands(app)[toggle] == position and say(f"toggle.{toggle}.{position}.help") in helps(app)


def test_an_own_mix_stands_nowhere_and_says_where_its_details_are():
    app = opened(Play(settings=Settings().replace(**{"protect.k": 7})))
    assert stands(app) == {"consent": "nudged", "anonymisation": None, "bias": "fair_past"}
    assert helps(app)[1] == say("toggle.custom")


def test_choosing_the_chosen_position_again_changes_nothing():
    app = turn(opened(), "consent", None)
    assert app.session_state["play"] == Play(asking=False)
    assert stands(app)["consent"] == "nudged"


def test_an_open_question_shows_the_wanted_position_before_its_effect():
    app = turn(opened(Play()), "anonymisation", "none")
    play = app.session_state["play"]
    assert play.open_guess and play.settings == Settings()
    assert stands(app)["anonymisation"] == "none" and say("toggle.anonymisation.none.help") in helps(app)


def test_the_switch_shows_and_sets_whether_questions_are_asked():
    app = opened()
    assert app.toggle(key="guess.ask").value is False
    app.toggle(key="guess.ask").set_value(True).run()
    assert app.session_state["play"].asking is True
