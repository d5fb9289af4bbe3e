"""The games of rooms as they stand on a phone and on the projector; what the engine says was made by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from rooms.activities.games import ATTACKER, AUDIT_GAME, GUESS_WHO, POLICY
from rooms.activities.test_safeguard import SPEC as SAFEGUARD
from server.room.test_games import opened, port, rooms  # noqa: F401  # fixtures

from .looks import sideways, violations
from .test_rooms import LOW, SOON

pytestmark = pytest.mark.browser

GAMES = {
    "policy": POLICY,
    "attacker": ATTACKER | {"clues": 3},
    "guess_who": GUESS_WHO,
    "audit_game": AUDIT_GAME,
    "safeguard": SAFEGUARD,
}


@pytest.fixture
def pages(browser: Browser) -> Iterator[list[Page]]:
    """A projector of 1280 by 720 pixels and two phones; the second one is dark."""
    contexts = [
        browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce"),
        browser.new_context(viewport={"width": 375, "height": 667}, reduced_motion="reduce"),
        browser.new_context(viewport={"width": 375, "height": 667}, reduced_motion="reduce", color_scheme="dark"),
    ]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def look(projector: Page, *phones: Page) -> None:
    """Look at all as axe does, at phones also as narrow as they come, and for targets that a thumb misses."""
    assert violations(projector) == set() and sideways(projector) == []
    for phone in phones:
        assert violations(phone) == set()
        for width in (320, 375):
            phone.set_viewport_size({"width": width, "height": 667})
            assert sideways(phone) == [] and phone.evaluate(LOW) == []


@pytest.mark.parametrize("kind", GAMES)
def test_a_game_fits_and_nothing_is_hard_to_make_out(kind, rooms, port, pages):  # noqa: F811
    room = opened(rooms, kind, GAMES[kind])
    projector, *phones = pages
    projector.goto(f"http://127.0.0.1:{port}/room/{room.code}/projector#{rooms.link(room.id, 'projector')}")
    for phone in phones:
        phone.goto(f"http://127.0.0.1:{port}/room/{room.code}")
        phone.get_by_role("button", name="Join the room").click()
    for page in pages:
        expect(page.get_by_role("heading", name=room.steps[0].text)).to_be_visible(timeout=SOON)
    look(projector, *phones)
    while rooms.state(room.id).phases.get("game." + kind) != "revealed":
        rooms.steer(room.id, "next", version=rooms.state(room.id).version)
    expect(projector.locator(".picture").first).to_be_visible(timeout=SOON)
    look(projector, *phones)
