"""How messages appeal to customers: the true response to content, drawn of the world only when somebody asks.

The log-odds of engaging with a message add up from habit and from interest in its topic, as those of an offer do
(`equipoise.stages.world.response`), from how much more often than others the person looks at its keyword, and from
whether its format and its channel are the liked ones.

Published: of 100 messages of campaigns, 2.91 are clicked (D22). Messages whose parts are drawn at random are held to
that. Assumed: that topics and keywords weigh as much as tastes do in offers; how much the liked format and the liked
channel add.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq

from equipoise.core.arrays import Integers, Singles, sigmoid
from equipoise.core.keywords import KEYWORDS_PER_TOPIC
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import CHANNELS, FORMATS, TOPICS
from equipoise.shared.content import Appeal, Messages
from equipoise.shared.world import World
from equipoise.stages.world.items import catalogue
from equipoise.stages.world.people import INTEREST_MEAN
from equipoise.stages.world.receipts import favourites_of
from equipoise.stages.world.response import HABIT

ENGAGED = 0.0291
"""Share of messages that people engage with where nothing is chosen for anybody (D22)."""
FIT = 0.3
"""Log-odds that the liked format adds, and the liked channel; assumed."""
_ASKED = 4_000
"""Customers on whom the mean is held."""


def draw_appeal(world: World, taste: float) -> Appeal:
    """Return the true response of the customers to messages; ``taste`` weighs topics and keywords."""
    customers = slice(0, world.size)
    people, items = world.customers, catalogue()
    habit = np.float32(HABIT) * (np.log(world.activity[customers]) + np.float32(0.18)) / np.float32(0.6)
    likes = np.float32(taste) * (world.interest[customers] - INTEREST_MEAN.astype(np.float32))
    usual = np.bincount(items.keyword, items.popularity, len(TOPICS) * KEYWORDS_PER_TOPIC).astype(np.float32)
    appeal = Appeal(
        own=habit, topic=likes, favourites=items.keyword[favourites_of(people, world.seed)], usual=usual, taste=taste,
        fit=FIT, likes_format=people.likes_format, likes_channel=people.likes_channel,
    )  # fmt: skip
    return Appeal(**vars(appeal) | {"own": habit + _usual_log_odds(appeal, world.seed)})


def at_random(shape: tuple[int, ...], draws: np.random.Generator) -> Messages:
    """Return messages whose parts are drawn evenly and independently."""
    topic = draws.integers(0, len(TOPICS), shape, dtype=np.int8)
    within = draws.integers(0, KEYWORDS_PER_TOPIC, shape, dtype=np.uint8)
    return Messages(
        topic=topic,
        keyword=(topic.astype(np.uint8) * KEYWORDS_PER_TOPIC + within).astype(np.uint8),
        format=draws.integers(0, len(FORMATS), shape, dtype=np.int8),
        channel=draws.integers(0, len(CHANNELS), shape, dtype=np.int8),
    )


def _usual_log_odds(appeal: Appeal, seed: int) -> np.float32:
    """Return the log-odds under which `ENGAGED` of all messages at random are engaged with."""
    person: Integers = np.arange(min(_ASKED, len(appeal.own)))[:, None]
    logits: Singles = appeal.of(person, at_random((person.size, len(TOPICS)), stream(seed, "content.usual")))

    def excess(level: float) -> float:
        return float(sigmoid(logits + level).mean()) - ENGAGED

    return np.float32(brentq(excess, -20.0, 5.0))
