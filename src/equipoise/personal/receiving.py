"""The messages that one customer gets this month, and what of the customer's own data has chosen their topic."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.chain.content import Content
from equipoise.chain.pipeline import Chain
from equipoise.stages.content.learn import columns_of
from equipoise.studies.messages import Message, messages_of

GENERAL, GROUP = "general", "group"
"""What speaks for a topic beside one's own behaviour: that people in general, or those of the group, answer it."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Received:
    """This month's messages.

    Attributes:
        messages: one a week. written: whether they were chosen for the customer. allowed: whether the customer permits
            messages of one's own.
        level: for whom topics are chosen in this shop: "one", "segment" or "personal".
        reasons: what speaks for the topic of the first message, the most first: `GENERAL`, `GROUP`, or a source of
            behaviour; only what speaks for it more than for topics in general.
    """

    messages: tuple[Message, ...]
    written: bool
    allowed: bool
    level: str
    reasons: tuple[str, ...]


def received(chain: Chain, customer: int) -> Received:
    """Return this month's messages to a customer."""
    content = Content(chain)
    person = np.array([customer])
    campaign = content.campaign(person, content.settings)
    sent, written = messages_of(campaign.messages, 0), bool(campaign.written[0])
    return Received(
        messages=sent,
        written=written,
        allowed=bool(chain.consent.value.permit("offers")[customer]),
        level=content.settings.topic,
        reasons=_reasons(content, customer, sent[0].topic) if written and content.settings.topic == "personal" else (),
    )


def _reasons(content: Content, customer: int, topic: int) -> tuple[str, ...]:
    """Return what raises the topic's score above that of topics in general, the most first."""
    model, reader = content.model.value, content.reader.value
    if model is None:
        return ()
    row, where = int(content.chain.inside.value[1].row[customer]), columns_of(reader).of
    group = model.weights[where["topic_segment"]].reshape(-1, reader.segments)[:, reader.segment[row]]
    parts = {GENERAL: model.weights[where["topic"]], GROUP: group}
    parts |= {
        source: reader.match[row, :, place] * model.weights[where["match"][place]]
        for place, source in enumerate(reader.sources)
    }
    speaks = {name: float(score[topic] - score.mean()) for name, score in parts.items()}
    return tuple(name for name, more in sorted(speaks.items(), key=lambda each: -each[1]) if more > 0)
