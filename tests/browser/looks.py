"""What tests ask of a page as it stands in a browser, whichever page it is."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

CARDS = "[data-number]"
SERIOUS = ("serious", "critical")
_ONLY = {"resultTypes": ["violations"]}
_SIDEWAYS = """() => [document.documentElement, ...document.querySelectorAll('[data-testid=stMain]')]
    .filter(node => node.scrollWidth > node.clientWidth).map(node => `${node.scrollWidth} > ${node.clientWidth}`)"""


def sideways(page: Page) -> list[str]:
    """Return what is wider than it may be, so that one would have to scroll sideways."""
    found: list[str] = page.evaluate(_SIDEWAYS)
    for _ in range(50):  # tables take a moment to fit
        if not found:
            break
        page.wait_for_timeout(100)
        found = page.evaluate(_SIDEWAYS)
    return found


def findings(page: Page) -> dict[str, list[str]]:
    """Return where axe-core finds what is serious."""
    found = [one for one in Axe().run(page, options=_ONLY).response["violations"] if one["impact"] in SERIOUS]
    return {one["id"]: [node["html"] for node in one["nodes"]] for one in found}


def violations(page: Page) -> set[str]:
    """Return the rules of axe-core that are broken, of the serious ones."""
    return set(findings(page))


def at_rest(page: Page) -> None:
    """Wait until the run is over and all of it is drawn.

    While a run goes on, what it has not reached yet is that of the run before: a click there is about what is gone.
    """
    page.locator("[data-test-script-state=notRunning]").wait_for()
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0, timeout=60_000)
