"""A real server for the tests that need one."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
APP = Path(os.environ.get("EQUIPOISE_TEST_APP", ROOT / "app.py"))
"""The app to test: that of the checkout, or a copy beside an installed wheel."""
PYTHON = os.environ.get("EQUIPOISE_TEST_PYTHON", sys.executable)
"""The interpreter that runs it."""


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextlib.contextmanager
def serve(script: Path, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Run a script with Streamlit on a free port of this machine, with the settings of the repository."""
    port = free_port()
    flags = ["--server.port", str(port), "--server.headless", "true", "--server.fileWatcherType", "none"]
    command = [PYTHON, "-m", "streamlit", "run", str(script), *flags]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    folder = script.parent if script == APP else ROOT
    server = subprocess.Popen(command, cwd=folder, env={**os.environ, **(environment or {})}, **quiet)
    try:
        until_healthy(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=10)


def until_healthy(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise TimeoutError(f"{address} did not answer within a minute")
