"""Commit: what, who and by when on the phone, which says where it goes; all commitments on the projector."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from equipoise.rooms.activities.commit import AHEAD, MOST_WHO, Commitment, Commitments
from equipoise.rooms.activities.text import MOST
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.server.room.drawings.parts import say
from equipoise.server.room.markup import Markup, joined, tag
from equipoise.texts.dates import short_date

_SIZES = ((5, 1.15), (9, 1.0), (10_000, 0.85))
"""The size of letters, in rem, by how many commitments there are at most."""


class Commit:
    """How a commitment is made, and how all of them look."""

    def form(self, step: Step, mine: Answer | None, me: Participant, round: int) -> str:
        """Return the fields; above them stands that all of it will be in the workshop's file."""
        roles: Sequence[str] = step.spec["roles"] or say("commit.roles").split("; ")
        given = {"what": "", "who": "", "when": _in(step.spec["days"])} | ({} if mine is None else mine.value)
        name = "" if given["who"] in roles else given["who"]
        ends = {"min": _in(0), "max": _in(AHEAD)}
        return joined(
            tag("p", say("commit.before"), class_="hint"),
            _field("what", tag("textarea", given["what"], name="what", maxlength=MOST, rows=3, required=True)),
            _field("who", _roles(roles, given["who"])),
            _field("name", tag("input", name="name", maxlength=MOST_WHO, autocomplete="off", value=name)),
            _field("when", tag("input", type="date", name="when", value=given["when"], required=True, **ends)),
        )

    def picture(self, step: Step, result: Commitments, *, large: bool = True) -> str:
        """Return a table of all commitments, the next ones first."""
        if not result.commitments:
            return tag("p", say("commit.none"), class_="few")
        size = next(size for most, size in _SIZES if len(result.commitments) <= most)
        look = {"class_": "promises wide", "style": f"--size:{size}rem"} if large else {"class_": "promises"}
        heads = (tag("th", say(f"commit.column.{name}"), scope="col") for name in ("when", "who", "what"))
        rows = tag("tbody", *map(_row, result.commitments))
        table = tag("table", tag("thead", tag("tr", *heads)), rows, **look)
        return tag("div", table, class_="scrolls", tabindex=0) if large else table

    def own(self, step: Step, result: Commitments, mine: Answer | None) -> str:
        """Return one's own commitment."""
        if mine is None:
            return ""
        when = short_date(datetime.date.fromisoformat(mine.value["when"]))
        return tag("p", say("commit.own", what=mine.value["what"], who=mine.value["who"], when=when))

    def texts(self, step: Step, result: Commitments) -> Mapping[int, str]:
        """Return all commitments by their answers, for the desk."""
        return {one.id: say("commit.line", what=one.what, who=one.who) for one in result.commitments}


def _in(days: int) -> str:
    return (datetime.date.today() + datetime.timedelta(days=days)).isoformat()


def _row(one: Commitment) -> Markup:
    return tag("tr", tag("td", short_date(one.when)), tag("td", one.who), tag("td", one.what))


def _roles(roles: Sequence[str], chosen: str) -> Markup:
    options = (tag("option", role, value=role, selected=role == chosen) for role in roles)
    return tag("select", tag("option", say("commit.choose"), value=""), *options, name="role")


def _field(name: str, control: Markup) -> Markup:
    return tag("label", tag("span", say(f"commit.{name}")), control, class_="field")
