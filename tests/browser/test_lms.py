"""A learning system on another origin: it opens a path, and is told the result. Its run-time is scripted here.

Two servers on this machine stand for the two origins: one with the package inside a frame, below a window with the
standard's API; the other is the app.
"""

from __future__ import annotations

import functools
import http.server
import io
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from equipoise.learn import progress_file
from equipoise.learn.keys import own_key
from equipoise.learn.lms import ORIGINS
from equipoise.learn.progress import Progress, Score
from equipoise.learn.route import routes
from equipoise.learn.scorm import package
from equipoise.texts.catalogue import texts
from serving import APP, serve

pytestmark = pytest.mark.browser

ROUTE = routes()["essentials"]
WORDS = texts().under("scorm")
RUN_TIME = """<!doctype html><title>System</title><script>
const kept = {"cmi.core.lesson_status": "not attempted"};
const calls = [];
const noted = (name, act) => (...values) => { calls.push([name, ...values]); return act(...values); };
window.API = {
    LMSInitialize: noted("LMSInitialize", () => "true"),
    LMSFinish: noted("LMSFinish", () => "true"),
    LMSGetValue: name => kept[name] ?? "",
    LMSSetValue: noted("LMSSetValue", (name, value) => { kept[name] = value; return "true"; }),
    LMSCommit: noted("LMSCommit", () => "true"),
    LMSGetLastError: () => "0",
    LMSGetErrorString: () => "",
    LMSGetDiagnostic: () => "",
};
</script><iframe src="index.html" style="width:40rem;height:30rem"></iframe>"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The origin of the learning system, and the folder that it serves."""
    folder = tmp_path_factory.mktemp("system")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def listed(system: tuple[str, Path]) -> Iterator[str]:
    """The address of an app that answers this learning system."""
    with serve(APP, {ORIGINS: system[0]}) as address:
        package_in(system[1], address)
        yield address


def package_in(folder: Path, address: str) -> None:
    """Put the package into the folder of the system, below a window with the API."""
    zipfile.ZipFile(io.BytesIO(package(ROUTE, address, own_key(), WORDS))).extractall(folder)
    (folder / "system.html").write_text(RUN_TIME)


def done() -> str:
    """Return the progress of somebody who has earned the certificate, as a browser keeps it."""
    form = ROUTE.form("a")
    wrong = (form.questions[0].answer + 1) % 3
    answers = [wrong, *(question.answer for question in form.questions[1:])]
    progress = Progress().with_sitting("essentials", "after", form.mark(answers)).with_attack(True)
    for name in ROUTE.lessons:
        progress = progress.with_lesson(f"{name}@1", Score(right=1, of=2))
    return progress_file.write(progress, own_key())


def launcher(page: Page) -> Frame:
    found = next(frame for frame in page.frames if frame.url.endswith("index.html"))
    expect(found.get_by_text(WORDS["ready"])).to_be_visible(timeout=30_000)
    return found


def test_a_system_opens_a_path_and_is_told_the_result_and_nobody_else_is(
    browser: Browser, listed: str, system: tuple[str, Path]
) -> None:
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto(f"{system[0]}/system.html")
    frame = launcher(page)
    assert page.evaluate("calls.slice(0, 2)") == [
        ["LMSInitialize", ""],
        ["LMSSetValue", "cmi.core.lesson_status", "incomplete"],
    ]
    # A window that is neither the app's nor opened by the launcher may say what it likes.
    page.evaluate("document.querySelector('iframe').contentWindow.postMessage({kind: 'equipoise.answer'}, '*')")
    with page.expect_popup() as opening:
        frame.get_by_role("button", name=WORDS["open"]).click()
    app = opening.value
    expect(app.get_by_role("button", name="First test")).to_be_visible(timeout=120_000)
    page.wait_for_function("kept['cmi.core.score.raw'] === '0' && kept['cmi.core.lesson_status'] === 'incomplete'")
    # From another origin than the listed one, the same question gets no answer.
    app.evaluate("window.heard = []; window.addEventListener('message', event => heard.push(event.data.kind))")
    nonce = app.url.split("lms=")[1].split("&")[0]
    app.evaluate(f"window.postMessage({{kind: 'equipoise.ask', nonce: '{nonce}'}}, '*')")
    app.evaluate("text => localStorage.setItem('equipoise.progress', text)", done())
    app.reload()
    expect(app.get_by_text("Your learning system is told that you passed.")).to_be_visible(timeout=120_000)
    page.wait_for_function("kept['cmi.core.lesson_status'] === 'passed'")
    assert page.evaluate("[kept['cmi.core.score.raw'], kept['cmi.core.score.max']]") == ["75", "100"]
    code = str(app.locator("[data-testid=stAlert] strong").last.inner_text())
    expect(frame.get_by_text(WORDS["passed"])).to_be_visible()
    page.evaluate("document.querySelector('iframe').remove()")
    assert page.evaluate("calls.at(-1)[0]") == "LMSFinish"
    assert page.evaluate("/^\\d\\d:\\d\\d:\\d\\d$/.test(kept['cmi.core.session_time'])")

    # Where no window opens, the code does it: only for the opening that it was made for.
    page.add_init_script("window.open = () => null")
    page.reload()
    frame = launcher(page)
    frame.get_by_role("button", name=WORDS["open"]).click()
    expect(frame.get_by_text(WORDS["window"])).to_be_visible()
    frame.get_by_label(WORDS["code"]).fill(code)
    frame.get_by_role("button", name=WORDS["send"]).click()
    expect(frame.get_by_text(WORDS["wrong_code"])).to_be_visible()
    app.goto(str(frame.locator("#link").get_attribute("href")))
    expect(app.get_by_text("Your learning system is told that you passed.")).to_be_visible(timeout=120_000)
    frame.get_by_label(WORDS["code"]).fill(str(app.locator("[data-testid=stAlert] strong").last.inner_text()))
    frame.get_by_role("button", name=WORDS["send"]).click()
    expect(frame.get_by_text(WORDS["passed"])).to_be_visible()
    assert page.evaluate("kept['cmi.core.lesson_status']") == "passed"
    context.close()
