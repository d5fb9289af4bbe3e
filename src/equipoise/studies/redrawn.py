"""The same world once more with another past, or with another deal of its customers: what intervals are about.

An interval of a number that a model has a part in is about the number's mean over *pasts*: the campaigns were run, and
chance fell otherwise in whom they showed what, and who came. An interval of a risk is about its mean over *deals*:
other customers are controls, others are measured, and the attacker's coins fall otherwise.
"""

from __future__ import annotations

import dataclasses

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.runtime.remembered import remembered
from equipoise.stages.history.log import log_campaigns

_FIRST_DEAL = 1_000_000
"""Seeds from here on redraw deals, so that no deal is that of another world in use."""


def with_past(settings: Settings, number: int) -> Chain:
    """Return a run whose model learned from another past; number 0 is the run's own.

    Folds, attackers and everything else stay the same.
    """
    chain = Chain(settings)
    s, world, seed = chain.settings.history, chain.population, chain.seed
    chain.history = remembered("history", lambda: log_campaigns(s, world.value, seed, number), s, world, number)
    return chain


def with_deal(settings: Settings, number: int) -> Chain:
    """Return a run with other controls and evaluation customers, and with other coins of company and attacker.

    The people, what they agreed to and their past stay the same. Number 0 is the run's own deal.
    """
    chain = Chain(settings)
    if number == 0:
        return chain
    name, seed = f"deal {number}", _FIRST_DEAL + 1_000 * chain.seed + number
    dealt, world = Chain(settings.replace(**{"population.seed": seed})), chain.population
    dealt.population = world.instead(dataclasses.replace(world.value, seed=seed), name)
    dealt.consent = chain.consent.instead(chain.consent.value, name)
    dealt.history = chain.history.instead(chain.history.value, name)
    return dealt
