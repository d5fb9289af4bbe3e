"""A whole workshop in real browsers: a desk and a second one, a projector, three phones, a lost connection."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from equipoise.learn.keys import own_key
from equipoise.rooms.agenda import Agenda, Item
from equipoise.rooms.room import Room
from equipoise.rooms.service import Rooms
from equipoise.rooms.storage.database import Database, address

from .conftest import new_tab
from .looks import sideways, violations

pytestmark = pytest.mark.browser

QUESTION, NOTE = "Which of these would you tell a shop?", "Ask who lied, and why."
PARTS = (
    Item(id="opening", kind="say", title="Opening", minutes=2, spec={"text": "Who got an offer that knew too much?"}),
    Item(
        id="tell",
        kind="vote",
        title="One choice",
        minutes=3,
        ask=(NOTE,),
        spec={"text": QUESTION, "options": ["My birthday", "My postcode", "Neither"]},
    ),
    Item(id="change", kind="text", title="One sentence", minutes=3, spec={"text": "What will you change?"}),
)
KEPT = "No connection. Trying again; your answer is kept."
SOON = 20_000
"""Milliseconds within which every device shows what happened on another one, however busy the machine is."""
LOW = """() => [...document.querySelectorAll('button, summary, .choice')]
    .filter(one => one.offsetHeight < 44).map(one => one.outerHTML)"""
Open = Callable[..., Page]


@pytest.fixture
def rooms(app: str) -> Iterator[Rooms]:
    """The rooms of the server, as another process sees them."""
    database = Database(address())
    yield Rooms(database, own_key())
    database.close()


@pytest.fixture
def room(rooms: Rooms) -> Iterator[Room]:
    opened = rooms.open(Agenda(id="test", order=1, title="What a shop may know", lead="", items=PARTS))
    yield opened
    rooms.delete(opened.id)


@pytest.fixture
def device(browser: Browser, app: str) -> Iterator[Open]:
    """A function that opens an address on a device of its own: 375 by 667 pixels, or as large as it is told."""
    contexts = []

    def open(path: str, wide: int = 375, high: int = 667, **looks: str) -> Page:
        context = browser.new_context(viewport={"width": wide, "height": high}, reduced_motion="reduce", **looks)
        context.set_default_timeout(60_000)
        contexts.append(context)
        tab = new_tab(context)
        tab.goto(f"{app}room{path}")
        return tab

    yield open
    for context in contexts:
        context.close()


def join(device: Open, room: Room) -> Page:
    phone = device(f"/{room.code}")
    phone.get_by_role("button", name="Join the room").click()
    return phone


def headed(title: str, *pages: Page) -> None:
    for page in pages:
        expect(page.get_by_role("heading", name=title).first).to_be_visible(timeout=SOON)


def looked_at(page: Page) -> None:
    """Look at a page as axe does, and whether it has to be scrolled sideways."""
    assert violations(page) == set() and sideways(page) == []


def at_320(page: Page) -> None:
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 568})
    assert sideways(page) == []
    assert page.evaluate(LOW) == []
    page.set_viewport_size(size)


def test_a_whole_workshop(device: Open, rooms: Rooms, room: Room) -> None:
    link = f"/{room.code}/desk#{rooms.link(room.id, 'desk')}"
    desk, second = device(link, 1280, 720), device(link, color_scheme="dark")
    screen = device(f"/{room.code}/projector#{rooms.link(room.id, 'projector')}", 1280, 720)
    first = device("")
    first.get_by_label("Code of the room").fill(room.code.lower())
    first.keyboard.press("Enter")
    expect(first.get_by_text("is deleted on")).to_be_visible(timeout=SOON)
    looked_at(first)
    at_320(first)
    first.get_by_role("button", name="Join the room").press("Enter")
    other = join(device, room)
    headed("You are in.", first, other)
    expect(first.get_by_text("Connected", exact=True)).to_be_visible(timeout=SOON)
    expect(screen.get_by_text("2 have joined")).to_be_visible(timeout=SOON)
    assert "#" not in screen.url and "#" not in desk.url
    looked_at(screen)
    looked_at(desk)
    at_320(second)

    desk.get_by_role("button", name="Start").press("Enter")
    headed("Who got an offer", first, other, screen)
    expect(second.get_by_role("button", name="Next: One choice")).to_be_visible(timeout=SOON)
    second.get_by_role("button", name="Next: One choice").click()
    headed(QUESTION, first, other, screen, desk)
    expect(desk.get_by_text(NOTE)).to_be_visible(timeout=SOON)

    answer_and_come_back(first)
    answer_without_connection(other)
    late = join(device, room)
    headed(QUESTION, late)
    late.get_by_label("Neither").check()
    late.get_by_role("button", name="Send").click()
    expect(screen.get_by_text("3 of 3 have answered")).to_be_visible(timeout=SOON)
    expect(desk.get_by_text("3 of 3 have answered")).to_be_visible(timeout=SOON)
    looked_at(screen)
    screen.keyboard.press("ArrowRight")
    expect(late.get_by_text("You chose C (Neither).")).to_be_visible(timeout=SOON)
    looked_at(late)
    screen.keyboard.press("ArrowRight")
    headed("What will you change?", first, other, late, screen)

    what_is_typed_stays(first, second)
    desk.get_by_role("button", name="Close", exact=True).click()
    expect(late.get_by_text("You gave no answer here.")).to_be_visible(timeout=SOON)
    expect(screen.get_by_text("<b>less</b>")).to_have_count(0, timeout=SOON)
    looked_at(desk)
    desk.get_by_role("button", name="Show the result").click()
    expect(screen.get_by_text("<b>less</b>")).to_be_visible(timeout=SOON)
    second.get_by_role("button", name="Hide").click()
    expect(screen.get_by_text("<b>less</b>")).to_have_count(0, timeout=SOON)
    screen.keyboard.press("ArrowRight")
    desk.get_by_text("End the workshop").click()
    desk.get_by_role("button", name="Yes, end it").click()
    headed("The workshop is over.", first, other, late, screen)
    pages = (desk, second, screen, first, other, late)
    assert [page.errors for page in pages if page is not other] == [[]] * 5  # type: ignore[attr-defined]


def answer_and_come_back(phone: Page) -> None:
    """Answer, load the page again, and find the answer; then change it."""
    phone.get_by_label("My birthday").check()
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_text("Your answer is in. You can change it")).to_be_visible(timeout=SOON)
    phone.reload()
    expect(phone.get_by_label("My birthday")).to_be_checked()
    looked_at(phone)
    at_320(phone)
    phone.get_by_label("My postcode").check()
    phone.reload()
    expect(phone.get_by_label("My postcode")).to_be_checked()
    phone.get_by_role("button", name="Change my answer").click()
    expect(phone.locator("[data-typed]")).to_have_count(0, timeout=SOON)


def answer_without_connection(phone: Page) -> None:
    """Answer while there is no connection: it is kept, and sent by itself when there is one again."""
    phone.context.set_offline(True)
    phone.get_by_label("Neither").check()
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_text(KEPT)).to_be_visible(timeout=SOON)
    phone.context.set_offline(False)
    expect(phone.get_by_text("Your answer is in. You can change it")).to_be_visible(timeout=SOON)
    expect(phone.get_by_text("Connected", exact=True)).to_be_visible(timeout=SOON)


def what_is_typed_stays(phone: Page, desk: Page) -> None:
    """Type while the desk changes the room; nothing is lost, and the letters are sent as they are."""
    box = phone.get_by_role("textbox")
    box.press_sequentially("<b>le")
    desk.get_by_role("button", name="Start the timer again").click()
    expect(desk.get_by_text("3:00").or_(desk.get_by_text("2:5")).first).to_be_visible(timeout=SOON)
    phone.wait_for_timeout(700)
    box.press_sequentially("ss</b>")
    expect(box).to_have_value("<b>less</b>")
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_text("Your answer is in. You can change it")).to_be_visible(timeout=SOON)
