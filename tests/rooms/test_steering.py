import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.core.errors import DataError
from equipoise.rooms.steering import COMMANDS, present, steered
from equipoise.rooms.step import RoomState, Step

STEPS = (
    Step(key="a", kind="word", title="A", text="a"),
    Step(key="b", kind="word", title="B", text="b", rounds=2),
    Step(key="c", kind="say", title="C", text="c", asks=False),
)


def after(*commands, state=None):
    state = state or RoomState()
    for number, command in enumerate(commands):
        state = steered(state, STEPS, command, 100.0 + number)
    return state


def place(state):
    """The step that is shown, its phase and its round."""
    step = present(state, STEPS)
    return "lobby" if step is None else (step.key, state.phases[step.key], state.rounds.get(step.key, 0))


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        ("", "lobby"),
        ("next", ("a", "open", 0)),
        ("next next", ("a", "revealed", 0)),
        ("next next next", ("b", "open", 0)),
        ("next next next next", ("b", "open", 1)),
        ("next next next close next", ("b", "open", 1)),
        ("next next next next next", ("b", "revealed", 1)),
        ("next next next reveal next", ("c", "revealed", 0)),
        ("next close", ("a", "closed", 0)),
        ("next close next", ("a", "revealed", 0)),
        ("next close reopen", ("a", "open", 0)),
        ("next reveal reopen", ("a", "open", 0)),
        ("next next next back", ("a", "revealed", 0)),
        ("next next next next close back next", ("b", "closed", 1)),
        ("next back", "lobby"),
        ("back", "lobby"),
        ("close", "lobby"),
        ("next next next reveal next close reopen", ("c", "revealed", 0)),
    ],
)
def test_where_commands_lead(commands, expected):
    assert place(after(*commands.split())) == expected


def test_behind_the_last_step_the_workshop_ends_and_an_end_is_taken_back():
    ended = after("next", "reveal", "next", "reveal", "next", "next")
    assert ended.ended and place(ended) == ("c", "revealed", 0)
    assert after("next", "close", "reveal", "reopen", state=ended) is ended
    back = after("back", state=ended)
    assert not back.ended and place(back) == ("c", "revealed", 0)
    assert after("next", "end").ended


def test_the_timer_runs_from_the_opening_of_a_step_a_round_or_anew():
    assert after("next").since == 100.0
    assert after("next", "close").since == 100.0
    assert after("next", "again").since == 101.0
    assert after("next", "reveal", "next", "next").since == 103.0


def test_texts_are_hidden_and_shown():
    hidden = after("hide:7", "hide:9", "show:7")
    assert hidden.hidden == {9} and hidden.version == 3
    assert after("hide:9", "show:1", state=hidden) is hidden


@pytest.mark.parametrize("command", ["", "dance", "hide", "hide:", "hide:x", "hide:-1", "hide:²", "next:1", "show:1:2"])
def test_other_commands_are_refused(command):
    with pytest.raises(DataError, match="no such command"):
        steered(RoomState(), STEPS, command, 0.0)


@given(st.lists(st.sampled_from([*COMMANDS, "hide:1", "show:1"]), max_size=30))
def test_every_change_raises_the_version_by_one(commands):
    state = RoomState()
    for number, command in enumerate(commands):
        changed = steered(state, STEPS, command, float(number))
        assert changed is state or changed.version == state.version + 1
        assert -1 <= changed.position < len(STEPS)
        step = present(changed, STEPS)
        assert step is None or (changed.phases[step.key] == "revealed") >= (not step.asks)
        assert all(0 <= number < 2 for number in changed.rounds.values())
        state = changed
