"""Whatever the system refuses is one line on standard error, with the exit code that shells expect."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from equipoise.core.resources import data

CSV, TOML = (str(data("examples", name)) for name in ("members.csv", "members.toml"))
DISCLOSE = ["disclose", CSV, "--schema", TOML]
ONE_THREAD = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
COMMAND = [sys.executable, "-m", "equipoise"]


def ran(arguments, **options):
    found = subprocess.run([*COMMAND, *arguments], stderr=subprocess.PIPE, env=ONE_THREAD, check=False, **options)
    return found.returncode, found.stderr.decode()


def is_one_line(text):
    return text.startswith("equipoise: ") and text.count("\n") == 1


@pytest.mark.parametrize("arguments", [DISCLOSE, ["levers"], ["--help"], ["attack", "--help"]], ids=" ".join)
def test_a_full_disk_behind_standard_output(arguments):
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        code, said = ran(arguments, stdout=full)
    assert code == 1 and is_one_line(said) and "No space left" in said


@pytest.mark.parametrize("arguments", [DISCLOSE, ["levers"], ["--help"]], ids=" ".join)
def test_a_pipe_that_nobody_reads(arguments):
    reader, writer = os.pipe()
    os.close(reader)
    code, said = ran(arguments, stdout=writer)
    os.close(writer)
    assert code == 141 and is_one_line(said)


@pytest.mark.parametrize("arguments", [DISCLOSE, ["levers"]], ids=" ".join)
def test_a_closed_standard_output(arguments):
    code, said = ran(arguments, preexec_fn=lambda: os.close(1))
    assert code == 1 and is_one_line(said)


def test_a_limit_of_memory():
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (700 * 1024**2,) * 2)

    code, said = ran(DISCLOSE, stdout=subprocess.DEVNULL, preexec_fn=limit)
    assert (code, said) == (0, "") or (code == 1 and is_one_line(said))


def until_it_waits(pid):
    """Wait until a process has loaded what it needs: its processor time has stood still for a second.

    While libraries are loaded, one of them may swallow an interrupt.
    """
    spent, since, end = -1, time.monotonic(), time.monotonic() + 60
    while time.monotonic() < min(since + 1, end) or spent < 50:
        now = sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
        if now != spent:
            spent, since = now, time.monotonic()
        time.sleep(0.1)
        assert time.monotonic() < end


def heed_interrupts():
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupt_leaves_nothing_behind(tmp_path):
    # the commands wait for their table; they are stopped while they do
    flags = ["protect", "-", "--schema", TOML, "--out", str(tmp_path / "out.csv")]
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE, "env": ONE_THREAD}
    pipes["preexec_fn"] = heed_interrupts  # whoever runs the tests in the background has them ignored
    begun = {sign: subprocess.Popen([*COMMAND, *flags], **pipes) for sign in (signal.SIGINT, signal.SIGTERM)}
    for process in begun.values():
        until_it_waits(process.pid)
    for sign, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        begun[sign].send_signal(sign)
        said = begun[sign].communicate(timeout=20)[1].decode()
        assert begun[sign].returncode == code
        assert is_one_line(said) if sign is signal.SIGINT else said == ""
    assert not list(tmp_path.iterdir())


def test_a_table_through_a_pipe_is_read_once(tmp_path):
    with open(CSV, "rb") as table:  # noqa: PTH123
        command = [*COMMAND, "disclose", "-", "--schema", TOML]
        shown = subprocess.run(command, stdin=table, capture_output=True, check=True)
    assert shown.stdout.startswith(b"Rows ") and b"400" in shown.stdout.splitlines()[0]


MEASURED = """import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)"""
"""A small process between the tests and a command: a child counts the memory that its parent has when it begins."""


@pytest.mark.parametrize("source", ["/dev/zero", "a million columns", "a bomb"])
def test_a_bad_file_is_refused_before_it_takes_memory(source, tmp_path):
    import gzip

    file = tmp_path / "t.csv"
    if source == "a million columns":
        file.write_text(",".join(f"c{place}" for place in range(1_000_000)) + "\n")
    if source == "a bomb":
        file.write_bytes(gzip.compress(b"1,2\n" * 100) + gzip.compress(bytes(200_000_000)))
    path = "/dev/zero" if source == "/dev/zero" else str(file)
    command = [sys.executable, "-c", MEASURED, *COMMAND, "disclose", path, "--schema", TOML]
    ended = subprocess.run(command, capture_output=True, env=ONE_THREAD, text=True)
    assert ended.returncode == 2 and is_one_line(ended.stderr)
    assert int(ended.stdout) < 400 * 1024  # of which the libraries take most
