"""The page as the messages describe it, and the figures, on cases small enough to check by hand."""

from __future__ import annotations

import random
import socket
from pathlib import Path

import pytest
from streamlit.proto.ButtonGroup_pb2 import ButtonGroup
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from load import widgets
from load.figures import Click, Sample, growth, sum_up
from load.page import Page
from load.scenarios import SCENARIOS, Aim
from load.server import serve


def begin(run, *fragments):
    message = ForwardMsg()
    message.metadata.run.script_run_id = run
    message.metadata.run.fragment_ids.extend(fragments)
    message.new_session.page_script_hash = "page"
    return message


def draw(path, fragment="", **element):
    message = ForwardMsg()
    message.metadata.delta_path.extend(path)
    message.delta.fragment_id = fragment
    for kind, fields in element.items():
        body = getattr(message.delta.new_element, kind)
        body.SetInParent()
        for name, value in fields.items():
            setattr(body, name, value)
    return message


def group(key="toggle", options=("a", "b", "c"), default=0, mode=ButtonGroup.SINGLE_SELECT):
    message = draw((0, 0), button_group={"id": f"$$ID-12ab-{key}", "click_mode": mode})
    body = message.delta.new_element.button_group
    for option in options:
        body.options.add(content=option)
    body.default.append(default)
    return message


def end(status=ForwardMsg.FINISHED_SUCCESSFULLY):
    return ForwardMsg(script_finished=status)


def page(*messages):
    taken = Page()
    for message in messages:
        taken.take(message)
    return taken


def test_a_run_that_gives_way_to_another_is_not_the_end():
    taken = page(begin("1"))
    assert not taken.take(end(ForwardMsg.FINISHED_EARLY_FOR_RERUN))
    assert taken.take(end(ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY))


def test_what_a_run_does_not_draw_again_leaves_at_its_end():
    taken = page(begin("1"), draw((0, 0), html={"body": "x"}), draw((0, 1), progress={"value": 3}), end())
    assert taken.waiting()
    taken.take(begin("2"))
    taken.take(draw((0, 0), html={"body": "y"}))
    assert taken.waiting()
    taken.take(end())
    assert not taken.waiting() and [node.body.body for node in taken.nodes()] == ["y"]


def test_a_fragment_leaves_alone_what_others_have_drawn():
    drawn = (
        draw((0, 0), "one", html={"body": "x"}),
        draw((0, 1), "two", html={"body": "y"}),
        draw((0, 2), html={"body": "z"}),
    )
    taken = page(begin("1"), *drawn, end(), begin("2", "one"), end(ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY))
    assert [node.body.body for node in taken.nodes()] == ["y", "z"]


def test_a_large_element_may_be_named_by_its_hash():
    large = draw((0, 0), "one", html={"body": "long"})
    large.metadata.cacheable, large.hash = True, "h"
    named = ForwardMsg(ref_hash="h")
    named.metadata.delta_path.extend((0, 0))
    taken = page(begin("1"), large, end())
    assert taken.kept() == ["h"]
    taken.forget_drawn()
    taken.take(begin("2", "one"))
    taken.take(named)
    taken.take(end())
    assert [(node.body.body, node.fragment) for node in taken.nodes()] == [("long", "one")] and taken.drawn == {"html"}


def test_widgets_are_found_by_key_whatever_number_a_control_has_appended():
    taken = page(begin("1"), group("toggle.bias#3"))
    assert widgets.shown(taken.widget("toggle.bias")) == ["a"]
    with pytest.raises(LookupError, match=r"toggle\.bias"):
        taken.widget("toggle.consent")


def test_errors_are_seen():
    alert = draw((0, 0), alert={"body": "Bad k.", "format": 1})
    assert page(begin("1"), alert).error() == "error: Bad k."
    assert page(begin("1"), draw((0, 0), alert={"body": "Note.", "format": 2})).error() == ""
    assert "Broken" in page(begin("1"), draw((0, 0), exception={"type": "Broken", "message": "x"})).error()


def test_another_value_differs_and_is_permitted():
    chance = random.Random(0)
    single = page(group()).widget("toggle")
    assert {widgets.another(single, ["a"], chance)[0] for _ in range(20)} == {"b", "c"}
    many = page(group(mode=ButtonGroup.MULTI_SELECT)).widget("toggle")
    chosen = [widgets.another(many, ["a"], chance) for _ in range(30)]
    assert ["a", "b"] in chosen and all(chosen)
    slider = draw((0, 0), slider={"id": "$$ID-1-s", "min": 0.5, "max": 2.0, "step": 0.5})
    moved = {widgets.another(page(slider).widget("s"), [1.0], chance)[0] for _ in range(40)}
    assert moved == {0.5, 1.5, 2.0}


def test_what_is_reported_of_a_widget():
    assert list(widgets.state(page(group()).widget("toggle"), ["b"]).string_array_value.data) == ["b"]
    button = draw((0, 0), button={"id": "$$ID-1-go"})
    assert widgets.state(page(button).widget("go"), True).trigger_value


def test_figures_count_what_began_while_it_was_measured():
    clicks = [
        Click(started=5, seconds=9.0),
        Click(started=10, seconds=1.0),
        Click(started=12, seconds=3.0),
        Click(started=13, seconds=90.0, problem="no answer within 90 s"),
        Click(started=19, seconds=2.0),
        Click(started=12, seconds=50.0, kind="other"),
        Click(started=1, seconds=7.0, kind="opening"),
    ]
    run = sum_up(clicks, [Sample(0, 5, 1.0), Sample(12, 6, 3.0), Sample(15, 9, 7.5)], begin=10, end=20)
    assert (run.clicks, run.p50, run.mean, run.unanswered) == (4, 2.0, 2.0, 0.25)
    assert run.throughput == pytest.approx(0.3), "those that ended from 10 to 20: at 14, 11 and 15"
    assert (run.opening, run.memory, run.cores) == (7.0, 9, 1.5)
    assert run.reasons == {"no answer within 90 s": 1}


def test_growth_is_that_of_a_fitted_line():
    assert growth([Sample(0, 100), Sample(1, 110), Sample(2, 120)]) == pytest.approx(0.2)
    assert growth([Sample(0, 100), Sample(1, 130), Sample(2, 100)]) == pytest.approx(0.0)


def test_an_aim_may_be_relative_to_another_run():
    one = sum_up([Click(started=0, seconds=0.5)], [], begin=0, end=1)
    two = sum_up([Click(started=0, seconds=0.5)] * 2, [], begin=0, end=1)
    aim = Aim(figure="throughput", relation=">", bound=1.6, of="one")
    assert aim.met("two", {"one": one, "two": two}) is True
    assert aim.met("two", {"one": two, "two": two}) is False
    assert aim.met("two", {"two": two}) is None


def test_a_scenario_stands_behind_the_one_it_is_compared_with():
    names = list(SCENARIOS)
    assert all(
        names.index(aim.of) < names.index(name)
        for name, scenario in SCENARIOS.items()
        for aim in scenario.aims
        if aim.of
    )


def test_a_taken_port_is_refused():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(RuntimeError, match=f"Port {port} is taken"), serve(Path(), port):
            pass
