"""The course in a real browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .looks import at_rest, sideways, violations

pytestmark = pytest.mark.browser

PICTURE = "![x](https://equipoise.invalid/seen.png)"
"""Markdown that would make the browser tell somebody that the file was opened."""


def open_course(page: Page, app: str) -> None:
    page.goto(app + "learn")
    page.get_by_role("tab", name="Challenges").click(timeout=120_000)
    expect(page.get_by_role("button", name="Try this")).to_be_visible(timeout=120_000)
    at_rest(page)


def attempt(page: Page, number: int) -> None:
    page.get_by_role("button", name="Try this").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Attempt {number}", exact=True)).to_be_visible(timeout=60_000)


def test_a_promise_that_cannot_be_kept_is_found_out_by_keyboard_alone(app: str, page: Page) -> None:
    open_course(page, app)
    page.get_by_role("radio", name="The promise on the poster").focus()
    page.keyboard.press("Space")
    months = page.get_by_role("slider").first
    for number in (1, 2, 3):
        months.focus()
        page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(700)
        attempt(page, number)
    doubt = page.get_by_role("button", name="I think it cannot be done")
    expect(doubt).to_be_enabled()
    doubt.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("You are right: it cannot be done here.")).to_be_visible()
    expect(page.get_by_text("Each grey dot is one of the 480 possible settings")).to_be_visible()
    assert page.errors == []  # type: ignore[attr-defined]


def test_progress_leaves_with_the_learner_and_comes_back_but_not_edited(app: str, page: Page, tmp_path: Path) -> None:
    open_course(page, app)
    page.get_by_role("tab", name="Progress and certificate").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my progress").click()
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    content = json.loads(file.read_text())
    upload = page.locator("input[type=file]")
    upload.set_input_files(file)
    expect(page.get_by_text("Loaded, and put together")).to_be_visible()
    content["content"]["takes"] = 9
    upload.set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": json.dumps(content).encode()})
    expect(page.get_by_text("the file was edited or damaged")).to_be_visible()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    upload.set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": PICTURE.encode()})
    expect(page.get_by_text(PICTURE)).to_be_visible()
    assert not [address for address in fetched if not address.startswith(app)]
    assert page.errors == []  # type: ignore[attr-defined]


def test_no_part_scrolls_sideways_on_a_phone_or_is_hard_to_make_out(app: str, page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    open_course(page, app)
    attempt(page, 1)
    for part in ("Challenges", "Test", "Progress and certificate"):
        page.get_by_role("tab", name=part).click()
        expect(page.get_by_role("tab", name=part)).to_have_attribute("aria-selected", "true")
        page.wait_for_timeout(700)
        assert sideways(page) == [], part
        assert violations(page) <= {"list", "listitem"}, part  # Streamlit's own menu on a phone
