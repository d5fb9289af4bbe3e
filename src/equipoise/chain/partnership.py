"""Stage 4b in the chain, a branch: what is shared with a partner, what he makes of it, and what bought data add.

It is computed when somebody asks, by `share`; no number of an ordinary run depends on it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np

from equipoise.chain.knowledge import attacked, known_records, listed, public_panel
from equipoise.chain.outcome import plain
from equipoise.chain.pipeline import Chain, effective
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import PURPOSES
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import wilson
from equipoise.runtime.remembered import StageResult, remembered
from equipoise.shared.folds import Folds, held_back
from equipoise.shared.partnership import DETAILS, Directory, Learned, Matching, Part, SharedCopy, Used, join
from equipoise.shared.release import Release, Vault
from equipoise.shared.results import AttackResult
from equipoise.stages.attacks import registry as attacks
from equipoise.stages.attacks.base import Auxiliary, MembershipTruth, Scored, Truth
from equipoise.stages.attacks.buyer import Bought
from equipoise.stages.attacks.differencing import Asking, bound
from equipoise.stages.attacks.panel import Panel
from equipoise.stages.attacks.partner import OwnCustomers
from equipoise.stages.attacks.profiles import PROFILES, PUBLIC_FIELDS, Profile
from equipoise.stages.partners.clean_room import CleanRoom
from equipoise.stages.partners.company import addresses_of, partner_of
from equipoise.stages.partners.conduct import used
from equipoise.stages.partners.enrichment import Trials, risk_part, share_part
from equipoise.stages.partners.joins import codes, joined, match_rates
from equipoise.stages.partners.learning import learned, usual_interest
from equipoise.stages.partners.shared_copy import shared_copy, strongest_topic

PARTNER = Profile(table="shared", fields=DETAILS)
"""The partner as an attacker: he knows his own customers."""
BUYER = PROFILES["data_buyer"]
BROKER = "broker"


@dataclasses.dataclass(frozen=True, kw_only=True)
class PartnershipOutcome:
    """What came of sharing. Every number is a `Rate`.

    Attributes:
        settings: of the run. shared_rows: share of all customers who have a row in the copy that the partner gets.
        shared_fields: how many columns the copy has.
        matching, learned, used: see `equipoise.shared.partnership`.
        attacks: "partner", "partner_traits", "buyer", "differencing".
        room_bound: the largest advantage that any partner can have in the clean room; unknown without noise.
        enrichment: what bought data add, by number: "right_offer", or the name of an attack. Empty: none are bought.
    """

    settings: Settings
    shared_rows: Rate
    shared_fields: Rate
    matching: Matching
    learned: Learned
    used: Used
    attacks: Mapping[str, AttackResult]
    room_bound: Rate
    enrichment: Mapping[str, Part]

    def to_dict(self) -> dict[str, Any]:
        """Return the outcome as JSON-ready values; unknown numbers become None."""
        names = [field.name for field in dataclasses.fields(self) if field.name != "settings"]
        return {"settings": self.settings.to_dict()} | {name: plain(getattr(self, name)) for name in names}


def share(settings: Settings) -> PartnershipOutcome:
    """Return what comes of sharing data with a partner, and of buying data, under these settings."""
    return Partnership(Chain(settings)).outcome.value


class Partnership:
    """What a partner gets from a run, and what he can do with it."""

    def __init__(self, chain: Chain) -> None:
        self.chain, self.settings = chain, chain.settings.partners
        self.in_room, self.shares = self.settings.join == "clean_room", bool(self.settings.fields)

    @cached_property
    def folds(self) -> StageResult[Folds]:
        """Who may be in the shared copy: those who agreed to sharing; nobody, if nothing is shared."""
        said, stored = self.chain.consent, self.chain.folds
        if not self.shares:
            return remembered(
                "folds.unshared", lambda: stored.value.within(np.zeros_like(stored.value.control)), stored
            )
        return remembered("folds.shared", lambda: stored.value.within(said.value.permit("sharing")), said, stored)

    @cached_property
    def table(self) -> StageResult[tuple[Release, Vault]]:
        """The rows that may be shared, as they are protected, in groups where the contract says so."""
        if self.settings.grain == "rows":
            return self.chain.release_of(self.folds)
        groups = effective(self.chain.settings.replace(**{"protect.technique": "cohorts"}))
        return self.chain.release_of(self.folds, groups.protect)

    @cached_property
    def partner(self) -> StageResult[Directory]:
        """The partner's own customers."""
        world = self.chain.population
        return remembered("partners.company", lambda: partner_of(world.value), world)

    @cached_property
    def codes(self) -> StageResult[tuple[Integers, Integers]]:
        """The codes of all customers' addresses, and of those in the partner's list."""
        world, partner, seed = self.chain.population, self.partner, self.chain.seed
        how = "keyed" if self.in_room else self.settings.join

        def code() -> tuple[Integers, Integers]:
            own, theirs = world.value.identifiers, partner.value
            return codes(own.name, own.mailbox, how, seed), codes(theirs.name, theirs.mailbox, how, seed)

        return remembered("partners.codes", code, how, world)

    @cached_property
    def copy(self) -> StageResult[SharedCopy]:
        """The shared copy; in a clean room it stays inside."""
        fields, table, coded = self.settings.fields, self.table, self.codes

        def make() -> SharedCopy:
            release, vault = table.value
            code = coded.value[0][vault.person] if release.rows == "people" else None
            return shared_copy(release, fields, code)

        return remembered("partners.copy", make, fields, table, coded)

    @cached_property
    def rows(self) -> StageResult[Integers]:
        """The row that each of the partner's customers is joined with by address, -1 for none (shape: directory)."""
        copy, coded = self.copy, self.codes
        return remembered("partners.rows", lambda: joined(copy.value.code, coded.value[1]), copy, coded)

    @cached_property
    def room(self) -> CleanRoom:
        """The clean room without a condition."""
        s = self.settings
        return CleanRoom(meets=self.rows.value >= 0, minimum=s.minimum, budget=s.queries, epsilon=s.noise)

    @cached_property
    def outcome(self) -> StageResult[PartnershipOutcome]:
        """Everything that came of it."""
        parts = (self.copy, self.rows, self.folds, self.chain.coarsened, self.settings, self.chain.settings.attack)
        bought = self.enrichment if self.settings.enrichment != "none" else ""
        return remembered("partners", self._conclude, self.chain.asked, *parts, bought)

    def _conclude(self) -> PartnershipOutcome:
        world, (release, vault) = self.chain.population.value, self.table.value
        columns = len(self.copy.value.release.schema.columns)
        return PartnershipOutcome(
            settings=self.chain.asked,
            shared_rows=wilson(0 if self.in_room else int(vault.holds.sum()), world.size),
            shared_fields=Rate(columns, columns, columns, len(release)),
            matching=match_rates(self.rows.value, self._places) if release.rows == "people" else Matching(),
            learned=self._learned if release.rows == "people" and not self.in_room else Learned(),
            used=self._used,
            attacks={name: self.attack(name).value.result for name in _ATTACKS},
            room_bound=bound(self.room) if self.in_room else UNKNOWN,
            enrichment={} if self.settings.enrichment == "none" else self.enrichment.value,
        )

    @property
    def _places(self) -> Integers:
        """Where the person of each row stands in the partner's list, -1 for those who do not (shape: rows)."""
        world = self.chain.population.value
        return self.partner.value.places(world.chosen[self.table.value[1].person])

    @property
    def _learned(self) -> Learned:
        world, row = self.chain.population.value, self.rows.value
        matched = np.flatnonzero(row >= 0)
        owner = self.table.value[1].person[row[matched]]
        group = world.people.group("sex_by_age")
        best = world.interest.argmax(axis=1)
        panel = slice(world.size, None)
        before = usual_interest(group[panel], best[panel], group[owner])
        return learned(strongest_topic(self.copy.value.release)[row[matched]], before, best[owner])

    @property
    def _used(self) -> Used:
        said, (release, vault) = self.chain.consent.value, self.table.value
        agreed = said.answered | said.chosen
        once = agreed[:, PURPOSES.index("sharing")] & agreed[:, PURPOSES.index("analytics")]
        gone = said.took_back("sharing")
        kept = gone & once & ~held_back(gone.size, self.chain.seed)
        people = release.rows == "people"
        return used(
            self.settings.conduct,
            gone=int(gone.sum()),
            kept=int(kept.sum()) if people else 0,
            own=len(self.partner.value),
            matched=int((self.rows.value >= 0).sum()),
            rows=int(vault.holds.sum()) if people else 0,
        )

    def attack(self, name: str) -> StageResult[Scored]:
        """Carry out one attack on what is shared."""
        reason = self._not_mounted(name)
        seen, copy, rows = self.chain.coarsened, self.copy, self.rows
        about = (name, self.settings, self.chain.settings.attack, seen, copy, rows, self.folds)

        def carry_out() -> Scored:
            if reason:
                return attacks.not_mounted(name, reason)
            known: Any = {"buyer": self._bought, "differencing": self._asking}.get(name, self._own)
            return attacks.run_with_hits(name, copy.value.release, *known(), seed=self.chain.seed)

        return remembered(f"attack.{name}", carry_out, *about)

    def _not_mounted(self, name: str) -> str:
        if not self.shares:
            return "nothing_shared"
        if name == "differencing":
            return "" if self.in_room else "no_clean_room"
        if self.in_room:
            return "clean_room"
        keeps_it = self.settings.grain == "rows" and self.settings.conduct != "sells"
        return "not_sold" if name == "buyer" and keeps_it else ""

    def _targets(self, own: bool) -> tuple[Integers, Integers]:
        """Return targets and control people; only the partner's customers, if ``own``."""
        vault, folds, seed = self.table.value[1], self.folds.value, self.chain.seed
        targets, controls = attacked(vault, seed), np.flatnonzero(folds.control)
        if own:
            known = self.partner.value.places(self.chain.population.value.chosen[: vault.row.size]) >= 0
            targets, controls = targets[known[targets]], controls[known[controls]]
        return targets, controls[: targets.size]

    def _auxiliary(self, fields: tuple[str, ...], targets: Integers, controls: Integers, **more: Any) -> Auxiliary:
        world, trait, panel = self.chain.population.value, self.chain.settings.attack.trait, self.panel.value
        places = stream(self.chain.seed, "partners.controls").permutation(targets.size)[: controls.size]
        return Auxiliary(
            fields=fields,
            targets=known_records(fields, world, world.chosen[targets]),
            controls=known_records(fields, world, world.chosen[controls]),
            control_for=places,
            trait=trait,
            prevalence=float(panel.has.mean()),
            panel=panel,
            **more,
        )

    @cached_property
    def panel(self) -> StageResult[Panel]:
        """The public panel on which the partner learns the trait."""
        s, world, kept = self.chain.settings.attack, self.chain.population, self.chain.coarsened
        make = lambda: public_panel(PARTNER, s.trait, world.value, kept.value)  # noqa: E731
        return remembered("partners.panel", make, s.trait, world, kept)

    def _truth(self, targets: Integers, controls: Integers) -> Truth:
        """Return whose row is which, and who has the trait; the attacks of this branch need nothing else."""
        world, (release, vault) = self.chain.population.value, self.table.value
        has = getattr(world.people, self.chain.settings.attack.trait)
        none = release.exact.iloc[:0]
        return Truth(
            row=vault.row[targets], trait=has[targets], control_trait=has[controls], exact=none, control_exact=none
        )

    def _own(self) -> tuple[OwnCustomers, Truth]:
        targets, controls = self._targets(own=True)
        return OwnCustomers(
            people=self._auxiliary(DETAILS, targets, controls),
            rows=self.copy.value.code,
            targets=self._theirs(targets),
            controls=self._theirs(controls),
        ), self._truth(targets, controls)

    def _theirs(self, customers: Integers) -> Integers:
        """Return the codes of these customers' addresses as the partner has them."""
        places = self.partner.value.places(self.chain.population.value.chosen[customers])
        return self.codes.value[1][places]

    def _bought(self) -> tuple[Bought, Truth]:
        world, seed = self.chain.population.value, self.chain.seed
        targets, controls = self._targets(own=False)
        covered = listed(BUYER, world, seed)
        place = np.where(covered, np.cumsum(covered) - 1, -1)[world.chosen[targets]]
        register = known_records(PUBLIC_FIELDS, world, np.flatnonzero(covered))
        people = self._auxiliary(PUBLIC_FIELDS, targets, controls, register=register, register_target=place)
        known = Bought(people=people, listed=self._listed(np.flatnonzero(covered)), written=self._written)
        return known, self._truth(targets, controls)

    def _listed(self, people: Integers) -> Integers:
        """Return the place of each row's person in the buyer's list of these people, by the code; -1 for none."""
        code, world = self.copy.value.code, self.chain.population.value
        if code is None or self.settings.join == "keyed":
            return np.full(len(self.copy.value.release), -1, dtype=np.int64)
        theirs = addresses_of(world, people, "partners.buyer")
        return join(codes(*theirs, self.settings.join, self.chain.seed), code)

    @property
    def _written(self) -> Floats:
        """What the partner has written beside each row that he joined; NaN elsewhere (shape: rows x fields)."""
        row, partner, world = self.rows.value, self.partner.value, self.chain.population.value
        written = np.full((len(self.copy.value.release), len(PUBLIC_FIELDS)), np.nan)
        found = np.flatnonzero(row >= 0)
        written[row[found]] = known_records(PUBLIC_FIELDS, world, partner.person[found])
        return written

    def _asking(self) -> tuple[Asking, MembershipTruth]:
        targets, controls = self._targets(own=True)
        people = np.concatenate([targets, controls])
        member: Flags = np.arange(people.size) < targets.size
        places = self.partner.value.places(self.chain.population.value.chosen[people])
        return Asking(room=self.room, people=places), MembershipTruth(member=member, control=~member)

    @cached_property
    def enrichment(self) -> StageResult[dict[str, Part]]:
        """What bought data add to the right offers and to every risk, of the same people."""
        sources = self.chain.settings.minimise.sources
        without = [source for source in sources if source != BROKER]
        chains = tuple(self.chain.varied(**{"minimise.sources": each}) for each in (without, [*without, BROKER]))
        return remembered("partners.enrichment", lambda: _enriched(*chains), *(each.report for each in chains))


_ATTACKS = ("partner", "partner_traits", "buyer", "differencing")


def _enriched(without: Chain, along: Chain) -> dict[str, Part]:
    before, after = (chain.report.value.evidence for chain in (without, along))
    counted = before.evaluation
    right = (each.right_offer[counted].astype(np.float64) for each in (before, after))
    found = {"right_offer": share_part(*right)}
    for name in attacks.REGISTRY:
        pair = [chain.exposure.attack(name).value for chain in (without, along)]
        if all(each.result.mounted for each in pair):
            found[name] = risk_part(*(_trials(each) for each in pair))
    return found


def _trials(scored: Scored) -> Trials:
    hits, control_hits = (each.astype(np.float64) for each in (scored.hits, scored.control_hits))
    return Trials(scored.result.risk, hits, control_hits)
