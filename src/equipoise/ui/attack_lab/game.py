"""What a player has done so far in the Attack lab, as a value: pure functions take it and return the next one."""

from __future__ import annotations

import dataclasses
from typing import Literal

from equipoise.chain.settings import Settings
from equipoise.studies.hunt import Hunt

Kind = Literal["row", "some", "absent"]
MOST_ACCUSED = 50
"""Of how many rows a player may say that one of them is the target's."""
_REMEMBERED = 8


@dataclasses.dataclass(frozen=True, kw_only=True)
class Try:
    """One accusation and its result.

    Attributes:
        settings, target: the levers and the number of the person.
        kind: whether the player pointed at one row, at some rows, or claimed that the target is not in the table.
        rows: the rows. fitted: how many fitted the filter. verdict: see `judge`.
    """

    settings: Settings
    target: int
    kind: Kind
    rows: tuple[int, ...]
    fitted: int
    verdict: str

    @property
    def found(self) -> bool:
        """Whether the player was right."""
        return self.verdict in RIGHT


@dataclasses.dataclass(frozen=True, kw_only=True)
class Game:
    """One session in the Attack lab.

    Attributes:
        target: the number of the person that the filter is for.
        wanted: the filter: values by column. pick: the row chosen to be accused.
        tries: what was tried so far, the latest last. open: whether the result of the latest try is shown.
    """

    target: int = 1
    wanted: tuple[tuple[str, float], ...] = ()
    pick: int | None = None
    tries: tuple[Try, ...] = ()
    open: bool = False

    @property
    def first(self) -> Try:
        """The first try against the world and by the attacker of the latest one."""
        same = ("population.seed", "population.size", "population.taste", "attack.profile")
        now = self.tries[-1].settings
        return next(made for made in self.tries if all(made.settings[name] == now[name] for name in same))

    def shown(self, settings: Settings, target: int) -> Try | None:
        """Return the try whose reveal is on screen: the latest, while neither table nor person changed."""
        last = self.tries[-1] if self.tries and self.open else None
        return last if last and (last.settings, last.target) == (settings, target) else None


def aimed(game: Game, target: int) -> Game:
    """Return the game about this person; the filter for another one is put away."""
    return game if game.target == target else dataclasses.replace(game, target=target, wanted=(), pick=None, open=False)


def want(game: Game, values: dict[str, float | None]) -> Game:
    """Filter by these values too; None takes a column out of the filter."""
    wanted = {field: value for field, value in (dict(game.wanted) | values).items() if value is not None}
    return dataclasses.replace(game, wanted=tuple(wanted.items()), pick=None)


def clear(game: Game) -> Game:
    """Take every filter out."""
    return dataclasses.replace(game, wanted=(), pick=None)


def pick(game: Game, row: int | None) -> Game:
    """Choose the row to be accused."""
    return dataclasses.replace(game, pick=row)


def accuse(game: Game, hunt: Hunt, settings: Settings, kind: Kind) -> Game:
    """Point at the chosen row, at all that fit, or say that the target is not there."""
    fit = hunt.fitted(dict(game.wanted))
    rows = {"row": () if game.pick is None else (game.pick,), "some": tuple(fit.tolist()), "absent": ()}[kind]
    made = Try(
        settings=settings,
        target=game.target,
        kind=kind,
        rows=rows,
        fitted=len(fit),
        verdict=judge(kind, rows, hunt),
    )
    return dataclasses.replace(game, tries=(*game.tries, made)[-_REMEMBERED:], open=True)


def look_again(game: Game) -> Game:
    """Close the reveal and go back to the table."""
    return dataclasses.replace(game, open=False, pick=None)


RIGHT = ("row_right", "some_right", "absent_right", "cohort_right", "invented_right")


def judge(kind: Kind, rows: tuple[int, ...], hunt: Hunt) -> str:
    """Return the verdict as the key of its text.

    In a table of invented people only "not there" is right. Of cohorts, the right one is all that can be found. For
    everybody else: the row (or one of the rows) is the target's, is not, or the target has none at all.
    """
    own = hunt.secret.row
    if hunt.release.rows == "synthetic":
        return "invented_right" if kind == "absent" else "invented_wrong"
    if kind == "absent":
        return "absent_right" if own < 0 else "absent_wrong"
    if own < 0:
        return "nobody"
    prefix = "cohort" if kind == "row" and hunt.release.rows == "cohorts" else kind
    return f"{prefix}_right" if own in rows else f"{prefix}_wrong"
