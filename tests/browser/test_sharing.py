"""Comparing and sharing in a real browser: what one takes away holds the numbers of the page."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from equipoise.texts.numerals import plain
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say, term

from .looks import CARDS

pytestmark = pytest.mark.browser

METRICS = "[data-testid=stMetricValue]"
HEADLINES = ("right_offer", "identified", "treated_alike")
MOVED = "playground?v=2&population.size=2000&protect.k=10&pin=v%3D2%26population.size%3D2000"


def open_page(page: Page, address: str) -> list[str]:
    """Open the Playground and return its four numbers."""
    page.goto(address)
    expect(page.locator(CARDS)).to_have_count(4, timeout=60_000)
    return page.locator(CARDS).all_inner_texts()


def open_dialog(page: Page, name: str) -> Locator:
    """Choose what opens a dialog: a button of its own, or one in the menu."""
    alone = page.get_by_role("button", name=re.compile(f"{say(f'bar.{name}')}$"))
    if not alone.is_visible():
        page.get_by_role("button", name=re.compile(f"{say('bar.more')}$")).click()
        alone = page.get_by_role("menuitem", name=re.compile(f"{say(f'bar.{name}')}$"))
    alone.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def download(page: Page, dialog: Locator, name: str, folder: Path) -> str:
    """Return the text of a file that the dialog offers."""
    with page.expect_download() as waiting:
        dialog.get_by_role("button", name=re.compile(say(f"share.{name}"))).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path.read_text(encoding="utf-8")


def shown(share: float | str) -> str:
    """Return a share as a headline shows it."""
    return say("number.in_100", share=hundred(float(share)))


def test_files_and_link_hold_the_numbers_of_the_page(app: str, page: Page, browser: Browser, tmp_path: Path) -> None:
    numbers = open_page(page, app + MOVED)
    dialog = open_dialog(page, "share")
    made = json.loads(download(page, dialog, "json", tmp_path))
    assert [shown(made["headlines"][name]["value"]) for name in HEADLINES] == numbers[:3]
    rows = {row["name"]: row for row in csv.DictReader(download(page, dialog, "csv", tmp_path).splitlines())}
    assert [shown(rows[f"headlines.{name}"]["value"]) for name in HEADLINES] == numbers[:3]
    assert numbers[3] == f"€{plain(float(rows['targeting.margin_per_1000']['value']))}"

    link = dialog.locator("code").inner_text()
    download(page, dialog, "summary", tmp_path)
    context = browser.new_context()
    other = context.new_page()
    other.goto((tmp_path / "equipoise.html").as_uri())
    cards = [f"{term(name, expert=True)} {number}" for name, number in zip(HEADLINES, numbers, strict=False)]
    for card in (*cards, f"{say('headline.margin')} {numbers[3]}"):
        expect(other.locator(".card", has_text=re.compile(card.replace(" ", r"\s*")))).to_be_visible()
    expect(other.get_by_role("link", name=say("summary.link"))).to_have_attribute("href", link)
    other.set_default_timeout(60_000)
    assert open_page(other, link) == numbers
    assert other.url == page.url == link
    context.close()
    assert page.errors == []  # type: ignore[attr-defined]


def test_two_scenarios_stand_side_by_side(app: str, page: Page) -> None:
    numbers = open_page(page, app + MOVED)
    dialog = open_dialog(page, "compare")
    expect(dialog.locator(METRICS)).to_have_count(8)
    assert dialog.locator(METRICS).all_inner_texts()[4:] == numbers
    page.get_by_label(say("compare.left")).click()
    page.get_by_role("option", name=say("compare.now")).click()
    expect(dialog.get_by_text(say("compare.same"))).to_be_visible()
    assert dialog.locator(METRICS).all_inner_texts() == 2 * numbers
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert page.errors == []  # type: ignore[attr-defined]
