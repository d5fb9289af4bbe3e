"""Commands at random: flags, streams and places that a person, or a broken script, may give."""

import dataclasses

from hostile import tables

TECHNIQUES = (
    "none", "k_anonymity", "l_diversity", "t_closeness", "suppression", "cohorts", "synthetic", "synthetic_dp",
    "randomised_response",
)  # fmt: skip
ATTACKS = ("linkage", "singling_out", "disclosed", "inferred")
ODD = ("", "0", "-1", "1e9", "nan", "inf", "abc", "1e-300", "2.5", "9" * 30, "\x1b", "5", "true", "[1]", "--", "é")
LEVERS = ("protect.k=3", "protect.k", "=", "target.budget=1", "protect.nothing=1", *ODD)
TARGETS = ("out.csv",) * 40 + (
    "out.csv.gz", "table.csv", "schema.toml", "there.csv", "folder", "/dev/full", "/dev/null", "/dev/stdout",
    "out.xlsx", "out.zst", "x" * 300, "null\0byte", "-", "", "link.csv", "./table.csv", ".", "no/such/out.csv",
)  # fmt: skip
SOURCES = ("table.csv",) * 80 + (
    "-", "-", "/dev/zero", "/dev/null", "/dev/urandom", "folder", "gone.csv", "schema.toml", "loop.csv", "/dev/stdin",
    "", "null\0byte",
)  # fmt: skip
STREAMS = ("plain",) * 40 + ("full", "closed", "gone", "no input", "no errors", "small files", "little memory")
"""What standard output is: a file, a full disk, closed, a pipe without reader; no standard input, no standard error;
files of at most 10 kB, 150 MB of memory more than there are at the start."""


@dataclasses.dataclass(frozen=True)
class Case:
    """One command: its arguments, files by name, what comes through standard input, and what its streams are."""

    arguments: list[str]
    files: dict[str, bytes]
    streams: str

    @property
    def command(self):
        return self.arguments[0] if self.arguments else ""


def case(rng):
    """Return one command, drawn from a random generator."""
    columns = tables.schema(rng)
    separator = ";" if rng.random() < 0.1 else ","
    text = tables.csv(rng, columns, tables.cells(rng, columns), separator)
    schema = tables.toml(rng, columns).encode()
    files = {"table.csv": tables.damaged(rng, text), "schema.toml": schema, "there.csv": b"x\n1\n"}
    command = str(rng.choice(["disclose", "protect", "protect", "attack"]))
    source = str(rng.choice(SOURCES))
    arguments = [command, source, "--schema", "schema.toml" if rng.random() < 0.98 else str(rng.choice(SOURCES))]
    if separator == ";" and rng.random() < 0.7:
        arguments += ["--separator", ";", *(["--decimal", ","] if rng.random() < 0.4 else [])]
    arguments += {"disclose": _disclose, "protect": _protect, "attack": _attack}[command](rng, columns)
    if rng.random() < 0.04:
        odd = str(rng.choice(["--nonsense", "--help", "-h", *ODD]))
        arguments.insert(int(rng.integers(len(arguments) + 1)), odd)
    return Case(arguments, files, str(rng.choice(STREAMS)))


def _disclose(rng, columns):
    return ["--json"] if rng.random() < 0.3 else []


def _protect(rng, columns):
    force = ["--force"] if rng.random() < 0.3 else []
    return ["--out", str(rng.choice(TARGETS)), *force, *_levers(rng)]


def _attack(rng, columns):
    names = [fields["name"] for fields in columns]
    traits = [*names, f"{names[0]}=yes", "=", "ill=no"]
    flagged = {
        "only": ATTACKS,
        "knows": [*names, "gone"],
        "trait": traits,
        "withheld": ["0.5", "0.01", "0.2", "0.3", str(rng.choice(ODD))],
    }
    flags = _levers(rng)
    for name, values in flagged.items():
        if rng.random() < 0.2:
            several = int(rng.integers(1, 3)) if name in ("only", "knows") else 1
            flags += [f"--{name}", ",".join(map(str, rng.choice(values, several)))]
    return flags + _disclose(rng, columns)


def _levers(rng):
    flagged = {
        "k": ["2", "3", "5", "50"], "l": ["1", "1.5", "2", "3"], "t": ["0", "0.2", "1"], "epsilon": ["0.1", "1", "10"],
        "seed": ["1", "2"], "identifiers": ["keep", "drop"], "behaviour": ["exact", "banded", "binary"],
        "diversity": ["distinct", "recursive"], "cohorts_by": ["interests"],
    }  # fmt: skip
    flags = ["--technique", str(rng.choice(TECHNIQUES))] if rng.random() < 0.85 else []
    for name, values in flagged.items():
        if rng.random() < 0.15:
            flags += [f"--{name}", str(rng.choice(values if rng.random() < 0.9 else ODD))]
    if rng.random() < 0.05:
        flags += ["--set", str(rng.choice(LEVERS))]
    return flags
