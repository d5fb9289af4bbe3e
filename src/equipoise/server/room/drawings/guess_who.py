"""*Guess who?* between two sides: each phone shows its own game; the projector shows how all of them went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from equipoise.rooms.activities.guess_who.board import ASKS, PROTECTIONS, TABLES, Board
from equipoise.rooms.activities.guess_who.game import Game, Move
from equipoise.rooms.activities.guess_who.kind import Duels
from equipoise.rooms.activities.kind import FEWEST
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.server.room.drawings.heads import heads, numbers, one_head, statement
from equipoise.server.room.drawings.parts import say, too_few
from equipoise.server.room.markup import Markup, joined, tag
from equipoise.texts.catalogue import texts
from equipoise.texts.phrases import value_in_words

_KEY = "guess_who"
_COLUMNS = 12


class GuessWho:
    """How one plays, and how all games went."""

    def form(self, step: Step, mine: Answer | None, me: Participant, round: int) -> str:
        """Return nothing: the form follows from the game (see `play`)."""
        return ""

    def board(self, step: Step, result: Duels, me: Participant, mine: Answer | None, round: int) -> str:
        """Return one's own person, what is known of the other side's, and whose turn it is."""
        own = result.mine(me, round)
        if not result.ready:
            return tag("p", say("game.waits"), class_="hint")
        if own is None:
            return tag("p", say(f"{_KEY}.nobody"), class_="strong")
        game, side = own
        guarded = game.guards[side]
        told = [move for move in game.moves[1 - side] if move.deed == "ask"]
        yours = joined(
            tag("h2", say(f"{_KEY}.yours")),
            one_head(game.board.people[guarded], guarded),
            tag("p", say(f"{_KEY}.they", left=len(game.standing(1 - side)), of=len(game.board.people)), class_="hint"),
            tag("p", say(f"{_KEY}.told", asks=_asks(told)), class_="hint") if told else None,
        )
        return joined(
            tag("p", _state(game, side), class_="strong"), _known(game, side), tag("div", yours, class_="yours")
        )

    def play(self, step: Step, result: Duels, me: Participant, mine: Answer | None, round: int) -> str:
        """Return what may be asked, and who may be named; first, in the second round, what the table hides."""
        own = result.mine(me, round)
        if own is None:
            return ""
        game, side = own
        if game.tables[side] is None:
            options = (_choice(f"hide:{name}", say(f"{_KEY}.table.{name}")) for name in PROTECTIONS)
            return joined(_turn(game, side), tag("fieldset", tag("legend", say(f"{_KEY}.hide")), *options))
        if game.turn != side:
            return ""
        asked = {move.what for move in game.moves[side]}
        options = (_choice(f"ask:{ask}", say(f"{_KEY}.ask.{ask}")) for ask in ASKS if ask not in asked)
        questions = tag("fieldset", tag("legend", say(f"{_KEY}.question")), *options)
        named = numbers(game.standing(side) - {game.guards[side]}, "move", "name:")
        return joined(_turn(game, side), questions, tag("fieldset", tag("legend", say(f"{_KEY}.or_name")), named))

    def mark(self, step: Step, result: Duels, me: Participant, round: int) -> str:
        """Return which game it is, which side, and how many moves and which tables there are."""
        own = result.mine(me, round)
        if own is None:
            return "ready" if result.ready else ""
        game, side = own
        return f"{game.number}.{side}.{len(game.moves[0])}.{len(game.moves[1])}.{game.tables[0]}.{game.tables[1]}"

    def asked(self, step: Step, computed: Any, round: int) -> str:
        """Return the line-up, and in the second round what a table may hide."""
        if computed is None:
            return tag("p", say("game.waits"), class_="few")
        board = Board.from_dict(computed)
        everybody = range(len(board.people))
        line_up = heads(board.people, everybody, columns=_COLUMNS, alt=say(f"{_KEY}.alt", n=len(everybody)))
        rules = say(f"{_KEY}.rules.{'hidden' if round else 'bare'}")
        return joined(tag("p", rules, class_="rules"), tag("div", line_up, class_="wide"))

    def picture(self, step: Step, result: Duels, *, large: bool = True) -> str:
        """Return how many games ended and how soon, and how many people each table leaves alike."""
        if not result.ready or result.board is None:
            return tag("p", say("game.waits"), class_="few")
        played = _played(result) if result.shown else too_few(_begun(result))
        return tag(
            "div", tag("div", _alike(result.board)), tag("div", played), class_="duels large" if large else "duels"
        )

    def own(self, step: Step, result: Duels, mine: Answer | None) -> str:
        """Return how one's own games ended."""
        moves = mine.value["moves"] if mine else []
        if not moves or not result.ready:
            return ""
        number, side = moves[-1]["game"], moves[-1]["side"]
        lines = (_ended(games[number], side) for games in result.rounds if number < len(games))
        return joined(*(tag("p", line) for line in lines))


def _turn(game: Game, side: int) -> Markup:
    return tag("input", type="hidden", name="turn", value=len(game.moves[side]))


def _choice(move: str, words: str) -> Markup:
    button = tag("input", type="radio", name="move", value=move, required=True)
    return tag("label", button, tag("span", words), class_="choice")


def _state(game: Game, side: int) -> str:
    """Return how the game stands for a side, in a sentence."""
    if game.winner is not None:
        return say(f"{_KEY}.{'won' if game.winner == side else 'lost'}", number=game.guards[1 - side] + 1)
    if game.tables[side] is None:
        return say(f"{_KEY}.choose")
    if game.turn is None:
        return say(f"{_KEY}.they_choose")
    return say(f"{_KEY}.{'your_turn' if game.turn == side else 'their_turn'}")


def _known(game: Game, side: int) -> Markup:
    """Return what the other side has answered, and who still stands."""
    other, standing = 1 - side, game.standing(side)
    person = game.guards[other]
    answers = (
        tag("li", answer_in_words(move.what, game.board.told[move.what][person]))
        for move in game.moves[side]
        if move.deed == "ask"
    )
    table = game.tables[other]
    hides = None if not game.round or table is None else tag("p", say(f"{_KEY}.their_table.{table}"), class_="hint")
    left = statement(tag("b", str(len(standing))), f" {say(f'{_KEY}.left', of=len(game.board.people))}")
    return joined(hides, tag("ol", *answers, class_="clues"), left)


def answer_in_words(ask: str, words: str) -> str:
    """Return what somebody answers: "born in the 1990s", "buys most: garden, 4 times"."""
    if ask == "purchases":
        topic, _, count = words.partition(" ")
        return say(f"{_KEY}.answer.purchases", topic=texts()[f"trace.topic.{topic}"], count=count)
    return say(f"{_KEY}.answer.{ask}", value=value_in_words(words))


def _asks(moves: Sequence[Move]) -> str:
    return ", ".join(say(f"{_KEY}.short.{move.what}") for move in moves)


def _ended(game: Game, side: int) -> str:
    made = len(game.moves[side])
    key = "open" if game.winner is None else "won" if game.winner == side else "lost"
    return say(f"{_KEY}.own.{key}", round=game.round + 1, turns=made)


def _alike(board: Board) -> Markup:
    """Return how many people fit on average when all has been asked, by table, as bars with numbers."""
    rows, found = [], {table: board.alike(table) for table in TABLES}
    for table, alike in found.items():
        bar = tag("span", tag("i", style=f"width:{100 * alike / max(found.values()):.1f}%"), aria_hidden="true")
        words = tag("span", say(f"{_KEY}.table.{table}"))
        rows.append(tag("li", words, tag("span", bar, tag("b", f"{alike:.1f}"), class_="bar-of")))
    return joined(tag("h2", say(f"{_KEY}.alike", n=len(board.people))), tag("ol", *rows, class_="tables"))


def _played(result: Duels) -> Markup:
    """Return for each round how many games ended, after how many turns of the winner, and under which tables."""
    rows = []
    for number, games in enumerate(result.rounds):
        ended = [game for game in games if game.winner is not None]
        turns = [len(game.moves[game.winner]) for game in ended if game.winner is not None]
        mean = f"{sum(turns) / len(turns):.1f}" if turns else say("guess_who.no_turns")
        counted = say("game.of", n=len(ended), of=len(games))
        rows.append(
            tag("tr", tag("th", say(f"{_KEY}.round.{number}"), scope="row"), tag("td", counted), tag("td", mean))
        )
    head = tag("tr", *(tag("th", say(f"{_KEY}.column.{name}"), scope="col") for name in ("round", "found", "turns")))
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="found-by")
    return joined(tag("h2", say(f"{_KEY}.played")), table, _winners(result) if result.teams else _chosen(result))


def _begun(result: Duels) -> int:
    """Return how many games have begun."""
    return sum(any(game.moves) for games in result.rounds for game in games)


def _winners(result: Duels) -> Markup:
    """Return who found whom; the decisions of teams are theirs."""
    lines = []
    for games in result.rounds:
        for game in games:
            if game.winner is not None:
                pair = {"winner": game.sides[game.winner][0], "loser": game.sides[1 - game.winner][0]}
                lines.append(tag("li", say(f"{_KEY}.beat", round=game.round + 1, **pair)))
    return tag("ul", *lines[-6:], class_="beat")


def _chosen(result: Duels) -> Markup | None:
    """Return how often each table was chosen."""
    tables = [table for games in result.rounds[1:] for game in games for table in game.tables if table]
    if len(tables) < FEWEST:
        return None
    lines = (
        tag("li", say(f"{_KEY}.chosen", table=say(f"{_KEY}.table.{name}"), n=tables.count(name)))
        for name in PROTECTIONS
    )
    return tag("ul", *lines, class_="beat")
