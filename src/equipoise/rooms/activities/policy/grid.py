"""What every choice within the budget comes to: computed once when the room opens, and kept as JSON."""

from __future__ import annotations

import base64
import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from equipoise.chain.outcome import Outcome
from equipoise.chain.pipeline import simulate
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Flags
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import paired_difference

NUMBERS = ("right_offer", "identified", "treated_alike", "margin_per_1000")
"""What is kept of every run: the headlines from 0 to 1, and the margin in euros."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Reached:
    """What a choice comes to; every number as value, low, high and n.

    Attributes:
        right_offer, identified, treated_alike: the headlines. margin_per_1000: in euros.
        four_fifths: on which side of the four-fifths line it is: "above", "below", or any other word: not certain.
        counted: who counts for the right offer. right: who of them got it (see `packed`; one bit a customer).
    """

    right_offer: Rate
    identified: Rate
    treated_alike: Rate
    margin_per_1000: Rate
    four_fifths: str
    counted: str
    right: str

    def to_dict(self) -> dict[str, Any]:
        """Return it ready for JSON; ends without bound become None."""
        texts = {"four_fifths": self.four_fifths, "counted": self.counted, "right": self.right}
        return {name: _written(getattr(self, name)) for name in NUMBERS} | texts

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Reached:
        """Read what `to_dict` wrote; None becomes "not known"."""
        return cls(**dict(values) | {name: _rate(values[name]) for name in NUMBERS})


def evaluate(batch: tuple[Settings, ...]) -> tuple[Reached, ...]:
    """Return what each of these settings comes to."""
    return tuple(_reached(simulate(settings)) for settings in batch)


def _reached(outcome: Outcome) -> Reached:
    headlines = outcome.headlines
    return Reached(
        right_offer=headlines.right_offer,
        identified=headlines.identified,
        treated_alike=headlines.treated_alike,
        margin_per_1000=outcome.targeting.margin_per_1000,
        four_fifths=outcome.fairness[outcome.settings.measure.protected].four_fifths,
        counted=packed(outcome.evidence.evaluation),
        right=packed(outcome.evidence.right_offer),
    )


def change(before: Reached, after: Reached) -> Rate:
    """Return the change of the right offer, paired on the people who count in both (see `chain.compare`).

    Its interval is about other people, not about another past: both shops have learned from the same campaigns.
    """
    both = unpacked(before.counted) & unpacked(after.counted)
    return paired_difference(unpacked(before.right)[both], unpacked(after.right)[both])


def frontier(places: Sequence[Reached]) -> frozenset[int]:
    """Return the efficient ones: none has the right offer more often without more people who could be identified.

    Of several that are equal in both numbers each counts; one with an unknown number never does.
    """
    points = [(place.right_offer.value, place.identified.value) for place in places]
    return frozenset(
        number
        for number, (right, found) in enumerate(points)
        if right == right
        and found == found
        and not any(more >= right and fewer <= found and (more, fewer) != (right, found) for more, fewer in points)
    )


def packed(flags: Flags) -> str:
    """Return flags as text: eight a byte, the first one highest, in base64; as many as fill whole bytes."""
    return base64.b64encode(np.packbits(flags).tobytes()).decode("ascii")


def unpacked(text: str) -> Flags:
    """Return the flags in a text of `packed`, filled up with False to whole bytes."""
    return np.unpackbits(np.frombuffer(base64.b64decode(text), dtype=np.uint8)).astype(bool)


def _written(rate: Rate) -> list[float | None]:
    ends = (rate.value, rate.low, rate.high)
    return [*(float(end) if math.isfinite(end) else None for end in ends), float(rate.n)]


def _rate(written: Sequence[float | None]) -> Rate:
    value, low, high, n = (math.nan if end is None else end for end in written)
    return Rate(value, low, high, int(n))
