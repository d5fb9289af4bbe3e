"""What holds on every page of the menu: people who cannot see, use no mouse, or have a small screen get along."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from equipoise.ui.shared.frame import BEHIND
from serving import ROOT

from .conftest import new_tab
from .looks import at_rest, findings, sideways
from .watched import Watched

pytestmark = pytest.mark.browser

SMALL = "?v=2&population.size=1000&pin=v%3D2%26population.size%3D1000"
WIDTHS = (375, 768, 1280, 1920)
NOTICE = "All people here are invented"
WITHOUT_WORDS = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart], [role=img], img')]
    .filter(node => !node.matches('[aria-label], img[alt]') && !node.querySelector('[aria-label]:not([aria-label=""])'))
    .map(node => node.outerHTML.slice(0, 120))"""
KEYS = """window.keys = {
    look: node => {
        const around = node.closest('[data-testid=stElementContainer], [data-testid=stTopNav]') || node.parentElement;
        return [around, ...around.querySelectorAll('*')].slice(0, 400).map(one => {
            const style = getComputedStyle(one);
            return [style.outline, style.boxShadow, style.borderColor, style.backgroundColor, style.color].join();
        }).join();
    },
    all: [...document.querySelectorAll('button, input, select, textarea, a[href], [role=slider], [role=tab]')]
        .filter(node => node.checkVisibility() && !node.disabled && node.tabIndex >= 0 && !node.closest('[inert]')),
    start() {
        document.activeElement.blur();
        this.before = new Map(this.all.map(node => [node, this.look(node)]));
        this.seen = new Map();
        this.first = null;
    },
    step() {
        const node = document.activeElement;
        if (node === document.body || node === this.first) return false;
        this.first ??= node;
        if (!this.seen.get(node)) this.seen.set(node, this.before.get(node) !== this.look(node));
        return true;
    },
    called: node => `${node.tagName} ${node.getAttribute('aria-label') || node.textContent}`.slice(0, 80),
    group: node => node.closest('[role=radiogroup], [role=toolbar], [role=tablist]') || node,
    missed() {
        const groups = new Set([...this.seen.keys()].map(this.group));  // arrow keys lead on inside a group
        return this.all.filter(node => node.isConnected && !groups.has(this.group(node))).map(this.called);
    },
    unseen() {
        const dark = [...this.seen].filter(([node, shown]) => !shown && this.before.has(node));
        return dark.map(([node]) => this.called(node));
    },
}"""


def pages() -> list[str]:
    """Return every page, as ``app.py`` has it, without running it."""
    tree = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    menu = next(node.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "MENU")
    return [*ast.literal_eval(menu), *BEHIND]


PAGES = pages()


@pytest.fixture(scope="module", params=PAGES)
def opened(request: pytest.FixtureRequest, app: str, context: BrowserContext, watching: Watched) -> Iterator[Page]:
    """A page of the menu in a small world, drawn to its end."""
    watching.forget()
    page = watching.watch(new_tab(context))
    page.goto(app if request.param == PAGES[0] else f"{app}{request.param}{SMALL}")
    expect(page.get_by_text(NOTICE).first).to_be_visible(timeout=60_000)
    at_rest(page)
    yield page
    page.close()


def test_the_invented_people_are_said_and_nothing_goes_wrong(opened: Page) -> None:
    assert opened.locator("[data-testid=stException]").count() == 0
    assert opened.errors == []  # type: ignore[attr-defined]


def test_every_picture_is_told_in_words(opened: Page) -> None:
    assert opened.evaluate(WITHOUT_WORDS) == []


def test_the_tab_key_reaches_everything_and_one_sees_where_one_is(opened: Page) -> None:
    opened.add_style_tag(content="* { transition: none !important }")
    opened.evaluate(KEYS)
    opened.evaluate("keys.start()")
    for _ in range(300):  # a table takes several, cell by cell
        opened.keyboard.press("Tab")
        if not opened.evaluate("keys.step()"):
            break
    assert opened.evaluate("keys.missed()") == []
    assert opened.evaluate("keys.unseen()") == []


def test_nothing_serious_that_an_empty_page_has_not(opened: Page, own: set[str]) -> None:
    for scheme in ("light", "dark"):
        opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        opened.wait_for_timeout(150)
        assert {rule: places for rule, places in findings(opened).items() if rule not in own} == {}, scheme


def test_nothing_scrolls_sideways(opened: Page) -> None:
    for width in WIDTHS:
        opened.set_viewport_size({"width": width, "height": 812})
        assert sideways(opened) == [], width


def test_tabs_open_under_the_policy_and_nobody_else_is_asked(opened: Page, app: str, watching: Watched) -> None:
    for tab in opened.get_by_role("tab").all():  # the tests before are about what a page shows first
        tab.click()
        at_rest(opened)
    assert opened.locator("[data-testid=stException]").count() == 0
    watching.assert_nothing_outside(app)


def test_the_list_of_pages_is_the_menu() -> None:
    assert sorted(PAGES) == sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
