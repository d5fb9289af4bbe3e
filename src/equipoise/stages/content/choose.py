"""Choose the messages of some weeks: every part for all alike, for a segment, or for each person."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from equipoise.core.arrays import Array, Flags, Floats, Integers
from equipoise.core.keywords import KEYWORDS_PER_TOPIC
from equipoise.core.vocabulary import TOPICS
from equipoise.shared.content import PARTS, Messages, PartScores
from equipoise.stages.content.settings import ContentSettings

ROTATION = 3
"""How many topics take turns, week by week, the best first; assumed."""
SENSITIVE_TOPICS = ("baby", "health", "bargains")
"""Topics that hint at a sensitive trait: expecting a child, a chronic condition, money worries."""
_SENSITIVE = np.isin(TOPICS, SENSITIVE_TOPICS)


def levels_of(settings: ContentSettings) -> dict[str, str]:
    """Return for whom each part is chosen."""
    return {part: getattr(settings, part) for part in PARTS}


def choose(
    scores: PartScores,
    usual: PartScores,
    settings: ContentSettings,
    segment: Integers,
    draws: Floats,
    levels: Mapping[str, str] | None = None,
) -> Messages:
    """Return the messages of every person and week (shape: people x weeks).

    Args:
        scores: what is expected of every choice for each person. usual: the same for people in general (shape: 1 x
            choices of the part). segment: of each person.
        draws: uniform draws that everybody keeps, for topics that are mixed in (shape: 2 x people x weeks).
        levels: for whom each part is chosen; as in ``settings`` by default.
    """
    at = levels_of(settings) if levels is None else levels
    best = {part: _expected(getattr(scores, part), getattr(usual, part), at[part], segment) for part in PARTS}
    allowed = best["topic"].copy()
    if settings.sensitive == "never" and at["topic"] != "one":
        allowed[:, _SENSITIVE] = -np.inf
    topic = _in_turns(allowed, settings.weeks)
    if at["topic"] != "one":
        topic = np.where(draws[0] < settings.mixed, (draws[1] * len(TOPICS)).astype(np.int8), topic)
    return Messages(
        topic=topic,
        keyword=_best_of_topic(best["keyword"], topic),
        format=_every_week(best["format"], settings.weeks),
        channel=_every_week(best["channel"], settings.weeks),
        outside=_outside(best["topic"], topic, settings) if at["topic"] != "one" else None,
    )


def one_for_all(usual: PartScores, weeks: int) -> Messages:
    """Return the messages of somebody for whom nothing is chosen (shape: 1 x weeks)."""
    topic = _in_turns(usual.topic, weeks)
    return Messages(
        topic=topic,
        keyword=_best_of_topic(usual.keyword, topic),
        format=_every_week(usual.format, weeks),
        channel=_every_week(usual.channel, weeks),
    )


def _expected(scores: Floats, usual: Floats, level: str, segment: Integers) -> Floats:
    """Return scores as they are known to a shop that chooses for all alike, for segments, or for each person.

    Few people engage, so that the mean of the odds, not of their logarithms, says how many will.
    """
    if level == "personal":
        return scores
    if level == "one":
        return np.broadcast_to(usual, scores.shape)
    odds = np.exp(scores)
    sums = np.zeros((int(segment.max(initial=0)) + 1, scores.shape[1]))
    np.add.at(sums, segment, odds)
    means = sums / np.maximum(np.bincount(segment, minlength=len(sums)), 1)[:, None]
    return np.asarray(np.log(means[segment]), dtype=np.float64)


def _in_turns(scores: Floats, weeks: int) -> Array:
    """Return the topics of every week: the best ones take turns (shape: people x weeks)."""
    order = np.argsort(-scores, axis=1, kind="stable")[:, :ROTATION].astype(np.int8)
    return np.asarray(order[:, np.arange(weeks) % ROTATION])


def _best_of_topic(scores: Floats, topic: Array) -> Array:
    """Return the best keyword of each message's topic (shape: people x weeks)."""
    within = scores.reshape(len(scores), len(TOPICS), KEYWORDS_PER_TOPIC).argmax(axis=2)
    chosen = np.take_along_axis(within, topic.astype(np.int64), axis=1)
    return np.asarray(topic.astype(np.int64) * KEYWORDS_PER_TOPIC + chosen, dtype=np.uint8)


def _every_week(scores: Floats, weeks: int) -> Array:
    return np.repeat(scores.argmax(axis=1)[:, None], weeks, axis=1).astype(np.int8)


def _outside(scores: Floats, topic: Array, settings: ContentSettings) -> Array | None:
    """Return the topics that show outside, where sensitive ones are hidden inside; None where all are shown."""
    if settings.sensitive != "softened":
        return None
    harmless = np.where(_SENSITIVE, -np.inf, scores).argmax(axis=1)[:, None].astype(np.int8)
    return np.where(_SENSITIVE[topic], harmless, topic)


def sensitive(messages: Messages) -> Flags:
    """Return which messages show a sensitive topic."""
    return np.asarray(_SENSITIVE[messages.shown])
