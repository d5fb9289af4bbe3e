"""What the attacker of a profile knows about the invented world, and the truth for the scorer."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from equipoise.chain.sightings import Seen
from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import TOPICS
from equipoise.numerics.held_out import Tuned
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import auc
from equipoise.shared.identity import name_codes
from equipoise.shared.release import Release, Vault
from equipoise.stages.attacks.base import Auxiliary, MembershipTruth, ModelAccess, Shadows, Truth
from equipoise.stages.attacks.counted import Records
from equipoise.stages.attacks.panel import Panel
from equipoise.stages.attacks.profiles import Profile

if TYPE_CHECKING:
    from equipoise.shared.folds import Folds
    from equipoise.shared.minimised import Minimised
    from equipoise.shared.world import World
    from equipoise.stages.targeting.design import Design
    from equipoise.stages.targeting.train import Model

MOST_TARGETS = 20_000
"""The most customers who are attacked; in a larger table, a random part of them."""
MOST_IN_POOL = 5_000
"""The most members, and the most others, whose membership is attacked."""


def attacked(vault: Vault, seed: int) -> Integers:
    """Return the targets in the world's order, not the rows': all whose data are held, or a random `MOST_TARGETS`."""
    everybody = np.flatnonzero(vault.holds)
    return everybody[np.sort(np.argsort(coins(vault.row.size, seed)[everybody])[:MOST_TARGETS])]


def coins(customers: int, seed: int) -> Floats:
    """Return a uniform draw for every customer that decides who is attacked first, whatever the release."""
    return stream(seed, "attack.targets").random(customers)


def controls_of(folds: Folds, targets: Integers) -> Integers:
    """Return the control people: at most one for every target."""
    return np.flatnonzero(folds.control)[: targets.size]


def public_panel(profile: Profile, trait: str, world: World, table: Minimised) -> Panel:
    """Return the labelled people outside the table, with every field that an attacker may know of a person."""
    people = slice(table.customers, None)
    behaviour = table.exact.iloc[people].drop(columns=list(table.schema.names("sensitive")))
    fields = tuple(field for field in profile.fields if field in table.schema.names("quasi"))
    known = known_records(fields, world, world.chosen[people])
    records = behaviour.reset_index(drop=True).assign(**dict(zip(fields, known.T, strict=True)))
    return Panel(records, getattr(world.people, trait)[people])


def knowledge(
    profile: Profile,
    trait: str,
    panel: Panel,
    seen: Seen,
    collected: pd.DataFrame,
    world: World,
    release: Release,
    vault: Vault,
    folds: Folds,
    seed: int,
) -> Auxiliary:
    """Return the attacker's auxiliary knowledge.

    ``panel`` comes from `public_panel`. ``seen`` are the purchases that the attacker knows of everybody, and
    ``collected`` is the table before any coarsening, of which the attacker knows the panel's part.
    """
    targets = attacked(vault, seed)
    controls = controls_of(folds, targets)
    fields = tuple(field for field in profile.fields if field in release.schema or field == "name")
    stands_for = stream(seed, "attack.controls").permutation(targets.size)[: controls.size]
    register, place = None, None
    if not profile.knows_customers:
        covered = listed(profile, world, seed)
        register = known_records(fields, world, np.flatnonzero(covered))
        place = np.where(covered, np.cumsum(covered) - 1, -1)[world.chosen[targets]]
    purchase_columns = _purchase_columns(release)
    known = seen.topics if seen.topics.shape[1] and purchase_columns else None
    points = seen.points if known is not None else None
    coin = coins(world.size, seed)
    return Auxiliary(
        fields=fields,
        coins=coin[targets],
        control_coins=coin[controls],
        targets=known_records(fields, world, world.chosen[targets]),
        controls=known_records(fields, world, world.chosen[controls]),
        control_for=stands_for,
        register=register,
        register_target=place,
        purchases=None if known is None else known[targets],
        control_purchases=None if known is None else known[controls],
        points=None if points is None else points.of(targets),
        control_points=None if points is None else points.of(controls),
        old=None if seen.old is None else seen.old.of(targets),
        control_old=None if seen.old is None else seen.old.of(controls),
        old_kept=seen.old_kept,
        purchase_columns=purchase_columns,
        panel_purchases=_panel_purchases(collected.iloc[world.size :], purchase_columns),
        trait=trait,
        prevalence=float(panel.has.mean()),
        panel=panel,
    )


def _purchase_columns(release: Release) -> tuple[str, ...]:
    """Return the columns of all topics, by whose places the known purchases are numbered; none if none is released."""
    columns = tuple(f"purchases_{topic}" for topic in TOPICS)
    return columns if any(name in release.schema for name in columns) else ()


def _panel_purchases(panel: pd.DataFrame, columns: tuple[str, ...]) -> Floats:
    """Return the panel's exact totals; those of topics that are not collected are unknown."""
    return np.asarray(panel.reindex(columns=list(columns)).to_numpy(dtype=np.float64))


def listed(profile: Profile, world: World, seed: int) -> Flags:
    """Return which people the attacker's register lists (shape: notional population)."""
    return stream(seed, "attack.register").random(len(world.notional)) < profile.coverage


def truth(trait: str, world: World, table: Minimised, release: Release, vault: Vault, folds: Folds, seed: int) -> Truth:
    """Return the truth about targets and control people."""
    targets = attacked(vault, seed)
    controls = controls_of(folds, targets)
    has = getattr(world.people, trait)
    behind = vault.person if release.rows == "people" else np.flatnonzero(vault.holds)
    return Truth(
        row=vault.row[targets],
        trait=has[targets],
        control_trait=has[controls],
        exact=_true_values(world, table, release, behind),
        own_rows=release.rows == "people",
        released=vault.row[behind],
        control_exact=_true_values(world, table, release, controls),
    )


def records(table: Minimised, vault: Vault, folds: Folds, seed: int) -> tuple[Records, MembershipTruth]:
    """Return full records of people in the table, of control people and of the public panel, and who is which.

    Args:
        table: what the company keeps. vault, folds: of the attacked table. seed: of the stream "attack.pool".
    """
    draws = stream(seed, "attack.pool").random(vault.holds.size)
    held = np.flatnonzero(vault.holds)
    members = np.sort(held[np.argsort(draws[held])[:MOST_IN_POOL]])
    controls = np.flatnonzero(folds.control)
    people = np.concatenate([members, controls])
    is_member = np.arange(people.size) < members.size
    panel = np.arange(table.customers, len(table.low))
    pool, outsiders = (
        Release(table.exact.iloc[who].reset_index(drop=True), table.low[who], table.high[who], table.schema)
        for who in (people, panel)
    )
    return Records(pool=pool, panel=outsiders), MembershipTruth(member=is_member, control=~is_member)


def no_membership(profile: Profile, model: Model, fast: bool) -> str:
    """Return why membership is not attacked (a key under ``attack_reason``), or ""; slow attacks are left to jobs."""
    if not profile.model_access:
        return "no_model_access"
    if model.fitted is None:
        return "no_model"
    return "" if fast else "as_job"


def model_access(
    model: Model,
    records: tuple[Integers, Integers, Flags],
    people: Integers,
    learns: Flags,
    shadows: Shadows | None = None,
    withdrew: Flags | None = None,
) -> tuple[ModelAccess, MembershipTruth]:
    """Return the records and answers of an attacker with access to the model, and who was in its training data.

    Args:
        model: the attacked model.
        records: released row, arm and recorded visit of every impression of ``people``, in their order.
        people: the attacked customers. learns: whose impressions trained the model (shape: customers).
        shadows: trains shadow models of a learner that has no faster way; private training brings its own.
        withdrew: who withdrew, of those whose impressions trained the model or would have without their erasure
            (shape: customers); None if there are none.
    """
    row, arm, visit = records
    design = model.design.impressions(row, arm)
    access = ModelAccess(
        design=design,
        response=visit,
        person=np.repeat(np.arange(people.size), row.size // max(people.size, 1)),
        probability=model.answers[row, arm].astype(np.float64),
        ridge=0.0 if model.fitted is None else model.fitted.ridge,
        shadows=shadows if model.mechanism is None else model.mechanism.shadows(design.dense(), visit),
        special=model.design.special if isinstance(getattr(model.fitted, "optimum", None), Tuned) else None,
    )
    member, gone = learns[people], None if withdrew is None else withdrew[people]
    control = ~member if gone is None else ~member & ~gone
    fit = train_and_test(access, member)
    return access, MembershipTruth(member=member, control=control, withdrew=gone, fit=fit)


def train_and_test(access: ModelAccess, member: Flags) -> dict[str, Rate]:
    """Return the AUC of the model on its training people and on others, and the difference.

    A larger difference means more overfitting (Yeom et al. 2018, doi:10.1109/CSF.2018.00027). Intervals treat all
    answers as independent.
    """
    of_member = member[access.person]
    train, test = (auc(access.response[side], access.probability[side]) for side in (of_member, ~of_member))
    half = math.hypot(train.high - train.value, test.high - test.value)
    gap = train.value - test.value
    return {"train_auc": train, "test_auc": test, "auc_gap": Rate(gap, gap - half, gap + half, train.n)}


def pool(learns: Flags, others: Flags, seed: int, erased: Flags | None = None) -> Integers:
    """Return the customers whose membership is attacked, sorted: members and others in equal number, and the erased."""
    draws = stream(seed, "attack.pool").random(learns.size)
    erased = np.zeros_like(learns) if erased is None else erased
    members, outside, gone = (np.flatnonzero(flags)[np.argsort(draws[flags])] for flags in (learns, others, erased))
    size = min(members.size, outside.size, MOST_IN_POOL)
    return np.sort(np.concatenate([members[:size], outside[:size], gone[:MOST_IN_POOL]]))


def with_erased(model: Model, vault: Vault, design: Design, before: Vault, erased: Flags) -> tuple[Model, Vault]:
    """Return model and vault with the erased people's rows of an old copy of the table, which an attacker may hold.

    Args:
        model, vault: as they are now. design, before: features and owners of the rows before the erasure.
        erased: who had a row then and has none now (shape: customers).
    """
    people = np.flatnonzero(erased)
    row = vault.row.copy()
    row[people] = len(model.design) + np.arange(people.size)
    stacked = model.design.followed_by(design.of(before.row[people]))
    return dataclasses.replace(model, design=stacked), Vault(row=row, holds=vault.holds.copy())


def known_records(fields: tuple[str, ...], world: World, people: Integers) -> Floats:
    """Return true records of members of the notional population (shape: people x fields)."""
    columns = world.notional.fields
    names = name_codes(people, columns["sex"][people]) if "name" in fields else people
    known = [names if field == "name" else columns[field][people] for field in fields]
    return np.array(known, dtype=float).reshape(len(fields), people.size).T


def _true_values(world: World, table: Minimised, release: Release, customers: Integers) -> pd.DataFrame:
    exact = table.exact.iloc[customers].drop(columns=list(table.schema.names("sensitive")))
    if release.truthful:  # randomised answers about a topic that is not collected say "none"
        exact = exact.fillna(0.0)
    people = world.people
    quasi = {
        name: (people.birth_day if name == "birth_date" else getattr(people, name))[customers].astype(float)
        for name in release.schema.names("quasi")
    }
    return pd.concat([pd.DataFrame(quasi), exact.reset_index(drop=True)], axis=1)
