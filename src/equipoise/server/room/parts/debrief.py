"""The debrief as a page: what was learned, every question with its picture, promises, and the agenda."""

from __future__ import annotations

from equipoise.core.wording import language
from equipoise.rooms.debrief.debrief import Debrief
from equipoise.rooms.debrief.files import title
from equipoise.rooms.debrief.section import Section
from equipoise.rooms.debrief.sections import overview, sections
from equipoise.rooms.words import say
from equipoise.server.room.drawings.registry import DRAWINGS
from equipoise.server.room.markup import Markup, joined, tag
from equipoise.server.room.parts.shell import DEBRIEF, STYLE, asset
from equipoise.server.room.place import Place

DRAWN = frozenset({"number", "vote", "order"})
"""Kinds whose picture shows numbers of at least five people, and needs no script."""


def page(of: Debrief, place: Place) -> str:
    """Return the page."""
    head = joined(
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="robots", content="noindex"),
        tag("title", title(of)),
        *(tag("link", rel="stylesheet", href=asset(name)) for name in (STYLE, DEBRIEF)),
    )
    pictures = {one.step.key: _picture(one.step.kind, one.step, one.result) for one in of.asked}
    empty = None if of.asked else tag("p", say("debrief.none_yet"))
    main = tag(
        "main",
        tag("h1", title(of)),
        *(tag("p", line, class_="hint") for line in overview(of)),
        _ways(of, place),
        empty,
        *(_section(each, pictures.get(each.key)) for each in sections(of)),
    )
    return f"<!doctype html>{tag('html', tag('head', head), tag('body', main), lang=language(), class_='debrief')}"


def _ways(of: Debrief, place: Place) -> Markup:
    endings = ("pdf", "csv", "ics") if of.commitments else ("pdf", "csv")
    links = (
        tag("a", say(f"debrief.file.{end}"), href=f"{place.path}/debrief.{end}", class_="button") for end in endings
    )
    back = tag("a", say("debrief.back"), href=f"{place.path}/desk", class_="button")
    return tag("nav", *links, back)


def _picture(kind: str, step: object, result: object) -> Markup | None:
    if kind not in DRAWN:
        return None
    return Markup(DRAWINGS[kind].picture(step, result, large=False))  # type: ignore[arg-type]


def _section(each: Section, picture: Markup | None) -> Markup:
    return tag(
        "section",
        tag("p", each.kicker, class_="kicker") if each.kicker else None,
        tag("h2", each.title),
        *(tag("p", line) for line in each.lines),
        tag("div", picture, class_="drawn") if picture else None,
        _table(each) if each.rows else None,
    )


def _table(each: Section) -> Markup:
    head = tag("tr", *(tag("th", name, scope="col") for name in each.head))
    body = joined(*(tag("tr", *(tag("td", cell) for cell in row)) for row in each.rows))
    return tag(
        "div",
        tag("table", tag("thead", head), tag("tbody", body)),
        class_="wide",
        tabindex="0",
        role="group",
        aria_label=each.title,
    )
