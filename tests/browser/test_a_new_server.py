"""What the first visitor of a new server sees. This file stands first, so that the server of all these tests is new."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

WATCH = """new MutationObserver(() => {
    const shown = document.body?.innerText ?? '';
    window.early ||= shown.includes('For staff') && !shown.includes('are found');
}).observe(document, {subtree: true, childList: true, characterData: true})"""


def test_doors_are_there_before_the_people(app: str, page: Page) -> None:
    """The attack takes a while; and the menu has to be found for those who follow a link."""
    page.goto(f"{app}attack_lab?v=2&population.size=1000&protect.k=10")
    expect(page.locator("[data-testid=stTopNav]")).to_be_visible(timeout=60_000)
    expect(page).to_have_url(re.compile(r"/attack_lab\?.*protect\.k=10"))
    expect(page).to_have_title("Attack lab · Equipoise")
    page.add_init_script(WATCH)
    page.goto(app)
    expect(page.get_by_text(re.compile(r"^\d+ in 100 are found"))).to_be_visible(timeout=120_000)
    expect(page.locator(".p")).to_have_count(100)
    assert page.evaluate("window.early")
    assert page.errors == []  # type: ignore[attr-defined]
