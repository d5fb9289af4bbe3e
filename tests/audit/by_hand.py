"""Records of four customers, small enough to check by hand."""

import numpy as np

from equipoise.audit.records import Entries, Records

NOBODY = np.zeros(4, dtype=bool)
PEOPLE = np.arange(4)


def entries(*pairs):
    person, day = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return Entries(person=person, day=day)


FOUR = Records(
    size=4,
    months=12,
    keyed=True,
    district=np.array([0, 0, 1, 1]),
    districts=("north", "south"),
    groups={"sex": np.array([0, 1, 0, 1])},
    names={"sex": ("women", "men")},
    wants=np.array([[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]], dtype=bool),
    chosen=np.array([300, 200, 30, 10]),
    proof=~NOBODY,
    signal=NOBODY,
    decided=np.array([True, True, False, False]),
    contacts=entries((0, 5), (1, 60), (2, 40)),  # the third changed her mind 30 days ago
    redeemed=entries((0, 1)),
    oldest=np.array([12, 3, 1, 0]),
    erased=np.array([False, False, False, True]),
    copies={"store": np.array([1, 1, 1, 0], dtype=bool), "backup": np.array([1, 1, 1, 0], dtype=bool)},
    partner=np.array([True, False, False, False]),
    written=np.array([True, True, False, False]),
    told=np.array([True, False, False, False]),
    keys=("a", "b", "c"),
    now=np.array([True, False, True, False]),
    features={},
    score=np.full(4, np.nan),
    asked=np.zeros(4, dtype=int),
    answers=np.zeros(4, dtype=int),
)
