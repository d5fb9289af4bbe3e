"""Make ``golden/fairness_aif360.json``: what AIF360 says about the same people, and how it weighs them.

Not a test, and not run with them: the toolbox stays out of this package's environment. To repeat it, in an environment
of its own: ``pip install aif360``, then ``python tests/oracles/make_fairness_golden.py``.

AIF360 compares an unprivileged with a privileged group; the privileged one is group 1 here.
"""

from __future__ import annotations

import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from aif360.algorithms.preprocessing import Reweighing
from aif360.datasets import BinaryLabelDataset
from aif360.metrics import ClassificationMetric

sys.path.insert(0, str(Path(__file__).parent))
from fairness_cases import PEOPLE, SEEDS, case

GOLDEN = Path(__file__).parent / "golden" / "fairness_aif360.json"
PACKAGES = ("aif360", "numpy", "pandas")
SIDES = {"privileged_groups": [{"group": 1}], "unprivileged_groups": [{"group": 0}]}


def dataset(group: np.ndarray, label: np.ndarray) -> BinaryLabelDataset:
    """Return people as the toolbox holds them."""
    frame = pd.DataFrame({"group": group.astype(float), "label": label.astype(float)})
    return BinaryLabelDataset(df=frame, label_names=["label"], protected_attribute_names=["group"])


def measured(seed: int) -> dict[str, object]:
    """Return the metrics and the weights of one case."""
    group, deserving, selected = case(seed)
    metric = ClassificationMetric(dataset(group, deserving), dataset(group, selected), **SIDES)
    weighed = Reweighing(**SIDES).fit_transform(dataset(group, deserving)).instance_weights
    sides = (False, True)
    return {
        "selection_rate": [metric.selection_rate(privileged=side) for side in sides],
        "true_positive_rate": [metric.true_positive_rate(privileged=side) for side in sides],
        "false_positive_rate": [metric.false_positive_rate(privileged=side) for side in sides],
        "disparate_impact": metric.disparate_impact(),
        "statistical_parity_difference": metric.statistical_parity_difference(),
        "equal_opportunity_difference": metric.equal_opportunity_difference(),
        "equalized_odds_difference": metric.equalized_odds_difference(),
        "reweighing": [[float(weighed[(group == g) & (deserving == d)][0]) for d in (0, 1)] for g in (0, 1)],
    }


def main() -> None:
    """Write the golden file, with the versions that made it."""
    versions = {name: version(name) for name in PACKAGES} | {"python": platform.python_version()}
    cases = {str(seed): measured(seed) for seed in SEEDS}
    written = {"versions": versions, "people": PEOPLE, "cases": cases}
    GOLDEN.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
