"""Play the attacker: clues and a line-up that thins out; how many found the target, and what protection does."""

from __future__ import annotations

from typing import Any

from equipoise.rooms.activities.attacker.chase import Chase, Table
from equipoise.rooms.activities.attacker.kind import Chased
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.server.room.drawings.heads import clue_in_words, heads, numbers, one_head, statement
from equipoise.server.room.drawings.parts import say, too_few
from equipoise.server.room.markup import Markup, joined, tag

_COLUMNS = 20


class Attacker:
    """How a clue looks, how one guesses, and what came out."""

    def form(self, step: Step, mine: Answer | None, me: Participant, round: int) -> str:
        """Return nothing: the form follows from the line-up (see `play`)."""
        return ""

    def board(self, step: Step, result: Chased, me: Participant, mine: Answer | None, round: int) -> str:
        """Return the clues so far, and one's own guess."""
        if result.chase is None:
            return tag("p", say("game.waits"), class_="hint")
        chosen = say("attacker.yours", number=mine.value["person"] + 1) if mine else None
        return joined(_clues(result.chase, round + 1), tag("p", chosen, class_="done") if chosen else None)

    def play(self, step: Step, result: Chased, me: Participant, mine: Answer | None, round: int) -> str:
        """Return the numbers of those whom all clues so far fit."""
        if result.chase is None:
            return ""
        standing = result.chase.bare.standing(round + 1)
        chosen = mine.value["person"] if mine else None
        legend = tag("legend", say("attacker.who", n=len(standing)))
        return tag("fieldset", legend, numbers(standing, "person", chosen=chosen))

    def mark(self, step: Step, result: Chased, me: Participant, round: int) -> str:
        """Return whether the line-up is there: what others guess changes nobody's phone."""
        return "" if result.chase is None else "ready"

    def asked(self, step: Step, computed: Any, round: int) -> str:
        """Return the clues so far and who still stands; in the second step, the same clues in both tables."""
        if computed is None:
            return tag("p", say("game.waits"), class_="few")
        chase = Chase.from_dict(computed)
        if step.spec.get("part") == "protected":
            return _both(chase)
        used = round + 1
        return joined(_clues(chase, used), _left(chase.bare, used), _line_up(chase, chase.bare, used))

    def picture(self, step: Step, result: Chased, *, large: bool = True) -> str:
        """Return who it was, and how many had found them after each clue, beside what luck alone would find."""
        chase = result.chase
        if chase is None:
            return tag("p", say("game.waits"), class_="few")
        if result.protected:
            return _both(chase)
        person = chase.people[chase.target]
        was = say("attacker.was", number=chase.target + 1, name=person.name)
        first = None if result.first is None else say("attacker.first", clue=result.first + 1)
        shown = _table(result) if result.rounds else too_few(result.guessed)
        told = joined(tag("p", first) if first else None, shown)
        if not large:  # sixty faces are much for a phone
            return tag("div", one_head(person, chase.target), told, class_="told")
        line_up = _line_up(chase, chase.bare, len(chase.clues), marked=True, columns=12)
        return tag("div", line_up, tag("div", tag("p", was, class_="was"), told, class_="told"), class_="chased")

    def own(self, step: Step, result: Chased, mine: Answer | None) -> str:
        """Return after which clue one found the target."""
        if result.chase is None or mine is None:
            return ""
        found = result.by.get(mine.by)
        if found is None:
            return tag("p", say("attacker.own_no", number=result.chase.target + 1))
        return tag("p", say("attacker.own", number=result.chase.target + 1, clue=found + 1))


def _clues(chase: Chase, used: int) -> Markup:
    """Return the clues so far, the newest last and large."""
    lines = (
        tag("li", clue_in_words(clue.field, clue.words), class_="new" if place == used - 1 else None)
        for place, clue in enumerate(chase.clues[:used])
    )
    return tag("ol", *lines, class_="clues")


def _left(table: Table, used: int) -> Markup:
    left, everybody = f"{table.left[used]:,}", f"{table.left[0]:,}"
    key = "attacker.left_one" if table.left[used] == 1 else "attacker.left"
    return statement(tag("b", left), f" {say(key, everybody=everybody)}")


def _line_up(chase: Chase, table: Table, used: int, *, marked: bool = False, columns: int = _COLUMNS) -> Markup:
    standing = table.standing(used)
    listed = ", ".join(str(place + 1) for place in standing)
    alt = say("attacker.alt", n=len(standing), of=len(chase.people), numbers=listed)
    target = chase.target if marked else None
    return heads(chase.people, standing, marked=target, columns=columns, alt=alt)


def _table(result: Chased) -> Markup:
    """Return how many had found the target after each clue, and how many by luck."""
    names = ("clue", "found", "luck")
    head = tag("tr", *(tag("th", say(f"attacker.column.{name}"), scope="col") for name in names))
    rows = (
        tag(
            "tr",
            tag("th", str(place + 1), scope="row"),
            tag("td", say("game.of", n=one.found, of=one.guessed)),
            tag("td", f"{one.luck:.1f}"),
        )
        for place, one in enumerate(result.rounds)
    )
    return tag("table", tag("thead", head), tag("tbody", *rows), class_="found-by")


def _both(chase: Chase) -> Markup:
    """Return how many people of the whole table fit after each clue, in the bare and in the protected table."""
    names = ("clue", "bare", "shop")
    head = tag("tr", *(tag("th", say(f"attacker.column.{name}"), scope="col") for name in names))
    words = [say("attacker.nothing"), *(clue_in_words(clue.field, clue.words) for clue in chase.clues)]
    rows = (
        tag("tr", tag("th", one, scope="row"), tag("td", f"{bare:,}"), tag("td", f"{shop:,}"))
        for one, bare, shop in zip(words, chase.bare.left, chase.shop.left, strict=True)
    )
    end = "found" if chase.shop.found else "hidden"
    told = say(f"attacker.{end}", left=f"{chase.shop.left[-1]:,}")
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="both")
    line_up = _line_up(chase, chase.shop, len(chase.clues), columns=12)
    return tag("div", line_up, tag("div", table, tag("p", told, class_="was"), class_="told"), class_="chased")
