"""A real browser and a real server, for the tests that need them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from serving import APP, serve

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
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


def is_error(message: ConsoleMessage) -> bool:
    return message.type == "error" and "/_stcore/" not in message.location["url"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A desktop-sized page that collects what the console reports as errors in ``page.errors``.

    Below the address of any page but the first, its client first looks for the server in vain; that is no error.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    opened = context.new_page()
    opened.errors = errors = []  # type: ignore[attr-defined]
    opened.on("console", lambda message: errors.append(message.text) if is_error(message) else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.set_default_timeout(60_000)
    yield opened
    context.close()


def at_rest(page: Page) -> None:
    """Wait until the run is over and all of it is drawn.

    While a run goes on, what it has not reached yet is that of the run before: a click there is about what is gone.
    """
    page.locator("[data-test-script-state=notRunning]").wait_for()
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0, timeout=60_000)


def go_to(page: Page, title: str) -> None:
    """Choose a page in the menu: beside its sections, in one of them, or in the bar at the side of a phone."""
    menu = page.locator("[data-testid=stTopNav], [data-testid=stExpandSidebarButton]").first
    menu.wait_for()
    if menu.get_attribute("data-testid") == "stExpandSidebarButton":
        menu.click()
    link = page.get_by_role("link", name=title, exact=True).or_(page.get_by_role("menuitem", name=title, exact=True))
    for section in page.locator("[data-testid=stTopNavSection]").all():
        if link.count():
            break
        section.click()
        page.get_by_role("menu").wait_for()
    link.first.click()
