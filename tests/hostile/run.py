"""Run hostile commands, each in a process of its own, and report what became of them.

``python tests/hostile/run.py --count 2000 --seed 1`` prints the report as JSON; the exit code is 1 if anything is
wrong. ``--only NUMBER`` runs one command again, in a folder that is kept.
"""

import argparse
import collections
import contextlib
import dataclasses
import json
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from importlib import import_module
from pathlib import Path

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(name, "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np  # noqa: E402

from hostile.commands import Case, case  # noqa: E402

SECONDS, MEMORY = 10.0, 1024**3
_PATIENCE = 60.0
CODES = (0, 1, 2, 141)
_SMALL, _LITTLE = 10_000, 150 * 1024**2
_STAYS = {"/dev/full", "/dev/null", "/dev/stdout"}


@dataclasses.dataclass
class Ending:
    """How a command ended: its exit code (negative: the signal that killed it), and what it took and said.

    Seconds are those of the processor, so that other programs do not count.
    """

    code: int
    seconds: float
    memory: int
    out: str
    errors: str
    wrong: list[str] = dataclasses.field(default_factory=list)


def drawn(seed: int, number: int) -> Case:
    """Return the command of this number."""
    return case(np.random.default_rng([seed, number]))


def tried(command: Case, folder: Path) -> Ending:
    """Run a command in a folder and judge its end."""
    _lay_out(command, folder)
    begin = time.monotonic()
    child = os.fork()
    if child == 0:
        _become(command, folder)
    status, usage = _wait(child, begin)
    taken = usage.ru_utime + usage.ru_stime
    texts = [(folder / f".{name}").read_text("utf-8", "replace") for name in ("out", "errors")]
    ending = Ending(os.waitstatus_to_exitcode(status), taken, usage.ru_maxrss * 1024, *texts)
    ending.wrong = list(_faults(command, folder, ending))
    return ending


def _lay_out(command: Case, folder: Path) -> None:
    (folder / "folder").mkdir()
    for name, content in command.files.items():
        (folder / name).write_bytes(content)
    (folder / "link.csv").symlink_to("there.csv")
    (folder / "loop.csv").symlink_to("loop.csv")


def _become(command: Case, folder: Path) -> None:
    """Turn this process into the command; it never returns."""
    code = 70
    try:
        os.chdir(folder)
        _connect(command.streams)
        sys.argv = ["equipoise", *command.arguments]
        from equipoise.__main__ import main

        code = main()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 0 if left.code is None else 1
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        os._exit(code)


def _connect(streams: str) -> None:
    """Connect the standard streams as the case wants them, and set its limits."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    source = os.open("table.csv", os.O_RDONLY)
    out, errors = os.open(".out", flags), os.open(".errors", flags)
    if streams == "full":
        out = os.open("/dev/full", os.O_WRONLY)
    if streams == "gone":
        reader, out = os.pipe()
        os.close(reader)
    for place, target in enumerate((source, out, errors)):
        os.dup2(target, place)
    sys.stdin, sys.stdout, sys.stderr = (open(place, mode) for place, mode in ((0, "r"), (1, "w"), (2, "w")))  # noqa: PTH123, SIM115
    if streams == "closed":
        sys.stdout = None
    if streams == "no input":
        sys.stdin = None
    if streams == "no errors":
        sys.stderr = None
    if streams == "small files":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (_SMALL, _SMALL))
    if streams == "little memory":
        now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + _LITTLE,) * 2)


def _wait(child: int, begin: float) -> tuple[int, resource.struct_rusage]:
    """Wait for the child; one that has waited for long is killed."""
    while True:
        found, status, usage = os.wait4(child, os.WNOHANG)
        if found:
            return status, usage
        if time.monotonic() - begin > _PATIENCE:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.005)


def _faults(command: Case, folder: Path, ending: Ending):
    """Yield everything that must not be."""
    said = ending.errors + ending.out
    if "Traceback" in said or "Exception ignored" in said:
        yield "a traceback"
    if ending.code not in CODES:
        yield f"exit code {ending.code}"
    if ending.seconds > SECONDS:
        yield f"{ending.seconds:.1f} s"
    if ending.memory > MEMORY:
        yield f"{ending.memory / 1024**2:.0f} MB"
    lines = ending.errors.splitlines()
    if any(not line.startswith("equipoise: ") for line in lines):
        yield "a line on standard error that is not its own"
    if ending.code and not lines and command.streams != "no errors":
        yield "a failure without a word"
    if "\x1b" in said:
        yield "a control character"
    if any((folder / name).read_bytes() != content for name, content in _kept(command)):
        yield "an input that was changed"
    if list(folder.glob(".*.part")):
        yield "a file that was left aside"
    if ending.code == 0 and command.command == "protect" and "usage:" not in said:
        yield from _unlike(command, folder, ending)


def _kept(command: Case):
    forced = "--force" in command.arguments
    return [(name, content) for name, content in command.files.items() if not (forced and name == "there.csv")]


def _unlike(command: Case, folder: Path, ending: Ending):
    """Yield how the written table, read again, differs from what was printed about it."""
    out = _after(command.arguments, "--out")
    if _after(command.arguments, "--technique") == "cohorts" or out in _STAYS:
        return
    printed = re.search(r"^k +([0-9,]+)$", ending.out, re.MULTILINE)
    if not (folder / out).exists():
        yield "no file was written"
    elif printed and printed[1] != "0":
        k = _k_again(command, folder, out)
        if k != printed[1].replace(",", ""):
            yield f"k {printed[1]} was printed, and {k} is read again"


def _k_again(command: Case, folder: Path, out: str) -> str:
    layout = [flag for flag in ("--separator", "--decimal") if flag in command.arguments]
    flags = [part for flag in layout for part in (flag, _after(command.arguments, flag))]
    again = Case(["disclose", out, "--schema", _after(command.arguments, "--schema"), *flags, "--json"], {}, "plain")
    child = os.fork()
    if child == 0:
        shutil.copy(folder / ".out", folder / ".printed")
        _become(again, folder)
    os.waitpid(child, 0)
    try:
        return str(json.loads((folder / ".out").read_text())["k"])
    except ValueError:
        return (folder / ".errors").read_text()


def _after(arguments: list[str], flag: str) -> str:
    places = [place for place, argument in enumerate(arguments[:-1]) if argument == flag]
    return arguments[places[-1] + 1] if places else ""


def report(seed: int, count: int) -> dict[str, object]:
    """Run commands and return how many ended how, the most that any took, and those that are wrong."""
    _warm()
    codes: collections.Counter[int] = collections.Counter()
    wrong, slowest, largest = [], 0.0, 0
    for number in range(count):
        with tempfile.TemporaryDirectory() as name:
            ending = tried(drawn(seed, number), Path(name))
        codes[ending.code] += 1
        slowest, largest = max(slowest, ending.seconds), max(largest, ending.memory)
        if ending.wrong:
            wrong.append({"number": number, "wrong": ending.wrong, "arguments": drawn(seed, number).arguments,
                          "streams": drawn(seed, number).streams, "errors": ending.errors[-1500:]})  # fmt: skip
    return {"commands": count, "codes": dict(sorted(codes.items())), "seconds": round(slowest, 2),
            "megabytes": largest // 1024**2, "wrong": wrong}  # fmt: skip


def _warm() -> None:
    """Load what the commands load, so that every child begins with it; nothing is computed, so no thread is started."""
    import_module("equipoise.__main__")
    import_module("equipoise.cli.table")
    import_module("sklearn.linear_model")
    for technique in import_module("equipoise.stages.protect.catalogue").TECHNIQUES.values():
        technique.load()
    import_module("equipoise.cli.parsers").parser()
    import_module("equipoise.cli.explained").explained("attack")


def main() -> int:
    """Run as a script."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    options = parser.parse_args()
    if options.only is None:
        found = report(options.seed, options.count)
        print(json.dumps(found, indent=1))
        return bool(found["wrong"])
    _warm()
    folder = Path(tempfile.mkdtemp())
    command = drawn(options.seed, options.only)
    print(folder, command.arguments, command.streams, tried(command, folder), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
