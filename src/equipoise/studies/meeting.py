"""Two banners shown to the same people: who agrees, who refuses, and which groups a design influences.

Only the first two stages of the chain run, which is fast. Groups are those of the protected attributes and thirds by
privacy concern, which are known only in an invented world.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from equipoise.chain.compare import Shift
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import LEVERS, Settings
from equipoise.core.arrays import Flags, Integers
from equipoise.core.vocabulary import ATTRIBUTES, PURPOSES, SINGLE, TO_OTHERS
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import CONFIDENCE, paired_difference, strongest_of, wilson
from equipoise.runtime.remembered import remembered

if TYPE_CHECKING:
    from equipoise.shared.consent import Consent
    from equipoise.shared.world import World

CONCERN = "privacy_concern"
CONCERNS = ("little", "some", "much")
BY = {**SINGLE, CONCERN: CONCERNS}
"""The groups of every attribute: protected attributes and privacy concern."""
_THIRDS = (-0.4307, 0.4307)
"""The limits between thirds of the standard normal distribution."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Answers:
    """The answers of some customers to a banner, and later; shares of them.

    Attributes:
        n: how many they are.
        said_yes, said_no: who answered, by purpose. ignored: who did not. agreed: who counts as agreeing, by purpose,
            silence included where it means yes.
        changed, withdrew, signals, overridden: as in `ConsentReport`.
        contradicted: whose browser objects although they agreed to sharing or to other sites themselves.
    """

    n: int
    said_yes: Mapping[str, Rate]
    said_no: Mapping[str, Rate]
    ignored: Rate
    agreed: Mapping[str, Rate]
    changed: Rate
    withdrew: Rate
    signals: Rate
    overridden: Rate
    contradicted: Rate


@dataclasses.dataclass(frozen=True, kw_only=True)
class Meeting:
    """The answers of everyone, and of every group: by attribute and by the group's name."""

    everyone: Answers
    groups: Mapping[str, Mapping[str, Answers]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Moved:
    """The effect of another banner on the same people; shares of them.

    Attributes:
        n: how many they are. agreed: who counts as agreeing to the purpose, with the paired change.
        only_before, only_after: who agrees under one banner only.
    """

    n: int
    agreed: Shift
    only_before: Rate
    only_after: Rate


@dataclasses.dataclass(frozen=True, kw_only=True)
class Comparison:
    """The effect of another banner on everyone, and on every group."""

    everyone: Moved
    groups: Mapping[str, Mapping[str, Moved]]


_OTHERS = {name: lever.default for name, lever in LEVERS.items() if not name.startswith(("population.", "consent."))}


def consent_only(settings: Settings) -> Settings:
    """Return the settings with all that comes after consent at its default, which no answer depends on."""
    return settings.replace(**_OTHERS)


def meet(settings: Settings) -> Meeting:
    """Return everybody's answers to the banner of these settings."""
    chain = Chain(settings)
    said, world = chain.consent, chain.population
    meeting: Meeting = remembered("meeting", lambda: _meeting(said.value, world.value), said).value
    return meeting


def compare_banners(first: Settings, second: Settings, purpose: str = "offers") -> Comparison:
    """Compare the banners of two settings on the people of ``first``, each as if it were their first banner.

    Args:
        first, second: of the second, only the levers of consent are taken.
        purpose: a name in `PURPOSES`.
    """
    chain = Chain(first)
    other = chain.varied(**{name: second[name] for name in LEVERS if name.startswith("consent.")})
    parts, place = (chain.consent, other.consent), PURPOSES.index(purpose)

    def compare() -> Comparison:
        before, after = (said.value.answered[:, place] for said in parts)
        return _compared(before, after, _groups(chain.population.value))

    comparison: Comparison = remembered("meeting.compared", compare, purpose, *parts).value
    return comparison


def most_moved(found: Comparison) -> tuple[str, str] | None:
    """Return the group with the largest effect of another banner, if beyond that on everyone and beyond chance.

    Its interval is widened for selecting the group among all (`equipoise.numerics.stats.strongest_of`).
    """
    shifts = {(by, name): moved.agreed.change for by, groups in found.groups.items() for name, moved in groups.items()}
    known = {group: shift for group, shift in shifts.items() if shift.known}
    if not known:
        return None
    group = max(known, key=lambda one: abs(known[one].value))
    wider = NormalDist().inv_cdf(0.5 + strongest_of(len(known)) / 2) / NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
    most, everyone = known[group], found.everyone.agreed.change.value
    beyond = abs(most.value - everyone) > wider * (most.high - most.low) / 2
    return group if beyond and abs(most.value) > abs(everyone) else None


def _meeting(consent: Consent, world: World) -> Meeting:
    everybody = np.ones(world.size, dtype=bool)
    groups = {
        by: {name: _answers(consent, group == at) for at, name in enumerate(BY[by])}
        for by, group in _groups(world).items()
    }
    return Meeting(everyone=_answers(consent, everybody), groups=groups)


def _groups(world: World) -> dict[str, Integers]:
    people = world.customers
    groups = {by: people.group(by) for by in BY if by in ATTRIBUTES}
    return groups | {CONCERN: np.digitize(people.privacy_concern, _THIRDS)}


def _answers(consent: Consent, among: Flags) -> Answers:
    acted = ~consent.ignored[:, None]

    def share(flags: Flags) -> Rate:
        return wilson(int(np.count_nonzero(flags & among)), int(among.sum()))

    def by_purpose(flags: Flags) -> dict[str, Rate]:
        return {purpose: share(flags[:, place]) for place, purpose in enumerate(PURPOSES)}

    return Answers(
        n=int(among.sum()),
        said_yes=by_purpose(acted & consent.answered),
        said_no=by_purpose(acted & ~consent.answered),
        ignored=share(consent.ignored),
        agreed=by_purpose(consent.answered),
        changed=share(consent.changed),
        withdrew=share(consent.withdrew),
        signals=share(consent.signals),
        overridden=share(consent.overridden),
        contradicted=share(consent.signals & consent.chosen[:, np.isin(PURPOSES, TO_OTHERS)].any(axis=1)),
    )


def _compared(before: Flags, after: Flags, groups: Mapping[str, Integers]) -> Comparison:
    return Comparison(
        everyone=_moved(before, after),
        groups={
            by: {name: _moved(before[group == at], after[group == at]) for at, name in enumerate(BY[by])}
            for by, group in groups.items()
        },
    )


def _moved(before: Flags, after: Flags) -> Moved:
    def share(flags: Flags) -> Rate:
        return wilson(int(np.count_nonzero(flags)), flags.size)

    return Moved(
        n=before.size,
        agreed=Shift(before=share(before), after=share(after), change=paired_difference(before, after)),
        only_before=share(before & ~after),
        only_after=share(after & ~before),
    )
