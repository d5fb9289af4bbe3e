"""What happens to each of the hundred in one run: what really happened to this person, not what is likely.

Found, right offer and consent are the run's own results. Two facts compare the person with another case. *Passed over*:
no personal offer, although the person would be next in line if her group got as many offers per head as the group that
gets most. *Moved*: the banner's design changed the answer; the person's draws are the same at every banner, so what she
would have said where No is as easy as Yes is known.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np

from equipoise.chain.outcome import Outcome
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Array, Flags, Floats, Integers, freeze
from equipoise.core.vocabulary import MODELLED, SEXES
from equipoise.runtime.remembered import remembered
from equipoise.shared.identity import full_name
from equipoise.stages.attacks.profiles import PROFILES
from equipoise.stages.consent.ask import ask
from equipoise.stages.targeting.target import Scores, score
from equipoise.studies.crowd.chosen import chosen

FACTS = ("found", "right", "worse", "refused", "moved")
"""What may be shown of the crowd: each of these lights some people."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Crowd:
    """The hundred and what happened to them in a run (each array: one entry a person, in the order to show them).

    Attributes:
        people: places among all customers. name: full names. sex: one of `SEXES` each. age: completed years.
        lit: by fact of `FACTS`, whom it is true of: found by the strongest attack, shown the truly best offer, passed
            over (treated worse), said no to every purpose, and answered otherwise than where No is as easy as Yes.
        why: by fact, one reason a person as a key under ``crowd.why.<fact>`` in the texts.
        groups: each person's group by protected attribute.
        of_all: what the headline of a fact says of 100 of all customers; facts without a headline are missing.
        attack: the strongest attack; "" where none can be mounted. clues: how many purchases the attacker knows.
        luck: how many of these people luck alone would find, on average.
    """

    people: Integers
    name: tuple[str, ...]
    sex: tuple[str, ...]
    age: Integers
    lit: Mapping[str, Flags]
    why: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, Integers]
    of_all: Mapping[str, float]
    attack: str
    clues: int
    luck: float

    def __post_init__(self) -> None:
        freeze(self.people, self.age, *self.lit.values(), *self.groups.values())

    def __len__(self) -> int:
        return self.people.size


def crowd(settings: Settings) -> Crowd:
    """Return the hundred of this world and what happens to them under ``settings``."""
    chain = Chain(settings)
    whom, outcome = chosen(chain), chain.report
    return remembered("crowd.facts", lambda: _observe(chain, whom.value, outcome.value), whom, outcome).value


def _observe(chain: Chain, people: Integers, outcome: Outcome) -> Crowd:
    world, strongest = chain.population.value, outcome.headlines.strongest_attack
    customers, headlines = world.customers, outcome.headlines
    seen = {"found": _found(chain, outcome), "right": _right(chain, outcome), "worse": _worse(chain, outcome),
            **_asked(chain)}  # fmt: skip
    held = outcome.evidence.in_table[people]
    control = outcome.attacks[strongest].control.value if strongest else 0.0
    return Crowd(
        people=people,
        name=tuple(full_name(int(code)) for code in world.identifiers.name[people]),
        sex=tuple(SEXES[place] for place in customers.sex[people]),
        age=customers.age[people].astype(np.int64),
        lit={fact: seen[fact][0][people] for fact in FACTS},
        why={fact: tuple(seen[fact][1][people].tolist()) for fact in FACTS},
        groups={name: group[people] for name, group in outcome.evidence.groups.items()},
        of_all={"found": 100 * headlines.identified.value, "right": 100 * headlines.right_offer.value,
             "refused": 100 * outcome.consent.refused.value},
        attack=strongest,
        clues=PROFILES[chain.settings.attack.profile].purchases,
        luck=float(control * held.sum()),
    )  # fmt: skip


Seen = tuple[Flags, Array]
"""Whom a fact is true of, and everybody's reason (each shape: customers)."""


def _found(chain: Chain, outcome: Outcome) -> Seen:
    """Return whom the strongest attack found."""
    strongest, evidence = outcome.headlines.strongest_attack, outcome.evidence
    hits = evidence.identified.get(strongest, np.zeros(evidence.in_table.size))
    named = strongest == "linkage" and "name" in chain.exposure.table.value[0].schema
    how = "name" if named else strongest or "not_held"
    cases = [hits > 0, ~evidence.in_table, np.isnan(hits)]
    return hits > 0, np.select(cases, [how, "not_held", "not_tried"], "hidden")


def _right(chain: Chain, outcome: Outcome) -> Seen:
    """Return who was shown the truly best offer."""
    right, personal, reachable = outcome.evidence.right_offer, outcome.evidence.selected, outcome.evidence.reachable
    refused, modelled = chain.consent.value.refused("offers"), chain.settings.target.strategy in MODELLED
    if not modelled:
        strategy = chain.settings.target.strategy
        return right, np.where(right, f"{strategy}_hit", f"{strategy}_miss")
    cases = [right & personal, right, personal, refused & ~reachable, ~reachable]
    return right, np.select(cases, ["chosen", "usual", "mistaken", "refused", "not_held"], "not_selected")


def _worse(chain: Chain, outcome: Outcome) -> Seen:
    """Return who is passed over: next in line if every group got as many offers per head as the best-treated one."""
    evidence, counted = outcome.evidence, outcome.evidence.evaluation
    passed = np.zeros(counted.size, dtype=bool)
    group = evidence.groups[chain.settings.measure.protected]
    if chain.settings.target.strategy in MODELLED and chain.train.value.fitted is not None:
        uplift = np.full(counted.size, -np.inf)
        scores = _scores(chain)
        uplift[scores.people] = scores.uplift
        passed = passed_over(evidence.selected & counted, group, uplift, counted)
    cases = [passed, evidence.selected, ~evidence.reachable]
    return passed, np.select(cases, ["passed_over", "served", "not_reachable"], "below")


def passed_over(selected: Flags, group: Integers, uplift: Floats, counted: Flags) -> Flags:
    """Return who would be selected, too, if every group were selected at the rate of the group selected most.

    Args:
        selected: who is (shape: customers). group: everybody's group. uplift: the order within a group, the highest
            first; minus infinity for people whom the company may not score, who are never in line.
        counted: whose selection counts.
    """
    size = np.bincount(group[counted])
    share = np.bincount(group[counted & selected], minlength=size.size) / np.maximum(size, 1)
    passed = np.zeros(selected.size, dtype=bool)
    for place in np.flatnonzero(size):
        line = np.flatnonzero(counted & ~selected & (group == place) & np.isfinite(uplift))
        missing = round(float((share.max() - share[place]) * size[place]))
        passed[line[np.argsort(-uplift[line], kind="stable")[:missing]]] = True
    return passed


def _scores(chain: Chain) -> Scores:
    release, vault = chain.inside.value
    classes = release.classes if chain.settings.target.strategy == "cohort" else None
    return score(chain.train.value, vault, chain.consent.value.permit("offers"), classes, chain.seed)


def _asked(chain: Chain) -> dict[str, Seen]:
    """Return who was asked and refused everything, and whose answer the banner's design changed."""
    s, world, said = chain.settings.consent, chain.population.value, chain.consent.value
    asked = np.full(world.size, s.model != "notice")
    refused = asked & said.rejected
    agreed = said.answered.any(axis=1)
    honest = ask(dataclasses.replace(s, banner="equal"), world.customers.privacy_concern, world.seed)
    moved = asked & (said.answered != honest.answered).any(axis=1)
    silent = [~asked, said.ignored]
    to_yes = said.answered.sum(axis=1) > honest.answered.sum(axis=1)
    return {
        "refused": (refused, np.select([*silent, refused], ["not_asked", "ignored", "said_no"], "said_yes")),
        "moved": (moved, np.select([*silent, moved & to_yes, moved, agreed],
                                   ["not_asked", "ignored", "to_yes", "to_no", "yes_anyway"], "no_anyway")),
    }  # fmt: skip
