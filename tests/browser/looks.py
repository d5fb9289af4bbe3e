"""What tests ask of a page as it stands in a browser, whichever page it is."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

CARDS = "[data-number]"
_AXE = Axe().axe_script
_SERIOUS = """async () => (await axe.run({resultTypes: ['violations']})).violations
    .filter(one => ['serious', 'critical'].includes(one.impact))
    .map(one => [one.id, one.nodes.map(node => node.html)])"""
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
    """Return where axe-core finds what is serious; a page is given its script once."""
    if page.evaluate("() => !window.axe"):
        page.evaluate(_AXE)
    return dict(page.evaluate(_SERIOUS))


def violations(page: Page) -> set[str]:
    """Return the rules of axe-core that are broken, of the serious ones."""
    return set(findings(page))


def at_rest(page: Page) -> None:
    """Wait until the run is over and all of it is drawn.

    While a run goes on, what it has not reached yet is that of the run before: a click there is about what is gone.
    """
    page.locator("[data-test-script-state=notRunning]").wait_for()
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0, timeout=60_000)
