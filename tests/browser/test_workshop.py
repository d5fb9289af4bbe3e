"""The facilitator's page in a real browser: the guide, the file to print, and a lesson on the big screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from equipoise.learn.lesson import lessons
from equipoise.ui.workshop.slides import slides

from .looks import sideways, violations

pytestmark = pytest.mark.browser

LESSON = next(iter(lessons().values()))
SLIDES = slides(LESSON)
EXPERIMENT = next(place for place, slide in enumerate(SLIDES, start=1) if slide.experiment)


def open_guide(page: Page, app: str) -> None:
    page.goto(f"{app}workshop?lesson={LESSON.id}")
    expect(page.get_by_role("button", name="Put it on the screen")).to_be_visible(timeout=120_000)


def heading(page: Page, number: int) -> None:
    expect(page.get_by_text(f"{number} / {len(SLIDES)}")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", level=1, name=SLIDES[number - 1].text[:30])).to_be_visible()


def test_a_lesson_is_presented_with_the_arrow_keys_alone(app: str, page: Page) -> None:
    open_guide(page, app)
    page.get_by_role("button", name="Put it on the screen").focus()
    page.keyboard.press("Enter")
    heading(page, 1)
    expect(page.get_by_role("link", name="Playground")).to_be_hidden()
    for number in range(2, EXPERIMENT + 1):
        page.keyboard.press("ArrowRight")
        heading(page, number)
    expect(page.get_by_role("img", name=re.compile("in 100; "))).to_be_visible(timeout=60_000)
    page.keyboard.press("ArrowLeft")
    heading(page, EXPERIMENT - 1)
    assert violations(page) == set()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Put it on the screen")).to_be_visible()
    expect(page.get_by_role("link", name="Playground")).to_be_visible()


def test_the_guide_is_a_file_that_stands_alone(app: str, page: Page, tmp_path: Path) -> None:
    open_guide(page, app)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the guide to print").click()
    file = tmp_path / "guide.html"
    download.value.save_as(file)
    page.goto(file.as_uri())
    expect(page.get_by_role("heading", name="Run sheet")).to_be_visible()
    assert page.errors == []  # type: ignore[attr-defined]


def test_the_experiment_fits_a_phone(app: str, page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(f"{app}workshop?lesson={LESSON.id}&slide={EXPERIMENT}")
    heading(page, EXPERIMENT)
    expect(page.get_by_role("img", name=re.compile("in 100; "))).to_be_visible(timeout=60_000)
    assert sideways(page) == []
