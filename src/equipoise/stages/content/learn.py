"""What the log of past messages teaches: which topic, keyword, format and channel suits whom.

A logistic regression of engagement on what is known of a reader and on the parts of a message, each with a weight for
all, for each segment, and with what is personal: the match of interests with the topic, the match of items with the
keyword, and how a person answered earlier messages of the same format and of the same channel. Since the log-odds add
up, each part can be chosen on its own. Ridges are chosen by held-out likelihood, as those of offers are.
"""

from __future__ import annotations

import dataclasses
from functools import cached_property

import numpy as np

from equipoise.core.arrays import Array, Flags, Floats, Integers, Singles
from equipoise.core.keywords import KEYWORDS_PER_TOPIC
from equipoise.core.vocabulary import CHANNELS, FORMATS, TOPICS
from equipoise.numerics.blocks import Blocks
from equipoise.numerics.held_out import Tuned, fit_held_out
from equipoise.shared.content import MessageLog, PartScores, Reader
from equipoise.stages.content.log import PAST

EARLIER = PAST // 2
"""The first messages of the log tell how a person answers; the model learns from the later ones."""
_KEYWORDS = len(TOPICS) * KEYWORDS_PER_TOPIC
_KINDS = len(FORMATS), len(CHANNELS)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Columns:
    """Where the weights of each part are, in the order of the fields; sizes of readers decide how many there are."""

    volumes: int
    sources: int
    segments: int
    keyword_match: int

    @cached_property
    def of(self) -> dict[str, Integers]:
        """The columns of every kind of weight."""
        sizes = {
            "own": 1 + self.volumes,
            "topic": len(TOPICS),
            "keyword": _KEYWORDS,
            "format": len(FORMATS),
            "channel": len(CHANNELS),
            "topic_segment": len(TOPICS) * self.segments,
            "format_segment": len(FORMATS) * self.segments,
            "channel_segment": len(CHANNELS) * self.segments,
            "match": self.sources,
            "keyword_match": self.keyword_match,
            "answers": 2,
        }
        ends = np.cumsum([0, *sizes.values()])
        return {name: np.arange(ends[place], ends[place + 1]) for place, name in enumerate(sizes)}

    @property
    def width(self) -> int:
        """How many weights there are."""
        return int(self.of["answers"][-1]) + 1

    @property
    def special(self) -> Flags:
        """Which weights are about a keyword or a segment, and are learned from few rows."""
        few = np.zeros(self.width, dtype=bool)
        for name in ("keyword", "topic_segment", "format_segment", "channel_segment"):
            few[self.of[name]] = True
        return few


def columns_of(reader: Reader) -> Columns:
    """Return where the weights are for readers like these."""
    volumes, sources = reader.volume.shape[1], reader.match.shape[2]
    return Columns(
        volumes=volumes, sources=sources, segments=reader.segments, keyword_match=int(reader.keyword is not None)
    )


def earlier_answers(log: MessageLog, people: Integers) -> tuple[Singles, Singles]:
    """Return how often people engaged with each format and each channel beyond their mean (shape: people x choices)."""
    engaged = log.engaged[people, :EARLIER]
    found = []
    for part, kinds in (("format", len(FORMATS)), ("channel", len(CHANNELS))):
        chosen = getattr(log.messages, part)[people, :EARLIER]
        counts = np.stack([(engaged & (chosen == kind)).sum(axis=1) for kind in range(kinds)], axis=1)
        found.append((counts - counts.mean(axis=1, keepdims=True)).astype(np.float32))
    return found[0], found[1]


def learn(log: MessageLog, reader: Reader, people: Integers, row: Integers) -> Tuned | None:
    """Fit the model to the later messages of some people; ``row`` holds their rows in ``reader``.

    Returns:
        The fit; None where nobody, or everybody, engaged.
    """
    engaged = log.engaged[people, EARLIER:].ravel()
    if np.unique(engaged).size < 2:
        return None
    design, where = _design(log, reader, people, row), columns_of(reader)
    return fit_held_out(design, engaged, np.repeat(np.arange(people.size), PAST - EARLIER), where.special)


def _design(log: MessageLog, reader: Reader, people: Integers, row: Integers) -> Blocks:
    """Return one row a later message; the messages about a topic are a block."""
    where, late = columns_of(reader).of, slice(EARLIER, None)
    topic, keyword, kind, channel = (
        getattr(log.messages, part)[people, late].ravel().astype(np.int64)
        for part in ("topic", "keyword", "format", "channel")
    )
    who = np.repeat(np.arange(people.size), PAST - EARLIER)
    by_format, by_channel = earlier_answers(log, people)
    order = np.argsort(topic, kind="stable")
    blocks = []
    for place in range(len(TOPICS)):
        rows = order[topic[order] == place]
        one, own = who[rows], row[who[rows]]
        segment = _marks(reader.segment[own], reader.segments)
        kinds, channels = _marks(kind[rows], len(FORMATS)), _marks(channel[rows], len(CHANNELS))
        parts: list[Array] = [
            np.ones((rows.size, 1), dtype=np.float32), reader.volume[own], np.ones((rows.size, 1), dtype=np.float32),
            _marks(keyword[rows] - place * KEYWORDS_PER_TOPIC, KEYWORDS_PER_TOPIC), kinds, channels, segment,
            _crossed(kinds, segment), _crossed(channels, segment), reader.match[own, place],
        ]  # fmt: skip
        if reader.keyword is not None:
            parts.append(reader.keyword[own, keyword[rows]][:, None])
        parts += [by_format[one, kind[rows]][:, None], by_channel[one, channel[rows]][:, None]]
        columns = [
            where["own"], where["topic"][[place]],
            where["keyword"][place * KEYWORDS_PER_TOPIC :][:KEYWORDS_PER_TOPIC], where["format"], where["channel"],
            where["topic_segment"][place * reader.segments :][: reader.segments],
            where["format_segment"], where["channel_segment"], where["match"], where["keyword_match"],
            where["answers"],
        ]  # fmt: skip
        blocks.append((np.hstack(parts).astype(np.float32), np.concatenate(columns)))
    return Blocks(tuple(blocks), order, columns_of(reader).width)


def _marks(values: Integers, kinds: int) -> Singles:
    """Return a column for each kind that marks it (shape: values x kinds)."""
    return np.asarray(values[:, None] == np.arange(kinds), dtype=np.float32)


def _crossed(first: Singles, second: Singles) -> Singles:
    """Return the products of all columns, those of ``second`` varying fastest."""
    return (first[:, :, None] * second[:, None]).reshape(len(first), -1)


def personal_scores(weights: Floats, reader: Reader, rows: Integers, answers: tuple[Singles, Singles]) -> PartScores:
    """Return what the model expects of every choice of every part for each person.

    Args:
        weights: of the model. rows: of the people in ``reader``. answers: theirs, as from `earlier_answers`.
    """
    where, segment = columns_of(reader).of, reader.segment[rows]
    by_segment = {
        part: weights[where[f"{part}_segment"]].reshape(-1, reader.segments).T[segment]
        for part in ("topic", "format", "channel")
    }
    keyword = np.broadcast_to(weights[where["keyword"]], (rows.size, _KEYWORDS)).astype(np.float64)
    if reader.keyword is not None:
        keyword = keyword + reader.keyword[rows] * weights[where["keyword_match"]]
    to_format, to_channel = weights[where["answers"]]
    return PartScores(
        topic=weights[where["topic"]] + by_segment["topic"] + reader.match[rows] @ weights[where["match"]],
        keyword=keyword,
        format=weights[where["format"]] + by_segment["format"] + to_format * answers[0],
        channel=weights[where["channel"]] + by_segment["channel"] + to_channel * answers[1],
    )
