"""The app as ``streamlit run app.py`` serves it, asked without a browser."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from equipoise.cli import main
from equipoise.server.headers import security_headers
from serving import ROOT, serve

from .visitor import handshake, visit

WATCH = """import os, sys

def watch(event, arguments):
    if event == "socket.connect":
        address = arguments[1]
    elif event == "socket.getaddrinfo":
        address = arguments[:2]
    else:
        return
    if not str(address[0]).startswith(("127.", "localhost", "/")):
        with open(os.environ["OUTSIDE_CALLS"], "a") as file:
            print(address, file=file)

sys.addaudithook(watch)
"""


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which every process writes down which other machine it tries to reach."""
    folder = tmp_path_factory.mktemp("watch")
    (folder / "sitecustomize.py").write_text(WATCH)
    path = f"{folder}:{ROOT / 'src'}"
    return {"PYTHONPATH": path, "OUTSIDE_CALLS": str(folder / "calls.txt")}


@pytest.fixture(scope="module")
def app(watched: dict[str, str]) -> Iterator[str]:
    with serve(ROOT / "app.py", watched) as address:
        yield address


def get(address: str, method: str = "GET") -> tuple[int, Message, str]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, method=method), timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode("utf-8", "replace")


PATHS = {
    "": 200,
    "playground?v=2&population.size=1000": 200,
    "favicon.png": 200,
    "healthz": 200,
    "_stcore/health": 200,
    "_stcore/host-config": 200,
    "media/none.csv": 404,
    "component/none/index.html": 404,
    "_stcore/bidi-components/none/x.js": 404,
    "nope": 404,
    "nope/x": 404,
    "start": 200,
    "course?v=2": 200,
    "facilitator": 200,
    "evidence": 200,
    "playground/x": 404,
    "?a=1&a=2": 400,
    "learn?a=1&a=2": 400,
    "..%2f..%2fetc/passwd": 404,
    "/evil.example": 404,
}


def test_every_answer_has_its_status_and_the_headers(app: str) -> None:
    wrong = []
    for path, expected in PATHS.items():
        status, headers, _ = get(app + path)
        missing = {name for name, value in security_headers().items() if headers.get_all(name) != [value]}
        if status != expected or missing:
            wrong.append((path, status, missing))
    assert wrong == []


def test_an_unknown_path_leads_home_and_shows_itself_as_text(app: str) -> None:
    _, headers, page = get(app + "nope/%3Cscript%3Ealert(1)%3C/script%3E")
    assert headers.get_content_type() == "text/html" and "There is no such page" in page
    assert "<script" not in page and "&lt;script&gt;" in page and "href='/'" in page


def test_a_link_that_would_be_misread_says_so_as_text(app: str) -> None:
    page = get(app + "playground?%3Cimg%3E=1&%3Cimg%3E=2")[2]
    assert "&#x27;&lt;img&gt;&#x27;: a link gives each setting once" in page and "<img" not in page
    assert "1,001 settings: a link holds at most 1,000" in get(app + "?" + "&".join(f"p{i}=" for i in range(1_001)))[2]
    assert get(app + "?" + "&".join(f"p{i}=" for i in range(1_000)))[0] == 200


def test_a_page_that_has_moved_is_found_under_its_old_address(app: str) -> None:
    for old, new in (
        ("course?lesson=codes", "learn?lesson=codes"),
        ("start?lang=de", "?lang=de"),
    ):
        with urllib.request.urlopen(app + old, timeout=30) as answer:
            assert answer.url == app + new


def test_other_methods_are_left_to_streamlit(app: str) -> None:
    assert get(app + "nope", "HEAD")[0] == 404 and get(app, "POST")[0] == 405


def test_the_status_command_prints_the_health_report(app: str, capsys: pytest.CaptureFixture[str]) -> None:
    with visit(app) as visitor:
        visitor.run()
        assert main(["status", app]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["visitors"] >= 1 and report["version"] == json.loads(get(app + "healthz")[2])["version"]


def foreign(host: str) -> list[dict[str, str]]:
    """Return request headers of websockets that a page of another web site opens."""
    origins = ("https://evil.example", "null", "http://169.254.169.254", "https://[")
    return [*({"Origin": origin} for origin in origins), {"Origin": f"http://{host}", "Host": "evil.example"}]


def test_only_pages_of_this_host_get_a_websocket_and_nobody_outside_is_asked(app: str, watched: dict[str, str]) -> None:
    host = app.removeprefix("http://").rstrip("/")
    assert handshake(app) == handshake(app, Origin=f"http://{host}") == 101
    assert handshake(app, Host="shop.example", Origin="https://shop.example") == 101  # as a proxy passes it on
    statuses = [handshake(app, **headers) for headers in foreign(host)]
    calls = Path(watched["OUTSIDE_CALLS"])
    assert not calls.exists(), calls.read_text()
    assert set(statuses) == {403}
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
    subprocess.run([sys.executable, "-c", code], env=watched, check=False, stderr=subprocess.DEVNULL)
    assert "192.0.2.1" in calls.read_text(), "the watch does not see calls"


def test_it_listens_on_this_machine_alone(app: str) -> None:
    port = int(app.rstrip("/").rsplit(":", 1)[1])
    listening = {
        line.split()[1].split(":")[0]
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        if int(line.split()[1].split(":")[1], 16) == port and line.split()[3] == "0A"
    }
    assert listening == {"0100007F"}
