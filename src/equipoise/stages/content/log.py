"""The log of past messages: one a week for half a year, with parts at random, to every customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.core.arrays import Integers
from equipoise.core.keywords import KEYWORDS_PER_TOPIC
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import CHANNELS, FORMATS, TOPICS
from equipoise.shared.content import MessageLog, Messages, PartScores

if TYPE_CHECKING:
    from collections.abc import Callable

    from equipoise.shared.content import Appeal

PAST = 26
"""Weekly messages in the log; assumed."""
CHOICES = {
    "topic": len(TOPICS),
    "keyword": len(TOPICS) * KEYWORDS_PER_TOPIC,
    "format": len(FORMATS),
    "channel": len(CHANNELS),
}
"""How many choices there are of each part."""


def log_messages(
    appeal: Appeal, draw: Callable[[tuple[int, ...], np.random.Generator], Messages], seed: int
) -> MessageLog:
    """Send the past messages and record who engaged; ``draw`` returns messages at random."""
    draws, person = stream(seed, "content.log"), _everybody(appeal)
    messages = draw((person.size, PAST), draws)
    engaged = draws.random((person.size, PAST), dtype=np.float32) < appeal.chance(person, messages)
    return MessageLog(messages=messages, engaged=np.asarray(engaged))


def usual_scores(log: MessageLog) -> PartScores:
    """Return the log-odds of engagement with every choice of every part, from counts that hold no personal data.

    Shape of each: 1 x choices of the part. Half an engagement is added to each count (Haldane 1956,
    doi:10.1111/j.1469-1809.1955.tb01285.x), so that none is infinite.
    """
    found = {}
    for part, choices in CHOICES.items():
        chosen = getattr(log.messages, part)
        asked = np.bincount(chosen.ravel(), minlength=choices)
        engaged = np.bincount(chosen[log.engaged], minlength=choices)
        found[part] = np.log((engaged + 0.5) / (asked - engaged + 0.5))[None]
    return PartScores(**found)


def _everybody(appeal: Appeal) -> Integers:
    return np.arange(len(appeal.own))[:, None]
