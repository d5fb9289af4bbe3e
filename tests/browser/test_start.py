"""The first page in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from serving import ROOT, serve

from .conftest import go_to
from .looks import CARDS

pytestmark = pytest.mark.browser

WATCH = """new MutationObserver(() => {
    const shown = document.body?.innerText ?? '';
    window.early ||= shown.includes('For staff') && shown.includes('counting…');
}).observe(document, {subtree: true, childList: true, characterData: true})"""


def test_one_click_to_live_numbers_and_an_old_link_still_opens_there(app: str, page: Page) -> None:
    page.goto(app)
    page.get_by_role("button", name="Go straight to the Playground").click()
    expect(page).to_have_url(re.compile("/playground$"))
    expect(page.locator(CARDS)).to_have_count(4, timeout=60_000)
    page.goto(f"{app}?v=1&population.size=2000&protect.k=10")
    expect(page).to_have_url(re.compile(r"/playground\?.*protect\.k=10"), timeout=60_000)
    expect(page.get_by_role("combobox", name="Scenario")).to_have_value("Your own mix", timeout=60_000)
    go_to(page, "Start")
    expect(page.get_by_role("heading", name="For staff")).to_be_visible()
    expect(page).to_have_url(app)
    assert page.errors == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [375, 1280])
def test_every_page_is_found_in_the_menu(app: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(app)
    go_to(page, "Attack lab")
    expect(page).to_have_url(re.compile("/attack_lab"))


def test_doors_and_empty_figures_are_there_before_the_numbers(browser: Browser, page: Page) -> None:
    """On a new server, where the numbers take a while; which also has to find the menu for those who follow a link."""
    with serve(ROOT / "app.py") as address:
        page.goto(f"{address}attack_lab?v=1&population.size=1000&protect.k=10")
        expect(page.locator("[data-testid=stTopNav]")).to_be_visible(timeout=60_000)
        expect(page).to_have_url(re.compile(r"/attack_lab\?.*protect\.k=10"))
        expect(page).to_have_title("Attack lab · Equipoise")
        page.add_init_script(WATCH)
        page.goto(address)
        number = page.get_by_role("img", name=re.compile(r"^Could be identified: \d+ in 100"))
        expect(number).to_be_visible(timeout=120_000)
        assert page.evaluate("window.early")
    assert page.errors == []  # type: ignore[attr-defined]
