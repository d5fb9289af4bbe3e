"""Stage 10 in the chain: the table that the profile's attacker holds, the auxiliary knowledge, and every attack."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Protocol, Self, TypeAlias

import pandas as pd

from equipoise.chain.knowledge import (
    knowledge,
    model_access,
    no_membership,
    pool,
    public_panel,
    records,
    truth,
    with_erased,
)
from equipoise.chain.settings import Settings
from equipoise.chain.sightings import Seen, old_baskets, points_seen, purchases_seen
from equipoise.core.arrays import Integers
from equipoise.core.vocabulary import MONTHS
from equipoise.runtime.jobs import Report
from equipoise.runtime.remembered import StageResult, remembered
from equipoise.shared.consent import Consent
from equipoise.shared.folds import Folds
from equipoise.shared.history import History
from equipoise.shared.minimised import Minimised
from equipoise.shared.receipts import Receipts
from equipoise.shared.release import Release, Vault
from equipoise.shared.results import AttackResult, Reidentification
from equipoise.shared.world import World
from equipoise.stages.attacks import registry as attacks
from equipoise.stages.attacks.base import Scored
from equipoise.stages.attacks.membership import one_by_one
from equipoise.stages.attacks.panel import Panel
from equipoise.stages.attacks.partial import linkage_by_fields
from equipoise.stages.attacks.points import holds_purchases
from equipoise.stages.attacks.profiles import PROFILES
from equipoise.stages.consent.ask import nobody_takes_back
from equipoise.stages.measure.reidentification import release_reidentification
from equipoise.stages.targeting.learners import refit
from equipoise.stages.targeting.train import Model, impressions_of

ReleaseStage: TypeAlias = "StageResult[tuple[Release, Vault]]"


class Company(Protocol):
    """The part of a run that stage 10 needs: the results of the company's own stages."""

    settings: Settings
    seed: int

    @property
    def population(self) -> StageResult[World]:
        """Who exists."""

    @property
    def receipts(self) -> StageResult[Receipts]:
        """What everybody bought, purchase by purchase."""

    @property
    def consent(self) -> StageResult[Consent]:
        """Who agreed to what."""

    @property
    def folds(self) -> StageResult[Folds]:
        """Who is measured how."""

    @property
    def minimise(self) -> StageResult[Minimised]:
        """What is kept."""

    @property
    def coarsened(self) -> StageResult[Minimised]:
        """The kept table with behaviour in bands."""

    @property
    def inside(self) -> ReleaseStage:
        """What the model is asked about."""

    @property
    def history(self) -> StageResult[History]:
        """The log of past campaigns."""

    @property
    def train(self) -> StageResult[Model]:
        """What was learned from the log."""

    def release_of(self, folds: StageResult[Folds]) -> ReleaseStage:
        """Return the protected table of the people whom the folds let into it."""

    def varied(self, **levers: Any) -> Self:
        """Return a run of the same people with some levers moved."""

    def with_consent(self, consent: StageResult[Consent]) -> Self:
        """Return the same run with another result in the place of its consent."""


class Exposure:
    """What an attacker of the profile can do to the results of a run."""

    def __init__(self, chain: Company) -> None:
        self.chain = chain
        self.settings = chain.settings.attack
        self.profile = PROFILES[self.settings.profile]

    @cached_property
    def folds(self) -> StageResult[Folds]:
        """Controls and reach of the table that the attacker holds."""
        if self.profile.table == "stored":
            return self.chain.folds
        said, stored = self.chain.consent, self.chain.folds
        return remembered("folds.shared", lambda: stored.value.within(said.value.permit("sharing")), said, stored)

    @cached_property
    def table(self) -> StageResult[tuple[Release, Vault]]:
        """The table that the attacker holds, and its vault."""
        if self.profile.inside:
            return self.chain.inside
        return self.chain.release_of(self.folds)

    def attack(self, name: str) -> StageResult[Scored]:
        """Carry out one attack."""
        special = {"membership": self.membership, "counted": self._counted}
        return special[name]() if name in special else self._attack(name)

    def membership(self, job: Report | None = None) -> StageResult[Scored]:
        """Attack the model. Shadow models of trees are trained one by one, in a ``job`` whose report it is.

        Those of a logistic regression are fitted together, at once, with the ridges that are published with the model.
        """
        chain = self.chain
        model, table, log, folds = chain.train, chain.inside, chain.history, chain.folds
        said, before = chain.consent, self._before
        learner = chain.settings.train.learner

        def carry_out() -> Scored:
            release, vault = table.value
            at_once = learner == "logistic"
            reason = no_membership(self.profile, model.value, fast=at_once or job is not None)
            if reason:
                return attacks.not_mounted("membership", reason)
            held, learned = vault.row >= 0, folds.value.history & log.value.logged
            once, asked = before.inside.value[1], model.value
            withdrew = said.value.took_back("analytics") & learned & (once.row >= 0)
            gone = withdrew & ~held
            if gone.any():
                asked, vault = with_erased(asked, vault, before.train.value.design, once, gone)
            learns = learned & held
            people = pool(learns, folds.value.evaluation & held, chain.seed, gone)
            records = impressions_of(people, log.value, vault)
            apart = None if job is None or at_once else one_by_one(refit(learner, asked.design, *records), job)
            aimed = withdrew if withdrew.any() else None
            access, members = model_access(asked, records, people, learns, apart, aimed)
            return attacks.run_with_hits("membership", release, access, members, seed=chain.seed)

        name = "attack.membership" if job is None else "job.membership"
        return remembered(name, carry_out, self.settings.profile, model, table, log, folds, said, before.inside)

    @cached_property
    def _before(self) -> Company:
        """The run in which nobody withdrew the consent to analytics; needed for attacks on the model only."""
        said = self.chain.consent.value
        gone = said.took_back("analytics") & ~said.permit("analytics")
        if not (self.profile.model_access and gone.any()):
            return self.chain
        before = self.chain.varied(**{"consent.withdrawal": 0.0})
        if said.changed.any():
            kept = nobody_takes_back(before.settings.consent, before.consent.value)
            return before.with_consent(before.consent.instead(kept, "nobody takes a yes back"))
        return before

    def _counted(self) -> StageResult[Scored]:
        kept, table, folds, seed = self.chain.coarsened, self.table, self.folds, self.chain.seed

        def carry_out() -> Scored:
            release, vault = table.value
            if release.rows != "synthetic":
                return attacks.not_mounted("counted", "no_synthetic_table")
            return attacks.run_with_hits("counted", release, *records(kept.value, vault, folds.value, seed), seed=seed)

        return remembered("attack.counted", carry_out, kept, table, folds)

    def _attack(self, name: str) -> StageResult[Scored]:
        known = self.knowledge

        def carry_out() -> Scored:
            return attacks.run_with_hits(name, self.table.value[0], *known.value, seed=self.chain.seed)

        return remembered(f"attack.{name}", carry_out, known)

    def by_fields(self, job: Report) -> StageResult[dict[tuple[str, ...], AttackResult]]:
        """Return linkage with every subset of the fields that the attacker knows; ``job`` receives the progress."""
        known, seed = self.knowledge, self.chain.seed

        def carry_out() -> dict[tuple[str, ...], AttackResult]:
            return linkage_by_fields(self.table.value[0], *known.value, seed=seed, report=job)

        return remembered("attack.by_fields", carry_out, known)

    @cached_property
    def reidentification(self) -> StageResult[Reidentification]:
        """The three classic risks of the attacker's table, against the whole population."""
        world, table = self.chain.population, self.table

        def measured() -> Reidentification:
            people = world.value.notional.fields
            release = table.value[0]
            known = [name for name in release.schema.names("quasi") if name in people]
            population = pd.DataFrame({name: people[name] for name in known})
            return release_reidentification(release, population if known else None, on_scale=True)

        return remembered("attack.reidentification", measured, world, table)

    @cached_property
    def knowledge(self) -> StageResult[tuple[attacks.Auxiliary, attacks.Truth]]:
        """What the attacker knows, and the truth that the scorer holds against it."""
        s, chain = self.settings, self.chain
        world, kept, table, folds = chain.population, chain.coarsened, self.table, self.folds
        panel, seen = self.panel, self.seen
        return remembered(
            "attack.knowledge", lambda: self.knowing(seen.value), s, world, kept, table, folds, panel, seen
        )

    def knowing(self, seen: Seen) -> tuple[attacks.Auxiliary, attacks.Truth]:
        """Return knowledge and truth for an attacker who has seen these purchases."""
        trait, world, panel = self.settings.trait, self.chain.population.value, self.panel.value
        collected, whose = self.chain.minimise.value.exact, (*self.table.value, self.folds.value, self.chain.seed)
        known = knowledge(self.profile, trait, panel, seen, collected, world, *whose)
        return known, truth(trait, world, self.chain.coarsened.value, *whose)

    @cached_property
    def panel(self) -> StageResult[Panel]:
        """The public panel; it serves for every release of the same columns."""
        s, world, kept = self.settings, self.chain.population, self.chain.coarsened

        def label() -> Panel:
            return public_panel(self.profile, s.trait, world.value, kept.value)

        return remembered("attack.panel", label, s, world, kept)

    @cached_property
    def seen(self) -> StageResult[Seen]:
        """The purchases that the attacker knows of every customer, in as much detail as the table has."""
        world, topics, table = self.chain.population, self.topics, self.table
        months, seed = self.chain.settings.minimise.retention_months, self.chain.seed
        receipts = self.chain.receipts if holds_purchases(table.value[0].events) else None

        def watch() -> Seen:
            bought = None if receipts is None else receipts.value
            old = old_baskets(world.value, bought) if self.profile.old_table else None
            points = None
            if bought is not None and self.profile.purchases:
                points = points_seen(topics.value, self.profile.known, months, bought, seed)
            return Seen(topics=topics.value, points=points, old=old, old_kept=months == MONTHS)

        return remembered(
            "attack.seen", watch, topics, months, receipts or "", self.profile.known, self.profile.old_table
        )

    @cached_property
    def topics(self) -> StageResult[Integers]:
        """The topics of the purchases that the attacker knows of every customer."""
        world, count = self.chain.population, self.profile.purchases
        months, seed = self.chain.settings.minimise.retention_months, self.chain.seed
        return remembered(
            "attack.topics", lambda: purchases_seen(count, months, world.value, seed), world, count, months
        )
