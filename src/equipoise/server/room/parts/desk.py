"""What the desk shows: where the room stands, what comes next, and everything that the facilitator can do."""

from __future__ import annotations

from equipoise.rooms.words import say
from equipoise.server.room.drawings.drawing import Moderated
from equipoise.server.room.drawings.registry import DRAWINGS
from equipoise.server.room.markup import Markup, joined, tag
from equipoise.server.room.parts import projector
from equipoise.server.room.parts.phone import kept
from equipoise.server.room.parts.projector import steering, timer
from equipoise.server.room.parts.shell import Page, sentence
from equipoise.server.room.place import Place
from equipoise.server.room.qr import qr
from equipoise.server.room.view import View

PARTS = ("top", "main", "count", "steer", "texts", "notes", "links")
"""What the page is made of."""
COLUMNS = {"left": PARTS[1:5], "right": PARTS[5:]}


def desk(view: View, place: Place, secret: str, screen: str) -> Page:
    """Return the page.

    Args:
        view: the room. secret, screen: the secrets of the links to the desk and to the projector.
    """
    drawn = (
        _top(view),
        _now(view),
        _count(view),
        _steer(view, place),
        _texts(view, place),
        joined(_notes(view), _then(view)),
        _links(view, place, secret, screen),
    )
    return Page(
        role="desk",
        path=f"{place.path}/desk",
        title=say("desk.title", title=view.room.agenda.title),
        parts=dict(zip(PARTS, drawn, strict=True)),
        columns=COLUMNS,
        tag=named(view),
        key=str(view.state.version),
    )


def named(view: View) -> str:
    """Return what names everything that the page depends on."""
    return projector.named(view)


def _top(view: View) -> Markup:
    title = tag("h1", view.room.agenda.title)
    place = view.state.position + 1
    progress = say("desk.place", n=place, of=len(view.room.steps)) if place else say("desk.lobby")
    return joined(title, tag("p", sentence("desk.code", code=tag("b", view.room.code)), " · ", progress))


def _now(view: View) -> Markup:
    if view.state.ended:
        return joined(tag("h2", say("projector.over")), tag("p", say("desk.over_text"), class_="text"))
    step = view.step
    if step is None:
        return joined(tag("h2", say("desk.lobby")), tag("p", say("desk.lobby_text"), class_="text"))
    shown = say(f"desk.phase.{view.phase}") if step.asks else say("desk.phase.said")
    more = say("desk.round", n=view.round + 1, of=step.rounds) if step.rounds > 1 else None
    phase = tag("span", shown, class_=f"phase {view.phase}")
    status = tag("p", phase, tag("span", more) if more else None, timer(view), class_="status")
    return joined(
        tag("p", step.title, class_="kicker"),
        tag("h2", step.text),
        status,
        tag("p", say("desk.computing"), class_="hint") if view.waits else None,
    )


def _count(view: View) -> Markup:
    here = tag("p", tag("b", str(view.here)), " ", say("desk.here", of=len(view.people)))
    if view.step is None or not view.step.asks:
        return here
    which = "desk.teams_answered" if view.step.by == "team" and view.room.teams else "desk.answered"
    return joined(tag("p", tag("b", str(view.answered)), " ", say(which, of=view.asked)), here)


def _steer(view: View, place: Place) -> Markup:
    """Return the large button for what comes next, and the others."""
    step, phase = view.step, view.phase
    asks = step is not None and step.asks
    others = (
        _button("back", disabled=view.state.position < 0 and not view.state.ended),
        _button("close") if asks and phase == "open" else None,
        _button("reopen") if asks and phase in ("closed", "revealed") else None,
        _button("reveal") if asks and phase == "open" and _rounds_left(view) else None,
        _button("again") if timer(view) is not None else None,
    )
    first = _forward(view)
    buttons = tag("div", *(one for one in others if one is not None), class_="row")
    return joined(steering(view, place, "desk", first or joined(), buttons), _end(view, place))


def _forward(view: View) -> Markup | None:
    if view.state.ended:
        return None
    step = view.step
    if step is None:
        label = say("desk.start")
    elif step.asks and view.phase != "revealed":
        label = say("desk.next_round", n=view.round + 2) if _rounds_left(view) else say("desk.show")
    elif view.following is not None:
        label = say("desk.go", title=view.following.title)
    else:
        return None
    keys = "ArrowRight PageDown"
    return tag("button", label, name="command", value="next", class_="main", id="do-next", data_keys=keys)


def _rounds_left(view: View) -> bool:
    return view.step is not None and view.round + 1 < view.step.rounds


def _button(command: str, *, disabled: bool = False) -> Markup:
    keys = "ArrowLeft PageUp" if command == "back" else None
    label, name = say(f"desk.{command}"), f"do-{command}"
    return tag("button", label, name="command", value=command, id=name, disabled=disabled, data_keys=keys)


def _end(view: View, place: Place) -> Markup | None:
    if view.state.ended:
        return None
    button = tag("button", say("desk.end_really"), name="command", value="end", class_="danger", id="do-end")
    asked = steering(view, place, "desk", tag("p", say("desk.end_text")), button)
    last = view.following is None and view.phase == "revealed"
    return tag("details", tag("summary", say("desk.end")), asked, class_="end main" if last else "end", id="end")


def _notes(view: View) -> Markup:
    notes = view.step.notes if view.step else ()
    if not notes:
        return joined()
    return tag("section", tag("h3", say("desk.notes")), tag("ul", *(tag("li", note) for note in notes)))


def _texts(view: View, place: Place) -> Markup:
    """Return what people have written, each with a button that hides it or shows it again."""
    step = view.step
    drawing = DRAWINGS[step.kind] if step else None
    if step is None or view.phase == "open" or not isinstance(drawing, Moderated):
        return joined()
    texts = drawing.texts(step, view.whole)
    items = [_text(id, text, hidden=id in view.state.hidden) for id, text in texts.items()]
    if not items:
        return joined()
    told = tag("p", say("desk.texts_text"), class_="hint")
    return joined(tag("h3", say("desk.texts")), told, steering(view, place, "desk", tag("ul", *items)))


def _text(id: int, text: str, *, hidden: bool) -> Markup:
    command = f"{'show' if hidden else 'hide'}:{id}"
    label = say("desk.show_text" if hidden else "desk.hide_text")
    button = tag("button", label, name="command", value=command, id=f"text-{id}")
    return tag("li", tag("span", text), button, class_="hidden" if hidden else None)


def _then(view: View) -> Markup:
    step = view.following
    if step is None or view.state.ended:
        return joined()
    then = tag("h3", say("desk.then")), tag("p", tag("b", step.title)), tag("p", step.text)
    return tag("section", *then, class_="then")


def _links(view: View, place: Place, secret: str, screen: str) -> Markup:
    shown, other = place.beside("projector", screen), place.elsewhere("desk", secret)
    join = joined(
        tag("p", sentence("projector.where", address=tag("b", place.typed), code=tag("b", view.room.code))),
        qr(place.link, say("projector.qr", address=place.typed, code=view.room.code)),
    )
    device = joined(tag("p", say("desk.device_text")), qr(other, say("desk.device")), tag("p", other, class_="link"))
    return joined(
        tag("p", say("projector.only_here"), class_="warning") if place.only_here else None,
        tag("a", say("desk.projector"), href=shown, target="_blank", class_="button"),
        tag("a", say("desk.debrief"), href=f"{place.path}/debrief", target="_blank", class_="button"),
        tag("details", tag("summary", say("desk.join")), join, id="join"),
        tag("details", tag("summary", say("desk.device")), device, id="device"),
        kept(view),
    )
