"""The analyses of the Fairness lab: thresholds, other pasts, impossibility and delivery, from runs of the chain."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Flags, Floats, Integers, freeze
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import GROUPS, MODELLED
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import wilson
from equipoise.runtime.jobs import Report, quiet
from equipoise.runtime.remembered import remembered
from equipoise.stages.measure.notions import Findings, Gap, find, judge
from equipoise.stages.measure.targeting import worth_most
from equipoise.stages.measure.thresholds import STEPS, Ranked, rank, steps_of
from equipoise.stages.measure.trade_offs import along, common, differences, least_apart, satisfying
from equipoise.stages.targeting.target import Scores, score
from equipoise.stages.targeting.train import Model, known_group

SOLVED = ("selection_rate", "true_positive_rate", "equalised_odds", "precision", "value_received")
"""Notions that thresholds can move; predictions stay as they are."""
SAMPLE = 200
"""Number of people who are shown as dots."""
PRICE_GAPS = tuple(0.25 * step for step in range(9))
"""The price gaps along the curve of delivery."""
HALVES = 10
"""Number of models that learn from halves of the past."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Sample:
    """Some of the people who are counted, the same ones under every setting (each shape: people).

    Attributes:
        step: place in the ranking, -1 where the company may not score the person. known, group: the group that the
            company holds, and the true one. deserving: whether they would get a personal offer under perfect knowledge.
    """

    step: Integers
    known: Integers
    group: Integers
    deserving: Flags

    def __post_init__(self) -> None:
        freeze(self.step, self.known, self.group, self.deserving)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Standing:
    """Everybody who is counted, by score and group.

    Attributes:
        attribute: the protected attribute. held: whether the company holds it; if not, there is one threshold for all.
        ranked: their sums. sample: some of them. budget: how many personal offers the company has.
        recognised: share of scored people whose group the company holds correctly; NaN where it holds none.
        decided: the steps of the company's present thresholds.
    """

    attribute: str
    held: bool
    ranked: Ranked
    sample: Sample
    budget: int
    recognised: float
    decided: Integers


def standing(settings: Settings, attribute: str, *, true_groups: bool = False) -> Standing | None:
    """Return the customers in the company's ranking; None where nobody is scored.

    Decisions are taken before delivery, and the company's thresholds are rounded to steps of the ranking.

    Args:
        settings: of the run. attribute: the protected attribute.
        true_groups: whether thresholds are for the true groups, as if the company knew them.
    """
    chain = Chain(settings)
    if chain.settings.target.strategy not in MODELLED or chain.train.value.fitted is None:
        return None
    stand = remembered(
        "standing", lambda: _stand(chain, attribute, true_groups), chain.target, attribute, true_groups
    )  # fmt: skip
    return stand.value


def as_if_known(settings: Settings, attribute: str) -> Standing | None:
    """Return the same with thresholds for the true groups, whether or not the company knows them."""
    return standing(settings, attribute, true_groups=True)


def _stand(chain: Chain, attribute: str, true_groups: bool, model: Model | None = None) -> Standing:
    world, counted = chain.population.value, np.flatnonzero(chain.folds.value.evaluation)
    scores = _scores(chain, model or chain.train.value)
    step, candidates = np.full(world.size, -1, dtype=np.int64), chain.folds.value.evaluation[scores.people]
    step[scores.people[candidates]] = steps_of(scores.uplift[candidates])
    group = world.customers.group(attribute)
    held, known = (True, group) if true_groups else _known(chain, attribute)
    budget, generic = round(chain.settings.target.budget * counted.size), chain.train.value.generic
    deserving = np.zeros(world.size, dtype=bool)
    deserving[counted] = worth_most(world.response.gain[counted], generic, chain.settings.target.budget)
    benefit, calibration = _stakes(chain, scores)
    ranked = rank(
        step[counted], known[counted], group[counted], (len(GROUPS[attribute]) if held else 1, len(GROUPS[attribute])),
        deserving[counted], benefit[counted], calibration[counted],
    )  # fmt: skip
    scored = counted[step[counted] >= 0]
    some = counted[np.sort(stream(world.seed, "fairness.sample").permutation(counted.size)[:SAMPLE])]
    return Standing(
        attribute=attribute,
        held=held,
        ranked=ranked,
        sample=Sample(step=step[some], known=known[some], group=group[some], deserving=deserving[some]),
        budget=budget,
        recognised=float((known[scored] == group[scored]).mean()) if held and scored.size else np.nan,
        decided=_decided(chain, ranked, step, known),
    )


def other_pasts(settings: Settings, attribute: str, report: Report = quiet) -> tuple[Ranked, ...]:
    """Return the same customers, ranked by models that learned from random halves of the past.

    All other stages are the same. Each half needs one training, so this is long work.
    """
    chain, ranked = Chain(settings), []
    learns = chain.folds.value.history & chain.history.value.logged
    for number, half in enumerate(_halves(learns, chain.seed)):
        report(number / HALVES)
        model = chain.learned_from(half)
        if model.fitted is not None:
            ranked.append(_stand(chain, attribute, False, model).ranked)
    return tuple(ranked)


def _halves(learns: Flags, seed: int) -> list[Flags]:
    """Return random halves of the people in the training data, each followed by the other half."""
    people, draws, halves = np.flatnonzero(learns), stream(seed, "fairness.halves"), []
    for _ in range(HALVES // 2):
        half = np.zeros(learns.size, dtype=bool)
        half[draws.permutation(people)[: people.size // 2]] = True
        halves += [half, learns & ~half]
    return halves


def _scores(chain: Chain, model: Model) -> Scores:
    release, vault = chain.inside.value
    classes = release.classes if chain.settings.target.strategy == "cohort" else None
    return score(model, vault, chain.consent.value.permit("offers"), classes, chain.seed)


def _known(chain: Chain, attribute: str) -> tuple[bool, Integers]:
    """Return whether the company holds the attribute, and everybody's group as it holds it (zero where it does not)."""
    release, vault = chain.inside.value
    rows = known_group(release, attribute)
    known = np.zeros(vault.row.size, dtype=np.int64)
    if rows is not None:
        known[vault.row >= 0] = rows[vault.row[vault.row >= 0]]
    return rows is not None, known


def _stakes(chain: Chain, scores: Scores) -> tuple[Floats, Floats]:
    """Return extra visits, and predicted less true visits, with the generic and the personal offer.

    Each shape: customers x 2. For people who are not scored, only the benefit of the generic offer is not zero.
    """
    response, size, generic = chain.population.value.response, chain.population.value.size, chain.train.value.generic
    usual = (response.visit[:size, generic] - response.visit_without[:size]).astype(np.float64)
    benefit, calibration = np.stack([usual, usual], axis=1), np.zeros((size, 2))
    people = scores.people
    for place, offer in enumerate((np.full(people.size, generic), scores.best)):
        visit = response.visit[people, offer].astype(float)
        benefit[people, place] = visit - response.visit_without[people]
        calibration[people, place] = scores.probability[np.arange(people.size), offer] - visit
    return benefit, calibration


def _decided(chain: Chain, ranked: Ranked, step: Integers, known: Integers) -> Integers:
    """Return, for every group with a threshold, the step whose number of offers is nearest to what was decided."""
    taken = chain.target.value.selected & (step >= 0)
    offers = np.bincount(known[taken], minlength=len(ranked.sums))
    if chain.settings.target.mitigation == "none":
        return np.full(len(offers), np.abs(ranked.selected.sum(axis=0) - offers.sum()).argmin(), dtype=np.int64)
    return np.asarray(np.abs(ranked.selected - offers[:, None]).argmin(axis=1))


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Impossible:
    """Which definitions of fairness thresholds for the true groups can and cannot satisfy together.

    Attributes:
        by_notion: findings at the thresholds that come closest to each definition, and at "common", one for all.
        pair: the two large groups whose base rates are farthest apart.
        scores: thresholds of the first group along the curve, 0 to 100; the rest of both groups' offers goes to the
            second. apart: the first group's rate less the second's along the curve, by rate.
        best: findings where the largest of the three gaps that cannot all vanish is smallest.
    """

    by_notion: dict[str, Findings]
    pair: tuple[int, int]
    scores: Floats
    apart: dict[str, Floats]
    best: Findings


def impossible(here: Standing) -> Impossible | None:
    """Return which definitions of fairness cannot hold together.

    None where fewer than two groups are large enough, and where one threshold holds for all because the company does
    not know the groups (see `standing` for thresholds as if it did).
    """
    if not here.held:
        return None
    ranked, start = here.ranked, common(here.ranked, here.budget)
    at_start = find(ranked.at(start))
    base = at_start.gaps["base_rate"]
    if not base.gap.known:
        return None
    first, second = base.high, base.low
    tried = along(ranked, start, first, second)
    reached = {name: find(ranked.at(satisfying(ranked, name, here.budget))) for name in SOLVED}
    return Impossible(
        by_notion={"common": at_start, **reached},
        pair=(first, second),
        scores=tried[:, first].astype(np.float64) * (100 / STEPS),
        apart=differences(ranked.at(tried), first, second),
        best=find(ranked.at(least_apart(ranked, start, first, second))),
    )


def impossible_together(settings: Settings, attribute: str) -> Impossible | None:
    """Return what cannot hold together among the true groups; None also where nobody is scored."""
    here = as_if_known(settings, attribute)
    return None if here is None else impossible(here)


def thresholds_for(settings: Settings, attribute: str, notion: str) -> tuple[int, ...]:
    """Return the thresholds within the budget that come closest to a notion; none where nobody is scored."""
    here = standing(settings, attribute)
    return () if here is None else tuple(satisfying(here.ranked, notion, here.budget).tolist())


@dataclasses.dataclass(frozen=True, kw_only=True)
class Delivered:
    """Decisions and deliveries by group, at one price gap.

    Attributes:
        decided: share that was to get a personal offer. met: share that was shown it. reached: the second divided by
            the first. gaps: differences between the groups in each, by these names.
    """

    decided: tuple[Rate, ...]
    met: tuple[Rate, ...]
    reached: tuple[Rate, ...]
    gaps: dict[str, Gap]


def delivered(settings: Settings, attribute: str, price_gap: float) -> Delivered | None:
    """Return decisions and deliveries under a price gap; None where there are no personal offers."""
    chain = Chain(settings.replace(**{"deliver.price_gap": price_gap}))
    if chain.settings.target.strategy not in MODELLED:
        return None
    counted = chain.folds.value.evaluation
    group = chain.population.value.customers.group(attribute)[counted]
    wanted, got = (decisions.value.selected[counted] for decisions in (chain.target, chain.deliver))
    groups = len(GROUPS[attribute])
    people, chosen, met = (np.bincount(each, minlength=groups) for each in (group, group[wanted], group[got]))
    shares = {"decided": (chosen, people), "met": (met, people), "reached": (met, chosen)}
    rates = {name: tuple(map(wilson, part.tolist(), whole.tolist())) for name, (part, whole) in shares.items()}
    return Delivered(**rates, gaps={name: judge(found, 0.05, notions=len(rates)) for name, found in rates.items()})
