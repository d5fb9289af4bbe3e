"""The Attack lab in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import at_rest
from .looks import sideways, violations

pytestmark = pytest.mark.browser

BARE = "?v=2&population.size=2000&protect.technique=none&protect.identifiers=keep"
FIT = re.compile(r"rows still fit")
expect.set_options(timeout=20_000)


def open_lab(page: Page, address: str, query: str = BARE) -> None:
    """Open the lab from a link, in a small world."""
    page.goto(f"{address}attack_lab{query}")
    page.get_by_role("tab", name="Search the table").click()
    expect(page.get_by_text(FIT)).to_be_visible(timeout=60_000)


def errors(page: Page) -> list[str]:
    """Return what the console reports, without the server's probes below the page's own address."""
    return [text for text in page.errors if "404" not in text]  # type: ignore[attr-defined]


def tab_to(page: Page, name: str) -> None:
    """Go on with the Tab key until the widget with this name has the focus, once the page has come to rest."""
    at_rest(page)
    named = (
        "['BUTTON', 'INPUT'].includes(document.activeElement.tagName) && "
        "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent)"
    )
    for _ in range(80):
        page.keyboard.press("Tab")
        if name in (page.evaluate(named) or ""):
            return
    raise AssertionError(f"the Tab key never leads to {name!r}")


def test_guess_who_turns_people_away_on_a_phone_without_scrolling(app: str, page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(f"{app}attack_lab{BARE}")
    expect(page.locator(".p.lit")).to_have_count(100, timeout=60_000)
    at_rest(page)
    clue = page.get_by_role("button", name=re.compile("^(wo)?man$"))
    before = clue.bounding_box()
    clue.click()
    expect(page.locator(".p:not(.lit)").first).to_be_attached()
    number = page.locator("[role=status] b").first
    assert clue.bounding_box() == before
    assert 0 <= number.bounding_box()["y"] <= 812  # type: ignore[index]
    page.get_by_role("button", name="Use all clues").click()
    expect(number).to_have_text("1")
    expect(page.locator(".p.lit")).to_have_count(1)
    assert sideways(page) == []


def test_a_round_by_keyboard_alone(app: str, page: Page) -> None:
    open_lab(page, app)
    tab_to(page, "Use everything you know")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(r"^1 of [\d,]+ rows still fit"))).to_be_visible()
    tab_to(page, "Which row is")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="This row is")).to_be_enabled()
    tab_to(page, "This row is")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("You found"))).to_be_visible()
    expect(page.get_by_text(re.compile("The strongest attack here is"))).to_be_visible(timeout=60_000)
    tab_to(page, "Protect the table")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("protect.identifiers=hash"))
    expect(page.get_by_role("button", name="This row is")).to_be_visible()
    assert errors(page) == []


def test_a_row_of_the_table_can_be_clicked(app: str, own: set[str], page: Page) -> None:
    open_lab(page, app)
    assert violations(page) - own == set()
    page.get_by_role("button", name="Use everything you know").click()
    expect(page.get_by_text(re.compile(r"^1 of "))).to_be_visible()
    at_rest(page)
    page.locator("[data-testid=stDataFrame]").click(position={"x": 16, "y": 52})
    expect(page.get_by_role("button", name="This row is")).to_be_enabled()
    assert errors(page) == []


def test_it_is_played_on_a_phone_and_nothing_is_hard_to_make_out(app: str, own: set[str], page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    open_lab(page, app)
    page.get_by_role("button", name="Use everything you know").click()
    expect(page.get_by_text(re.compile(r"^1 of "))).to_be_visible()
    page.get_by_role("button", name="is not in this table").click()
    expect(page.get_by_text("Your tries")).to_be_visible(timeout=60_000)
    page.get_by_role("tab", name="How strong is each clue?").click()
    page.get_by_text("What each clue is worth").click()
    expect(page.locator(".js-plotly-plot")).to_be_visible(timeout=60_000)
    assert sideways(page) == []
    page.set_viewport_size({"width": 1280, "height": 720})
    assert violations(page) - own == set()
    assert errors(page) == []
