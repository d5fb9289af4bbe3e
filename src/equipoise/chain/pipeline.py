"""The chain: ten stages, in the order in which a company meets them.

`run` yields every stage's result as it finishes, `simulate` returns the last one. Only this module connects stages. A
lever changes its own and later stages, with four exceptions. The past is part of a synthetic release, whose people
come with their responses. Receipts and euros are not kept where the protected table cannot hold them.
`measure.protected` is also the attribute of mitigation, unless `train.protected` is set. A strategy without a model
trains none, and the levers of the past have no effect then.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Set
from functools import cached_property
from typing import Any, Self

from equipoise.chain.assemble import assemble
from equipoise.chain.exposure import Exposure
from equipoise.chain.invented import Invented
from equipoise.chain.outcome import FirstNumbers, Outcome
from equipoise.chain.pasts import decided_anew
from equipoise.chain.settings import LEVERS, Settings
from equipoise.core.arrays import Flags, Integers
from equipoise.core.vocabulary import INVENTED, MODELLED, SOURCES, THIRD_PARTY
from equipoise.numerics.rate import Rate
from equipoise.runtime import progress
from equipoise.runtime.jobs import Report, quiet
from equipoise.runtime.remembered import StageResult, remembered
from equipoise.shared.column import Column
from equipoise.shared.consent import Consent
from equipoise.shared.decisions import Decisions, Redrawn
from equipoise.shared.folds import Folds, deal
from equipoise.shared.history import History
from equipoise.shared.minimised import Minimised
from equipoise.shared.release import Release, Vault
from equipoise.shared.world import World
from equipoise.stages.attacks import registry as attacks
from equipoise.stages.consent.ask import ask
from equipoise.stages.deliver.deliver import deliver
from equipoise.stages.history.log import log_campaigns
from equipoise.stages.measure.measure import Measured, measure, release_disclosure, share_right
from equipoise.stages.minimise.minimise import minimise
from equipoise.stages.protect.coarsen import coarsen_table
from equipoise.stages.protect.protect import identify, protect
from equipoise.stages.protect.settings import ProtectSettings
from equipoise.stages.targeting.design import Design, build_design
from equipoise.stages.targeting.settings import TrainSettings
from equipoise.stages.targeting.target import target
from equipoise.stages.targeting.train import Model, known_group, train

FULL_DATA = {
    "consent.model": "notice",
    "minimise.sources": SOURCES,
    "protect.identifiers": "keep",
    "protect.technique": "none",
    "target.budget": 1.0,
}
"""Levers of the ceiling: full data about everybody, and a personal offer for all."""


def simulate(settings: Settings, report: Report = quiet) -> Outcome:
    """Run the whole chain and return its outcome; ``report`` receives the progress of long training and may stop it.

    The first numbers are reported before the attacks, which take longest (see `progress.tell`).
    """
    for result in run(settings, report):
        if result.stage == "measure":
            progress.tell(_first_numbers(result.value, settings))
    outcome: Outcome = result.value
    return outcome


def run(settings: Settings, report: Report = quiet) -> Iterator[StageResult[Any]]:
    """Yield the result of every stage as it finishes; the last one is the `Outcome`."""
    chain = Chain(settings, report)
    yield chain.population
    yield chain.consent
    yield chain.minimise
    yield chain.protect
    yield chain.history
    yield chain.train
    yield chain.target
    yield chain.deliver
    yield chain.measure
    for name in attacks.REGISTRY:
        yield chain.exposure.attack(name)
    yield chain.report


def _first_numbers(measured: Measured, settings: Settings) -> FirstNumbers:
    alike = measured.fairness[settings.measure.protected].treated_alike
    return FirstNumbers(measured.targeting.right_offer, alike)


class Chain(Invented):
    """One run of the chain: every stage is computed on first use, and remembered."""

    def __init__(self, settings: Settings, progress: Report = quiet) -> None:
        self.asked, self.progress = settings, progress
        self.settings = effective(settings)
        self.seed = settings.population.seed

    def varied(self, **levers: Any) -> Self:
        """Return a run of the same people with some levers moved."""
        chain = type(self)(self.settings.replace(**levers))
        chain.population = self.population  # a huge world is not remembered, and is not built twice
        for part in ("receipts", "page_views"):
            if part in self.__dict__:
                setattr(chain, part, getattr(self, part))
        return chain

    def with_consent(self, consent: StageResult[Consent]) -> Self:
        """Return the same run with another result of stage 2."""
        chain = self.varied()
        chain.consent = consent
        return chain

    @cached_property
    def consent(self) -> StageResult[Consent]:
        """Stage 2: who agreed to which purpose."""
        s, world = self.settings.consent, self.population
        return remembered("consent", lambda: ask(s, world.value.customers.privacy_concern, self.seed), s, world)

    @cached_property
    def folds(self) -> StageResult[Folds]:
        """Controls, history and evaluation; they follow consent, since refusers are never controls."""
        said = self.consent

        def split() -> Folds:
            return deal(said.value.permit("analytics"), self.seed, refused=said.value.refused("analytics"))

        return remembered("folds", split, said)

    @cached_property
    def minimise(self) -> StageResult[Minimised]:
        """Stage 3: the columns and months that are kept."""
        s, world, said = self.settings.minimise, self.population, self.consent
        asks = said if set(s.sources) & set(THIRD_PARTY) else ""
        receipts = self.receipts if s.wants_receipts else None
        views = self.page_views if s.wants_page_views else None

        def keep() -> Minimised:
            bought = None if receipts is None else receipts.value
            seen = None if views is None else views.value
            return minimise(s, world.value, said.value.permit("other_sites"), bought, seen)

        return remembered("minimise", keep, s, world, asks)  # receipts and page views follow from the world

    @cached_property
    def coarsened(self) -> StageResult[Minimised]:
        """Stage 4, its first step: the kept table with behaviour in bands."""
        coding, kept = self.settings.protect.coding, self.minimise
        return remembered("coarsen", lambda: coarsen_table(kept.value, coding), coding, kept)

    @cached_property
    def protect(self) -> StageResult[tuple[Release, Vault]]:
        """Stage 4: the stored release and its vault."""
        return self.release_of(self.folds)

    @cached_property
    def inside(self) -> StageResult[tuple[Release, Vault]]:
        """Stage 4, inside the company: the table that the model scores, which is raw where the release is synthetic."""
        if self.settings.protect.technique not in INVENTED:
            return self.protect
        raw = effective(self.settings.replace(**{"protect.technique": "none"}))
        return self.release_of(self.folds, raw.protect)

    @cached_property
    def history(self) -> StageResult[History]:
        """Stage 5: the log of past campaigns."""
        s, world = self.settings.history, self.population
        return remembered("history", lambda: log_campaigns(s, world.value, self.seed), s, world)

    @cached_property
    def train(self) -> StageResult[Model]:
        """Stage 6: the model, learned from the log."""
        table, log, folds, inside = self.protect, self.history, self.folds, self.inside

        def learn() -> Model:
            return self.learned_from(folds.value.history & log.value.logged)

        return remembered("train", learn, *self._lessons, table, inside, log, folds)

    def learned_from(self, people: Flags) -> Model:
        """Return the model of this run if it learned from these customers only (shape: customers)."""
        s, group, wanted = self._lessons
        past, scored = (s, group, self.history.value, *self.protect.value), self.inside.value[0]
        features, report = self._features, self.progress
        return train(
            *past, learns=people, wanted=wanted, seed=self.seed, scored=scored, features=features, report=report
        )

    @property
    def _lessons(self) -> tuple[TrainSettings, str, bool]:
        """The settings of training, the attribute of mitigation, and whether a model is needed at all."""
        s = dataclasses.replace(self.settings.train, protected="follow")  # the attribute is passed as the group
        group = self.protected if s.mitigation != "none" else "sex"
        return s, group, self.settings.target.strategy in MODELLED

    @cached_property
    def target(self) -> StageResult[Decisions]:
        """Stage 7: who gets which offer."""
        s, world, model, table = self.settings.target, self.population, self.train, self.inside
        said, folds = self.consent, self.folds
        group = self.protected if s.mitigation != "none" else ""

        def decide() -> Decisions:
            release, vault = table.value
            return target(
                s,
                model.value,
                vault,
                may_contact=said.value.permit("offers"),
                evaluation=folds.value.evaluation,
                context=world.value.context[: world.value.size],
                groups=known_group(release, group) if group else None,
                classes=release.classes if s.strategy == "cohort" else None,
                seed=self.seed,
            )

        return remembered("target", decide, s, group, world, model, table, said, folds)

    @cached_property
    def redrawn(self) -> StageResult[Redrawn | None]:
        """Stages 7 and 8 with what other pasts would have taught; None where that is not known."""
        group = self.protected if self.settings.target.mitigation != "none" else ""
        return decided_anew(
            self.settings, group, self.population, self.train, self.inside, self.consent, self.folds, self.history
        )

    @cached_property
    def deliver(self) -> StageResult[Decisions]:
        """Stage 8: the offers that people are shown."""
        s, decided, world, model = self.settings.deliver, self.target, self.population, self.train

        def meet() -> Decisions:
            dearer = world.value.customers.sex == 0
            return deliver(s, decided.value, dearer, model.value.generic, self.seed)

        return remembered("deliver", meet, s, decided)

    @cached_property
    def measure(self) -> StageResult[Measured]:
        """Stage 9: targeting, fairness, consent and disclosure, against the truth."""
        met, world, model, said, folds = self.deliver, self.population, self.train, self.consent, self.folds
        redrawn = self.redrawn
        budget = self.settings.target.budget

        def count() -> Measured:
            generic, counted = model.value.generic, folds.value.evaluation
            ceiling = full_data_ceiling(self.settings, world)
            disclosed = remembered("disclosure", lambda: release_disclosure(self.protect.value[0]), self.protect).value
            year = self.store.value.margin
            return measure(
                met.value, world.value, said.value, counted, disclosed, generic, budget, ceiling, year,
                redrawn.value, learned=model.value.fitted is not None,
            )  # fmt: skip

        return remembered("measure", count, met, budget, self.protect, redrawn)

    @cached_property
    def exposure(self) -> Exposure:
        """Stage 10: the attacks of the profile's attacker."""
        return Exposure(self)

    @cached_property
    def report(self) -> StageResult[Outcome]:
        """The outcome: all results of the run."""
        scored = {name: self.exposure.attack(name) for name in attacks.REGISTRY}
        parts = (self.measure, *scored.values(), self.settings.measure)

        def conclude() -> Outcome:
            folds, (_, vault) = self.exposure.folds.value, self.exposure.table.value
            found = {name: result.value for name, result in scored.items()}
            return assemble(
                self.asked, self.measure.value, found, self.population.value, self.deliver.value,
                self.folds.value, folds, vault, self.train.value, self.consent.value, self._blind,
            )  # fmt: skip

        return remembered("report", conclude, self.asked, *parts)

    def _features(self, release: Release, without: Set[str]) -> Design:
        """Return the features of the table that the model learns from, or of the one that it scores."""
        table = next(each for each in (self.protect, self.inside) if each.value[0] is release)
        whole = remembered("design", lambda: build_design(release), table)
        if not without:
            return whole.value
        return remembered("design", lambda: whole.value.without(without), whole, sorted(without)).value

    @property
    def protected(self) -> str:
        """The attribute that mitigation is about."""
        own = self.settings.train.protected
        return self.settings.measure.protected if own == "follow" else own

    @property
    def _blind(self) -> bool:
        """Whether mitigation is about an attribute that the company does not hold."""
        asked = self.settings.train.mitigation != "none" or self.settings.target.mitigation != "none"
        return asked and known_group(self.inside.value[0], self.protected) is None

    def release_of(
        self, folds: StageResult[Folds], settings: ProtectSettings | None = None
    ) -> StageResult[tuple[Release, Vault]]:
        """Return release and vault of the people whom the folds admit; ``settings`` replace those of the run."""
        s, world, kept = settings or self.settings.protect, self.population, self.coarsened
        log = self.history if s.technique in INVENTED else None

        def treat() -> dict[Column, Integers]:
            return identify(s, world.value.identifiers, self.seed)

        treated = remembered("identifiers", treat, s.identifiers, world)

        def make() -> tuple[Release, Vault]:
            past = None if log is None else log.value
            learns = folds.value.history if past is None else folds.value.history & past.logged
            return protect(s, kept.value, treated.value, folds.value.in_release, self.seed, past, learns)

        return remembered("protect", make, s, treated, kept, folds, log or "")


def effective(settings: Settings) -> Settings:
    """Return the settings with levers without effect at their defaults, so that moving one recomputes nothing."""
    return settings.replace(**{name: LEVERS[name].default for name in settings.inactive()})


def full_data_ceiling(settings: Settings, population: StageResult[World]) -> Rate:
    """Return the share of customers who get their best offer if the shop has full data about everybody."""
    world = {name: settings[name] for name in LEVERS if name.startswith("population.")}

    def best() -> Rate:
        chain = Chain(Settings().replace(**world, **FULL_DATA))
        chain.population = population
        return share_right(chain.deliver.value, population.value, chain.folds.value.evaluation)

    return remembered("ceiling", best, population).value
