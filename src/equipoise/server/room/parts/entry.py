"""What is shown before somebody is in a room, and after the room is gone."""

from __future__ import annotations

from equipoise.rooms.words import say
from equipoise.server.room.markup import Markup, joined, tag
from equipoise.server.room.parts import desk, projector
from equipoise.server.room.parts.shell import Page
from equipoise.server.room.place import Place, base

PARTS = {"projector": projector.PARTS, "desk": desk.PARTS}
COLUMNS = {"projector": {}, "desk": desk.COLUMNS}


def entry(problem: str = "", typed: str = "") -> Page:
    """Return the page on which one types a code.

    Args:
        problem: what was wrong with the one before. typed: that code.
    """
    box = tag(
        "input",
        name="code",
        id="code",
        value=typed,
        maxlength=40,
        required=True,
        autocomplete="off",
        autocapitalize="characters",
        spellcheck="false",
        aria_describedby="problem" if problem else None,
        aria_invalid="true" if problem else None,
    )
    form = tag(
        "form",
        tag("label", tag("span", say("page.enter.code")), box, class_="field code"),
        tag("p", problem, class_="warning", id="problem", role="alert") if problem else None,
        tag("button", say("page.enter.go"), class_="main"),
        action=base(),
        method="get",
    )
    title = say("page.enter.title")
    main = joined(tag("h1", title), tag("p", say("page.enter.text"), class_="text"), form)
    return Page(title=title, parts={"main": main})


def gone(place: Place) -> Page:
    """Return the page of a room that does not exist any more."""
    title = say("page.gone.title")
    return Page(role="phone", path=place.path, title=title, parts={"main": _message(title, say("page.gone.text"))})


def keyless(place: Place, role: str) -> Page:
    """Return the page of a role for somebody whose key the script has not handed in yet."""
    title = say("page.key.title")
    parts = dict.fromkeys(PARTS[role], Markup("")) | {"main": _message(title, say("page.key.text"))}
    return Page(role=role, path=f"{place.path}/{role}", title=title, parts=parts, columns=COLUMNS[role])


def _message(title: str, text: str) -> Markup:
    return joined(tag("h1", title), tag("p", text, class_="text"))
