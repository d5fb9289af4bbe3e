"""A server of Equipoise from any checkout, in processes of its own, and the memory that they all take."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

_PATIENCE = 120.0
_MEMORY_MB = 3000
"""What all replicas on this machine may take together: the default of one server alone."""
_FLAGS = ("--server.address", "127.0.0.1", "--server.headless", "true", "--server.fileWatcherType", "none")


class Server:
    """A running server: the ports of its replicas, and the sessions of processes that they began."""

    def __init__(self, ports: Sequence[int], replicas: Sequence[subprocess.Popen[bytes]]) -> None:
        self.ports = tuple(ports)
        self._replicas = tuple(replicas)

    @property
    def port(self) -> int:
        """The port of the first replica."""
        return self.ports[0]

    def processes(self) -> list[int]:
        """Return the process ids of the server and of everything that it has started."""
        began = {replica.pid for replica in self._replicas}
        return sorted(pid for pid in _all_processes() if _session_of(pid) in began)

    def memory(self) -> int:
        """Return the bytes of all its processes: the sum of the proportional set sizes (shared pages count once)."""
        return sum(map(_proportional_set, self.processes()))

    def cpu(self) -> float:
        """Return the seconds of computing of all its processes, those that have ended included."""
        return sum(map(_computing, self.processes()))

    def stop(self) -> None:
        """End the server and whatever it leaves behind."""
        for replica in self._replicas:
            replica.terminate()
        for replica in self._replicas:
            with contextlib.suppress(subprocess.TimeoutExpired):
                replica.wait(timeout=10)
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for replica in self._replicas:
            replica.wait(timeout=10)


@contextlib.contextmanager
def serve(
    checkout: Path, port: int, *, replicas: int = 1, python: str = sys.executable, log: Path | None = None
) -> Iterator[Server]:
    """Run ``streamlit run app.py`` of a checkout on ports of this machine until the block ends.

    Args:
        port: of the first replica; the others have the next ones. replicas: each gets its share of the memory.
        python: the interpreter, whose installed packages the server uses. log: where its output goes.

    Raises:
        RuntimeError: a port is taken, or the server ends before it answers. TimeoutError: it does not answer.
    """
    ports = range(port, port + replicas)
    for each in ports:
        _check_free(each)
    environment = os.environ | {"PYTHONPATH": str(checkout / "src")}
    if replicas > 1:
        environment["EQUIPOISE_MEMORY"] = f"{_MEMORY_MB // replicas}MB"
    with Path(log or os.devnull).open("wb") as out:
        commands = [[python, "-m", "streamlit", "run", "app.py", "--server.port", str(each), *_FLAGS] for each in ports]
        started = [
            subprocess.Popen(command, cwd=checkout, env=environment, stdout=out, stderr=out, start_new_session=True)
            for command in commands
        ]
        server = Server(ports, started)
        try:
            for process, each in zip(started, ports, strict=True):
                _until_healthy(process, each)
            yield server
        finally:
            server.stop()


def leave_no_server() -> None:
    """Let a request to end (SIGTERM) leave the block of `serve`, which ends the server."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))


def commit(checkout: Path) -> str:
    """Return the commit of a checkout, marked if files differ from it; the folder's name where git knows none."""
    git = ["git", "-C", str(checkout), "describe", "--always", "--dirty", "--abbrev=7", "--exclude=*"]
    found = subprocess.run(git, capture_output=True, text=True, check=False)
    return found.stdout.strip() or checkout.name


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise RuntimeError(f"Port {port} is taken: another server would be measured. Choose one with --port.")


def _until_healthy(process: subprocess.Popen[bytes], port: int) -> None:
    address = f"http://127.0.0.1:{port}/_stcore/health"
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with {process.returncode}. See its output with --log.")
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise TimeoutError(f"The server did not answer within {_PATIENCE:.0f} s.")


def _all_processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _session_of(pid: int) -> int | None:
    """Return the session that a process belongs to; None if it is gone."""
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return None


def _proportional_set(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return 1024 * int(line.split()[1])
    return 0


def _computing(pid: int) -> float:
    """Return the seconds of computing of a process and of its children that have ended."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return 0.0
