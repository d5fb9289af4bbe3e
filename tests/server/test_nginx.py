"""The nginx configuration in ``docs/``, with two replicas behind a real nginx on ports of its own."""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from equipoise.server.headers import security_headers
from serving import ROOT, free_port, serve

from .visitor import visit

NAME = "equipoise.example.org"
TLS = ssl._create_unverified_context()
FRAME = """daemon off; pid nginx.pid; error_log stderr; user {user}; events {{}} http {{ access_log off;
client_body_temp_path body; proxy_temp_path proxy;
fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
include site.conf; }}"""


def required(program: str) -> str:
    path = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if path is None:
        if os.environ.get("EQUIPOISE_REQUIRE_NGINX") == "1":
            pytest.fail(f"EQUIPOISE_REQUIRE_NGINX=1, but there is no {program} on the path.")
        pytest.skip(f"There is no {program} on the path.")
    return path


@pytest.fixture(scope="module")
def replicas() -> Iterator[tuple[str, str]]:
    required("nginx")
    script = Path(__file__).with_name("replica.py")
    with serve(script, {"REPLICA": "one"}) as one, serve(script, {"REPLICA": "two"}) as two:
        yield one, two


@contextlib.contextmanager
def proxy(folder: Path, replicas: tuple[str, str]) -> Iterator[str]:
    """Run nginx with the site of the repository, moved to free ports and a certificate of its own."""
    folder.mkdir()
    files = {"-keyout": folder / "key.pem", "-out": folder / "cert.pem"}
    request = [required("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={NAME}"]
    subprocess.run([*request, *(str(part) for pair in files.items() for part in pair)], check=True, capture_output=True)
    tls, plain = free_port(), free_port()
    site = (ROOT / "docs" / "nginx.conf").read_text()
    for theirs, ours in {
        "listen 443": f"listen 127.0.0.1:{tls}",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "127.0.0.1:8501": replicas[0].split("/")[2],
        "127.0.0.1:8502": replicas[1].split("/")[2],
        f"/etc/letsencrypt/live/{NAME}/fullchain.pem": str(folder / "cert.pem"),
        f"/etc/letsencrypt/live/{NAME}/privkey.pem": str(folder / "key.pem"),
        f"server_name {NAME}": f"server_name {NAME} localhost",
    }.items():
        assert theirs in site, theirs
        site = site.replace(theirs, ours)
    (folder / "site.conf").write_text(site)
    (folder / "nginx.conf").write_text(FRAME.format(user=getpass.getuser()))
    log = (folder / "log.txt").open("w")
    command = [required("nginx"), "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]
    server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        address = f"https://localhost:{tls}/"
        _until_open(address, server, folder / "log.txt")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)
        log.close()


def _until_open(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError):
            get(address)
            return
        time.sleep(0.1)
    raise RuntimeError(f"nginx does not answer: {log.read_text()}")


@pytest.fixture(scope="module")
def site(replicas: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with proxy(tmp_path_factory.mktemp("proxy") / "nginx", replicas) as address:
        yield address


def get(address: str, **headers: str) -> tuple[int, Message]:
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10, context=TLS) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def cookie_of(headers: Message) -> str | None:
    found = [each for each in headers.get_all("Set-Cookie", []) if each.startswith("equipoise_visitor=")]
    return found[0].split(";")[0] if found else None


def test_the_headers_pass_and_tls_is_kept(site: str) -> None:
    status, headers = get(site)
    assert status == 200 and headers["Strict-Transport-Security"] == "max-age=31536000"
    assert {name: headers[name] for name in security_headers()} == security_headers()
    assert get(f"{site}nope/x")[0] == 404


def test_figures_of_the_server_are_for_this_machine_alone(site: str) -> None:
    assert get(f"{site}healthz")[0] == 200  # asked from this machine
    assert get(f"{site}_stcore/metrics")[0] == 403


def test_a_visitor_stays_with_a_replica_and_both_have_some(site: str) -> None:
    seen = []
    for _ in range(12):
        cookie = cookie_of(get(site)[1])
        assert cookie_of(get(site, Cookie=cookie)[1]) is None  # it is given once
        answers = []
        for _ in range(2):
            with visit(site, tls=TLS, Cookie=cookie) as visitor:
                answers += visitor.run()
        assert len(answers) == 2 and answers[0] == answers[1]
        seen.append(answers[0])
    assert set(seen) == {"one", "two"}


def test_a_forged_cookie_is_replaced(site: str) -> None:
    for forged in ("x", "A" * 32, "0" * 31):
        assert cookie_of(get(site, Cookie=f"equipoise_visitor={forged}")[1]) is not None


def test_another_name_gets_no_answer(site: str) -> None:
    with pytest.raises(urllib.error.URLError, match="SSL"):
        get(site.replace("localhost", "127.0.0.1"))


def test_another_site_gets_no_websocket(site: str) -> None:
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    assert get(f"{site}_stcore/stream", Origin="https://evil.example", **upgrade, **key)[0] == 403


def test_visitors_of_a_replica_that_is_gone_move_to_another(replicas: tuple[str, str], tmp_path: Path) -> None:
    gone = f"http://127.0.0.1:{free_port()}/"
    with proxy(tmp_path / "nginx", (replicas[0], gone)) as address:
        for _ in range(6):
            with visit(address, tls=TLS, Cookie=cookie_of(get(address)[1])) as visitor:
                assert visitor.run() == ["one"]
