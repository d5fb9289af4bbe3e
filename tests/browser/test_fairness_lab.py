"""The Fairness lab in a real browser."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .test_playground import SERIOUS

pytestmark = pytest.mark.browser

SMALL = "fairness_lab?v=1&population.size=1000"
STRIPS = re.compile("people drawn. From score")
PARTS = ("Thresholds", "Not all at once", "Leave it out", "Remedies", "Delivery")


def open_lab(page: Page, app: str, query: str = "") -> None:
    """Open the lab from a link, in a small world."""
    page.goto(app + SMALL + query)
    expect(page.get_by_role("img", name=STRIPS)).to_have_count(2, timeout=60_000)


def test_a_threshold_moves_by_keyboard_and_the_other_one_makes_room(app: str, page: Page) -> None:
    open_lab(page, app)
    label = "Personal offer from this score on: "
    women, men = (page.get_by_role("slider", name=label + who, exact=True) for who in ("women", "men"))
    before = float(men.get_attribute("aria-valuenow") or 0)
    men_before = page.get_by_role("img", name=re.compile("^men:")).get_attribute("aria-label")
    women.focus()
    for _ in range(6):
        page.keyboard.press("PageUp")
    expect(men).not_to_have_attribute("aria-valuenow", f"{before:g}")
    assert float(men.get_attribute("aria-valuenow") or 0) < before
    expect(page.get_by_role("img", name=re.compile("^men:"))).not_to_have_attribute("aria-label", men_before or "")
    page.get_by_role("button", name="What the company does").click()
    expect(men).to_have_attribute("aria-valuenow", f"{before:g}")
    assert page.errors == []  # type: ignore[attr-defined]


def test_every_part_opens_by_keyboard_alone_and_shows_what_was_worked_out(app: str, page: Page) -> None:
    open_lab(page, app, "&history.label_bias=0.8&deliver.price_gap=1.0")
    page.get_by_role("tab", name=PARTS[0]).focus()
    shown = (
        "If thresholds are set for one sense", "the second model still tells",
        "every group before and after", "The dearer women are",
    )  # fmt: skip
    for part, text in zip(PARTS[1:], shown, strict=True):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(page.get_by_role("tab", name=part)).to_have_attribute("aria-selected", "true")
        expect(page.get_by_text(text).first).to_be_visible(timeout=60_000)
    assert page.errors == []  # type: ignore[attr-defined]


def test_on_a_phone_nothing_scrolls_sideways(app: str, page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    open_lab(page, app)
    wide = "[...document.querySelectorAll('[data-testid=stMain]')].some(node => node.scrollWidth > node.clientWidth)"
    assert not page.evaluate(wide)


def test_nothing_serious_for_people_who_cannot_see_it(app: str, page: Page) -> None:
    open_lab(page, app)
    for part in PARTS:
        page.get_by_role("tab", name=part).click()
        page.wait_for_timeout(1_500)
        found = Axe().run(page).response["violations"]
        assert {one["id"] for one in found if one["impact"] in SERIOUS} == set()
