"""What is shared with a partner, who the partner's own customers are, and what comes of it."""

from __future__ import annotations

import dataclasses
from typing import Protocol

import numpy as np

from equipoise.core.arrays import Floats, Integers, freeze
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.shared.release import Release


@dataclasses.dataclass(frozen=True, eq=False)
class SharedCopy:
    """The copy that leaves the company.

    Attributes:
        release: rows and fields that are shared. code: what each row is joined by (shape: rows); None: it has no code.
    """

    release: Release
    code: Integers | None

    def __post_init__(self) -> None:
        if self.code is not None:
            freeze(self.code)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Directory:
    """The partner's own customers, sorted by their place in the population.

    Attributes:
        person: their places in the population (shape: directory). name, mailbox: of the address that the partner has.
        details: what the partner knows (shape: directory x `DETAILS`).
    """

    person: Integers
    name: Integers
    mailbox: Integers
    details: Floats

    def __post_init__(self) -> None:
        freeze(self.person, self.name, self.mailbox, self.details)

    def __len__(self) -> int:
        return len(self.person)

    def places(self, people: Integers) -> Integers:
        """Return where these people of the population stand in the directory, -1 for those who do not."""
        return join(self.person, people)


DETAILS = ("birth_date", "sex", "postcode")
"""What a partner knows of each of its own customers, beside name and address."""


def join(codes: Integers, wanted: Integers) -> Integers:
    """Return the place among ``codes`` (each once) of every wanted code, -1 where there is none (shape: wanted)."""
    if not len(codes):
        return np.full(len(wanted), -1, dtype=np.int64)
    order = np.argsort(codes, kind="stable")
    place = order[np.minimum(np.searchsorted(codes[order], wanted), len(codes) - 1)]
    return np.where(codes[place] == wanted, place, -1)


class Counting(Protocol):
    """A clean room as an attacker meets it: only counts come out."""

    @property
    def budget(self) -> int:
        """How many queries are answered."""

    @property
    def epsilon(self) -> float:
        """Privacy loss of one query; 0: no noise, and no bound."""

    def leaving_out(self, people: Integers, pairs: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Return answers about the whole list, and about the list without each of ``people``.

        Both have the shape people x pairs: every pair is asked anew. NaN where the room refuses.
        """


@dataclasses.dataclass(frozen=True, kw_only=True)
class Matching:
    """How the copy and the partner's own list fit together.

    Attributes:
        overlap: share of the copy's rows whose people are in the partner's list, found or not.
        matched_rows: share of the copy's rows that were joined. matched_list: share of the partner's list.
        joins_right: share of the joins that are right.
    """

    overlap: Rate = UNKNOWN
    matched_rows: Rate = UNKNOWN
    matched_list: Rate = UNKNOWN
    joins_right: Rate = UNKNOWN


@dataclasses.dataclass(frozen=True, kw_only=True)
class Learned:
    """What the partner learns about interests of people whom he has matched.

    Attributes:
        interest_told: share whose strongest interest he names rightly with the copy. interest_before: without it, by
            sex and age. interest_gained: the difference.
    """

    interest_told: Rate = UNKNOWN
    interest_before: Rate = UNKNOWN
    interest_gained: Rate = UNKNOWN


@dataclasses.dataclass(frozen=True, kw_only=True)
class Used:
    """What the partner does with the copy, as shares.

    Attributes:
        kept_on: of the people who took their consent to sharing back: who is in the partner's old copy still.
        profiled: of the partner's customers: whose profile has grown by fields of the copy.
        sold_on: of the people in the copy: who is in the file that others buy.
    """

    kept_on: Rate = UNKNOWN
    profiled: Rate = UNKNOWN
    sold_on: Rate = UNKNOWN


@dataclasses.dataclass(frozen=True, kw_only=True)
class Part:
    """What bought data add to one number.

    Attributes:
        without, along: the number without and with bought data. added: the difference of the same people.
        share: the part of the number with bought data that is due to them.
    """

    without: Rate
    along: Rate
    added: Rate
    share: Rate
