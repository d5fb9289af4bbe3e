"""The state of every game, derived from the stored answers alone, so that a phone may reload at any time.

A *unit* is a team, or a person in a room without teams. Units are paired by order of joining; where one is left over it
plays with the second side of the last pair. A game has a number; an answer holds a unit's moves of a round, each with
game, side and turn, so that they keep their place when somebody joins late and the pairs change.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from equipoise.core.seeds import stream
from equipoise.rooms.activities.guess_who.board import Board
from equipoise.rooms.step import Answer, Participant

Units = tuple[str, ...]
"""Who plays a side: one unit, or two."""
HIDING = -1
"""The turn in which a side chooses what the shop's table hides: before the first question, whoever is first."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Move:
    """One move.

    Attributes:
        game, side: whose it is; sides are 0 and 1. turn: from 0, or `HIDING`.
        deed: "ask", "name" or "hide". what: what is asked for, the place in the line-up, or the table.
    """

    game: int
    side: int
    turn: int
    deed: str
    what: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Game:
    """One game in one round; the sides are 0 and 1.

    Attributes:
        board: the line-up. number: of the game. round: 0 with the bare table, 1 with a table that each side has chosen.
        sides: who plays. guards: whom each guards, by place in the line-up.
        tables: the table of each side; None before it has chosen. moves: questions and names of each side, in order.
    """

    board: Board
    number: int
    round: int
    sides: tuple[Units, Units]
    guards: tuple[int, int]
    tables: tuple[str | None, str | None]
    moves: tuple[tuple[Move, ...], tuple[Move, ...]]

    @property
    def first(self) -> int:
        """The side that begins: in the second round the other one."""
        return self.round % 2

    @property
    def turn(self) -> int | None:
        """Whose turn it is; None while a table is missing, and after the end."""
        if None in self.tables or self.winner is not None:
            return None
        return self.first if len(self.moves[self.first]) == len(self.moves[1 - self.first]) else 1 - self.first

    @property
    def winner(self) -> int | None:
        """The side that has found the other's person; None if neither has."""
        found = [(turn, side != self.first, side) for side in (0, 1) if (turn := self._found(side)) is not None]
        return min(found)[2] if found else None

    def standing(self, side: int, moves: int | None = None) -> frozenset[int]:
        """Return whom a side still has to think of after its first ``moves`` moves, or all of them."""
        made, other = self.moves[side][:moves], 1 - side
        table, person = self.tables[other] or "bare", self.guards[other]
        left = self.board.standing(table, tuple(move.what for move in made if move.deed == "ask"), person)
        return left - {int(move.what) for move in made if move.deed == "name" and int(move.what) != person}

    def _found(self, side: int) -> int | None:
        """Return the turn in which a side found the other's person: it named them, or nobody else was left."""
        person = self.guards[1 - side]
        for turn, move in enumerate(self.moves[side]):
            named = move.deed == "name" and int(move.what) == person
            if named or self.standing(side, turn + 1) == {person}:
                return turn
        return None


def unit_of(person: Participant) -> str:
    """Return what a person plays as: the team, or alone."""
    return person.team or person.id


def paired(people: Sequence[Participant]) -> tuple[tuple[Units, Units], ...]:
    """Return the two sides of every game, by order of joining; nobody plays alone."""
    units = tuple(dict.fromkeys(unit_of(person) for person in sorted(people, key=lambda one: one.place)))
    places = range(0, len(units) - 1, 2)
    pairs: list[tuple[Units, Units]] = [(units[at : at + 1], units[at + 1 : at + 2]) for at in places]
    if len(units) % 2 and pairs:
        first, second = pairs[-1]
        pairs[-1] = first, (*second, units[-1])
    return tuple(pairs)


def side_of(pairs: Sequence[tuple[Units, Units]], unit: str) -> tuple[int, int] | None:
    """Return in which game and on which side a unit plays; None if it has nobody to play with."""
    places = ((number, side) for number, pair in enumerate(pairs) for side, units in enumerate(pair) if unit in units)
    return next(places, None)


def games(board: Board, people: Sequence[Participant], answers: Sequence[Answer], round: int) -> tuple[Game, ...]:
    """Return every game of a round, in the order of the pairs.

    Args:
        board: of all games. people: everybody in the room. answers: to the step, of all rounds.
        round: 0 or 1.
    """
    pairs = paired(people)
    made = _moves(pairs, [answer for answer in answers if answer.round == round])
    return tuple(_game(board, number, round, sides, made) for number, sides in enumerate(pairs))


def _game(
    board: Board, number: int, round: int, sides: tuple[Units, Units], made: dict[tuple[int, int, int], Move]
) -> Game:
    mine, theirs = (_of_side(made, number, side) for side in (0, 1))
    hidden = [made.get((number, side, HIDING)) for side in (0, 1)]
    first, second = ("bare" if round == 0 else move.what if move else None for move in hidden)
    return Game(
        board=board,
        number=number,
        round=round,
        sides=sides,
        guards=_guards(board, sides, round),
        tables=(first, second),
        moves=(mine, theirs),
    )


def _moves(pairs: Sequence[tuple[Units, Units]], answers: Sequence[Answer]) -> dict[tuple[int, int, int], Move]:
    """Return the move of every game, side and turn; where two units of a side moved at once, the earlier unit's."""
    order = {unit: place for place, unit in enumerate(unit for pair in pairs for side in pair for unit in side)}
    made: dict[tuple[int, int, int], Move] = {}
    for answer in sorted(answers, key=lambda one: order.get(one.by, len(order))):
        for move in map(read_move, answer.value["moves"]):
            made.setdefault((move.game, move.side, move.turn), move)
    return made


def _of_side(made: dict[tuple[int, int, int], Move], game: int, side: int) -> tuple[Move, ...]:
    found: list[Move] = []
    while move := made.get((game, side, len(found))):
        found.append(move)
    return tuple(found)


def _guards(board: Board, sides: tuple[Units, Units], round: int) -> tuple[int, int]:
    """Return two people of the line-up; whom, depends on who plays, so that no one can work it out beforehand."""
    draws = stream(0, f"room.guess_who.{round}.{sides[0][0]}.{sides[1][0]}")
    one, other = draws.choice(len(board.people), 2, replace=False).tolist()
    return one, other


def read_move(values: dict[str, Any]) -> Move:
    """Read a move as it is stored."""
    return Move(**values)
