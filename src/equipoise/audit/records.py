"""What an auditor can ask a shop for: its logs, copies and keys at the end of a quarter.

Records follow from a run. Who wants what, who was chosen for an offer, whose rows are stored and how people answered
come from the chain; when things happened is drawn from streams of their own, which is an assumption: choices fall
evenly on a year, offers and receipts on a quarter, and a random half of the customers was scored in this quarter, the
other half in the one before. Nothing here tells what is true of anybody beyond what a shop would have written down.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from typing import Final

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.core.arrays import Flags, Floats, Integers, freeze
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import PURPOSES
from equipoise.shared.content import PARTS
from equipoise.stages.ads.settings import BY_PERSON

QUARTER: Final = 90
YEAR: Final = 365
COPIES: Final = ("store", "warehouse", "mailing", "backup")
"""Where the shop keeps its table."""
ASK_FOR_ERASURE: Final = 0.005
"""Share of customers whose request to be erased was carried out in the quarter; assumed."""
REDEEMED: Final = 0.1
"""Share of offers that come back as a code on a receipt; assumed."""
COUNTED: Final = ("sex", "age_band")
"""Attributes by whose groups the shop counts offers and answers."""
QUARTERS: Final = 8
"""Quarters of which the fingerprint of the key is kept."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Entries:
    """Entries of a log: the customer (a place among all customers), and how many days ago it was."""

    person: Integers
    day: Integers

    def __post_init__(self) -> None:
        freeze(self.person, self.day)

    def __len__(self) -> int:
        return len(self.person)

    def where(self, kept: Flags) -> Entries:
        """Return some of the entries."""
        return Entries(person=self.person[kept], day=self.day[kept])

    def with_more(self, person: Integers, day: Integers) -> Entries:
        """Return the entries and further ones."""
        return Entries(person=np.append(self.person, person), day=np.append(self.day, day))


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Records:
    """The records of one quarter. Arrays have one entry a customer unless something else is said.

    Attributes:
        size: number of customers. months: how many months may be kept. keyed: whether keyed codes replace names.
        district: number of each customer's district. districts: their names. groups, names: group of each customer by
            attribute, and what groups are called.
        wants: the latest choice (shape: customers x purposes). chosen: how many days ago it was made. proof: whether
            the log of consents holds it. signal: whose browser sends a No.
        decided: who was chosen for an offer in the quarter. contacts: offers that were sent.
        redeemed: codes of offers on receipts.
        oldest: age in months of the oldest entry of each stored row, 0 where no row is stored.
        erased: who was reported as erased. copies: who is still in each copy. partner: who is in the partner's copy.
        written: for whom messages were chosen this month, instead of what everybody gets.
        told: about whose page views requests went to companies that can tell whose they are.
        keys: fingerprint of the key of each quarter, the latest last.
        now: who was scored in this quarter; everybody else was in the one before.
        features: yearly totals of each kept source. score: what the model predicted, NaN where it did not.
        asked, answers: past offers of each customer, and how many answers were recorded.
    """

    size: int
    months: int
    keyed: bool
    district: Integers
    districts: tuple[str, ...]
    groups: Mapping[str, Integers]
    names: Mapping[str, tuple[str, ...]]
    wants: Flags
    chosen: Integers
    proof: Flags
    signal: Flags
    decided: Flags
    contacts: Entries
    redeemed: Entries
    oldest: Integers
    erased: Flags
    copies: Mapping[str, Flags]
    partner: Flags
    written: Flags
    told: Flags
    keys: tuple[str, ...]
    now: Flags
    features: Mapping[str, Floats]
    score: Floats
    asked: Integers
    answers: Integers

    @property
    def agreed(self) -> Flags:
        """Who said Yes to anything."""
        return np.asarray(self.wants.any(axis=1))

    def wanted(self, purpose: str) -> Flags:
        """Return who wants their data used for a purpose."""
        return np.asarray(self.wants[:, PURPOSES.index(purpose)])


def records(chain: Chain, number: int = 0) -> Records:
    """Return the records of a run.

    Args:
        number: of the quarter; another one draws other days, requests and halves.
    """
    world, said, met = chain.population.value, chain.consent.value, chain.deliver.value
    outcome, draws = chain.report.value, stream(chain.seed, f"audit.records.{number}")
    size = world.size
    chosen = draws.integers(0, YEAR, size)
    erased = draws.random(size) < ASK_FOR_ERASURE
    decided = met.selected & met.reachable & ~erased
    contacts = _sent(decided, said.took_back("offers") & ~erased & (chosen < QUARTER - 1), chosen, draws)
    stored = chain.folds.value.in_reach & ~erased
    months = chain.settings.minimise.retention_months
    log = chain.history.value
    return Records(
        size=size,
        months=months,
        keyed=chain.settings.protect.identifiers == "keyed",
        wants=said.said,
        chosen=chosen,
        proof=np.ones(size, dtype=bool),
        signal=said.signals,
        decided=decided,
        contacts=contacts,
        redeemed=_redeemed(contacts, draws),
        oldest=np.where(stored, draws.integers(1, months + 1, size), 0),
        erased=erased,
        copies={name: stored.copy() for name in COPIES},
        partner=_partner(chain, stored, erased),
        written=_written(chain) & ~erased,
        told=_told(chain) & ~erased,
        keys=tuple(_fingerprint(chain.seed, number + back) for back in reversed(range(QUARTERS))),
        now=draws.random(size) < 0.5,
        features=_features(chain),
        score=np.where(stored, met.score, np.nan),
        asked=np.where(log.logged, log.visit.shape[1], 0),
        answers=np.where(log.logged, log.visit.sum(axis=1), 0),
        district=world.geography.district[world.customers.postcode],
        districts=_district_names(chain),
        groups={name: outcome.evidence.groups[name] for name in COUNTED},
        names={name: tuple(group.name for group in outcome.fairness[name].groups) for name in COUNTED},
    )


def _sent(decided: Flags, changed: Flags, chosen: Integers, draws: np.random.Generator) -> Entries:
    """Return one offer to everybody who was chosen, and those sent before somebody changed their mind."""
    person = np.flatnonzero(decided)
    day = draws.integers(0, QUARTER, person.size)
    before = np.flatnonzero(changed & ~decided)
    earlier = chosen[before] + 1 + (draws.random(before.size) * (QUARTER - 1 - chosen[before])).astype(np.int64)
    return Entries(person=person, day=day).with_more(before, earlier)


def _redeemed(contacts: Entries, draws: np.random.Generator) -> Entries:
    """Return the codes that came back: some days after the offer, at the latest today."""
    back = contacts.where(draws.random(len(contacts)) < REDEEMED)
    return Entries(person=back.person, day=(back.day * draws.random(len(back))).astype(np.int64))


def _partner(chain: Chain, stored: Flags, erased: Flags) -> Flags:
    """Return who is in the partner's copy: those who agreed; and who took that back, if the partner keeps copies."""
    said, deal = chain.consent.value, chain.settings.partners
    if not deal.fields or deal.join == "clean_room" or deal.grain != "rows":
        return np.zeros_like(stored)
    kept = said.took_back("sharing") & ~erased & (deal.conduct != "joins")
    return np.asarray((stored & said.permit("sharing")) | kept)


def _written(chain: Chain) -> Flags:
    """Return for whom messages are chosen (see `equipoise.stages.content`); nobody where all get the same."""
    chosen = any(getattr(chain.settings.content, part) != "one" for part in PARTS)
    return np.asarray(chain.consent.value.permit("offers") & (chain.inside.value[1].row >= 0) & chosen)


def _told(chain: Chain) -> Flags:
    """Return whose page views are sent with something that tells whose they are (see `equipoise.stages.ads`)."""
    said, ads = chain.consent.value, chain.settings.ads
    agreed = said.wants("other_sites") & said.wants("sharing")
    return np.asarray((agreed | (not ads.honour_opt_out)) & (ads.addressing in BY_PERSON))


def _fingerprint(seed: int, quarter: int) -> str:
    return hashlib.sha256(f"key {seed} {quarter}".encode()).hexdigest()[:12]


def _features(chain: Chain) -> dict[str, Floats]:
    world, kept = chain.population.value, chain.settings.minimise
    months = min(12, kept.retention_months)
    return {
        name: world.behaviour(name, months)[: world.size].sum(axis=1, dtype=np.float64)
        for name in kept.sources
        if name in world.events
    }


def _district_names(chain: Chain) -> tuple[str, ...]:
    places = chain.population.value.geography
    first = np.unique(places.district, return_index=True)[1]
    return tuple(places.names[place].partition("-")[0] for place in first)
