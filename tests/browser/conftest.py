"""A real browser and a real server, for the tests that need them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from serving import APP, serve

from .looks import at_rest, violations
from .watched import Watched

EMPTY = Path(__file__).with_name("empty_page.py")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",  # so that a tab finds its scripts compiled: that halves what it takes to open one
]


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        if os.environ.get("EQUIPOISE_REQUIRE_BROWSER") == "1":
            pytest.fail("EQUIPOISE_REQUIRE_BROWSER=1, but there is no Chromium on the path.")
        pytest.skip("There is no Chromium on the path.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def app(browser: Browser) -> Iterator[str]:
    with serve(APP) as address:
        yield address


@pytest.fixture(scope="session")
def empty(browser: Browser) -> Iterator[str]:
    """The address of a page of Streamlit that has nothing of ours."""
    with serve(EMPTY) as address:
        yield address


@pytest.fixture(scope="session")
def context(browser: Browser, app: str) -> Iterator[BrowserContext]:
    """One visitor's browser, every tab of which is a session of its own; one tab is always open and keeps the scripts.

    Nothing moves by itself: drawing what moves takes as much of a core as the server that one waits for.
    """
    made = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    made.set_default_timeout(60_000)
    made.new_page().goto(f"{app}_stcore/health")
    yield made
    made.close()


@pytest.fixture(scope="session")
def watching(context: BrowserContext) -> Watched:
    """What the policy forbids that visitor's tabs, and whom they ask."""
    return Watched(context)


@pytest.fixture(scope="session")
def own(browser: Browser, empty: str) -> set[str]:
    """The rules of axe-core that Streamlit's own page breaks, of the serious ones."""
    tab = browser.new_page()
    tab.goto(empty)
    expect(tab.get_by_text("count 0")).to_be_visible()
    found = violations(tab)
    tab.close()
    return found


def is_error(message: ConsoleMessage) -> bool:
    return message.type == "error" and "/_stcore/" not in message.location["url"]


def new_tab(context: BrowserContext) -> Page:
    """Return a tab that collects what the console reports as errors in ``errors``.

    Below the address of any page but the first, its client first looks for the server in vain; that is no error.
    """
    tab = context.new_page()
    tab.errors = errors = []  # type: ignore[attr-defined]
    tab.on("console", lambda message: errors.append(message.text) if is_error(message) else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    return tab


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A desktop-sized tab of its own, which finds nothing that an earlier one left.

    It clears the storage itself: by the time it shows an address, no script of a tab that was closed can still write.
    """
    tab = new_tab(context)
    tab.goto(context.pages[0].url)
    tab.evaluate("localStorage.clear()")
    yield tab
    tab.close()


def go_to(page: Page, title: str) -> None:
    """Choose a page in the menu, which stands in the bar at the side of a phone."""
    at_rest(page)
    menu = page.locator("[data-testid=stTopNav], [data-testid=stExpandSidebarButton]").first
    menu.wait_for()
    if menu.get_attribute("data-testid") == "stExpandSidebarButton":
        menu.click()
    page.get_by_role("link", name=title, exact=True).first.click()


def go_to_lab(page: Page, title: str) -> None:
    """Open a lab from the journey."""
    go_to(page, "The journey")
    page.get_by_role("button", name=title).click()
