"""Tables that golden values were computed on; needs numpy and pandas only, so that a script without us can import it.

`checksum` tells whether a table is still the one that the golden values belong to.
"""

import hashlib

import numpy as np
import pandas as pd

QUASI = ("birth", "postcode", "sex", "household", "education", "occupation")
WIDTHS = {"birth": 28_000.0, "postcode": 499.0, "sex": 1.0, "household": 4.0, "education": 3.0, "occupation": 7.0}


def census(rows: int, seed: int) -> pd.DataFrame:
    """Six quasi-identifiers as in a shop's table (two fine, four coarse, unevenly filled) and two sensitive columns."""
    rng = np.random.default_rng(seed)
    uniform = rng.random((rows, 8))
    age = uniform[:, 0]
    table = {
        "birth": np.floor(28_000 * age),
        "postcode": np.floor(500 * uniform[:, 1] ** 3),
        "sex": np.floor(2 * uniform[:, 2]),
        "household": np.floor(5 * uniform[:, 3] ** 2),
        "education": np.floor(4 * np.sqrt(uniform[:, 4])),
        "occupation": np.where(age < 0.2, 7, np.floor(7 * uniform[:, 5])),
        "ill": uniform[:, 6] < 0.05 + 0.3 * (1 - age),
        "pay": np.floor(9 * uniform[:, 7] * (0.4 + 0.6 * age)),
    }
    return pd.DataFrame({name: values.astype(np.int64) for name, values in table.items()})


def mostly_zero(rows: int, seed: int) -> pd.DataFrame:
    """Six quasi-identifiers that are zero for most people: a median cut beside the tied zeros is all that helps."""
    rng = np.random.default_rng(seed)
    values = np.where(rng.random((rows, 6)) < 0.7, 0, np.floor(50 * rng.random((rows, 6)))).astype(np.int64)
    table = pd.DataFrame(values, columns=list(QUASI))
    ill, pay = rng.random(rows) < 0.2, np.floor(9 * rng.random(rows))
    return table.assign(ill=ill.astype(np.int64), pay=pay.astype(np.int64))


TABLES = {
    "census of 10,000": (census, 10_000, 1, WIDTHS),
    "mostly zero, 2,000": (mostly_zero, 2_000, 3, dict.fromkeys(QUASI, 49.0)),
    **{f"census of 2,000, number {seed}": (census, 2_000, seed, WIDTHS) for seed in range(10, 20)},
}
"""What makes each table, and the public width of each of its quasi-identifiers."""


def table(name: str) -> pd.DataFrame:
    make, rows, seed, _ = TABLES[name]
    return make(rows, seed)


def checksum(frame: pd.DataFrame) -> str:
    return hashlib.sha256(frame.to_csv(index=False).encode()).hexdigest()
