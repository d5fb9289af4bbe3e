"""What an attacker believes about a person's trait after reading a table: Bayes' rule over the candidate rows.

Before reading, the person has the trait with probability p, judged by the known fields. Row r is the person's with a
likelihood w_r. What the row says has the likelihood a_r if it is about somebody with the trait, and b_r if not; q_r is
the probability that somebody of its box has the trait. If the row is another person's, what it says therefore has the
likelihood ``q_r a_r + (1 - q_r) b_r``. Dividing by it gives the odds afterwards::

    p / (1 - p) * sum(w_r a_r / (q_r a_r + (1 - q_r) b_r)) / sum(w_r b_r / (q_r a_r + (1 - q_r) b_r))

In a class of n people of whom m have the trait, and whose answers are read as they are, this is
``p / (1 - p) * m / (n - m) * (1 - q) / q``: the class's own odds where nothing sets the person apart from the class,
and the attacker's own opinion where the class is as it was expected to be.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from weakref import WeakKeyDictionary

import numpy as np
from scipy.special import expit, logit

from equipoise.core.arrays import Floats, Integers
from equipoise.stages.attacks.base import Auxiliary
from equipoise.stages.attacks.candidates import Candidates, Matched, find

_SURE = 1e-9
"""Smallest probability and likelihood that an attacker takes seriously, so that odds stay finite."""
_FURTHEST = 4.0
"""Evidence is cut off there before it is tried out on the panel: no few invented rows make sure of anything."""
_HALVINGS = 40


@dataclasses.dataclass(frozen=True, eq=False)
class Said:
    """What every row says: its likelihood if it is about a person with the trait, and if not (shape: rows each).

    Both relative to the likelihood for anybody of the row's box.
    """

    with_it: Floats
    without: Floats


def answered(share: Floats, among: Floats, chances: tuple[float, float]) -> Said:
    """Return what rows with answers say.

    Args:
        share: of yes among the answers of each row's people. among: the probability of the trait in each row's box.
        chances: the probabilities of the answer yes with the trait, and without it.
    """
    with_it, without = chances
    yes = np.maximum(among * with_it + (1 - among) * without, _SURE)
    no = np.maximum(1 - yes, _SURE)
    return Said(
        with_it=share * with_it / yes + (1 - share) * (1 - with_it) / no,
        without=share * without / yes + (1 - share) * (1 - without) / no,
    )


def suggested(log_ratio: Floats, among: Floats) -> Said:
    """Return what rows say by which a trait is only guessed.

    Args:
        log_ratio: logarithm of each row's likelihood with the trait over that without it.
        among: the probability of the trait in each row's box.
    """
    ratio = np.exp(np.clip(log_ratio, -30, 30))
    usual = among * ratio + (1 - among)
    return Said(ratio / usual, 1 / usual)


def log_odds(probability: Floats) -> Floats:
    """Return log-odds, kept finite."""
    odds: Floats = logit(np.clip(probability, _SURE, 1 - _SURE))
    return odds


def known_to_panel(knowledge: Auxiliary) -> list[int]:
    """Return the places of the known fields that the panel has too."""
    columns = () if knowledge.panel is None else knowledge.panel.records.columns
    return [place for place, name in enumerate(knowledge.fields) if name in columns]


def learnable(knowledge: Auxiliary) -> bool:
    """Return whether there is a panel with people of both kinds."""
    return knowledge.panel is not None and knowledge.panel.learnable


def opinion(knowledge: Auxiliary, records: Floats) -> Floats:
    """Return the log-odds of the trait without the release: by the known fields, or the prevalence for everybody.

    Args:
        knowledge: of the attacker. records: of the people asked about (shape: people x fields).
    """
    panel, places = knowledge.panel, known_to_panel(knowledge)
    if panel is None or not panel.learnable or not places:
        return np.repeat(log_odds(np.array(knowledge.prevalence)), len(records))
    guesser = panel.guesser([knowledge.fields[place] for place in places])
    return guesser.intercept + guesser.score_fields(records[:, places])


_AMONG: WeakKeyDictionary[Matched, Floats] = WeakKeyDictionary()


def in_each_row(found: Matched, knowledge: Auxiliary) -> Floats:
    """Return the probability that somebody of each row's box has the trait, judged by known fields (shape: rows).

    It is the mean over the people who fit the box: of a register of the whole population as many as there are
    targets, or all targets where the attacker knows who is a customer. Attacks with the same knowledge share it.
    """
    if found not in _AMONG:
        people, fit = knowledge.targets, found.targets
        if knowledge.register is not None:
            step = max(1, len(knowledge.register) // max(1, len(knowledge.targets)))
            people = knowledge.register[::step]
            fit = find(found.matcher, people)
        _AMONG[found] = fit.means(expit(opinion(knowledge, people)))[found.matcher.box_of_row]
    return _AMONG[found]


def balanced(score: Floats, among: Floats, people: Integers | None) -> Floats:
    """Return scores of rows, shifted to be log-likelihood ratios: on average they leave the trait as common as it was.

    Args:
        score: of each row, of which differences count. among: the probability of the trait in each row's box.
        people: how many each row stands for; None: one.
    """
    middle = (score.max() + score.min()) / 2  # keeps exponentials finite
    against = np.exp(-(log_odds(among) + score - middle))  # odds, so that the steps need no exponentials of rows
    usual = np.average(among, weights=people)
    low, high = -30.0 - score.max(), 30.0 - score.min()
    for _ in range(_HALVINGS):
        shift = (low + high) / 2
        above = np.average(1.0 / (1.0 + against * np.exp(-shift - middle)), weights=people) > usual
        low, high = (low, shift) if above else (shift, high)
    shifted: Floats = score + (low + high) / 2
    return shifted


def evidence(found: Candidates, said: Said) -> Floats:
    """Return by how much the rows change everybody's log-odds; 0 for people without a candidate.

    Args:
        found: the candidate rows of the people. said: what the rows say (shape: rows).
    """
    with_it, without = (found.pool(each)[0] for each in (said.with_it, said.without))
    changed: Floats = np.log(np.maximum(with_it, _SURE)) - np.log(np.maximum(without, _SURE))
    return np.where(np.isnan(changed), 0.0, changed)


def believed(found: Matched, knowledge: Auxiliary, said: Said, *, own: bool) -> tuple[Floats, Floats]:
    """Return the log-odds of targets and of control people after reading the release.

    Args:
        found: their candidate rows. knowledge: of the attacker. said: what the rows say.
        own: whether one of the rows is about the person. If not, what rows say holds for people in general at best, and
            the attacker tries out on the panel how much it is worth.
    """
    sides = (found.targets, knowledge.targets), (found.controls, knowledge.controls)
    before = [opinion(knowledge, records) for _, records in sides]
    gained = [evidence(candidates, said) for candidates, _ in sides]
    if not own and knowledge.panel is not None and knowledge.panel.learnable:
        weigh = _tried_out(found, knowledge, said)
        return weigh(before[0], gained[0]), weigh(before[1], gained[1])
    return before[0] + gained[0], before[1] + gained[1]


def _tried_out(found: Matched, knowledge: Auxiliary, said: Said) -> Callable[[Floats, Floats], Floats]:
    """Return log-odds by opinion and evidence as a logistic regression on the panel weighs them."""
    assert knowledge.panel is not None
    records = np.full((len(knowledge.panel.has), len(knowledge.fields)), np.nan)
    for place in known_to_panel(knowledge):
        records[:, place] = knowledge.panel.records[knowledge.fields[place]]

    def features(before: Floats, gained: Floats) -> Floats:
        return np.column_stack([before, np.clip(gained, -_FURTHEST, _FURTHEST)])

    gained = evidence(find(found.matcher, records), said)
    from sklearn.linear_model import LogisticRegression  # takes longer to load than a table to measure

    model = LogisticRegression(solver="newton-cholesky")
    model.fit(features(opinion(knowledge, records), gained), knowledge.panel.has)
    return lambda before, gained: model.decision_function(features(before, gained)) if before.size else before
