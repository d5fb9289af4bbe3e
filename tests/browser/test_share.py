"""The lab Share in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import go_to_lab
from .looks import CARDS, sideways, violations

pytestmark = pytest.mark.browser

SMALL = "?v=2&population.size=1500&partners.minimum=5&pin=v%3D2%26population.size%3D1500"


def test_share_ask_and_check_on_a_phone_too(app: str, page: Page) -> None:
    page.goto(app + SMALL)
    expect(page.locator(CARDS)).to_have_count(4, timeout=120_000)
    go_to_lab(page, "Share")
    expect(page.get_by_text("A partner would like some")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("The partner finds the row of")).to_be_visible(timeout=60_000)
    assert violations(page) == set()
    page.get_by_role("tab", name="The clean room").click()
    page.get_by_role("button", name=re.compile("Put the tables")).click()
    ask = page.get_by_role("button", name=re.compile("Ask for the count"))
    ask.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-testid=stTable] tbody tr")).to_have_count(1, timeout=60_000)
    expect(page.get_by_role("img", name=re.compile("No noise"))).to_be_visible(timeout=60_000)
    assert violations(page) == set()
    page.set_viewport_size({"width": 375, "height": 812})
    assert sideways(page) == []
    page.get_by_role("tab", name="Six companies").click()
    page.get_by_role("button", name=re.compile("Fill in the rest")).click()
    expect(page.get_by_text("On paper this company may have data.")).to_be_visible(timeout=60_000)
    assert sideways(page) == []
    assert violations(page) == set()
    assert page.errors == []  # type: ignore[attr-defined]
