import pytest
from streamlit.testing.v1 import AppTest

from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import Settings
from equipoise.story.wording import value_in_words
from equipoise.texts.catalogue import texts
from equipoise.ui.shared import compare, compute
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import say
from ui_fakes import outcome

CAREFUL = scenarios()["careful"]
K10 = Settings().replace(**{"protect.k": 10})


def script(play):
    from equipoise.ui.shared import compare

    compare._body(play)


@pytest.fixture
def opened(monkeypatch):
    """The dialog of a play. Right offers in 100: 33 at the careful retailer, 38 at k = 10, otherwise 41."""
    right = {CAREFUL.settings: 0.33, K10: 0.38}
    monkeypatch.setattr(compute, "outcome", lambda settings: outcome(settings, right=right.get(settings, 0.41)))
    return lambda play: AppTest.from_function(script, args=(play,)).run()


def titles(app):
    return [app.selectbox(key=f"compare.{side}").value for side in ("left", "right")]


def right_offers(app):
    return [metric.value for metric in app.metric if metric.label == "Right offer"]


def test_the_pin_stands_left_and_the_present_state_right(opened):
    app = opened(Play(settings=K10))
    assert titles(app) == [say("compare.pin"), say("compare.now")]
    assert right_offers(app) == ["41 in 100", "38 in 100"]


def test_a_present_state_that_is_the_pin_makes_room_for_a_scenario(opened):
    app = opened(Play())
    left, right = titles(app)
    assert left == say("compare.pin") and compare.sides(Play())[right] != Settings()


def test_any_scenario_can_be_put_on_either_side(opened):
    app = opened(Play(settings=K10))
    app.selectbox(key="compare.left").select(CAREFUL.title).run()
    assert not app.exception
    assert right_offers(app) == ["33 in 100", "38 in 100"]
    (table,) = (table.value for table in app.table)
    assert table.columns.tolist() == [say("column.lever"), CAREFUL.title, say("compare.now")]
    assert table.to_numpy().tolist() == [
        [texts().label(name), value_in_words(name, left), value_in_words(name, right)]
        for name, (left, right) in CAREFUL.settings.changes(K10).items()
    ]


def test_equal_sides_say_that_nothing_differs(opened):
    app = opened(Play(settings=K10))
    app.selectbox(key="compare.right").select(say("compare.pin")).run()
    assert len(app.table) == 0
    assert say("compare.same") in [caption.value for caption in app.caption]


def test_state_pin_and_every_scenario_can_be_compared():
    sides = compare.sides(Play(settings=K10))
    assert list(sides.values())[:2] == [K10, Settings()]
    assert list(sides)[2:] == [scenario.title for scenario in scenarios().values()]
