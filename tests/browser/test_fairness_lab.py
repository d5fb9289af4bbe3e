"""The Fairness lab in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import at_rest
from .looks import sideways, violations

pytestmark = pytest.mark.browser

SMALL = "fairness_lab?v=2&population.size=1000"
STRIPS = re.compile("people drawn. From score")
PARTS = {
    "Thresholds": "If thresholds are set for one sense",
    "Leave it out": "the second model still tells",
    "Remedies": "every group before and after",
    "Delivery": "The dearer women are",
}
"""Every part of the lab, and what it says when it is worked out."""


def open_lab(page: Page, app: str, query: str = "") -> None:
    """Open the lab from a link, in a small world."""
    page.goto(app + SMALL + query)
    expect(page.get_by_role("img", name=STRIPS)).to_have_count(2, timeout=60_000)
    at_rest(page)  # what cannot hold together is worked out below the sliders


def threshold(page: Page, group: str) -> Locator:
    """The slider of a group; while a page is drawn anew, the old one may still stand beside it."""
    return page.locator(f"input[aria-label='Personal offer from this score on: {group}']").last


def test_a_threshold_moves_by_keyboard_and_the_other_one_makes_room(app: str, page: Page) -> None:
    open_lab(page, app)
    before = float(threshold(page, "men").input_value())
    drawn = page.get_by_role("img", name=re.compile("^men:"))
    told = drawn.get_attribute("aria-label") or ""
    threshold(page, "women").focus()
    for _ in range(4):
        page.keyboard.press("PageUp")
    expect(threshold(page, "men")).not_to_have_value(f"{before:g}")
    assert float(threshold(page, "men").input_value()) < before
    expect(drawn).not_to_have_attribute("aria-label", told)
    page.wait_for_timeout(500)  # a slider reports a moment after the last key
    at_rest(page)
    page.get_by_role("button", name="Set the thresholds for").click()
    page.get_by_role("button", name="What the company does").click()
    expect(threshold(page, "men")).to_have_value(f"{before:g}")
    page.set_viewport_size({"width": 375, "height": 812})
    assert sideways(page) == []
    assert page.errors == []  # type: ignore[attr-defined]


def test_every_part_opens_by_keyboard_alone_and_nothing_in_it_is_hard_to_reach(app: str, page: Page) -> None:
    open_lab(page, app, "&history.label_bias=0.8&deliver.price_gap=1.0")
    for part, text in PARTS.items():
        tab = page.get_by_role("tab", name=part)
        tab.focus()
        page.keyboard.press("Enter")
        expect(tab).to_have_attribute("aria-selected", "true")
        expect(page.get_by_text(text).first).to_be_visible(timeout=60_000)
        assert violations(page) == set()
    assert page.errors == []  # type: ignore[attr-defined]
