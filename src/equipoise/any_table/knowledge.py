"""Attacks on any table: its rows are divided among the release, the control people and a public panel.

The attacker knows some columns of every person exactly, and that the person is in the table: the prosecutor of El Emam
and Dankar 2008, doi:10.1197/jamia.M2716. That control people come from the same table, but not from the release, is
the design of Giomi et al. 2023, doi:10.56553/popets-2023-0055.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd

from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.core.errors import DataError
from equipoise.core.seeds import stream
from equipoise.shared.column import Column
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema
from equipoise.shared.tables import numbered, release_of
from equipoise.stages.attacks.base import Auxiliary, Truth
from equipoise.stages.attacks.matching import identifier_codes
from equipoise.stages.attacks.panel import Panel

ON_TABLES = ("linkage", "singling_out", "disclosed", "inferred")
"""Attacks that need nothing but a table."""
FEWEST_ROWS = 20
PANEL = 0.2
"""Share of the rows that become the public panel, if there are behaviour and a trait to learn about."""

Protect = Callable[[Release, Integers], tuple[Release, Integers]]
"""Protects the release of some rows of the table; also returns the new row of every row, -1 for none."""


@dataclasses.dataclass(frozen=True)
class Trait:
    """The trait that the attacker wants to learn: a sensitive column and a level; "" is any value above the lowest."""

    column: Column
    level: str = ""

    @classmethod
    def parse(cls, text: str, schema: Schema) -> Trait:
        """Read "illness" or "illness=asthma".

        Raises:
            DataError: there is no such sensitive column, or it has no such level.
        """
        name, _, level = text.partition("=")
        if name not in schema.names("sensitive"):
            known = schema.names("sensitive")
            raise DataError.about(name, "trait.no_column" if known else "trait.no_sensitive", known=known)
        if level and level not in schema[name].levels:
            known = schema[name].levels
            raise DataError.about(level, "trait.no_level" if known else "trait.none_declared", column=name, known=known)
        return cls(schema[name], level)

    def of(self, values: pd.Series) -> Flags:
        """Return who has the trait."""
        if not self.column.levels and not pd.api.types.is_numeric_dtype(values):
            raise DataError.about(self.column.name, "trait.text")
        codes = self.column.encode(values)
        has: Flags = codes == self.column.levels.index(self.level) if self.level else codes > 0
        return has


@dataclasses.dataclass(frozen=True, kw_only=True)
class Dealt:
    """Rows of the table by what they are used for.

    Attributes:
        released: whose rows the release is made of. targets: whom of them the attacker is after.
        controls: people who are not in the release, to compare with. panel: people of whom the trait is public.
    """

    released: Integers
    targets: Integers
    controls: Integers
    panel: Integers

    @property
    def whole(self) -> Dealt:
        """The same rows with nobody withheld: without control people, and with the panel in the release."""
        everybody = np.arange(self.controls.size + self.panel.size + self.released.size)
        targets = np.setdiff1d(everybody, self.panel, assume_unique=True) if self.panel.size else everybody
        return Dealt(released=everybody, targets=targets, controls=self.controls[:0], panel=self.panel)

    @property
    def replaced(self) -> Dealt:
        """The same rows with only as many targets as there are control people to put in their places."""
        return dataclasses.replace(self, targets=self.targets[: self.controls.size])


def deal(rows: int, withheld: float, panel: bool, seed: int) -> Dealt:
    """Divide the rows at random: a share ``withheld`` are controls, a share `PANEL` the panel, the rest is released.

    Raises:
        DataError: there are too few rows, or the share leaves nobody to attack or to compare with.
    """
    if rows < FEWEST_ROWS:
        raise DataError.about(rows, "table.too_few", fewest=FEWEST_ROWS)
    if not 0.01 <= withheld <= 0.5:  # also refuses NaN
        raise DataError.about(withheld, "table.withheld")
    order = stream(seed, "table.deal").permutation(rows)
    first = max(1, round(withheld * rows))
    second = first + (round(PANEL * rows) if panel else 0)
    rest = order[second:]
    return Dealt(released=rest, targets=rest, controls=order[:first], panel=order[first:second])


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Attackable:
    """A table as the attacks need it, prepared once for all of them.

    Attributes:
        raw: the table as a release that protects nothing; row i is the person of row i.
        measured: its quasi-identifiers and behaviour, as numbers on the columns' own scales.
        knows: the columns that the attacker knows of everybody; see `chosen`.
        known: everybody's record of them (shape: rows x columns).
        trait: the trait that the attacker wants to learn, if any. has: who has it (shape: rows).
    """

    raw: Release
    measured: pd.DataFrame
    knows: tuple[str, ...]
    known: Floats
    trait: Trait | None
    has: Flags

    @classmethod
    def of(cls, frame: pd.DataFrame, schema: Schema, knows: Sequence[str], trait: Trait | None) -> Attackable:
        """Prepare a table.

        Raises:
            DataError: the table does not fit its schema.
        """
        raw = release_of(_on_scale(frame, schema), schema)
        has = np.zeros(len(raw), dtype=bool) if trait is None else trait.of(raw.exact[trait.column.name])
        known = _known(raw, knows)
        return cls(raw=raw, measured=_measured(raw), knows=tuple(knows), known=known, trait=trait, has=has)

    def mount(
        self, protect: Protect, dealt: Dealt, *, asked: bool = True, controls_only: bool = False
    ) -> tuple[Release, Auxiliary, Truth]:
        """Return the release, the attacker's auxiliary knowledge, and the truth for the scorer.

        Args:
            protect: what is done to the release. dealt: which rows are released, withheld, or public.
            asked: whether the attacker asks for the trait, so that the release answers that question alone.
            controls_only: whether only the control is asked for; see `Auxiliary`.
        """
        nobody_lacks = dealt.released.size == len(self.raw)
        raw = self.raw if nobody_lacks else self.raw.take(dealt.released)
        release, new_row = protect(raw, dealt.released)
        measured = _averaged(self.measured, self.raw.schema, release)
        return (
            _asked(release, self.trait) if asked else release,
            self._auxiliary(measured, dealt, controls_only),
            self._truth(release, new_row, measured, dealt),
        )

    def _auxiliary(self, measured: pd.DataFrame, dealt: Dealt, controls_only: bool) -> Auxiliary:
        panel, has = dealt.panel, self.has
        return Auxiliary(
            fields=self.knows,
            targets=self.known if dealt.targets.size == len(self.known) else self.known[dealt.targets],
            controls=self.known[dealt.controls],
            control_for=np.arange(len(dealt.controls)) % len(dealt.targets),
            trait="" if self.trait is None else self.trait.column.name,
            prevalence=float(has.mean()),
            having=(int(has[dealt.targets].sum()), int(has[dealt.controls].sum())),
            panel=self._panel(measured, panel) if panel.size else None,
            controls_only=controls_only,
        )

    def _panel(self, measured: pd.DataFrame, rows: Integers) -> Panel:
        return Panel(_rows_of(measured, rows), self.has[rows], missing_is_none=False)

    def _truth(self, release: Release, new_row: Integers, measured: pd.DataFrame, dealt: Dealt) -> Truth:
        own_rows = release.rows == "people"
        behind = dealt.released
        if own_rows:
            kept = new_row >= 0
            behind = np.empty(np.count_nonzero(kept), dtype=np.int64)
            behind[new_row[kept]] = dealt.released[kept]
        row = np.full(len(self.raw), -1, dtype=np.int64)
        row[dealt.released] = new_row
        return Truth(
            row=row[dealt.targets],
            trait=self.has[dealt.targets],
            control_trait=self.has[dealt.controls],
            exact=_rows_of(measured, behind),
            control_exact=_rows_of(measured, dealt.controls),
            own_rows=own_rows,
            released=None if own_rows else new_row,
        )


def _rows_of(table: pd.DataFrame, rows: Integers) -> pd.DataFrame:
    """Return some rows of a table, numbered from 0: itself where they are all of its rows in order."""
    every = rows.size == len(table) and np.array_equal(rows, np.arange(rows.size))
    return table if every else table.iloc[rows].reset_index(drop=True)


def _measured(raw: Release) -> pd.DataFrame:
    """Return quasi-identifiers and behaviour of everybody, in the schema's order."""
    quasi = pd.DataFrame(raw.low, columns=list(raw.schema.names("quasi")))
    behaviour = list(raw.schema.names("behaviour"))
    if not behaviour:
        return quasi
    return pd.concat([quasi, raw.exact[behaviour]], axis=1)[list(raw.schema.names("quasi", "behaviour"))]


def _averaged(measured: pd.DataFrame, schema: Schema, release: Release) -> pd.DataFrame:
    """Return the measured values with, for each level of behaviour, whether it is the person's, where the release
    averages these.
    """
    averaged = {
        f"{column.name}: {level}": (measured[column.name] == place).astype(float)
        for column in schema.having("behaviour")
        for place, level in enumerate(column.levels)
        if f"{column.name}: {level}" in release.schema
    }
    return measured.assign(**averaged) if averaged else measured


def chosen(names: Iterable[str], schema: Schema) -> tuple[str, ...]:
    """Return the columns that the attacker knows: those named, or all quasi-identifiers if none is.

    Raises:
        DataError: a name is no quasi-identifier and no direct identifier of the schema.
    """
    knows = tuple(dict.fromkeys(names)) or schema.names("quasi")
    comparable = schema.names("quasi", "direct")
    wrong = next((name for name in knows if name not in comparable), None)
    if wrong is not None:
        raise DataError.about(wrong, "attack.knows", known=comparable)
    return knows


def _on_scale(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """Return the table with behaviour as numbers that mean the same in every part of it."""
    schema.check(frame)
    names = list(schema.names())
    plain = numbered(frame if list(frame.columns) == names else frame[names])
    scaled = [column for column in schema.having("behaviour") if not _is_total(column, plain)]
    return plain.assign(**{column.name: column.encode(plain[column.name]) for column in scaled}) if scaled else plain


def _is_total(column: Column, frame: pd.DataFrame) -> bool:
    """Whether behaviour is in numbers, of which some may be missing by design."""
    return pd.api.types.is_numeric_dtype(frame[column.name])


def _known(raw: Release, knows: Sequence[str]) -> Floats:
    """Return everybody's record of the known columns (shape: rows x columns)."""
    quasi = raw.schema.names("quasi")
    columns = [raw.low[:, quasi.index(name)] if name in quasi else identifier_codes(raw.exact[name]) for name in knows]
    return np.array(columns, dtype=float).reshape(len(columns), len(raw)).T  # columns are read one by one


def _asked(release: Release, trait: Trait | None) -> Release:
    """Return the release with one sensitive column, which says whether the attacker's trait is present."""
    share = None if trait is None else _share(release, trait)
    if trait is None or share is None:
        return release
    name = trait.column.name
    others = release.schema.only(set(release.schema.names()) - {name})
    bands = release.schema[name].bands if name in release.schema else ()  # as many as there are random answers
    answer = Column(name=name, role="sensitive", kind="binary", bands=bands)
    exact = release.exact.assign(**{name: share})
    return dataclasses.replace(release, exact=exact, schema=Schema((*others.columns, answer)))


def _share(release: Release, trait: Trait) -> pd.Series | Floats | None:
    """Return the share of every row's people who have the trait; None if the release does not hold it."""
    name, levels = trait.column.name, trait.column.levels
    if release.rows != "cohorts":
        return trait.of(release.exact[name]).astype(float) if name in release.schema else None
    if name in release.schema:  # the mean of yes and no, or of numbers
        mean = release.exact[name]
        return 1.0 - mean if trait.level and trait.level == levels[0] else mean
    asked = [f"{name}: {level}" for level in ([trait.level] if trait.level else levels[1:])]
    return release.exact[asked].sum(axis=1) if set(asked) <= set(release.schema.names()) else None
