"""Write golden/privattacks.json: the posterior vulnerability of our tables by privattacks, to re-identification.

privattacks is not a dependency. Run this where it is installed, with nothing of ours:

    python -m venv /tmp/privattacks && /tmp/privattacks/bin/python -m pip install "privattacks==1.4"
    /tmp/privattacks/bin/python tests/oracles/make_golden_privattacks.py

Posterior vulnerability (quantitative information flow) is the chance of somebody who knows the quasi-identifiers of a
person in the table, and guesses best, to name the person's row: the prosecutor of disclosure control.
"""

import json
import platform
from importlib.metadata import version
from pathlib import Path

from privattacks import Attack, Data
from tables import QUASI, checksum, table

NAMES = ("census of 10,000", "mostly zero, 2,000")
KNOWN = (QUASI, QUASI[1:], QUASI[2:], QUASI[2:4])


def golden(name, known):
    frame = table(name)
    attack = Attack(Data(dataframe=frame[list(QUASI)], cols=list(QUASI)))
    mean, each = attack.posterior_vulnerability(atk="reid", qids=list(known), distribution=True)
    return {
        "table": name,
        "checksum": checksum(frame),
        "known": list(known),
        "prior": float(attack.prior_vulnerability(atk="reid")),
        "mean": float(mean),
        "highest": float(max(each)),
    }


if __name__ == "__main__":
    names = ("privattacks", "numpy", "pandas")
    versions = {name: version(name) for name in names} | {"python": platform.python_version()}
    found = [golden(name, known) for name in NAMES for known in KNOWN]
    path = Path(__file__).parent / "golden" / "privattacks.json"
    path.write_text(json.dumps({"versions": versions, "golden": found}, indent=2) + "\n", encoding="utf-8")
