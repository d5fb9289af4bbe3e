"""The behaviour of people: events of 24 months by source, and a broker's claims about them.

Interest drifts, so the rate of events in a topic changes linearly over the 24 months from the old interest to the new
one. Such a process is drawn exactly without 24 draws for each person and topic: the number of events is Poisson, each
event belongs to the new or the old interest in proportion to their rates, and its month follows the corresponding
triangular distribution. Keeping fewer months keeps a subset of the same events.

Published input: 40% of a broker's attributes are unrelated to the truth (B06: Venkatadri et al. 2019). Everything
else, volumes included, is an assumption.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from equipoise.core.arrays import Flags, Singles, freeze
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import MONTHS
from equipoise.shared.world import Events, Small

BROKER_ERROR = 0.40
_SEGMENT_SHARE = 0.25

# Source: (events a customer in 24 months, how sharply interest drives them).
_VOLUMES = {
    "purchases": (14.0, 0.8),
    "browsing": (32.0, 0.7),
    "email": (9.0, 0.6),
    "store": (7.0, 0.6),
    "cross_site": (26.0, 0.7),
}
# Some topics are busier than others, in TOPICS' order (assumed).
_POPULARITY = np.array([0.5, 1.0, 0.9, 1.3, 0.8, 0.7, 1.1, 1.0, 0.8, 1.6, 0.7, 1.2], dtype=np.float32)


def draw_activity(people: int, seed: int, who: str = "population") -> Singles:
    """Return how active each person is as a customer: log-normal around one (assumed)."""
    spread = stream(seed, f"{who}.activity").standard_normal(people, dtype=np.float32)
    return np.asarray(np.exp(np.float32(0.6) * spread - np.float32(0.18)), dtype=np.float32)


def draw_events(
    source: str, activity: Singles, now: Singles, then: Singles, seed: int, who: str = "population"
) -> Events:
    """Draw the events of one source from everybody's activity and interests; ``who`` as in `people.draw_people`."""
    draws = stream(seed, f"{who}.{source}")
    old = yearly_rate(source, activity, then)
    both = old + yearly_rate(source, activity, now)
    counts = np.minimum(draws.poisson(both), np.iinfo(np.uint16).max).astype(np.uint16)
    age_months = _months(counts, old / both, draws)
    freeze(counts, age_months)
    return Events(counts, age_months)


def yearly_rate(source: str, activity: Singles, interest: Singles) -> Singles:
    """Return how many events of a source a year of constant interest brings (shape: people x topics).

    Over 24 months in which the rate goes evenly from an old to a new one, each of them contributes as much as one year
    of its own.
    """
    volume, sharpness = _VOLUMES[source]
    spread = np.exp(np.float32(-0.5 * sharpness**2))  # keeps the mean volume when interests have unit variance
    base = topic_weights() * np.float32(volume / 2) * spread
    rate: Singles = base * activity[:, None] * np.exp(np.float32(sharpness) * interest)
    return rate


def topic_weights() -> Singles:
    """Return the share of events in each topic among people of equal interest in all (shape: topics)."""
    weights: Singles = _POPULARITY / _POPULARITY.sum()
    return weights


def draw_broker(now: Singles, seed: int) -> Small:
    """Return a broker's claims "interested in this topic", right or wrong (shape: people x topics).

    With probability `BROKER_ERROR` a claim is replaced by one drawn independently of the person.
    """
    draws = stream(seed, "population.broker")
    truth = strong_interest(now)
    noise = draws.random(now.shape, dtype=np.float32) < _SEGMENT_SHARE
    wrong = draws.random(now.shape, dtype=np.float32) < BROKER_ERROR
    claims = np.where(wrong, noise, truth).astype(np.int8)
    freeze(claims)
    return claims


def strong_interest(now: Singles) -> Flags:
    """Return which interests are among the strongest quarter, which is what a true claim says."""
    return np.asarray(now > np.float32(0.6745) * max(1.0, float(now.std())))


def _months(counts: npt.NDArray[np.uint16], old_share: Singles, draws: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Date every event: the new interest grows towards today, the old one fades."""
    share = np.repeat(old_share.ravel(), counts.ravel())
    root = np.sqrt(draws.random(share.size, dtype=np.float32))
    of_old = draws.random(share.size, dtype=np.float32) < share
    age = np.where(of_old, root, 1 - root)
    return np.asarray(np.minimum(age * MONTHS, MONTHS - 1), dtype=np.uint8)
