import dataclasses
import math

import pytest

from equipoise.chain.settings import LEVERS, Settings
from equipoise.core.errors import SettingsError
from equipoise.core.levers import Lever, StageSettings, lever, levers_of, stage_name


@dataclasses.dataclass(frozen=True, kw_only=True)
class DemoSettings(StageSettings):
    size: int = lever(default=3, kind="integer", low=1, high=9)
    share: float = lever(default=0.5, kind="number", low=0.0, high=1.0)
    place: float = lever(default=0.2, kind="number", low=0.0, high=1.0, positions={"near": 0.2, "far": 0.9})
    mode: str = lever(default="a", kind="choice", choices=("a", "b"))
    parts: tuple[str, ...] = lever(default=("x",), kind="subset", choices=("x", "y", "z"))
    on: bool = lever(default=True, kind="flag")


def test_a_stage_is_named_after_its_class_and_lists_its_levers_in_order():
    assert stage_name(DemoSettings) == "demo"
    assert list(levers_of(DemoSettings)) == ["size", "share", "place", "mode", "parts", "on"]


def test_values_come_in_canonical_form():
    made = DemoSettings(share=1, parts=["z", "x"])
    assert made.share == 1.0 and isinstance(made.share, float)
    assert made.parts == ("x", "z"), "in declared order"


@pytest.mark.parametrize(
    ("levers", "message"),
    [
        ({"size": 0}, "'0': demo.size is out of bounds. Use a value from 1 to 9."),
        ({"size": True}, "'True': demo.size is a whole number. Use a value from 1 to 9."),
        ({"share": math.nan}, "'nan': demo.share is out of bounds. Use a value from 0 to 1."),
        (
            {"place": "there"},
            "'there': demo.place is a number, some of which have names. Use a value from 0 to 1, or one of: near, far.",
        ),
        ({"share": "near"}, "'near': demo.share is a number. Use a value from 0 to 1."),
        ({"mode": "c"}, "'c': demo.mode has no such choice. Use one of: a, b."),
        ({"parts": ["x", "x"]}, "'['x', 'x']': demo.parts names something twice. List every name once."),
        ({"parts": "x"}, "'x': demo.parts is a list of known names. Use any of: x, y, z."),
        ({"on": 1}, "'1': demo.on is a yes-or-no lever. Use true or false."),
    ],
)
def test_a_bad_value_is_named_with_rule_and_remedy(levers, message):
    with pytest.raises(SettingsError) as caught:
        DemoSettings(**levers)
    assert str(caught.value) == message


def test_a_named_position_stands_for_its_number():
    assert (DemoSettings(place="far").place, DemoSettings(place=0.5).place) == (0.9, 0.5)
    declared = levers_of(DemoSettings)["place"]
    assert (declared.position(0.9), declared.position(0.5)) == ("far", None)


def test_bounds_are_inclusive():
    assert (DemoSettings(size=1).size, DemoSettings(size=9).size) == (1, 9)


def test_settings_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        DemoSettings().size = 4


def is_complete(name: str, declared: Lever) -> bool:
    """Whether it permits its own default, has bounds or choices as its kind asks, and knows when it has an effect."""
    bounded, listed = declared.low is not None and declared.high is not None, bool(declared.choices)
    right_parts = (bounded, listed) == (declared.kind in ("integer", "number"), declared.kind in ("choice", "subset"))
    within = all(declared.low <= number <= declared.high for number in declared.positions.values())
    right_parts &= within and (not declared.positions or declared.kind == "number")
    knows = declared.active is None or declared.active(Settings().__getitem__) in (True, False)
    return declared.check(name, declared.default) == declared.default and right_parts and knows


def test_every_declaration_is_complete():
    assert [name for name, declared in LEVERS.items() if not is_complete(name, declared)] == []


def test_the_rule_sees_a_declaration_that_is_not():
    lacking = {"low": None}, {"choices": ("a",)}, {"active": lambda levers: "sometimes"}, {"positions": {"many": 5}}
    wrong = [dataclasses.replace(LEVERS["protect.k"], **fields) for fields in lacking]
    assert not any(is_complete("protect.k", declared) for declared in wrong)
