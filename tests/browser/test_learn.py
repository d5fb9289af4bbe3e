"""The lessons in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from equipoise.learn.lesson import lessons

from .looks import at_rest, sideways, violations

pytestmark = pytest.mark.browser


def open_list(page: Page, app: str) -> None:
    page.goto(app + "learn")
    buttons = page.get_by_role("button", name=re.compile("^Start lesson"))
    expect(buttons).to_have_count(len(lessons()), timeout=120_000)


def press(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name)
    button.focus()
    page.keyboard.press("Enter")


def guess(page: Page) -> None:
    """Take the lesson on codes up to its reveal, by keyboard alone."""
    press(page, "Start lesson 5")
    expect(page.get_by_role("heading", name="Codes instead of names")).to_be_visible()
    expect(page.get_by_role("heading", name="3 · What happened")).to_have_count(0)
    press(page, "My guess: 50")
    expect(page.get_by_role("img", name=re.compile("Hash: 100 in 100. Secret code: 0 in 100"))).to_be_visible(
        timeout=120_000
    )


def test_guess_reveal_quiz_and_on_to_the_lab_by_keyboard_alone(app: str, page: Page) -> None:
    open_list(page, app)
    guess(page)
    expect(page).to_have_url(re.compile("lesson=codes"))
    press(page, "Which customers they share")
    expect(page.get_by_text("Equal addresses have equal hashes.")).to_be_visible()
    press(page, "None")
    expect(page.get_by_text("2 of 2 quiz questions right.")).to_be_visible()
    press(page, "Try it yourself in the Attack lab")
    expect(page.get_by_text("You are the attacker.")).to_be_visible(timeout=120_000)
    expect(page).to_have_url(re.compile("population.size=4000.*protect.technique=none.*pin="))
    assert page.errors == []  # type: ignore[attr-defined]


def test_on_a_phone_nothing_scrolls_sideways_and_nobody_is_shut_out(app: str, page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    open_list(page, app)
    guess(page)
    press(page, "Another world")
    expect(page.get_by_role("cell", name="✓ holds")).to_have_count(2, timeout=120_000)
    at_rest(page)
    assert sideways(page) == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_timeout(300)
        assert violations(page) <= {"list", "listitem"}, scheme  # Streamlit's own menu on a phone
