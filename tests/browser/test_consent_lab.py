"""The Consent lab in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import at_rest
from .looks import sideways, violations

pytestmark = pytest.mark.browser

SMALL = "consent_lab?v=2&population.size=1000"
PARTS = {
    "Everybody answers": "What Larkspur does today",
    "Two banners": "The banner above",
    "Changing minds": "stand out by",
    "Yes and No apart": "Value and fairness",
}
"""Every part, with words that show when it is drawn."""


def open_lab(page: Page, app: str, query: str = "") -> None:
    """Open the lab from a link, in a small world."""
    page.goto(app + SMALL + query)
    expect(page.get_by_text("Your guess first.")).to_be_visible(timeout=60_000)


def test_meet_the_banner_guess_and_see_everybody_meet_it(app: str, page: Page) -> None:
    open_lab(page, app, "&consent.banner=reject_second_page")
    expect(page.get_by_role("button", name="Reject all")).to_have_count(0)
    page.get_by_role("button", name="More options").click()
    page.get_by_role("button", name="Reject all").click()
    expect(page.get_by_text("You said No to everything.")).to_be_visible()
    page.get_by_role("button", name="Show me").click()
    expect(page.get_by_role("img", name=re.compile("Of 100 customers: 8"))).to_be_visible()
    page.get_by_role("combobox", name="Design of the banner").click()
    page.get_by_role("option", name="Equal buttons").click()
    expect(page.get_by_text("You said No to everything.")).to_be_hidden()
    expect(page.get_by_text("Your guess first.")).to_be_visible()
    expect(page).to_have_url(re.compile("consent.banner=equal"))
    assert page.errors == []  # type: ignore[attr-defined]


def test_take_the_loss_apart_by_keyboard_alone(app: str, page: Page) -> None:
    open_lab(page, app)
    at_rest(page)
    page.get_by_role("tab", name="Everybody answers").focus()
    for name in ("Two banners", "Changing minds", "Yes and No apart"):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("tab", name=name)).to_be_focused()
        at_rest(page)  # every tab on the way is opened, and one opened late would take the next one's place
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
    start = page.get_by_role("button", name="Take it apart")
    expect(start).to_be_visible()
    at_rest(page)
    start.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("If everybody agreed")).to_be_visible(timeout=120_000)
    at_rest(page)
    expect(page.get_by_role("img", name=re.compile("A skewed sample"))).to_be_visible()
    assert page.errors == []  # type: ignore[attr-defined]


def test_every_part_can_be_read_by_a_machine_and_on_a_phone(app: str, page: Page) -> None:
    open_lab(page, app, "&consent.withdrawal=0.3&consent.signal_share=0.3&consent.honour_signal=false")
    page.get_by_role("button", name="Skip the guess").click()
    for part, sign in PARTS.items():
        page.set_viewport_size({"width": 1280, "height": 720})
        page.get_by_role("tab", name=part).click()
        expect(page.get_by_text(sign).first).to_be_visible()
        at_rest(page)
        assert violations(page) == set(), part
        page.set_viewport_size({"width": 375, "height": 812})
        assert sideways(page) == [], part
