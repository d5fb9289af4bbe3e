"""Direct identifiers, computed on first use: names, e-mail addresses and telephone numbers.

All of them are invented; addresses end in ``.example``, a domain that is reserved for examples.
"""

from __future__ import annotations

import dataclasses
import hashlib
from functools import cache, cached_property

import numpy as np

from equipoise.core.arrays import Array, Integers
from equipoise.runtime.frozen import frozen

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
_PAIRS = (
    ("Ada", "Ben"), ("Cleo", "Dario"), ("Edda", "Finn"), ("Greta", "Hugo"), ("Ines", "Jonas"), ("Kira", "Luca"),
    ("Mara", "Nils"), ("Orla", "Pavel"), ("Rosa", "Umar"), ("Tilda", "Wim"), ("Vera", "Yann"), ("Xenia", "Amir"),
    ("Zora", "Cosmo"), ("Bea", "Elio"), ("Dunja", "Quinn"), ("Fara", "Sami"),
)  # fmt: skip
"""Names of women, each with the name that a man has in its place."""
_OF_EITHER = ("Quinn", "Sami")
NAMES = len(_FIRST) * len(_LAST)


@dataclasses.dataclass(frozen=True, eq=False)
class Identifiers:
    """Direct identifiers of customers, each computed on first use.

    Attributes:
        number: customer numbers. place: the customers' places in the whole population (same shape).
        sexes: of everybody in the population, 0 woman, 1 man.
    """

    number: Integers
    place: Integers
    sexes: Array

    @cached_property
    def name(self) -> Integers:
        """Name codes."""
        return frozen(name_codes(self.place, self.sexes[self.place]))

    @cached_property
    def mailbox(self) -> Integers:
        """The numbers in the customers' addresses."""
        return frozen(mailboxes(self.sexes)[self.place])


def name_codes(customer: Integers, sex: Array) -> Integers:
    """Return a number that stands for first and last name: many people share a name, and first names suit the sex.

    Args:
        customer: places in the whole population. sex: 0 woman, 1 man (the same shape).
    """
    mixed = np.asarray(customer, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    code = np.asarray((mixed >> np.uint64(40)) % np.uint64(NAMES), dtype=np.int64)
    last, first = np.divmod(code, len(_FIRST))
    return np.asarray(last * len(_FIRST) + np.where(np.asarray(sex) == 0, *_suited()[:, first]), dtype=np.int64)


@cache
def _suited() -> Integers:
    """Return the first name that a woman and that a man has in the place of each (shape: 2 x first names)."""
    woman, man = np.arange(len(_FIRST)), np.arange(len(_FIRST))
    for hers, his in _PAIRS:
        man[_FIRST.index(hers)] = _FIRST.index(his)
        if his not in _OF_EITHER:
            woman[_FIRST.index(his)] = _FIRST.index(hers)
    return np.stack([woman, man])


def full_name(code: int) -> str:
    """Return the name behind a name code."""
    return f"{_FIRST[code % len(_FIRST)]} {_LAST[code // len(_FIRST)]}"


def mailboxes(sexes: Array) -> Integers:
    """Return the number in everybody's address, which tells people of one name apart, counted from 1.

    Args:
        sexes: of everybody in the population, 0 woman, 1 man.
    """
    names = name_codes(np.arange(len(sexes)), sexes).astype(np.int16)
    order = np.argsort(names, kind="stable")
    size = np.bincount(names, minlength=NAMES)
    number = np.empty(len(sexes), dtype=np.int64)
    number[order] = np.arange(len(sexes)) - np.repeat(np.cumsum(size) - size, size) + 1
    return number


def e_mail(code: int, mailbox: int) -> str:
    """Return a person's invented address; the number tells people of one name apart."""
    return f"{_local_part(code)}{mailbox}@mail.example"


def e_mail_hashes(code: Integers, mailbox: Integers) -> Integers:
    """Return the SHA-256 (FIPS 180-4) of people's addresses, its first 8 bytes; no key is needed."""
    stems, sha256 = _stems(), hashlib.sha256
    ends = {each: b"%d@mail.example" % each for each in np.unique(mailbox).tolist()}
    pairs = zip(code.tolist(), mailbox.tolist(), strict=True)
    digests = b"".join([sha256(stems[name] + ends[number]).digest() for name, number in pairs])
    return np.frombuffer(digests, dtype=np.int64)[::4].copy()


def telephone(customer: int) -> str:
    """Return a customer's invented number, in a range that is reserved for fiction."""
    return f"+44 7700 {900_000 + customer % 1000:06d}-{customer // 1000}"


@cache
def _stems() -> list[bytes]:
    return [_local_part(code).encode() for code in range(NAMES)]


def _local_part(code: int) -> str:
    first, last = full_name(code).lower().split()
    return f"{first}.{last}"
