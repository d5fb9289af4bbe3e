"""The Playground in a real browser."""

from __future__ import annotations

import itertools
import re
import statistics

import pytest
from playwright.sync_api import Browser, Page, expect

from serving import ROOT, serve

from .conftest import at_rest
from .looks import CARDS, sideways, violations
from .timing import alternating

pytestmark = pytest.mark.browser

TYPICAL = "playground?v=2"
"""The scenario of the same name: any move leads away from it, so the choice of scenarios shows another one too."""
PRESS = """name => [...document.querySelectorAll('[role=radio]')]
    .find(radio => radio.innerText.trim() === name).click()"""
PEOPLE, SUMMARY = ".people .p", ".crowd .summary"
NOW = ".map .place.now"
PLACES = """kinds => {
    const roots = [document, ...[...document.querySelectorAll('*')].map(one => one.shadowRoot).filter(Boolean)];
    const found = {};
    for (const kind of kinds) roots.flatMap(root => [...root.querySelectorAll(kind)]).forEach((one, place) => {
        const box = one.getBoundingClientRect();
        found[`${kind} ${place}`] = [box.left, box.top];
    });
    return found;
}"""
STAYS = [
    "[role=radio]",
    "[data-number]",
    ".people .p",
    ".map .field",
    "[data-testid=stCaptionContainer]",
    ".foot",
    "h3",
]
SMALL = "playground?v=2&population.size=2000&pin=v%3D2%26population.size%3D2000"


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(CARDS)).to_have_count(4, timeout=60_000)
    expect(page.locator(NOW)).to_have_count(1, timeout=60_000)
    expect(page.locator(PEOPLE)).to_have_count(100, timeout=60_000)


def numbers(page: Page) -> list[str]:
    return page.locator(CARDS).all_inner_texts()


def places(page: Page) -> dict[str, list[float]]:
    """Return where everything stands that has a name or is a person: left and top, in pixels."""
    found: dict[str, list[float]] = page.evaluate(PLACES, STAYS)
    return found


def far(one: list[float], other: list[float]) -> bool:
    return any(abs(a - b) > 2 for a, b in zip(one, other, strict=True))


def move_a_lever(page: Page) -> None:
    """Choose generic offers under "More levers"."""
    page.get_by_role("radio", name="More levers").click()
    page.get_by_role("radio", name=re.compile("Offers")).first.click()
    page.get_by_role("combobox", name="How offers are chosen").click()
    page.get_by_role("option", name="The same for everyone").click()


def come_to_rest(page: Page, positions: list[str]) -> None:
    """Take the positions in turn until the scenarios are on the map, so that nothing is computed any more."""
    for _ in range(30):
        for position in positions:
            before = numbers(page)[1]
            page.locator(position).click()
            expect(page.locator(CARDS).nth(1)).not_to_have_text(before, timeout=60_000)
            page.wait_for_timeout(1_000)
        if page.get_by_role("img", name="Growth at all costs").count():
            return
    pytest.fail("The scenarios were not on the map after 30 rounds.")


def test_a_moved_lever_changes_numbers_and_the_shared_link_brings_them_back(app: str, page: Page) -> None:
    open_page(page, app + SMALL)
    before = numbers(page)
    move_a_lever(page)
    expect(page.locator(CARDS).first).not_to_have_text(before[0])
    expect(page).to_have_url(re.compile("target.strategy=generic"))
    at_rest(page)
    after = numbers(page)
    page.reload()
    expect(page.locator(CARDS)).to_have_count(4, timeout=60_000)
    assert numbers(page) == after
    assert page.errors == []  # type: ignore[attr-defined]


def test_a_guess_is_asked_before_an_effect_and_revealed_after_it(app: str, page: Page) -> None:
    open_page(page, app + SMALL)
    chosen = page.get_by_role("radio", name="Nudged")
    chosen.click()
    page.wait_for_timeout(1_000)
    expect(chosen).to_have_attribute("aria-checked", "true")
    slider = page.get_by_role("slider", name="My guess, of 100")
    expect(slider).to_be_hidden()
    page.get_by_role("radio", name="None").click()
    slider.focus()
    for key in ("Home", *["ArrowRight"] * 7):
        page.keyboard.press(key)
    expect(page.get_by_text("I guess 7")).to_be_visible()
    expect(page.locator(".people .guess")).to_have_count(7)
    page.get_by_role("button", name="Show", exact=True).press("Enter")
    expect(page.get_by_text(re.compile("You guessed 7"))).to_be_visible(timeout=60_000)
    expect(page.locator(".people .guess")).to_have_count(0)
    assert page.errors == []  # type: ignore[attr-defined]


def test_nothing_that_stays_moves_at_a_click(app: str, page: Page) -> None:
    """Every toggle there and back: what is on the page before and after stands where it stood, within 2 pixels."""
    open_page(page, app + SMALL)
    page.get_by_text("Guess first", exact=True).click()
    at_rest(page)
    for name in ("None", "25 alike", "5 alike", "Fair choice", "Nudged", "Biased past", "Corrected", "Fair past"):
        before = places(page)
        page.get_by_role("radio", name=name, exact=True).click()
        during = [places(page) for _ in range(8) if not page.wait_for_timeout(150)]
        at_rest(page)
        for after in (*during, places(page)):
            moved = [one for one in before.keys() & after.keys() if far(before[one], after[one])]
            assert moved == [], name


def test_somebody_in_the_crowd_can_be_followed(app: str, page: Page) -> None:
    open_page(page, app + SMALL)
    page.locator(PEOPLE).nth(3).click()
    expect(page.get_by_role("spinbutton", name="Customer number")).to_be_visible(timeout=60_000)
    expect(page.locator(".people .marked")).to_have_count(1)
    expect(page.locator(".st-key-closer-told")).to_be_in_viewport(ratio=0.5)  # it opens below the screen
    expect(page.get_by_text("Just a moment")).to_have_count(0)


def test_a_number_explains_itself_until_one_clicks_elsewhere(app: str, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    open_page(page, app + SMALL)
    told = page.locator(".number:has([data-number=identified]) .about")
    for leave in (lambda: page.keyboard.press("Escape"), lambda: page.mouse.click(640, 700)):
        page.get_by_role("button", name="What does “Could be identified” mean?").click()
        expect(told).to_be_visible()
        expect(told).to_contain_text("Who is counted?")
        box = told.bounding_box()
        assert box and box["x"] >= 0 and box["y"] >= 0 and box["y"] + box["height"] <= 720
        leave()
        expect(told).to_be_hidden()


def test_a_second_click_right_after_the_first_takes_nothing_back(app: str, page: Page) -> None:
    """The browser then still shows, and reports, what the first click is about to change elsewhere."""
    open_page(page, app + TYPICAL)
    page.get_by_text("Guess first").click()
    at_rest(page)
    there = ("25 alike", "No choice"), "consent.model=notice&protect.k=25"
    back = ("5 alike", "Nudged"), "playground"
    for apart, (both, link) in itertools.product((60, 120, 180), (there, back) * 2):
        for name in both:
            page.evaluate(PRESS, name)  # looking for it by its role would take longer than this moment
            page.wait_for_timeout(apart)
        expect(page).to_have_url(re.compile(f"{link}$"), timeout=20_000)
        at_rest(page)
        for name in both:
            expect(page.get_by_role("radio", name=name, exact=True)).to_be_checked()
        expect(page.get_by_text("New here?")).to_have_count(0 if both == there[0] else 1)


def test_a_click_in_a_run_that_goes_on_is_not_lost_to_controls_that_have_left(browser: Browser, page: Page) -> None:
    with serve(ROOT / "tests" / "browser" / "slow_page.py") as address:
        page.goto(address)
        expect(page.get_by_text("heard: []")).to_be_visible(timeout=60_000)
        page.get_by_text("Other controls").click()
        page.get_by_role("radio", name="second").click()
        expect(page.get_by_text("chosen: second")).to_be_visible()
        expect(page.get_by_text("heard: []")).to_be_visible()


def test_a_bad_link_says_what_is_wrong(app: str, page: Page) -> None:
    page.goto(f"{app}?protect.k=1000")
    expect(page.get_by_text(re.compile("This link could not be used"))).to_be_visible()
    expect(page.locator(CARDS)).to_have_count(4, timeout=60_000)


def test_all_is_in_sight_and_nothing_is_hard_to_make_out(app: str, own: set[str], page: Page) -> None:
    open_page(page, app + SMALL)
    for shown in (page.locator(PEOPLE).last, page.get_by_role("radio", name="Corrected"), page.locator(".map .legend")):
        box = shown.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 720
    assert violations(page) - own == set()
    page.get_by_role("button", name="What does “Could be identified” mean?").click()
    expect(page.get_by_text("Who is counted?")).to_be_visible()
    assert violations(page) - own == set()
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="More levers").click()
    page.get_by_role("radio", name="The attacks").click()
    at_rest(page)
    assert violations(page) - own == set()
    page.set_viewport_size({"width": 375, "height": 812})
    assert sideways(page) == []


@pytest.mark.alone
def test_a_result_already_seen_is_painted_soon(
    app: str, empty: str, page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    open_page(page, app + SMALL)
    page.get_by_text("Guess first", exact=True).click()
    positions = [f'button[role=radio]:has-text("{name}")' for name in ("None", "25 alike")]
    come_to_rest(page, positions)
    other = page.context.new_page()
    other.goto(empty)
    expect(other.get_by_text("count 0")).to_be_visible(timeout=20_000)
    watched = [CARDS, SUMMARY, NOW]
    counter = (other, ["button:has-text('Count')"], ["[data-testid=stText]"])
    times = alternating((page, positions, watched), counter, rounds=15)
    other.close()
    seen, empty = map(statistics.median, times)
    with capsys.disabled():
        print(f"\nclick to painted: {seen:.0f} ms, empty page {empty:.0f} ms, ratio {seen / empty:.1f}")
    assert seen / empty < 6  # the aim is 3; 4 to 4.8 is usual
