"""Erasure of one customer: table and model are made again without them, and an attacker queries the new model.

Membership is attacked before and after on the same pool of people (see `equipoise.stages.attacks.membership`). One
person's score has no meaning by itself, so it is reported as its rank among control people, who were never in the
training data: if the model knows no more about the erased person than about them, all ranks are equally likely. One
rank proves little, so others are erased together with the customer, and the share of them whom the attack still calls
members is counted.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.chain.knowledge import model_access, no_membership, pool, with_erased
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Flags, Floats
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import IMPRESSIONS
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import wilson
from equipoise.personal.known import in_public_register
from equipoise.personal.wishes import Usage, Wishes, chain_of, standing, wishes_at_first
from equipoise.runtime.jobs import Report, quiet
from equipoise.stages.attacks.membership import Membership, one_by_one
from equipoise.stages.attacks.profiles import PROFILES
from equipoise.stages.targeting.learners import Logistic, refit
from equipoise.stages.targeting.train import impressions_of

COMPANY = 200
"""Number of people who are erased together, so that a share can be measured."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Suspicion:
    """The result of the membership attack on one person.

    Attributes:
        suspected: whether the attack calls the person a member of the training data.
        above: share of control people with a lower score than this person (0 to 1).
        falsely: share of control people who are called members (0 to 1). controls: how many there are.
    """

    suspected: bool
    above: float
    falsely: float
    controls: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class Together:
    """Shares of people whom the attack calls members after `COMPANY` are erased: among these, and among controls."""

    suspected: Rate
    falsely: Rate


@dataclasses.dataclass(frozen=True, kw_only=True)
class Erased:
    """The receipt of an erasure.

    Attributes:
        before, after: the state before and after. impressions: records of past campaigns that are no longer used.
        retrained: whether a table and a model without the person were made.
        attack_before, attack_after: the attack's results on the person; None where there is no model.
        together: results for the customer and others who are erased at once; None without training data.
        registered: whether a public register lists the person, which no shop can erase.
    """

    before: Usage
    after: Usage
    impressions: int
    retrained: bool
    attack_before: Suspicion | None
    attack_after: Suspicion | None
    together: Together | None
    registered: bool


def erase(settings: Settings, customer: int, wishes: Wishes, report: Report = quiet) -> Erased:
    """Erase one customer who had chosen ``wishes``, and attack the models before and after; this is long work."""
    report(0.0)
    asked = wishes.agrees or wishes_at_first(settings, customer).agrees
    before = chain_of(settings, customer, dataclasses.replace(wishes, erased=False))
    after = chain_of(settings, customer, dataclasses.replace(wishes, agrees=asked, erased=True))
    first = standing(before, customer)
    report(0.2)
    last = standing(after, customer)
    report(0.5)
    attacks = [suspicion(chain, before, customer, report) for chain in (before, after)]
    report(0.8)
    return Erased(
        before=first,
        after=last,
        impressions=IMPRESSIONS if first.learned and not last.learned else 0,
        retrained=first.stored and not last.stored,
        attack_before=attacks[0],
        attack_after=attacks[1],
        together=_in_company(before, customer, report) if attacks[1] and not last.stored else None,
        registered=in_public_register(before, customer),
    )


def suspicion(chain: Chain, before: Chain, customer: int, report: Report = quiet) -> Suspicion | None:
    """Attack the model of a run about one customer; ``before`` is the run in which the customer still had a row.

    None where there is no model, or where the customer never had a row.
    """
    her = np.zeros(before.population.value.size, dtype=bool)
    her[customer] = True
    found = _scores(chain, before, her, report)
    if found is None:
        return None
    own, controls = float(found[0][0]), found[1]
    return Suspicion(
        suspected=own > 0,
        above=float((controls < own).mean()),
        falsely=float((controls > 0).mean()),
        controls=int(controls.size),
    )


def _in_company(before: Chain, customer: int, report: Report) -> Together | None:
    """Erase the customer and others in the training data, and count whom the attack still calls members."""
    held = before.inside.value[1].row >= 0
    learned = np.flatnonzero(before.folds.value.history & before.history.value.logged & held)
    gone = np.zeros(held.size, dtype=bool)
    others = learned[learned != customer]
    gone[stream(before.seed, "personal.company").permutation(others)[: COMPANY - 1]] = True
    gone[customer] = True
    said = before.consent.value
    permits = said.permits & ~gone[:, None]
    erased = dataclasses.replace(said, permits=permits, withdrew=said.withdrew | gone)
    chain = Chain(before.asked)
    chain.consent = before.consent.instead(erased, f"without {customer} and company")
    found = _scores(chain, before, gone, report)
    if found is None:
        return None
    suspected, falsely = (wilson(int((scores > 0).sum()), scores.size) for scores in found)
    return Together(suspected=suspected, falsely=falsely)


def _scores(chain: Chain, before: Chain, whom: Flags, report: Report) -> tuple[Floats, Floats] | None:
    """Return the attack's scores of the marked people and of control people; above 0 means "called a member".

    None where there is no model, or where one of the marked had no row before.
    """
    once, log, folds = before.inside.value[1], before.history.value, before.folds.value
    model, vault, release = chain.train.value, chain.inside.value[1], chain.inside.value[0]
    if no_membership(PROFILES["curious_employee"], model, fast=True) or (once.row[whom] < 0).any():
        return None
    held = vault.row >= 0
    learns = folds.history & log.logged & held
    people = np.unique(pool(learns & ~whom, folds.evaluation & held & ~whom, chain.seed, whom))
    if (gone := whom & ~held).any():
        model, vault = with_erased(model, vault, before.train.value.design, once, gone)
    records = impressions_of(people, log, vault)
    plain = isinstance(model.fitted, Logistic)
    shadows = None if plain else one_by_one(refit(chain.settings.train.learner, model.design, *records), report)
    access, _ = model_access(model, records, people, learns, shadows)
    attack = Membership()
    if attack.infeasible(release, access):
        return None
    ratio = attack.guess(release, access, stream(chain.seed, "attack.membership")).ratio
    return ratio[whom[people]], ratio[~learns[people] & ~whom[people]]
