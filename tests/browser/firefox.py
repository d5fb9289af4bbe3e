"""Every page (or those named) in Firefox, driven over WebDriver BiDi: ``python tests/browser/firefox.py``.

Firefox has to be installed (Debian: ``firefox-esr``). The script starts the app and a Firefox with its own profile,
opens every page at several widths, and prints what it found as a table. It ends with 1 if anything is wrong. Looked
for: errors of the page and of the console, what is wider than the screen (at 200% zoom a screen of 1280 is 640 wide),
and serious findings of axe-core that an empty page of Streamlit has not.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import axe_playwright_python
from websockets.sync.client import ClientConnection, connect

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser.test_every_page import PAGES, SMALL
from serving import APP, free_port, serve

EMPTY = Path(__file__).with_name("empty_page.py")
WIDTHS = (320, 375, 640, 768, 1280, 1920)
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
AT_REST = """!!document.querySelector('[data-test-script-state=notRunning]')
    && !document.querySelector('[data-testid=stSkeleton]') && document.body.innerText.length > 80"""
WIDER = """[document.documentElement, ...document.querySelectorAll('[data-testid=stMain]')]
    .some(node => node.scrollWidth > node.clientWidth)"""
FINDINGS = """axe.run({resultTypes: ['violations']}).then(found => found.violations
    .filter(one => ['serious', 'critical'].includes(one.impact)).map(one => one.id).join(' '))"""
LIT = """[...document.querySelectorAll('*')].map(one => one.shadowRoot).filter(Boolean)
    .flatMap(root => [...root.querySelectorAll('.p.lit')]).length"""
PRESS = """[...document.querySelectorAll('button')].find(one => one.innerText.includes('{}')).click()"""
TOUCHES = {"start": "Everything", "attack_lab": "Use all clues"}
"""What is pressed on a page, after which another number of people has to be lit."""


class Firefox:
    """One tab."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._number, self.errors = socket, 0, list[str]()
        self.tell("session.new", capabilities={})
        self.tell("session.subscribe", events=["log.entryAdded"])
        self.tab = self.tell("browsingContext.create", type="tab")["context"]

    def tell(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            heard = json.loads(self._socket.recv(timeout=120))
            if heard.get("method") == "log.entryAdded" and heard["params"]["level"] == "error":
                self.errors.append(heard["params"]["text"])
            if heard.get("id") == self._number:
                if heard["type"] == "error":
                    raise RuntimeError(heard["message"])
                result: dict[str, Any] = heard["result"]
                return result

    def find(self, expression: str) -> Any:
        """Return what an expression of the page gives; a promise is waited for."""
        found = self.tell(
            "script.evaluate", expression=expression, target={"context": self.tab}, awaitPromise=True
        )  # fmt: skip
        if found["type"] == "exception":
            raise RuntimeError(found["exceptionDetails"]["text"])
        return found["result"].get("value")

    def open(self, address: str) -> None:
        """Open a page and wait until it is drawn."""
        self.errors.clear()
        self.tell("browsingContext.navigate", context=self.tab, url=address, wait="complete")
        self.until(AT_REST)

    def until(self, expression: str) -> None:
        """Wait until an expression of the page is true."""
        deadline = time.monotonic() + 90
        while not self.find(expression):
            if time.monotonic() > deadline:
                raise TimeoutError(expression)
            time.sleep(0.3)

    def wide(self, width: int) -> None:
        """Give the page another width."""
        self.tell("browsingContext.setViewport", context=self.tab, viewport={"width": width, "height": 800})


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Start a Firefox without a window, and end it."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        raise SystemExit("There is no Firefox on the path. Install it, for example as firefox-esr.")
    port = free_port()
    with tempfile.TemporaryDirectory() as profile:
        command = [program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", str(port)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        running = subprocess.Popen(command, **quiet)
        try:
            with _socket(port) as socket:
                yield Firefox(socket)
        finally:
            running.terminate()
            running.wait(timeout=20)


def _socket(port: int) -> ClientConnection:
    deadline = time.monotonic() + 60
    while True:
        try:
            return connect(f"ws://127.0.0.1:{port}/session", max_size=None)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def serious(tab: Firefox) -> set[str]:
    """Return the rules of axe-core that the page breaks, of the serious ones."""
    tab.find(AXE + "; true")
    return set(str(tab.find(FINDINGS)).split())


def look(tab: Firefox, app: str, page: str, own: set[str]) -> list[str]:
    """Return what is wrong with a page."""
    tab.wide(1280)
    tab.open(app if page == "start" else f"{app}{page}{SMALL}")
    wrong = [f"console: {text[:80]}" for text in tab.errors if "_stcore" not in text]
    if tab.find("!!document.querySelector('[data-testid=stException]')"):
        wrong.append("error page")
    wrong += [f"axe: {rule}" for rule in sorted(serious(tab) - own)]
    if page in TOUCHES:
        tab.until(f"{LIT} > 0")
        before = tab.find(LIT)
        tab.find(PRESS.format(TOUCHES[page]) + "; true")
        tab.until(f"{LIT} !== {before}")
    for width in WIDTHS:
        tab.wide(width)
        time.sleep(0.7)
        if tab.find(WIDER):
            wrong.append(f"scrolls sideways at {width}")
    return wrong


def main() -> int:
    """Look at every page, print what was found, and return 1 if anything is wrong."""
    bad = 0
    with serve(EMPTY) as empty, serve(APP) as app, firefox() as tab:
        print(tab.find("navigator.userAgent"))
        tab.tell("browsingContext.navigate", context=tab.tab, url=empty, wait="complete")
        tab.until("!!document.querySelector('[data-test-script-state=notRunning]')")
        own = serious(tab)
        print(f"an empty page breaks: {', '.join(sorted(own)) or 'nothing'}\n\n| page | found |\n|---|---|")
        for page in sys.argv[1:] or PAGES:
            wrong = look(tab, app, page, own)
            bad += bool(wrong)
            print(f"| {page} | {'; '.join(wrong) or 'nothing'} |", flush=True)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
