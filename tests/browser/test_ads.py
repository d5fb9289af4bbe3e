"""The part on ads of the lab Deliver in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .conftest import go_to_lab
from .looks import CARDS, sideways, violations

pytestmark = pytest.mark.browser

SMALL = "?v=2&population.size=1500&pin=v%3D2%26population.size%3D1500"


def test_one_page_slowly_and_all_pages_side_by_side_on_a_phone_too(app: str, page: Page) -> None:
    page.goto(app + SMALL)
    expect(page.locator(CARDS)).to_have_count(4, timeout=120_000)
    go_to_lab(page, "Deliver")
    page.get_by_role("tab", name="Ads").click()
    expect(page.get_by_text("All of them keep it")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Euros earned back for each euro spent")).to_be_visible(timeout=60_000)
    assert violations(page) == set()
    page.get_by_text("Respect a No to ads that follow").click()
    expect(page.get_by_text("100 in 100").first).to_be_visible(timeout=60_000)
    page.get_by_text("Compare all ways").click()
    expect(page.get_by_text("The same, by how long a firm keeps them")).to_be_visible(timeout=60_000)
    assert violations(page) == set()
    page.set_viewport_size({"width": 375, "height": 812})
    assert sideways(page) == []
    assert violations(page) == set()
    assert page.errors == []  # type: ignore[attr-defined]
