"""What the projector shows: one thing at a time, to be read from the back row."""

from __future__ import annotations

from equipoise.rooms.step import Step
from equipoise.rooms.words import say
from equipoise.server.room.drawings.drawing import Asking
from equipoise.server.room.drawings.registry import DRAWINGS
from equipoise.server.room.markup import Markup, joined, tag
from equipoise.server.room.parts.phone import kept
from equipoise.server.room.parts.shell import Page, sentence
from equipoise.server.room.place import Place
from equipoise.server.room.qr import qr
from equipoise.server.room.view import View

PARTS = ("top", "main", "foot", "count")
"""What the page is made of."""
LONG = ((18, None), (28, "long"))
"""How many letters of an address fit into a line, and the class that makes them so small."""
SHORT, MIDDLE = 60, 150
"""How many letters a text may have to be written very large, or large."""


def projector(view: View, place: Place) -> Page:
    """Return the page."""
    parts = {
        "top": _top(view),
        "main": _lobby(view, place) if view.state.position < 0 else _main(view),
        "foot": _foot(view, place),
        "count": _count(view),
    }
    return Page(
        role="projector",
        path=f"{place.path}/projector",
        title=view.room.agenda.title,
        parts=parts,
        tag=named(view),
        key=str(view.state.version),
    )


def named(view: View) -> str:
    """Return what names everything that the page depends on."""
    parts = view.state.version, view.answered, view.asked, view.here, len(view.people), view.computed is not None
    return ".".join(map(str, parts))


def timer(view: View) -> Markup | None:
    """Return what counts down the minutes of the step, while it takes answers or is talked about; None for none."""
    step = view.step
    if step is None or not step.minutes or (step.asks and view.phase != "open"):
        return None
    return tag("span", data_until=f"{view.state.since + 60 * step.minutes:.0f}", class_="timer", role="timer")


def steering(view: View, place: Place, role: str, *buttons: Markup) -> Markup:
    """Return a form whose buttons steer the room as it is now; in another state they do nothing."""
    version = tag("input", type="hidden", name="version", value=view.state.version)
    action = f"{place.path}/{role}/steer"
    return tag("form", version, *buttons, method="post", action=action, data_send="steer", class_="steer")


def _top(view: View) -> Markup:
    step = view.step
    title = step.title if step is not None else view.room.agenda.title
    return joined(tag("p", title, class_="kicker"), timer(view))


def _lobby(view: View, place: Place) -> Markup:
    how = (
        tag("h1", say("projector.join")),
        tag("p", say("projector.go"), class_="small"),
        tag("p", _breakable(place.typed), class_=f"address {_fitting(place.typed)}"),
        tag("p", say("projector.code"), class_="small"),
        tag("p", view.room.code, class_="code"),
    )
    code = qr(place.link, say("projector.qr", address=place.typed, code=view.room.code))
    warning = tag("p", say("projector.only_here"), class_="warning") if place.only_here else None
    return joined(tag("div", tag("div", *how), code, class_="lobby"), tag("div", warning, kept(view), class_="below"))


def _fitting(address: str) -> str | None:
    """Return the class that writes a long address small enough for one line."""
    return next((name for most, name in LONG if len(address) <= most), "longer")


def _breakable(address: str) -> Markup:
    """Return an address that is broken before a slash if it does not fit into a line."""
    return Markup(str(joined(address)).replace("/", "<wbr>/"))


def _main(view: View) -> Markup:
    step = view.step
    if step is None:
        return tag("div", tag("h1", say("projector.over")), tag("p", say("projector.over_text")), class_="alone xl")
    drawing = DRAWINGS[step.kind]
    if view.revealed:
        return joined(
            _asked(step), tag("div", Markup(drawing.picture(step, view.result, large=True)), class_="picture")
        )
    more = drawing.asked(step, view.computed, view.round) if isinstance(drawing, Asking) else ""
    if more:
        return joined(_asked(step), tag("div", Markup(more), class_="picture"))
    return tag("div", tag("h1", step.text), class_=f"alone {_size(step)}")


def _asked(step: Step) -> Markup:
    return tag("h1", step.text, class_="asked")


def _size(step: Step) -> str:
    letters = len(step.text)
    return "xl" if letters <= SHORT else "l" if letters <= MIDDLE else "m"


def _foot(view: View, place: Place) -> Markup:
    """Return where late ones find the room, and what the presenter needs."""
    lobby = view.state.position < 0
    code = None if lobby else qr(place.link, say("projector.qr", address=place.typed, code=view.room.code))
    named = sentence("projector.short", code=tag("b", view.room.code))
    where = None if lobby else tag("p", _breakable(place.typed), tag("br"), named)
    last = view.state.ended or (view.following is None and view.phase == "revealed")
    buttons = (
        tag("button", say("desk.back"), name="command", value="back", data_keys="ArrowLeft PageUp", disabled=lobby),
        tag("button", say("desk.next"), name="command", value="next", data_keys="ArrowRight PageDown", disabled=last),
        tag("button", say("projector.full"), type="button", data_act="full", data_keys="f F"),
    )
    return joined(code, where, steering(view, place, "projector", *buttons))


def _count(view: View) -> Markup:
    """Return how many have answered, and never what."""
    step = view.step
    if view.state.position < 0:
        n = len(view.people)  # phones may sleep until it starts
        return tag("p", sentence("projector.joined_one" if n == 1 else "projector.joined", n=_number(n)))
    if step is None or not step.asks or view.revealed:
        return joined()
    share = f"{100 * view.answered / max(view.asked, 1):.0f}%"
    return joined(
        tag("p", sentence("projector.answered", n=_number(view.answered), of=view.asked)),
        tag("span", tag("i", style=f"width:{share}"), class_="bar", aria_hidden="true"),
        tag("p", say("projector.closed"), class_="closed") if view.phase == "closed" else None,
    )


def _number(count: int) -> Markup:
    return tag("b", str(count))
