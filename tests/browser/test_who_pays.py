"""Who pays for privacy, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .looks import sideways, violations

pytestmark = pytest.mark.browser

SMALL = "protection_lab?v=2&population.size=1000&pin=v%3D2%26population.size%3D1000"


def test_it_is_one_click_away_and_fits_a_phone(app: str, page: Page) -> None:
    page.goto(app + SMALL)
    page.get_by_role("tab", name="Who pays for it").click(timeout=120_000)
    chart = page.get_by_role("img", name="Change in right offers, of 100, at the strongest step.")
    expect(chart).to_be_visible(timeout=60_000)
    page.get_by_role("radio", name="More people opt out").click()
    expect(chart.get_by_text("75 in 100").first).to_be_visible(timeout=60_000)
    assert violations(page) == set()
    page.set_viewport_size({"width": 375, "height": 812})
    assert sideways(page) == []
    assert page.errors == []  # type: ignore[attr-defined]
