"""The state of a session: what is drawn anew, which address wins, and what widgets show."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from controls import control
from equipoise.chain.settings import Settings
from equipoise.ui.shared import state
from equipoise.ui.shared.moves import Play, move, pin

K10, K20 = (Settings().replace(**{"protect.k": k}) for k in (10, 20))


def regions():
    """A page of three regions that count how often they are drawn: levers, pin, and either."""
    import streamlit as st

    from equipoise.chain.settings import Settings
    from equipoise.ui.shared import moves, state

    def counted(name):
        def draw(play):
            st.session_state[name] = st.session_state.get(name, 0) + 1
            st.text(f"{name} {play.settings['protect.k']} {play.pin['protect.k']}")

        return draw

    state.open_play()
    state.region("levers", counted("levers"), lambda play: play.settings)
    state.region("pin", counted("pin"), lambda play: play.pin)
    state.region("any", counted("any"), lambda play: (play.settings, play.pin))
    st.button("move", on_click=state.change, args=(moves.move, Settings().replace(**{"protect.k": 10})))
    st.button("pin", on_click=state.change, args=(moves.pin,))
    st.button("figure", on_click=state.change, args=(moves.show, "treated_alike"))


def page(arrives=False):
    """A page that shows where the levers stand, in a widget that the state holds."""
    import streamlit as st

    from equipoise.ui.shared import moves, state

    play = state.open_play(arrived=arrives and not st.session_state.setdefault("here", False))
    st.session_state["here"] = True
    st.text(f"{play.settings['protect.k']} {play.pin['protect.k']} {play.target}")

    def moved(k):
        state.change(moves.move, play.settings.replace(**{"protect.k": k}))

    k = play.settings["protect.k"]
    st.number_input("k", value=k, min_value=2, max_value=50, **state.control("k", k, moved))
    st.button("back", on_click=state.change, args=(moves.undo,))


def opened(script=page, *, state=None, arrives=None, **address):
    app = AppTest.from_function(script, kwargs={} if arrives is None else {"arrives": arrives})
    for name, value in address.items():
        app.query_params[name.replace("__", ".")] = value
    for name, value in (state or {}).items():
        app.session_state[name] = value
    app.run()
    assert not app.exception
    return app


def drawn(app):
    return {name: app.session_state[name] for name in ("levers", "pin", "any")}


def press(app, label):
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def go_to(app, **address):
    """Let somebody else write the address: another link, or the browser's way back."""
    app.query_params.clear()
    for name, value in address.items():
        app.query_params[name.replace("__", ".")] = value
    app.run()
    return app


def query(app):
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


def test_a_change_draws_only_the_regions_that_see_a_difference():
    app = opened(regions)
    assert drawn(app) == {"levers": 1, "pin": 1, "any": 1}
    press(app, "move")
    assert [text.value for text in app.text] == ["levers 10 5", "any 10 5"]
    assert drawn(app) == {"levers": 2, "pin": 1, "any": 2}
    press(app.run(), "pin")
    assert [text.value for text in app.text] == ["pin 10 10", "any 10 10"]


def test_a_change_that_no_region_sees_asks_for_none(monkeypatch):
    app, asked = opened(regions), []
    monkeypatch.setattr(st, "rerun", asked.append)
    press(app, "figure")
    assert app.session_state["play"].figure == "treated_alike" and asked == []
    press(app, "move")
    assert asked == [["levers", "any"]]


def test_a_region_that_was_asked_for_and_not_drawn_is_asked_for_again(monkeypatch):
    """A second request that joins the first one starts with its callbacks, and what they ask for comes first."""
    sees = {"levers": lambda play: play.settings, "pin": lambda play: play.pin}
    asked = []
    monkeypatch.setattr(state.st, "session_state", {"regions": sees})
    monkeypatch.setattr(state.st, "rerun", asked.append)
    monkeypatch.setattr(state, "_publish", lambda now: None)
    state.change(move, K10)
    state.change(pin)
    assert asked == [["levers"], ["levers", "pin"]]


def test_the_address_is_the_truth_when_a_page_is_opened():
    app = opened(v="2", protect__k="10", pin="v=2&protect.k=20", target="3")
    assert app.text[0].value == "10 20 3"
    play = app.session_state["play"]
    assert (play.settings, play.pin, play.past, play.previous) == (K10, K20, (), None)


def test_an_address_that_somebody_else_wrote_is_taken_over_as_a_move():
    app = opened(v="2", protect__k="10")
    go_to(app, v="2", protect__k="20")
    assert app.text[0].value == "20 5 1"
    assert app.session_state["play"].past == (K10,)
    go_to(app)
    assert app.text[0].value == "5 5 1", "the address without levers is the typical retailer's"


def test_a_move_writes_the_address_and_is_not_undone_by_it():
    app = opened()
    control(app.number_input, "k").set_value(10).run()
    assert query(app)["protect.k"] == "10"
    app.run()
    assert app.text[0].value == "10 5 1"


def test_levers_stay_when_one_comes_from_another_page_whose_address_is_empty():
    app = opened(state={"play": move(Play(), K10), "written": "v=2&protect.k=10"}, arrives=True)
    assert app.text[0].value == "10 5 1"
    assert query(app)["protect.k"] == "10"


def test_a_link_wins_over_the_levers_when_one_comes_from_another_page():
    app = opened(state={"play": move(Play(), K10), "written": "v=2&protect.k=10"}, arrives=True, v="2", protect__k="20")
    assert app.text[0].value == "20 5 1"


def test_a_click_that_cuts_the_first_run_short_does_not_lose_the_levers():
    """The browser reports the address of before the first run, which is empty, once more."""
    app = opened(state={"play": move(Play(), K10), "written": "v=2&protect.k=10"}, arrives=True)
    go_to(app)
    assert app.text[0].value == "10 5 1"


@pytest.mark.parametrize("address", [{"protect__k": "1000"}, {"v": "1", "pin": "protect.k=x"}, {"target": "0"}])
def test_a_bad_address_is_told_and_stays_until_the_next_move(address):
    app = opened(**address)
    app.run()
    play = app.session_state["play"]
    assert play.problem and play.settings == play.pin == Settings()
    assert query(app) == {name.replace("__", "."): value for name, value in address.items()}


def test_a_move_replaces_a_bad_address():
    app = opened(protect__k="1000")
    control(app.number_input, "k").set_value(10).run()
    assert app.session_state["play"].problem == "" and query(app)["protect.k"] == "10"


def test_a_held_widget_shows_the_state_and_keeps_what_was_put_into_it():
    app = opened(v="2", protect__k="10")
    assert control(app.number_input, "k").value == 10
    control(app.number_input, "k").set_value(20).run()
    assert (control(app.number_input, "k").value, app.text[0].value) == (20, "20 5 1")
    press(app, "back")
    assert (control(app.number_input, "k").value, app.text[0].value) == (10, "10 5 1")


class Browser:
    """What a browser has been told of one control, and what it reports; ``moves`` are those that counted."""

    def __init__(self, monkeypatch):
        self.state, self.moves, self.told = {}, [], {}
        monkeypatch.setattr(state.st, "session_state", self.state)

    def draw(self, value):
        told = state.control("k", value, self.moves.append)
        self.state.setdefault(told["key"], value)
        self.told[told["key"]] = told
        return told["key"]

    def report(self, key, value):
        self.state[key] = value
        self.told[key]["on_change"](*self.told[key]["args"])


def test_what_a_control_was_told_is_no_move(monkeypatch):
    browser = Browser(monkeypatch)
    browser.report(browser.draw(5), 5)
    assert browser.moves == []
    browser.report("k", 10)
    assert browser.moves == [10] and browser.draw(10) == "k"
    browser.report("k", 10)
    assert browser.moves == [10]


def test_back_and_forth_are_two_moves_even_before_the_first_is_drawn(monkeypatch):
    browser = Browser(monkeypatch)
    browser.draw(5)
    browser.report("k", 10)
    browser.report("k", 5)
    assert browser.moves == [10, 5] and browser.draw(5) == "k"


def test_a_control_that_something_else_moved_is_a_new_one_and_only_moves_of_the_old_one_count(monkeypatch):
    browser = Browser(monkeypatch)
    old, new = browser.draw(5), browser.draw(10)
    assert (old, new) == ("k", "k#1")
    browser.report(old, 5)
    assert browser.moves == [], "the browser has not heard of the new one yet"
    browser.report(old, 7)
    assert browser.moves == [7]
    browser.report(new, 5)
    assert browser.moves == [7, 5]


def test_a_control_goes_back_where_its_move_is_not_taken(monkeypatch):
    browser = Browser(monkeypatch)
    browser.draw(5)
    browser.report("k", 10)
    assert browser.draw(5) == "k" and browser.state["k"] == 5


def test_several_at_once_are_one_choice_in_any_order(monkeypatch):
    browser = Browser(monkeypatch)
    browser.report(browser.draw(["a", "b"]), ["b", "a"])
    assert browser.moves == []
    browser.report("k", ["a"])
    assert browser.moves == [["a"]] and browser.draw(["a"]) == "k"


def test_taking_levers_moves_there_and_sets_the_pin():
    def script():
        from equipoise.chain.settings import Settings
        from equipoise.ui.shared import state

        ten, twenty = (Settings().replace(**{"protect.k": k}) for k in (10, 20))
        state.take(ten, pin=twenty)

    play = opened(script).session_state["play"]
    assert (play.settings, play.pin, play.past) == (K10, K20, (Settings(),))


def example():
    """A page that opens on an example."""
    import streamlit as st

    from equipoise.chain.settings import Settings
    from equipoise.ui.shared import moves, state

    now = state.open_play(example={"protect.k": 25})
    st.text(f"{now.settings['protect.k']} {state.shows_example()} {state.kept().settings['protect.k']}")
    st.button(
        "move",
        on_click=state.change,
        args=(lambda play: moves.move(play, play.settings.replace(**{"measure.protected": "heritage"})),),
    )
    st.button("aim", on_click=state.change, args=(moves.aim, 7))
    st.button("own", on_click=state.prefer_own, args=(True,))
    st.text(Settings().to_query())


def test_a_page_opens_on_its_example_which_neither_the_address_nor_another_page_knows():
    app = AppTest.from_function(example).run()
    assert app.text[0].value == "25 True 5"
    assert "protect.k" not in app.query_params
    app.button[1].click().run()  # moves no lever
    assert app.text[0].value == "25 True 5"
    app.button[2].click().run()
    assert app.text[0].value == "5 False 5"


def test_who_moves_a_lever_of_an_example_takes_it_over():
    app = AppTest.from_function(example).run()
    app.button[0].click().run()
    assert app.text[0].value == "25 False 25"
    assert app.query_params["protect.k"] in ("25", ["25"])


def test_whose_link_holds_levers_sees_those():
    app = AppTest.from_function(example)
    app.query_params["protect.k"] = "10"
    assert app.run().text[0].value == "10 False 10"
