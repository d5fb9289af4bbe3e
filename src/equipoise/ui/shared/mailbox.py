"""Messages as they lie in a mailbox, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from equipoise.core.vocabulary import CHANNELS, FORMATS, TOPICS
from equipoise.personal.goods import product
from equipoise.studies.messages import Message
from equipoise.texts.catalogue import texts
from equipoise.texts.items import keyword_name
from equipoise.ui.charts import svg
from equipoise.ui.charts.style import FINE
from equipoise.ui.shared.words import say

_PICTURE = 26


def topic_name(name: str) -> str:
    """Return what a topic is called: "baby"."""
    return texts()[f"trace.topic.{name}"]


def format_name(name: str) -> str:
    """Return what a format is called."""
    return say(f"deliver.format.{name}")


def channel_name(name: str) -> str:
    """Return what a channel is called."""
    return say(f"deliver.channel.{name.replace('-', '_')}")


def lines(messages: Sequence[Message]) -> str:
    """Return the messages under each other, as HTML."""
    return "".join(_line(week, message) for week, message in enumerate(messages, 1))


def in_words(messages: Sequence[Message]) -> str:
    """Return the topics that show, in order."""
    return ", ".join(topic_name(TOPICS[message.outside]) for message in messages)


def _line(week: int, message: Message) -> str:
    """Return one message: picture and topic outside, and the thing that it is about."""
    picture = svg.image(product(message.outside).picture, size=(_PICTURE, _PICTURE))
    outside, inside = topic_name(TOPICS[message.outside]).capitalize(), keyword_name(message.keyword)
    hidden = message.outside != message.topic
    detail = say("deliver.screen.inside" if hidden else "deliver.screen.about", thing=inside)
    kind, channel = format_name(FORMATS[message.format]), channel_name(CHANNELS[message.channel])
    how = say("deliver.screen.how", week=week, kind=kind, channel=channel)
    words = f'<span style="line-height:1.25"><b style="font-weight:600">{escape(outside)}</b> {escape(detail)}<br>'
    small = f'<span style="font-size:{FINE};opacity:.8">{escape(how)}</span></span>'
    return f'<span style="display:flex;gap:.5rem;align-items:center">{picture}{words}{small}</span>'
