"""*Guess who?* between two teams or two phones, in two rounds: the bare table, then tables that hide something.

What an agenda item of this kind needs besides id, kind, title and minutes::

    text = "Guard your person, and find the other side's. One question a turn."
    scenario = "typical"   # the shop's world; its protection is not used. "typical" without it
    customers = 3000       # 2,000 to 5,000
    levers = {}            # what else differs from the scenario; may be left out

It becomes one step with two rounds, and the engine needs about three seconds when the room opens. With teams, teams
play; without them every phone plays for itself. Two of them play against each other, by order of joining.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from equipoise.chain.asking import question
from equipoise.core.errors import DataError
from equipoise.rooms.activities.guess_who.board import ASKS, PROTECTIONS, Board, board
from equipoise.rooms.activities.guess_who.game import HIDING, Game, Move, games, paired, side_of, unit_of
from equipoise.rooms.activities.kind import FEWEST, Moment
from equipoise.rooms.activities.setting import settings_of
from equipoise.rooms.agenda import Item
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.runtime.compute import Question


@dataclasses.dataclass(frozen=True, kw_only=True)
class Duels:
    """How all games stand.

    Attributes:
        ready: whether the line-up is there. board: the line-up and the tables; None before.
        rounds: all games of each round so far. teams: whether teams play, and may be named.
        shown: whether enough play that the projector may say how the games went.
    """

    ready: bool
    board: Board | None = None
    rounds: tuple[tuple[Game, ...], ...] = ()
    teams: bool = False
    shown: bool = False

    def mine(self, me: Participant, round: int) -> tuple[Game, int] | None:
        """Return somebody's game in a round and the side, or None where there is nobody to play with."""
        if round >= len(self.rounds):
            return None
        place = side_of([game.sides for game in self.rounds[round]], unit_of(me))
        return None if place is None else (self.rounds[round][place[0]], place[1])


class GuessWho:
    """Two sides take turns until one has found the other's person."""

    def steps(self, item: Item) -> tuple[Step, ...]:
        """Return the one step of an item; see the top of this file for its spec."""
        settings_of(item.spec)
        return (
            Step(
                key=f"{item.id}.guess_who",
                kind="guess_who",
                title=item.title,
                text=str(item.spec["text"]),
                minutes=item.minutes,
                rounds=2,
                by="team",
                notes=item.ask + item.mistakes,
                spec=item.spec,
            ),
        )

    def questions(self, step: Step) -> tuple[Question[Any], ...]:
        """Return the one question: the board."""
        return (question(board, settings_of(step.spec), kind="job"),)

    def computed(self, step: Step, answers: Sequence[Any]) -> dict[str, Any]:
        """Return the board, ready for JSON."""
        return dataclasses.asdict(answers[0])

    def check(self, step: Step, value: Mapping[str, Any], moment: Moment) -> dict[str, Any]:
        """Return all moves of the round so far, with the new one, as ``{"moves": [...]}``.

        Args:
            step: what was asked.
            value: "move": "ask:sex", "name:12" (the number on the line-up, from 1) or "hide:groups"; "turn": how many
                questions and names the side had made when the phone was drawn.
            moment: who moves, and what all have done so far.

        Raises:
            DataError: nobody plays against this phone, it is the other side's turn, or the move is none of the game's.
        """
        if moment.computed is None:
            raise DataError.about(step.key, "room.not_ready")
        unit = unit_of(moment.me)
        place = side_of(paired(moment.people), unit)
        if place is None:
            raise DataError.about(moment.me.place, "room.no_opponent")
        game = games(Board.from_dict(moment.computed), moment.people, moment.everybody, moment.round)[place[0]]
        own = [answer for answer in moment.mine if answer.round == moment.round]
        made = list(own[-1].value["moves"]) if own else []
        move = dataclasses.asdict(_read(value, game, place[1]))
        if move in made:
            return {"moves": made}
        _permitted(game, Move(**move))
        return {"moves": [*made, move]}

    def result(
        self, step: Step, answers: Sequence[Answer], people: Sequence[Participant], computed: Any, round: int
    ) -> Duels:
        """Return how all games of the rounds so far stand."""
        if computed is None:
            return Duels(ready=False)
        there, teams = Board.from_dict(computed), any(person.team for person in people)
        played = {answer.by for answer in answers}
        return Duels(
            ready=True,
            board=there,
            rounds=tuple(games(there, people, answers, one) for one in range(round + 1)),
            teams=teams,
            shown=teams or len(played) >= FEWEST,
        )


def _read(value: Mapping[str, Any], game: Game, side: int) -> Move:
    """Return the move that a phone sent.

    Raises:
        DataError: it is none of the game's.
    """
    sent, turn = str(value.get("move", "")), str(value.get("turn", ""))
    deed, _, what = sent.partition(":")
    numbers = [str(number) for number in range(1, len(game.board.people) + 1)]
    known = {"ask": ASKS, "name": numbers, "hide": PROTECTIONS}
    if what not in known.get(deed, ()) or not turn.isascii() or not turn.isdecimal():
        raise DataError.about(sent, "room.no_move")
    if deed == "name":
        what = str(int(what) - 1)
    return Move(game=game.number, side=side, turn=HIDING if deed == "hide" else int(turn), deed=deed, what=what)


def _permitted(game: Game, move: Move) -> None:
    """Return if the move may be made now.

    Raises:
        DataError: it may not.
    """
    made = game.moves[move.side]
    if move.deed == "hide":
        if game.tables[move.side] is not None:
            raise DataError.about(move.what, "room.hidden_already")
    elif game.winner is not None:
        raise DataError.about(move.what, "room.game_over")
    elif None in game.tables:
        raise DataError.about(move.what, "room.hide_first")
    elif game.turn != move.side or move.turn != len(made):
        raise DataError.about(move.what, "room.not_your_turn")
    elif (move.deed, move.what) in {(one.deed, one.what) for one in made}:
        raise DataError.about(move.what, "room.asked_before")
