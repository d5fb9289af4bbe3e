"""The command ``status`` when things go wrong; ``tests/server`` asks a real server."""

from __future__ import annotations

import http.server
import threading

import pytest

from equipoise.cli import main
from serving import free_port


@pytest.fixture
def other():
    """A web server that is not Equipoise."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = b"{}" if self.path == "/json/healthz" else b"<html>"
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def told(capsys, *arguments):
    assert main(["status", *arguments]) == 2
    streams = capsys.readouterr()
    assert streams.out == "" and streams.err.count("\n") == 1 and streams.err.startswith("equipoise: ")
    return streams.err


def test_nobody_answers(capsys):
    assert "no server of Equipoise answers there" in told(capsys, f"http://127.0.0.1:{free_port()}")


def test_somebody_else_answers(capsys, other):
    assert "no server of Equipoise answers there" in told(capsys, other)
    assert "not Equipoise" in told(capsys, f"{other}/json")


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8501", "file:///etc/passwd", "http://", "http://[", "http://a b/", "http://x:99999999"]
)
def test_an_address_that_is_none(capsys, url):
    told(capsys, url)
