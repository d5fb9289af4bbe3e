"""The bid stream: a company takes part in auctions, wins none, and keeps what it is told of every page view.

Goal: learn a trait that nobody told. Knowledge: all requests of some weeks; a register of people with name, birth date,
sex and postcode; for some of them the cookie or the hashed e-mail address, by which a request says whose it is (whoever
knows an address can compute its hash); and a public panel of labelled people whose pages are known, on which a
classifier is trained (Kosinski et al. 2013, doi:10.1073/pnas.1218772110).

*Mechanism.* Requests with the same address are one profile; without an address, those with the same interest field and
place. A person whose address is known has that profile. Of anybody else the company believes the average of the
profiles at the person's place, weighted by how well their items suit the person's sex and age. The control is a person
whose own requests the company never saw.

The **retargeter** knows less: what people looked at in one shop, and what they bought there if it is told so.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

from equipoise.core.arrays import Flags, Floats, Integers, freeze
from equipoise.core.errors import DataError
from equipoise.core.vocabulary import TOPICS
from equipoise.numerics.stats import wilson
from equipoise.shared.advertising import NOTHING, Requests, topics_in
from equipoise.shared.column import Column
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema
from equipoise.stages.attacks.base import Attack, Auxiliary, Scored, Truth
from equipoise.stages.attacks.posterior import learnable, log_odds, opinion
from equipoise.stages.attacks.traits import TraitGuesses, accuse_all, score_traits

_AS_USUAL = 50.0
"""How many people like the whole panel are mixed into those of one interest cohort; assumed."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Profiles:
    """What the company has put together, one entry a profile.

    Attributes:
        address, interest, place: what all its requests have in common; `NOTHING`: not sent.
        people: about how many people it is about. table: page views of one of them by topic, on average.
        suits: how much better than usual the items suit people of each stratum of sex and age, as a logarithm (shape:
            profiles x strata).
        of_request: the profile of every request.
    """

    address: Integers
    interest: Integers
    place: Integers
    people: Floats
    table: pd.DataFrame
    suits: Floats
    of_request: Integers

    def __post_init__(self) -> None:
        freeze(self.address, self.interest, self.place, self.people, self.suits, self.of_request)

    def __len__(self) -> int:
        return len(self.address)

    @property
    def release(self) -> Release:
        """The profiles as a table, one row a profile."""
        columns = tuple(
            Column(name=name, role="behaviour", kind="number", source="pages") for name in map(str, self.table)
        )
        nothing = np.empty((len(self), 0))
        return Release(exact=self.table, low=nothing, high=nothing, schema=Schema(columns))


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Marks:
    """By what the company would know people again (one entry a person).

    Attributes:
        address: the number behind the person's cookie or e-mail address, `NOTHING` if the company does not know it.
        place: where the person lives, as the requests would say it. stratum: of sex and age.
    """

    address: Integers
    place: Integers
    stratum: Integers

    def __post_init__(self) -> None:
        freeze(self.address, self.place, self.stratum)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Watcher(Auxiliary):
    """The knowledge of a company that receives requests.

    Attributes:
        profiles: what it has put together. target_marks, control_marks: of targets and control people.
        panel_interest: the interest cohort of everybody in the panel, `NOTHING` where none is sent.
    """

    profiles: Profiles
    target_marks: Marks
    control_marks: Marks
    panel_interest: Integers


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Accusations(TraitGuesses):
    """Accusations, and the profile that is taken to be each target's; `NOTHING` where none is."""

    named: Integers


def profiles_of(requests: Requests, usual: float, suits: Floats, topics: bool = False) -> Profiles:
    """Put requests together.

    Args:
        usual: page views of one person in as many weeks, on average. suits: see `Profiles`, by item (items x strata).
        topics: whether an interest is a set of topics, and no number of a cohort.
    """
    nothing = np.full(len(requests), NOTHING)
    apart = requests.address >= 0
    interest = np.where(apart, nothing, requests.interest)
    place = np.where(apart, nothing, requests.place)
    found, of = np.unique(_numbered(requests.address, interest, place), return_inverse=True)
    views, last = np.bincount(of, minlength=len(found)), np.zeros(len(found), dtype=np.int64)
    last[of] = np.arange(len(requests))
    alone = requests.address[last] >= 0
    people = np.where(alone, 1.0, views / max(usual, 1e-9))
    return Profiles(
        address=requests.address[last],
        interest=requests.interest[last],
        place=requests.place[last],
        people=people,
        table=seen_by(of, len(found), requests, people, topics),
        suits=_suits(of, requests.item, suits, alone),
        of_request=of,
    )


def seen_by(
    person: Integers, number: int, requests: Requests, people: Floats | None = None, topics: bool = False
) -> pd.DataFrame:
    """Return what the requests say of people's page views by topic (shape: ``number`` x columns that are sent).

    Args:
        person: the row of every request. people: how many people each row is about; one by default.
        topics: see `profiles_of`.
    """
    share = np.ones(number) if people is None else people
    columns: dict[str, Floats] = {}
    if (requests.topic >= 0).any():
        counts = _counted(person, requests.topic, number)
        columns |= {f"seen_{topic}": counts[:, place] / share for place, topic in enumerate(TOPICS)}
    if topics and (requests.interest >= 0).any():
        said = topics_in(requests.interest)
        for place, topic in enumerate(TOPICS):
            columns[f"told_{topic}"] = np.bincount(person, said[:, place], minlength=number) / share
    return pd.DataFrame(columns, index=range(number))


def _numbered(*fields: Integers) -> Integers:
    """Return one number for each combination of fields, which are `NOTHING` or above."""
    number = np.zeros(len(fields[0]), dtype=np.int64)
    for field in fields:
        number = number * (int(field.max(initial=NOTHING)) + 2) + field + 1
    return number


def _counted(person: Integers, topic: Integers, number: int) -> Floats:
    cell = (person * len(TOPICS) + topic)[topic >= 0]
    return np.bincount(cell, minlength=number * len(TOPICS)).reshape(number, len(TOPICS)).astype(np.float64)


def _suits(of: Integers, item: Integers, by_item: Floats, alone: Flags) -> Floats:
    """Return how well the items of every profile of one person suit each stratum; of others nothing is known."""
    some = (item >= 0) & alone[of]
    found = np.stack(
        [np.bincount(of[some], by_item[item[some], place], minlength=alone.size) for place in range(by_item.shape[1])],
        axis=1,
    )
    return np.asarray(found, dtype=np.float64)


class BidStream(Attack[Watcher, Truth, Accusations]):
    """Accuse those who have the trait with the highest probability."""

    name = "bid_stream"
    kind = "trait"

    def infeasible(self, release: Release, knowledge: Watcher) -> str:
        """Needs people to look for, and a panel to learn from."""
        if not len(knowledge.targets):
            return "no_targets"
        return "" if learnable(knowledge) else "no_model"

    def guess(self, release: Release, knowledge: Watcher, rng: np.random.Generator) -> Accusations:
        """Score everybody by the probability of the trait, given register and profiles."""
        said = _said(release, knowledge)
        targets, named = _score(knowledge, said, knowledge.targets, knowledge.target_marks)
        controls, _ = _score(knowledge, said, knowledge.controls, knowledge.control_marks)
        found = accuse_all(targets, controls, knowledge, rng)
        return Accusations(attack=found.attack, baseline=found.baseline, control=found.control, named=named)

    def score(self, guesses: Accusations, truth: Truth) -> Scored:
        """A hit is an accused target who has the trait; a detail is how many were linked to a profile of their own."""
        scored = score_traits(self.name, guesses, truth)
        own = (guesses.named == truth.row) & (truth.row >= 0)
        linked = {"linked": wilson(int(own.sum()), own.size)}
        result = dataclasses.replace(scored.result, details={**scored.result.details, **linked})
        return dataclasses.replace(scored, result=result)


class Retargeter(BidStream):
    """The same with what one shop tells about its own pages."""

    name = "retargeter"

    def infeasible(self, release: Release, knowledge: Watcher) -> str:
        """Needs addresses under which the shop tells something."""
        if not (knowledge.profiles.address >= 0).any():
            return "no_retargeting"
        return super().infeasible(release, knowledge)


def _said(release: Release, knowledge: Watcher) -> Floats:
    """Return what every profile says: the change of the log-odds, on average none over the people (shape: profiles)."""
    panel, profiles = knowledge.panel, knowledge.profiles
    if panel is None:
        raise DataError.about("panel", "attack.no_panel")
    said = np.zeros(len(profiles))
    columns = tuple(release.exact.columns)
    if columns:
        said = panel.guesser(knowledge.fields, columns).score_behaviour(release)
    elif (profiles.interest >= 0).any():
        said = _of_cohorts(profiles.interest, knowledge.panel_interest, panel.has)
    if not said.size:
        return said
    return np.asarray(said - np.average(said, weights=np.maximum(profiles.people, 1e-9)))


def _of_cohorts(interest: Integers, of_panel: Integers, has: Flags) -> Floats:
    """Return how much more common the trait is in the panel's part of each profile's cohort, as log-odds."""
    known = of_panel >= 0
    size = int(max(interest.max(initial=0), of_panel.max(initial=0))) + 1
    people = np.bincount(of_panel[known], minlength=size)
    with_it = np.bincount(of_panel[known], has[known], minlength=size)
    share = float(has.mean())
    rate = (with_it + _AS_USUAL * share) / (people + _AS_USUAL)
    return np.where(interest >= 0, log_odds(rate)[interest] - log_odds(np.array(share)), 0.0)


def _score(knowledge: Watcher, said: Floats, people: Floats, marks: Marks) -> tuple[Floats, Integers]:
    """Return everybody's log-odds of the trait, and the profile that is taken to be theirs."""
    profiles = knowledge.profiles
    usual, named = _by_place(profiles, said, marks)
    own = _own_profile(profiles, marks)
    found = own >= 0
    gained = usual
    gained[found] = said[own[found]]
    return opinion(knowledge, people) + gained, np.where(found, own, named)


def _own_profile(profiles: Profiles, marks: Marks) -> Integers:
    """Return the profile with everybody's known address, `NOTHING` where there is none."""
    if not len(profiles):
        return np.full(marks.address.size, NOTHING)
    order = np.argsort(profiles.address, kind="stable")
    place = np.minimum(np.searchsorted(profiles.address[order], marks.address), len(profiles) - 1)
    hit = (profiles.address[order][place] == marks.address) & (marks.address >= 0)
    return np.where(hit, order[place], NOTHING)


def _by_place(profiles: Profiles, said: Floats, marks: Marks) -> tuple[Floats, Integers]:
    """Return the average of what the profiles at everybody's place say, and the one that suits best.

    Where no places are sent, all profiles may be anybody's. Profiles about several people are named as nobody's.
    """
    told = profiles.place >= 0
    anywhere = not told.any()
    some = np.flatnonzero(np.ones_like(told) if anywhere else told)
    place = np.zeros(some.size, dtype=np.int64) if anywhere else profiles.place[some]
    where = np.zeros_like(marks.place) if anywhere else marks.place
    places, strata = int(max(place.max(initial=0), where.max(initial=0))) + 1, profiles.suits.shape[1]
    weight = profiles.people[some, None] * np.exp(np.clip(profiles.suits[some], -30, 30))
    cell = place[:, None] * strata + np.arange(strata)
    parts = weight, weight * said[some, None]
    total, sums = (np.bincount(cell.ravel(), each.ravel(), minlength=places * strata) for each in parts)
    mine = where * strata + marks.stratum
    mean = np.divide(sums, total, out=np.zeros_like(sums), where=total > 0)
    return mean[mine], _likeliest(profiles, some, weight, cell, places * strata)[mine]


def _likeliest(profiles: Profiles, some: Integers, weight: Floats, cell: Integers, cells: int) -> Integers:
    """Return the profile of one person with the highest weight in every cell of place and stratum."""
    alone = profiles.address[some] >= 0
    best = np.full(cells, NOTHING)
    order = np.argsort(weight[alone].ravel(), kind="stable")
    best[cell[alone].ravel()[order]] = np.repeat(some[alone], weight.shape[1])[order]
    return best


def alone_in(profiles: Profiles, person: Integers, people: int) -> Integers:
    """Return the profile that is about one person and nobody else, `NOTHING` where there is none (shape: people).

    ``person`` is the truth about every request; the company does not know it.
    """
    profile, owner = np.divmod(np.unique(profiles.of_request * people + person), people)
    single = np.bincount(profile, minlength=len(profiles))[profile] == 1
    found = np.full(people, NOTHING)
    found[owner[single]] = profile[single]
    return found
