"""The first page in a real browser."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import ROOT, go_to, serve
from .test_playground import METRICS

pytestmark = pytest.mark.browser

NUMBERS = re.compile(r"^\d+ in 100$")


def test_it_is_there_at_once_and_the_numbers_come(app: str, page: Page) -> None:
    started = time.monotonic()
    page.goto(app)
    expect(page.get_by_role("button", name="Go straight to the Playground")).to_be_visible(timeout=20_000)
    assert time.monotonic() - started < 15  # a busy machine starts a browser in that time
    expect(page.get_by_role("img", name=re.compile(r"^Could be identified: \d+ in 100"))).to_be_visible(timeout=60_000)
    assert page.errors == []  # type: ignore[attr-defined]


def test_one_click_to_live_numbers_and_an_old_link_still_opens_there(app: str, page: Page) -> None:
    page.goto(app)
    page.get_by_role("button", name="Go straight to the Playground").click()
    expect(page).to_have_url(re.compile("/playground$"))
    expect(page.locator(METRICS)).to_have_count(4, timeout=60_000)
    page.goto(f"{app}?v=1&population.size=2000&protect.k=10")
    expect(page).to_have_url(re.compile(r"/playground\?.*protect\.k=10"), timeout=60_000)
    expect(page.get_by_role("combobox", name="Scenario")).to_have_value("Your own mix", timeout=60_000)
    assert page.errors == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [375, 1280])
def test_every_page_is_found_in_the_menu(app: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(app)
    go_to(page, "Attack lab")
    expect(page).to_have_url(re.compile("/attack_lab"))


def test_who_comes_first_to_a_server_may_come_by_a_link_to_any_page(browser: Browser, page: Page) -> None:
    with serve(ROOT / "app.py") as address:
        page.goto(f"{address}attack_lab?v=1&population.size=1000&protect.k=10")
        expect(page.locator("[data-testid=stTopNav]")).to_be_visible(timeout=60_000)
        expect(page).to_have_url(re.compile(r"/attack_lab\?.*protect\.k=10"))
        expect(page).to_have_title("Attack lab · Equipoise")
