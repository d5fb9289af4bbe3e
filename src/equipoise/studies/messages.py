"""Messages one by one: what a few people are shown, and a month that somebody has planned for an audience."""

from __future__ import annotations

import dataclasses
from typing import Final

import numpy as np

from equipoise.chain.content import Content
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Array, Flags, Floats, Integers
from equipoise.core.keywords import KEYWORDS_PER_TOPIC
from equipoise.core.vocabulary import AGE_BAND_LIMITS, TOPICS
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import mean_rate, wilson
from equipoise.shared.content import Campaign, Messages
from equipoise.shared.identity import full_name, name_codes
from equipoise.stages.content.choose import one_for_all
from equipoise.stages.content.learn import earlier_answers, personal_scores
from equipoise.stages.content.measure import engagement
from equipoise.stages.content.settings import ContentSettings
from equipoise.studies.crowd.chosen import chosen

SHOWN: Final = 6
"""How many people's screens are shown."""
LIKELY: Final = 0.1
"""Share of the people whom an audience by interest holds: those with the highest expected interest."""
USUAL: Final = -1
"""In the place of a keyword: the one of the topic that people in general answer most often."""
AUDIENCES: Final = ("everyone", "women", "men", "young", "old", *(f"likes.{topic}" for topic in TOPICS))
"""Whom a month can be planned for: by consent alone, by what is known of a person, or by expected interest."""


@dataclasses.dataclass(frozen=True)
class Message:
    """One message: topic, keyword, format, channel, and the topic that shows outside."""

    topic: int
    keyword: int
    format: int
    channel: int
    outside: int


@dataclasses.dataclass(frozen=True)
class Screen:
    """What one person is shown, week by week, and what an onlooker says.

    Attributes:
        accused: whether the onlooker says that the person has the trait. right: whether that is so; None where nothing
            is said.
    """

    name: str
    age: int
    messages: tuple[Message, ...]
    accused: bool
    right: bool | None


def screens_of(settings: Settings) -> tuple[Screen, ...]:
    """Return the screens of a few people of the crowd for whom messages are chosen; up to half of them are accused."""
    content = Content(Chain(settings))
    campaign, hits = content.delivered.value, content.onlooker.value.hits
    written = campaign.people[campaign.written]
    crowd = chosen(content.chain).value
    places = {int(person): place for place, person in enumerate(written)}
    known = [int(person) for person in crowd if int(person) in places]
    told = {person: hits[places[person]] if hits.size else np.nan for person in known}
    named = [person for person in known if not np.isnan(told[person])][: SHOWN // 2]
    first = named + [person for person in known if np.isnan(told[person])][: SHOWN - len(named)]
    return tuple(_screen(content, person, places[person], float(told[person])) for person in first)


def _screen(content: Content, person: int, place: int, hit: float) -> Screen:
    world, met = content.chain.population.value, content.delivered.value
    sent = met.messages[met.written]
    name = full_name(int(name_codes(world.chosen[[person]], world.people.sex[[person]])[0]))
    accused = not np.isnan(hit)
    return Screen(
        name=name,
        age=int(world.people.age[person]),
        messages=messages_of(sent, place),
        accused=accused,
        right=bool(hit) if accused else None,
    )


def messages_of(sent: Messages, place: int) -> tuple[Message, ...]:
    """Return the messages to one person, week by week (shape of ``sent``: people x weeks)."""
    own = sent[place]
    parts = zip(own.topic, own.keyword, own.format, own.channel, own.shown, strict=True)
    return tuple(Message(*map(int, each)) for each in parts)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Planned:
    """A month that somebody has planned, beside what else could have been sent to the same people.

    Attributes:
        audience: how many people it reaches. of: how many may be written to.
        engaged: share of the planned messages that they engage with. same: of the best messages for all. context: of
            messages on what each of them is reading about anyway, which needs no data. personal: of messages chosen
            for each of them.
        trait: share of the audience with the trait that the attacker is after. others: of everybody else who may be
            written to. Whoever sees that somebody gets this month learns the difference.
    """

    audience: int
    of: int
    engaged: Rate
    same: Rate
    context: Rate
    personal: Rate
    trait: Rate
    others: Rate


def planned(settings: Settings, audience: str, weeks: tuple[tuple[int, int], ...], kind: int, channel: int) -> Planned:
    """Send a planned month and return what it comes to.

    Args:
        audience: one of `AUDIENCES`. weeks: the topic of each week, a place in `TOPICS`, and its keyword, a place among
            the topic's, or `USUAL`. kind: the format, a place in `FORMATS`. channel: a place in `CHANNELS`.
    """
    content = Content(Chain(settings))
    reached = content.reached(content.people)
    inside = _audience(content, reached, audience)
    people = reached[inside]
    world = content.chain.population.value
    has = getattr(world.people, settings.attack.trait)
    rest = reached[~inside]
    return Planned(
        audience=people.size,
        of=reached.size,
        engaged=_engaged(content, people, _plan(content, people.size, weeks, kind, channel)),
        same=_engaged(content, people, _repeated(one_for_all(content.usual.value, len(weeks)), people.size)),
        context=_engaged(content, people, _in_context(content, people, len(weeks), kind, channel)),
        personal=_engaged(content, people, content.campaign(people, _for_each(content, len(weeks))).messages),
        trait=wilson(int(has[people].sum()), people.size),
        others=wilson(int(has[rest].sum()), rest.size),
    )


def _audience(content: Content, reached: Integers, audience: str) -> Flags:
    """Return which of the people an audience holds, by what the shop knows or expects."""
    people = content.chain.population.value.people
    kind, _, topic = audience.partition(".")
    if kind == "likes":
        expected = _expected(content, reached)[:, TOPICS.index(topic)]
        most = np.zeros(reached.size, dtype=bool)
        most[np.argsort(-expected, kind="stable")[: max(1, round(LIKELY * reached.size))]] = reached.size > 0
        return most
    marked = {
        "everyone": np.ones(reached.size, dtype=bool),
        "women": people.sex[reached] == 0,
        "men": people.sex[reached] == 1,
        "young": people.age[reached] < AGE_BAND_LIMITS[0],
        "old": people.age[reached] >= AGE_BAND_LIMITS[1],
    }
    return np.asarray(marked[kind])


def _expected(content: Content, people: Integers) -> Floats:
    """Return what the model expects of each topic for each person (shape: people x topics)."""
    model = content.model.value
    if model is None:
        return np.zeros((people.size, len(TOPICS)))
    row = content.chain.inside.value[1].row[people]
    return personal_scores(model.weights, content.reader.value, row, earlier_answers(content.log.value, people)).topic


def _engaged(content: Content, people: Integers, messages: Messages) -> Rate:
    campaign = Campaign(people=people, written=np.ones(people.size, dtype=bool), messages=messages)
    return mean_rate(engagement(content.appeal.value, campaign))


def _plan(content: Content, people: int, weeks: tuple[tuple[int, int], ...], kind: int, channel: int) -> Messages:
    topic = np.tile(np.array([topic for topic, _ in weeks], dtype=np.int8), (people, 1))
    usual = _about(content, topic, kind, channel)
    asked = np.array([place for _, place in weeks])
    keyword = np.where(asked == USUAL, usual.keyword, topic.astype(np.int64) * KEYWORDS_PER_TOPIC + asked)
    return dataclasses.replace(usual, keyword=keyword.astype(np.uint8))


def _in_context(content: Content, people: Integers, weeks: int, kind: int, channel: int) -> Messages:
    """Return messages on the topic that each person is reading about."""
    reading = content.chain.population.value.context[people].astype(np.int8)
    return _about(content, np.repeat(reading[:, None], weeks, axis=1), kind, channel)


def _about(content: Content, topic: Array, kind: int, channel: int) -> Messages:
    """Return messages with these topics, each with the keyword that people in general answer most often."""
    best = content.usual.value.keyword.reshape(len(TOPICS), KEYWORDS_PER_TOPIC).argmax(axis=1)
    keyword = topic.astype(np.int64) * KEYWORDS_PER_TOPIC + best[topic.astype(np.int64)]
    return Messages(
        topic=topic,
        keyword=keyword.astype(np.uint8),
        format=np.full(topic.shape, kind, dtype=np.int8),
        channel=np.full(topic.shape, channel, dtype=np.int8),
    )


def _repeated(messages: Messages, people: int) -> Messages:
    return messages[np.zeros(people, dtype=np.int64)]


def _for_each(content: Content, weeks: int) -> ContentSettings:
    return dataclasses.replace(content.settings, topic="personal", weeks=weeks, sensitive="shown", mixed=0.0)
