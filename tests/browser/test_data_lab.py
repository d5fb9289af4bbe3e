"""The Data lab in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import go_to_lab
from .looks import CARDS, sideways, violations

pytestmark = pytest.mark.browser

SMALL = "?v=2&population.size=600&minimise.sources=purchases&pin=v%3D2%26population.size%3D600"
CHART = re.compile("people identified of 100")


def open_lab(page: Page, app: str) -> None:
    page.goto(app + SMALL)
    expect(page.locator(CARDS)).to_have_count(4, timeout=120_000)
    go_to_lab(page, "Data lab")
    expect(page.get_by_text("Collect this, not that.")).to_be_visible(timeout=60_000)


def test_guess_by_keyboard_and_see_what_every_source_is_worth_on_a_phone_too(app: str, page: Page) -> None:
    open_lab(page, app)
    page.get_by_role("radio", name="Account details").focus()
    page.keyboard.press("Space")
    start = page.get_by_role("button", name=re.compile("Work it out"))
    start.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("You would stop collecting")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("img", name=CHART)).to_be_visible()
    expect(page.locator("[data-testid=stTable] tbody tr")).to_have_count(3)
    assert violations(page) == set()
    page.get_by_role("tab", name="Field by field").click()
    page.get_by_role("button", name=re.compile("Leave out each field")).click()
    expect(page.locator("[data-testid=stTable] tbody tr")).to_have_count(6, timeout=120_000)
    page.set_viewport_size({"width": 375, "height": 812})
    assert sideways(page) == []
    page.get_by_role("tab").first.click()
    expect(page.get_by_role("img", name=CHART)).to_be_visible()
    assert sideways(page) == []
    assert page.errors == []  # type: ignore[attr-defined]
