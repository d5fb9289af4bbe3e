"""Whom the server counts as gone, and what it computes in idle time."""

from equipoise.chain.pipeline import simulate
from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import Settings
from equipoise.server import working
from equipoise.ui.shared import warming
from equipoise.ui.shared.bundles import STOLEN


class Waiting:
    """A service for which two visitors wait."""

    def __init__(self):
        self.left = []

    def visitors(self):
        return frozenset({"here", "gone", ""}) - set(self.left)

    def leave(self, visitor):
        self.left.append(visitor)


def test_a_visitor_is_left_only_after_being_missed_several_times(monkeypatch):
    monkeypatch.setattr(working, "_is_there", lambda visitor: visitor == "here")
    service, missed = Waiting(), {}
    for look in range(1, working._LOOKS):
        missed = working.absent(service, missed)
        assert (missed, service.left) == ({"gone": look}, [])
    assert working.absent(service, missed) == {} and service.left == ["gone"]


def test_a_visitor_who_comes_back_is_counted_anew(monkeypatch):
    there = {"here"}
    monkeypatch.setattr(working, "_is_there", there.__contains__)
    service = Waiting()
    missed = working.absent(service, working.absent(service, {}))
    there.add("gone")
    missed = working.absent(service, missed)
    there.discard("gone")
    assert working.absent(service, missed) == {"gone": 1} and service.left == []


def test_what_is_asked_first_is_computed_in_idle_time():
    asked = list(warming.questions())
    settings = {one.arguments[0] for one in asked if one.function is simulate}
    assert {one.kind for one in asked} == {"warm"}
    first = [one.arguments[0] for one in asked[: len(STOLEN)]]  # what the first page shows
    assert first == [Settings().replace(**levers) for levers in STOLEN.values()] and asked[len(STOLEN)].arguments == (
        Settings(),
    )
    assert {scenario.settings for scenario in scenarios().values()} <= settings
    toggled = Settings().replace(
        **{"consent.model": "notice", "protect.identifiers": "keep", "protect.technique": "none"}
    )
    assert toggled in settings and len(settings) >= 36
