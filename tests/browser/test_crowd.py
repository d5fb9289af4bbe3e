"""The crowd in a browser: what is lit is what the engine found, and everybody gets along with it."""

from __future__ import annotations

import re
import statistics
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from equipoise.server.headers import security_headers
from equipoise.studies.crowd.facts import Crowd, crowd
from equipoise.ui.shared.crowd.payload import Scene, reason, summary
from equipoise.ui.shared.words import say
from serving import serve

from . import crowd_page
from .conftest import new_tab
from .looks import at_rest, findings, sideways
from .timing import alternating
from .watched import Watched

pytestmark = pytest.mark.browser

SCRIPT = Path(crowd_page.__file__)
LIT = "options => options.map(one => one.classList.contains('lit'))"
RECORD = """() => {
    const people = window.people = [...document.querySelectorAll('*')].map(one => one.shadowRoot)
        .filter(Boolean).flatMap(root => [...root.querySelectorAll('.p')]);
    const places = () => people.map(one => { const box = one.getBoundingClientRect(); return [box.x, box.y]; });
    const first = places();
    window.moved = 0;
    const look = () => {
        places().forEach(([x, y], place) => {
            window.moved = Math.max(window.moved, Math.abs(x - first[place][0]), Math.abs(y - first[place][1]));
        });
        requestAnimationFrame(look);
    };
    look();
}"""


@pytest.fixture(scope="module")
def address(browser: Browser) -> Iterator[str]:
    with serve(SCRIPT) as found:
        yield found


@pytest.fixture(scope="module")
def opened(context: BrowserContext, address: str) -> Iterator[Page]:
    page = new_tab(context)
    page.goto(address)
    yield page
    page.close()


@pytest.fixture
def tab(opened: Page) -> Page:
    """The page as it is at first; opening it for every test would take most of their time."""
    opened.set_viewport_size({"width": 1280, "height": 720})
    opened.emulate_media(color_scheme="light")
    opened.get_by_role("heading", name="Crowd").hover()
    turn = opened.get_by_text("turn ").inner_text().removeprefix("turn ")
    opened.get_by_role("button", name="Start over").click()
    expect(opened.get_by_text(f"turn {int(turn) + 1}", exact=True)).to_be_visible(timeout=60_000)
    at_rest(opened)
    expect(opened.locator(".p")).to_have_count(100)
    return opened


def usual() -> Crowd:
    return crowd(crowd_page.USUAL)


def bare() -> Crowd:
    return crowd(crowd_page.BARE)


def lit(page: Page) -> list[bool]:
    found: list[bool] = page.locator(".p").evaluate_all(LIT)
    return found


def move(page: Page) -> None:
    page.get_by_role("button", name="Move").click()
    at_rest(page)


@pytest.mark.parametrize("fact", ["found", "right", "refused"])
def test_whoever_is_lit_is_whom_the_engine_lights(tab: Page, fact: str) -> None:
    tab.get_by_role("radio", name=fact).click()
    for seen in (usual(), bare()):
        expect(tab.locator(".people")).to_be_visible()
        expect(tab.locator(".crowd > .summary")).to_have_text(summary(Scene(crowd=seen, fact=fact)))
        assert lit(tab) == seen.lit[fact].tolist()
        assert tab.locator(".p").first.get_attribute("aria-label") == (
            f"{seen.name[0]}, {seen.age[0]}: {reason(Scene(crowd=seen, fact=fact), 0)}"
        )
        move(tab)


def test_before_and_now_are_told_apart_by_form(tab: Page) -> None:
    tab.get_by_text("Compare").click()
    at_rest(tab)
    now, before = usual().lit["found"], bare().lit["found"]
    expect(tab.locator(".p.was")).to_have_count(int((before & ~now).sum()))
    expect(tab.locator(".foot").get_by_text(say("crowd.key.was"), exact=True)).to_be_visible()
    dashes = tab.locator(".p.was .ring").first.evaluate("ring => getComputedStyle(ring).strokeDasharray")
    assert dashes != "none"


def test_the_people_are_built_once_and_stay_the_same_elements(tab: Page) -> None:
    tab.locator(".p").nth(7).evaluate("one => { one.known = true }")
    move(tab)
    assert tab.locator(".p").nth(7).evaluate("one => one.known === true")


def test_arrow_keys_go_from_person_to_person_and_enter_follows_one(tab: Page) -> None:
    people, seen = tab.locator(".p"), usual()
    assert tab.locator(".p[tabindex='0']").count() == 1
    people.first.focus()
    for key, place in (("ArrowRight", 1), ("ArrowDown", 21), ("ArrowLeft", 20), ("ArrowUp", 0), ("End", 99)):
        tab.keyboard.press(key)
        expect(people.nth(place)).to_be_focused()
        expect(tab.locator(".card b").first).to_have_text(f"{seen.name[place]}, {seen.age[place]}")
    assert tab.locator(".p[tabindex='0']").count() == 1
    assert people.nth(99).evaluate("one => getComputedStyle(one).boxShadow") != "none"
    tab.keyboard.press("Enter")
    expect(tab.get_by_text(f"followed {seen.people[99]}")).to_be_visible()
    expect(people.nth(99)).to_have_attribute("aria-selected", "true")


def test_pointing_at_somebody_says_who_it_is_and_why(tab: Page) -> None:
    seen = usual()
    tab.locator(".p").nth(42).hover()
    card = tab.locator(".card").first
    expect(card).to_contain_text(f"{seen.name[42]}, {seen.age[42]}")
    expect(card).to_contain_text(reason(Scene(crowd=seen, fact="found"), 42))
    tab.get_by_role("heading", name="Crowd").hover()
    expect(card).to_be_hidden()


def test_a_finger_that_slides_sideways_goes_from_person_to_person(tab: Page) -> None:
    finger = tab.context.new_cdp_session(tab)
    boxes = [tab.locator(".p").nth(place).bounding_box() for place in (22, 23, 24)]
    spots = [{"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2} for box in boxes if box]
    for event, spot in zip(("touchStart", "touchMove", "touchMove"), spots, strict=True):
        finger.send("Input.dispatchTouchEvent", {"type": event, "touchPoints": [spot]})
    expect(tab.locator(".card")).to_be_visible()
    card, under = tab.locator(".card").bounding_box(), boxes[-1]
    assert card and under and card["y"] + card["height"] <= under["y"], "the finger hides the card"
    expect(tab.locator(".card b")).to_have_text(
        str(tab.locator(".p").nth(24).get_attribute("aria-label")).split(":")[0]
    )
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_the_same_stands_in_a_table_on_demand(tab: Page) -> None:
    seen = usual()
    tab.get_by_text(say("crowd.table"), exact=True).click()
    rows = tab.locator(".words tbody tr")
    expect(rows).to_have_count(100)
    state = say("crowd.state.still" if seen.lit["found"][3] else "crowd.state.never")
    wanted = [seen.name[3], str(seen.age[3]), state, reason(Scene(crowd=seen, fact="found"), 3)]
    assert rows.nth(3).locator("th, td").all_inner_texts() == wanted


def test_groups_stand_apart_with_their_counts(tab: Page) -> None:
    tab.get_by_text("Split").click()
    expect(tab.locator(".group")).to_have_count(2)
    seen = usual()
    for group, block in zip((0, 1), tab.locator(".group").all(), strict=True):
        member = seen.groups["sex"] == group
        expect(block.locator(".p")).to_have_count(int(member.sum()))
        expect(block.locator("small")).to_have_text(
            say("crowd.of", lit=int((seen.lit["found"] & member).sum()), n=int(member.sum()))
        )


def test_stages_are_played_by_hand_where_nothing_may_move(tab: Page) -> None:
    tab.get_by_text("Stages").click()
    title = tab.locator(".play .title").last
    expect(title).to_have_text("stage found")
    tab.get_by_role("button", name=say("crowd.next")).click()
    expect(title).to_have_text("stage right")
    at_rest(tab)
    assert tab.locator(".people").nth(1).locator(".p").evaluate_all(LIT) == usual().lit["right"].tolist()


@pytest.mark.parametrize("width", [320, 375, 768, 1280, 1920])
def test_it_fits_every_width(tab: Page, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 812})
    assert sideways(tab) == []
    others = 9 if width < 600 else 19
    expect(tab.locator(".row")).to_have_css("grid-template-columns", re.compile(rf"^(\S+ ){{{others}}}\S+$"))


def test_nothing_serious_that_an_empty_page_has_not(tab: Page, own: set[str]) -> None:
    tab.get_by_text(say("crowd.table"), exact=True).click()
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        tab.wait_for_timeout(150)
        assert {rule: places for rule, places in findings(tab).items() if rule not in own} == {}, scheme


def test_its_files_come_from_an_installed_wheel_under_the_policy(browser: Browser, address: str) -> None:
    made = browser.new_context(reduced_motion="reduce")
    watched = Watched(made)
    asked: list[str] = []
    page = watched.page()
    page.on("response", lambda response: asked.append(response.url) if "crowd" in response.url else None)
    watched.open(address, page)
    expect(page.locator(".p")).to_have_count(100)
    files = [url for url in asked if url.split("?")[0].endswith((".js", ".css", ".svg"))]
    assert {url.split("?")[0].rsplit("/", 1)[1] for url in files} >= {"crowd.js", "crowd.css", "parts.svg", "heads.js"}
    for url in files:
        with urllib.request.urlopen(url, timeout=30) as answer:
            assert {name: answer.headers[name] for name in security_headers()} == security_headers()
    assert watched.violations == []
    assert len(watched.hosts) == 1
    made.close()


def test_a_click_moves_nobody_even_where_motion_is_welcome(browser: Browser, address: str) -> None:
    made = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="no-preference")
    page = made.new_page()
    page.goto(address)
    expect(page.locator(".p")).to_have_count(100, timeout=60_000)
    at_rest(page)
    page.evaluate(RECORD)
    move(page)
    page.wait_for_timeout(1_500)  # all that fades has faded
    assert page.evaluate("people.length") == 100
    assert page.evaluate("moved") <= 2
    assert lit(page) == bare().lit["found"].tolist()
    made.close()


def test_nothing_is_animated_where_motion_is_not_welcome(tab: Page) -> None:
    tab.get_by_role("button", name="Move").click()
    at_rest(tab)
    assert tab.locator(".people").evaluate("list => list.getRootNode().getAnimations().length") == 0
    waits = tab.locator(".coat").first.evaluate("one => getComputedStyle(one).transitionDuration")
    assert waits == "0s"


@pytest.mark.bench
def test_a_seen_state_is_painted_within_three_times_an_empty_page(
    browser: Browser, empty: str, context: BrowserContext
) -> None:
    with serve(SCRIPT.with_name("crowd_alone.py")) as alone:
        ours, plain = context.new_page(), context.new_page()
        ours.goto(alone)
        expect(ours.locator(".p")).to_have_count(100, timeout=60_000)
        plain.goto(empty)
        expect(plain.get_by_text("count 0")).to_be_visible()
        for page in (ours, plain):
            at_rest(page)
        taken, yardstick = alternating(
            (ours, ["button:has-text('Count')"], [".crowd > .summary"]),
            (plain, ["button:has-text('Count')"], ["[data-testid=stText]"]),
            rounds=12,
        )
        ours.close()
        plain.close()
    print(f"seen state {statistics.median(taken):.0f} ms, empty page {statistics.median(yardstick):.0f} ms")
    assert statistics.median(taken) <= 3 * statistics.median(yardstick)
