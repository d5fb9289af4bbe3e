"""Write golden/anonypyx.json: what the Mondrian of anonypyx loses on our tables. Takes some minutes.

anonypyx is not a dependency. Run this where it is installed, with nothing of ours:

    python -m venv /tmp/anonypyx && /tmp/anonypyx/bin/python -m pip install "anonypyx==0.2.11"
    /tmp/anonypyx/bin/python tests/oracles/make_golden_anonypyx.py

Its records come with the smallest and largest value of each class and the number of rows, so the loss is computed here
by the definition (normalised certainty penalty), from its output alone.
"""

import json
import platform
import time
from importlib.metadata import version
from pathlib import Path

import anonypyx
from tables import QUASI, TABLES, checksum, table

OFTEN = ({"k": 25},)  # on the many small tables
ONCE = (
    {"k": 5},
    {"k": 25},
    {"k": 5, "t": 0.2, "sensitive": "ill"},
    {"k": 5, "t": 0.1, "sensitive": "ill"},
    {"k": 5, "l": 2, "sensitive": "ill"},
)


def anonymise(frame, k, sensitive="ill", **more):
    columns = frame[[*QUASI, sensitive]].astype({sensitive: "category"})
    asked = {"closeness_metric": "max distance"} if "t" in more else {}
    return anonypyx.Anonymiser(
        columns, k=k, algorithm="Mondrian", feature_columns=list(QUASI), sensitive_column=sensitive,
        generalisation_strategy="machine-readable", **more, **asked,
    ).anonymise()  # fmt: skip


def golden(name, strength):
    frame, widths = table(name), TABLES[name][3]
    started = time.perf_counter()
    records = anonymise(frame, **strength)
    seconds = time.perf_counter() - started
    ends = [f"{column}_{end}" for column in QUASI for end in ("min", "max")]
    rows = records.groupby(ends)["count"].sum()
    relative = sum((records[f"{name}_max"] - records[f"{name}_min"]) / widths[name] for name in QUASI) / len(QUASI)
    return {
        "table": name,
        "checksum": checksum(frame),
        **strength,
        "rows": int(records["count"].sum()),
        "classes": len(rows),
        "smallest": int(rows.min()),
        "penalty": float((relative * records["count"]).sum() / records["count"].sum()),
        "seconds": round(seconds, 2),
    }


if __name__ == "__main__":
    versions = {name: version(name) for name in ("anonypyx", "numpy", "pandas")} | {"python": platform.python_version()}
    found = [golden(name, strength) for name in TABLES for strength in (OFTEN if "number" in name else ONCE)]
    path = Path(__file__).parent / "golden" / "anonypyx.json"
    path.write_text(json.dumps({"versions": versions, "golden": found}, indent=2) + "\n", encoding="utf-8")
