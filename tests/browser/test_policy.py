"""Every download in a browser, under the security headers: no violation, no request to another host."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from equipoise.learn import signing
from equipoise.learn.exam import forms
from equipoise.learn.keys import data_folder, kept_key
from equipoise.learn.lesson import lessons
from equipoise.learn.progress import Progress, Score
from equipoise.server.headers import security_headers
from equipoise.ui.shared.words import say
from serving import APP, serve

from .test_every_page import SMALL
from .test_sharing import open_dialog
from .watched import Watched

pytestmark = pytest.mark.browser

MENUS = """() => {
    const seen = window.seen = {titles: [], menus: []};
    const look = () => {
        if (seen.titles.at(-1) !== document.title) seen.titles.push(document.title);
        const menu = document.querySelector('[data-testid=stSidebarNav]');
        if (menu) seen.menus.push(menu.innerText);
    };
    new MutationObserver(look).observe(document, {subtree: true, childList: true, characterData: true});
}"""


@pytest.fixture
def watched(browser: Browser, app: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    context.new_page().goto(f"{app}_stcore/health")  # stays open and keeps the scripts, as in `context`
    yield Watched(context)
    context.close()


def received(page: Page, button: Locator) -> Path:
    """Click on a button and return the file that comes; it came with the security headers."""
    headers = []
    page.on("response", lambda response: headers.append(response.headers) if "/media/" in response.url else None)
    with page.expect_download() as waiting:
        button.click()
    with urllib.request.urlopen(waiting.value.url, timeout=30) as answer:
        assert {name: answer.headers[name] for name in security_headers()} == security_headers()
    return Path(waiting.value.path())


def button(place: Page | Locator, key: str, **values: str) -> Locator:
    return place.get_by_role("button", name=re.compile(re.escape(say(key, **values)))).first


def test_the_policy_is_in_force(app: str, watched: Watched) -> None:
    page = watched.open(app)
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://192.0.2.1/x.png'}))")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.bad = 1'}))")
    page.wait_for_timeout(200)
    assert page.evaluate("window.bad") is None
    assert {what.split()[0] for what in watched.violations if what.startswith(("img", "script"))} == {
        "img-src",
        "script-src-elem",
    }


def test_downloads_of_the_playground(app: str, watched: Watched) -> None:
    page = watched.open(f"{app}playground{SMALL}")
    dialog = open_dialog(page, "share")
    for kind in ("json", "csv", "summary"):
        assert received(page, button(dialog, f"share.{kind}")).stat().st_size > 1_000
    watched.assert_nothing_outside(app)


def test_downloads_of_a_customer_and_of_a_facilitator(app: str, watched: Watched) -> None:
    page = watched.open(f"{app}your_data{SMALL}")
    page.get_by_role("button", name=re.compile("^See ")).first.click()
    page.get_by_role("tab", name=say("you.part.choices")).click()
    for kind in ("json", "text"):
        assert received(page, button(page, f"you.file.{kind}")).stat().st_size > 100
    page = watched.open(f"{app}workshop?lesson=codes")
    assert received(page, button(page, "guide.print")).stat().st_size > 1_000
    watched.assert_nothing_outside(app)


def finished() -> Progress:
    """Return the progress of somebody who has earned the certificate."""
    form = forms()["a"]
    progress = Progress().with_sitting("course", "after", form.mark([question.answer for question in form.questions]))
    for lesson in lessons().values():
        progress = progress.with_lesson(lesson.key, Score(right=1, of=len(lesson.quiz)))
    return progress


def test_downloads_of_a_learner_whose_file_another_process_signed(app: str, watched: Watched, tmp_path: Path) -> None:
    file = tmp_path / "progress.json"
    file.write_text(signing.seal(finished().to_dict(), kept_key(data_folder())))
    page = watched.open(f"{app}learn")
    page.get_by_role("tab", name=say("learn.tab.progress")).click()
    page.locator("input[type=file]").set_input_files(file)
    certificate = button(page, "course.certificate.download.unnamed")
    expect(certificate).to_be_visible()
    assert received(page, certificate).read_bytes().startswith(b"%PDF")
    assert received(page, button(page, "course.keep.download")).stat().st_size > 100
    watched.assert_nothing_outside(app)


def test_a_new_server_shows_its_own_menu_and_title_from_the_start(watched: Watched) -> None:
    watched.context.add_init_script(f"({MENUS})()")
    with serve(APP) as app:
        page = watched.open(app)
        page.locator("[data-testid=stTopNav]").wait_for()
        expect(page).to_have_title(re.compile(" · Equipoise$"))
        seen = page.evaluate("window.seen")
        title = say("page.start")
        assert seen["menus"] == [] and set(seen["titles"]) <= {"", "Streamlit", title, f"{title} · Equipoise"}


def test_an_unknown_page_leads_home(app: str, watched: Watched) -> None:
    page = watched.page()
    assert page.goto(f"{app}nope/x").status == 404
    page.get_by_role("link").click()
    expect(page.get_by_role("heading", name=say("start.title"))).to_be_visible(timeout=60_000)
    watched.assert_nothing_outside(app)
