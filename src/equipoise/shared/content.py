"""Messages, how they appeal to people, and the log of past messages.

A message has a topic, a keyword of this topic, a format and a channel. `equipoise.stages.world` draws how messages
appeal to people; nothing here draws anything.
"""

from __future__ import annotations

import dataclasses
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from equipoise.core.arrays import Array, Flags, Floats, Integers, Singles, freeze, sigmoid
from equipoise.core.keywords import KEYWORDS_PER_TOPIC

Part = Literal["topic", "keyword", "format", "channel"]
PARTS: Final[tuple[Part, ...]] = ("topic", "keyword", "format", "channel")
"""The parts of a message, in the order in which they are chosen."""
LEVELS: Final = ("one", "segment", "personal")
"""For whom a part is chosen: for all alike, for a segment, or for each person."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Messages:
    """Some messages; all arrays have the same shape.

    Attributes:
        topic: place in `TOPICS`. keyword: number of the keyword, `KEYWORDS_PER_TOPIC` in every topic.
        format, channel: places in `FORMATS` and `CHANNELS`.
        outside: the topic that shows before the message is opened; None where that is its topic.
    """

    topic: npt.NDArray[np.int8]
    keyword: npt.NDArray[np.uint8]
    format: npt.NDArray[np.int8]
    channel: npt.NDArray[np.int8]
    outside: npt.NDArray[np.int8] | None = None

    def __post_init__(self) -> None:
        freeze(*self._columns().values())

    @property
    def shown(self) -> npt.NDArray[np.int8]:
        """The topic that an onlooker sees."""
        return self.topic if self.outside is None else self.outside

    def __getitem__(self, place: Array | slice | int | tuple[Array | slice | int, ...]) -> Messages:
        """Return some of the messages."""
        return Messages(**{name: values[place] for name, values in self._columns().items()})

    def _columns(self) -> dict[str, Array]:
        found = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return {name: values for name, values in found.items() if values is not None}


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Appeal:
    """The true response of customers to messages, as log-odds.

    Attributes:
        own: of each customer whatever the message (shape: customers). topic: what each topic adds (customers x topics).
        favourites: the keywords of everybody's favourite items (shape: customers x topics x favourites).
        usual: the share of each keyword in its topic among people in general (shape: keywords).
        taste: the weight of a keyword's appeal. fit: what the liked format adds, and the liked channel.
        likes_format, likes_channel: the liked ones (shape: customers).
    """

    own: Singles
    topic: Singles
    favourites: npt.NDArray[np.uint8]
    usual: Singles
    taste: float
    fit: float
    likes_format: npt.NDArray[np.int8]
    likes_channel: npt.NDArray[np.int8]

    def __post_init__(self) -> None:
        freeze(self.own, self.topic, self.favourites, self.usual, self.likes_format, self.likes_channel)

    def of(self, person: Integers, messages: Messages) -> Singles:
        """Return the log-odds that people engage with messages; ``person`` has the messages' shape or fits it.

        A message that shows another topic outside than inside appeals half by each of the two.
        """
        appeal = self._of_topic(person, messages.topic, messages.keyword)
        if messages.outside is not None:
            half = (appeal + self.topic[person, messages.outside]) / 2
            appeal = np.where(messages.outside == messages.topic, appeal, half)
        liked = (self.likes_format[person] == messages.format).astype(np.float32)
        liked += self.likes_channel[person] == messages.channel
        return np.asarray(self.own[person] + appeal + np.float32(self.fit) * liked, dtype=np.float32)

    def chance(self, person: Integers, messages: Messages, named: float = 0.0) -> Singles:
        """Return the probabilities that people engage; ``named`` is what their name in the subject adds."""
        chance: Singles = sigmoid(self.of(person, messages) + np.float32(named))
        return chance

    def _of_topic(self, person: Integers, topic: npt.NDArray[np.int8], keyword: npt.NDArray[np.uint8]) -> Singles:
        return self.topic[person, topic] + self.of_keyword(person, keyword)

    def of_keyword(self, person: Integers, keyword: npt.NDArray[np.uint8]) -> Singles:
        """Return what keywords add: taste times the logarithm of how much more often than others somebody looks there.

        Half of what people look at is a favourite, and the rest is as everybody's.
        """
        own = (self.favourites[person, keyword // KEYWORDS_PER_TOPIC] == keyword[..., None]).mean(axis=-1)
        more = np.log(0.5 + 0.5 * own / self.usual[keyword])
        return np.asarray(np.float32(self.taste) * more, dtype=np.float32)

    def best(self, people: Integers) -> Messages:
        """Return the message that truly appeals most to each of some customers (shape: people)."""
        keyword = np.arange(self.usual.size, dtype=np.uint8)
        topic = (keyword // KEYWORDS_PER_TOPIC).astype(np.int8)
        everybody = people[:, None]
        best = self._of_topic(everybody, topic[None], keyword[None]).argmax(axis=1)
        return Messages(
            topic=topic[best], keyword=keyword[best],
            format=self.likes_format[people], channel=self.likes_channel[people],
        )  # fmt: skip


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class MessageLog:
    """Past messages and who engaged with them (each: customers x messages), the earliest first.

    Every part was drawn evenly and on its own, so that the propensity of each message is the same.
    """

    messages: Messages
    engaged: Flags

    def __post_init__(self) -> None:
        freeze(self.engaged)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Reader:
    """What a shop knows of the rows that it writes to.

    Attributes:
        volume: how much was counted, by source (shape: rows x sources). match: interest in topics by source (shape:
            rows x topics x sources). keyword: interest in keywords, 0 for none (shape: rows x keywords); None where
            items are not kept.
        segment: of each row (shape: rows). segments: how many there are.
        sources: of behaviour, in the order of ``match``.
    """

    volume: Singles
    match: Singles
    keyword: Singles | None
    segment: Integers
    segments: int
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        freeze(self.volume, self.match, self.segment, *([] if self.keyword is None else [self.keyword]))

    def __len__(self) -> int:
        return len(self.volume)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Campaign:
    """A month of messages to customers.

    Attributes:
        people: whose these are, in ascending order (shape: people). written: whether the message was chosen for the
            person, or is the one that everybody gets who is not reached (shape: people).
        messages: those of each week (shape: people x weeks).
    """

    people: Integers
    written: Flags
    messages: Messages

    def __post_init__(self) -> None:
        freeze(self.people, self.written)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class PartScores:
    """What a model expects of the choices of each part, as log-odds (shape: rows x choices of the part)."""

    topic: Floats
    keyword: Floats
    format: Floats
    channel: Floats

    def __post_init__(self) -> None:
        freeze(self.topic, self.keyword, self.format, self.channel)
