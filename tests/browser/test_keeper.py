"""Progress in the browser: after a reload, in two tabs, and where it is refused or cannot be read."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import new_tab
from .looks import at_rest
from .test_learn import press

pytestmark = pytest.mark.browser

ITEM = "equipoise.progress"
LOADING = "Loading your progress"


def lesson(page: Page, app: str, name: str) -> None:
    """Take a lesson from its guess to the end of its quiz."""
    page.goto(f"{app}learn?lesson={name}")
    for part in ("guess", "quiz-0", "quiz-1"):
        page.locator(f"[class*=st-key-lesson-{part}] button").first.click(timeout=120_000)
        expect(page.locator(f"[class*=st-key-lesson-{part}] button")).to_have_count(0, timeout=120_000)
    expect(page.get_by_text("Lesson done.")).to_be_visible(timeout=120_000)


def kept(page: Page) -> str:
    return str(page.evaluate(f"localStorage.getItem('{ITEM}')"))


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; the page's policy forbids Playwright to ask for it inside the page."""
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_progress_outlives_a_reload_and_two_tabs_come_together(app: str, page: Page, context: BrowserContext) -> None:
    lesson(page, app, "codes")
    until(lambda: "codes@" in kept(page))
    page.goto(f"{app}learn")
    expect(page.get_by_text(re.compile("[012] of 2 right$")).first).to_be_visible(timeout=60_000)
    expect(page.get_by_text(LOADING)).to_have_count(0)
    other = new_tab(context)
    other.goto(f"{app}learn?path=essentials")
    at_rest(other)
    press(other, "First test")
    expect(other.locator("[data-testid=stRadio]")).to_have_count(4, timeout=60_000)
    for question in other.locator("[data-testid=stRadio]").all():
        question.locator("[data-testid=stRadioOption]").first.click()
    press(other, "Hand in")
    expect(other.get_by_text(re.compile("right in the first test"))).to_be_visible()
    until(lambda: "essentials1_" in kept(page))
    assert "codes@" in kept(page)
    expect(page.get_by_text("Essentials", exact=True).first).to_be_visible()  # the other tab's path is here now
    other.close()
    assert page.errors == []  # type: ignore[attr-defined]


def test_what_is_edited_stays_and_is_not_used_and_what_is_refused_is_said(app: str, page: Page) -> None:
    page.goto(f"{app}learn")
    expect(page.get_by_role("button", name="Take “Essentials”")).to_be_visible(timeout=60_000)
    page.evaluate(f"localStorage.setItem('{ITEM}', '<img src=x onerror=window.bad=1>')")
    page.reload()
    at_rest(page)
    page.get_by_role("tab", name="Progress and certificate").click()
    expect(page.get_by_text("keeps progress that cannot be read here")).to_be_visible(timeout=60_000)
    assert "<img" in kept(page) and page.evaluate("window.bad") is None
    at_rest(page)
    press(page, "Throw it away and go on here")
    until(lambda: kept(page) == "None")
    page.add_init_script("Storage.prototype.getItem = () => { throw new DOMException('no', 'SecurityError') }")
    page.reload()
    at_rest(page)
    page.get_by_role("tab", name="Progress and certificate").click()
    expect(page.get_by_text("This browser keeps nothing")).to_be_visible(timeout=60_000)
