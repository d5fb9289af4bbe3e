"""How well messages suit people, against their true responses; intervals count what other pasts would have taught."""

from __future__ import annotations

import math

import numpy as np

from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.core.keywords import KEYWORDS_PER_TOPIC
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import Z_95, mean_rate, wilson
from equipoise.shared.content import PARTS, Appeal, Campaign, Messages


def engagement(appeal: Appeal, campaign: Campaign, named: float = 0.0) -> Floats:
    """Return the mean probability over the weeks that each person engages (shape: people).

    ``named`` is what a name in the subject adds; only messages that are chosen for somebody have one.
    """
    person = campaign.people[:, None]
    plain = appeal.chance(person, campaign.messages)
    if named:
        plain = np.where(campaign.written[:, None], appeal.chance(person, campaign.messages, named), plain)
    return np.asarray(plain.mean(axis=1), dtype=np.float64)


def over_people_and_pasts(values: Floats, pasts: Floats | None) -> Rate:
    """Return a mean whose interval counts who was measured and what other pasts would have taught.

    The two vary independently, so that their variances add up.

    Args:
        values: one a person. pasts: the mean under other pasts (shape: pasts); None where no model was involved.
    """
    plain = mean_rate(values)
    if pasts is None or not plain.known:
        return plain
    half = math.hypot((plain.high - plain.low) / 2, Z_95 * float(pasts.std(ddof=1)))
    return Rate(plain.value, plain.value - half, plain.value + half, plain.n)


def right_parts(appeal: Appeal, campaign: Campaign, best: Messages) -> dict[str, Rate]:
    """Return the share of people whose first message has the part that truly suits them best, by part.

    The best keyword is that of the message's own topic; people without a favourite there have several best ones.

    Args:
        best: the best message of each person, as from `Appeal.best` (shape: people).
    """
    if not campaign.people.size:
        return dict.fromkeys(PARTS, UNKNOWN)
    first = campaign.messages[:, 0]
    right: dict[str, Flags] = {
        "topic": first.topic == appeal.topic[campaign.people].argmax(axis=1),
        "keyword": _right_keyword(appeal, campaign.people, first),
        "format": first.format == best.format,
        "channel": first.channel == best.channel,
    }
    return {part: wilson(int(right[part].sum()), right[part].size) for part in PARTS}


def _right_keyword(appeal: Appeal, people: Integers, messages: Messages) -> Flags:
    own = appeal.of_keyword(people, messages.keyword)
    start = messages.topic.astype(np.int64)[:, None] * KEYWORDS_PER_TOPIC
    every = (start + np.arange(KEYWORDS_PER_TOPIC)).astype(np.uint8)
    best = appeal.of_keyword(people[:, None], every).max(axis=1)
    return np.asarray(own >= best)


def different(messages: Messages, written: Flags) -> int:
    """Return how many different messages somebody has to write for the people for whom they are chosen."""
    parts = [getattr(messages, part)[written].astype(np.int64) for part in ("shown", *PARTS)]
    if not parts[0].size:
        return 0
    return len(np.unique(np.stack(parts, axis=-1).reshape(-1, len(parts)), axis=0))
