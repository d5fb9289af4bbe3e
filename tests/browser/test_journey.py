"""The journey's map in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from equipoise.ui.shared.words import say

from .conftest import at_rest
from .looks import sideways, violations

pytestmark = pytest.mark.browser

SMALL = "journey?v=2&population.size=1000&consent.banner=per_purpose"
SIZES = ({"width": 1280, "height": 720}, {"width": 375, "height": 812})


def test_the_map_fits_a_laptop_and_a_phone_and_every_step_can_be_looked_at(app: str, page: Page, own: set[str]) -> None:
    page.goto(app + SMALL)
    page.get_by_role("tab", name=say("journey.part.flow")).click()
    expect(page.locator("[role=group] img")).to_be_visible()
    for what in ("people", "data"):
        page.get_by_role("radio", name=say(f"journey.flow.what.{what}"), exact=True).click()
        for size in SIZES:
            page.set_viewport_size(size)  # type: ignore[arg-type]
            at_rest(page)
            assert sideways(page) == []
    page.get_by_role("radio", name="Share", exact=True).click()
    expect(page.get_by_text(say("journey.flow.less.share"))).to_be_visible()
    at_rest(page)
    assert violations(page) <= own
    assert page.errors == []  # type: ignore[attr-defined]
