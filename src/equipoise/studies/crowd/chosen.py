"""Who the hundred are: chosen once a world, the same people whatever the levers of later stages.

They are evaluation customers who are among the first targets of every attack if the table holds them, so that it is
known of each what happened. A balanced sample makes their outcomes add up to about the headline numbers. It balances
what the default settings do to people, and what does not depend on any setting: how they would answer each banner,
their best offer, their groups, and what an attacker knows of their purchases. In the world that everybody meets first
it also balances the offers of all scenarios, toggles and banners. In any other world that would take longer than all
the rest of a first run, and the picture says where its count differs from the headline.
"""

from __future__ import annotations

import dataclasses
from itertools import product
from typing import Any

import numpy as np

from equipoise.chain.knowledge import coins
from equipoise.chain.pipeline import Chain
from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import Settings, run_of
from equipoise.core.arrays import Array, Flags, Floats, Integers
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import MONTHS, OFFERS, TOPICS
from equipoise.numerics.balanced import balanced_sample
from equipoise.runtime.remembered import StageResult, remembered
from equipoise.shared.world import World
from equipoise.stages.attacks.identity import TARGETS
from equipoise.stages.consent.ask import ask
from equipoise.stages.consent.settings import ConsentSettings

SIZE = 100
"""How many people the crowd has; the smallest world has enough to choose from."""
_HEADLINES, _USUAL = 4.0, 1.0
"""Importance of balance on what headline numbers count by default, and on everything else."""
_OTHERS, _SMOOTHING = 300, 0.02
_ASKED: tuple[dict[str, Any], ...] = ({}, {"consent.model": "notice"}, {"consent.banner": "equal"})
_PASTS: tuple[dict[str, Any], ...] = (
    {},
    {"history.label_bias": 0.5},
    {"history.label_bias": 0.5, "target.mitigation": "group_thresholds"},
)
"""Ways to be asked, and pasts to learn from: everybody's offers are balanced under each pair of them."""


def chosen(chain: Chain) -> StageResult[Integers]:
    """Return the crowd of a run's world: places among all customers, in the order to show them."""
    typical = Chain(Settings(population=chain.settings.population))
    typical.population = chain.population  # a huge world is not remembered, and is not built twice
    return remembered("crowd", lambda: _choose(typical), typical.population, typical.settings)


def _choose(typical: Chain) -> Integers:
    world, counted = typical.population.value, typical.folds.value.evaluation
    columns = [*_by_default(typical), *_whatever_happens(typical)]
    traits = np.column_stack([importance * values for values, _, importance in columns])
    wanted = np.array([importance * (values[counted].mean() if mean is None else mean)
                       for values, mean, importance in columns])  # fmt: skip
    able = np.flatnonzero(counted & _always_attacked(world))
    return able[balanced_sample(traits[able], wanted, SIZE, stream(world.seed, "crowd"))]


def _always_attacked(world: World) -> Flags:
    """Return who is a target of every attack whenever the table holds the person (shape: customers)."""
    first = np.argsort(coins(world.size, world.seed), kind="stable")[:TARGETS]
    every = np.zeros(world.size, dtype=bool)
    every[first] = True
    return every


Column = tuple[Array, float | None, float]
"""A trait of all customers, the wanted mean (None: that of the evaluation customers), and its importance."""


def _by_default(typical: Chain) -> list[Column]:
    """Return what happens to people under the default settings."""
    outcome = typical.report.value
    evidence, headlines = outcome.evidence, outcome.headlines
    found = evidence.identified.get(headlines.strongest_attack, np.zeros(evidence.evaluation.size))
    woman = evidence.groups["sex"] == 0
    return [
        (np.nan_to_num(found), headlines.identified.value, _HEADLINES),
        (evidence.right_offer, headlines.right_offer.value, _HEADLINES),
        (evidence.in_table, None, _HEADLINES),
        (evidence.selected & woman, None, _USUAL),
        (evidence.selected & ~woman, None, _USUAL),
        (evidence.selected & evidence.right_offer, None, _USUAL),
    ]


def _whatever_happens(typical: Chain) -> list[Column]:
    """Return what does not depend on the settings of later stages."""
    world = typical.population.value
    people, best = world.customers, world.response.best[: world.size]
    groups = [people.group(name) == place for name, size in (("sex", 1), ("age_band", 4), ("heritage", 1))
              for place in range(size)]  # fmt: skip
    offers = [best == offer for offer in range(OFFERS)]
    answers = [_agrees(world, banner) for banner in ("highlighted", "equal", "per_purpose")]
    known = _stands_out(typical)
    bought = _standard(np.log1p(world.events["purchases"].counts[: world.size].sum(axis=1)))
    refuser = ~answers[0]
    guessed = [_shows(world, months) == best for months in (MONTHS, MONTHS // 2)]
    met_first = typical.settings == Settings()
    offered = [*guessed, guessed[0] & refuser, *(_best_elsewhere(typical) if met_first else ())]
    lists = (groups, offers, offered, answers, [known, bought, known * refuser])
    return [(values, None, _USUAL) for columns in lists for values in columns]


def _agrees(world: World, banner: str) -> Flags:
    """Return who would agree to analytics at a banner (shape: customers)."""
    return ask(ConsentSettings(banner=banner), world.customers.privacy_concern, world.seed).permit("analytics")


def _best_elsewhere(typical: Chain) -> list[Flags]:
    """Return who would be shown the truly best offer, in every scenario, and however asked and whatever learned."""
    best, found = typical.population.value.response.best[: typical.population.value.size], []
    moved = [typical.settings.replace(**asked, **past) for asked, past in product(_ASKED, _PASTS)]
    own = [dataclasses.replace(run_of(each.settings), population=typical.settings.population)
           for each in scenarios().values()]  # fmt: skip
    for settings in (*(each for each in own if each not in moved[1:]), *moved):
        chain = Chain(settings)
        chain.population = typical.population
        found.append(chain.deliver.value.offer == best)
    return found


def _shows(world: World, months: int) -> Integers:
    """Return the topic that each customer's purchases, e-mails and visits show most in the last months."""
    sources = [world.events[name].totals(months)[: world.size] for name in ("purchases", "email", "store")]
    return np.asarray(np.sum(sources, axis=0).argmax(axis=1))


def _stands_out(typical: Chain) -> Floats:
    """Return how likely an attacker's best guess is right among 25 customers (shape: customers).

    The guess is the customer whose purchases make those that the attacker knows most likely. It is compared with that
    of others, `_OTHERS` of whom stand for all.
    """
    world, topics = typical.population.value, typical.exposure.topics.value[: typical.population.value.size]
    counts = world.events["purchases"].counts[: world.size] + _SMOOTHING
    likely = np.log(counts / counts.sum(axis=1, keepdims=True))
    known = np.eye(len(TOPICS) + 1)[topics][..., :-1].sum(axis=1)  # the place -1 is that of no purchase
    others = likely[stream(world.seed, "crowd.others").permutation(world.size)[:_OTHERS]]
    better = known @ others.T < (known * likely).sum(axis=1)[:, None]
    return np.asarray(better.mean(axis=1) ** 24)


def _standard(values: Array) -> Floats:
    return np.asarray((values - values.mean()) / max(float(values.std()), 1e-12), dtype=np.float64)
