"""Direct identifiers, made only when somebody looks: names, e-mail addresses and telephone numbers.

All of them are invented; addresses end in ``.example``, which no real mailbox can.
"""

from __future__ import annotations

import numpy as np

from equipoise.arrays import Integers

_FIRST = (
    "Ada", "Ben", "Cleo", "Dario", "Edda", "Finn", "Greta", "Hugo", "Ines", "Jonas", "Kira", "Luca", "Mara", "Nils",
    "Orla", "Pavel", "Quinn", "Rosa", "Sami", "Tilda", "Umar", "Vera", "Wim", "Xenia", "Yann", "Zora", "Amir", "Bea",
    "Cosmo", "Dunja", "Elio", "Fara",
)  # fmt: skip
_LAST = (
    "Alder", "Birch", "Calder", "Dorn", "Elmwood", "Falk", "Garnet", "Hollis", "Ivers", "Juniper", "Kestrel", "Lorne",
    "Marlow", "Norrick", "Oakley", "Penrose", "Quill", "Rowan", "Sorrel", "Thorne", "Ulmer", "Vale", "Wexley",
    "Yarrow", "Zeller", "Ashby", "Brandt", "Corwin", "Dellow", "Everly", "Fenn", "Grove",
)  # fmt: skip


def name_codes(customer: Integers) -> Integers:
    """Return a number that stands for first and last name: many people share a name."""
    mixed = np.asarray(customer, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return np.asarray((mixed >> np.uint64(40)) % np.uint64(len(_FIRST) * len(_LAST)), dtype=np.int64)


def full_name(code: int) -> str:
    """Return the name behind a name code."""
    return f"{_FIRST[code % len(_FIRST)]} {_LAST[code // len(_FIRST)]}"


def e_mail(code: int, customer: int) -> str:
    """Return a customer's invented address; the customer number makes it unique."""
    first, last = full_name(code).lower().split()
    return f"{first}.{last}{customer}@mail.example"


def telephone(customer: int) -> str:
    """Return a customer's invented number, in a range that is reserved for fiction."""
    return f"+44 7700 {900_000 + customer % 1000:06d}-{customer // 1000}"
