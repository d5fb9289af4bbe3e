"""The first page in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import go_to, go_to_lab
from .looks import CARDS, at_rest

pytestmark = pytest.mark.browser


def test_one_click_to_live_numbers_and_an_old_link_still_opens_there(app: str, page: Page) -> None:
    page.goto(app)
    page.get_by_role("button", name="Turn everything else, too").click()
    expect(page).to_have_url(re.compile("/playground$"))
    expect(page.locator(CARDS)).to_have_count(4, timeout=60_000)
    page.goto(f"{app}?v=2&population.size=2000&protect.k=10")
    expect(page).to_have_url(re.compile(r"/playground\?.*protect\.k=10"), timeout=60_000)
    expect(page.get_by_role("combobox", name="Scenario")).to_have_value("Your own mix", timeout=60_000)
    go_to(page, "Start")
    expect(page.get_by_role("button", name="Open the lessons")).to_be_visible()
    expect(page).to_have_url(app)
    assert page.errors == []  # type: ignore[attr-defined]


def test_every_lab_is_found_from_the_menu_and_begins_at_its_top(app: str, page: Page) -> None:
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(app)
        go_to_lab(page, "Attack lab")  # below the first screen of a phone
        expect(page).to_have_url(re.compile("/attack_lab"))
        at_rest(page)
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    expect(page.locator("[data-testid=stSidebar]")).to_have_attribute("data-collapsed", "true")


def test_a_phone_shows_the_question_the_crowd_and_the_first_door(app: str, page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(app)
    expect(page.locator(".p")).to_have_count(100, timeout=60_000)
    for shown in (page.get_by_text("What stood in it?"), page.get_by_role("button", name="Open the lessons")):
        box = shown.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 812
