"""What a participant's phone shows: one thing at a time."""

from __future__ import annotations

from equipoise.rooms.answering import speaker
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.rooms.words import say
from equipoise.server.room.drawings.drawing import Playing
from equipoise.server.room.drawings.registry import DRAWINGS
from equipoise.server.room.markup import Markup, joined, tag
from equipoise.server.room.parts.shell import Page, sentence, when
from equipoise.server.room.place import Place
from equipoise.server.room.view import View


def joining(view: View, place: Place) -> Page:
    """Return the page for somebody who is not in the room yet."""
    room = view.room
    fields = joined(
        _nickname() if room.nickname else None,
        _teams(room.teams) if room.teams and not room.by_chance else None,
        tag("p", say("phone.by_chance"), class_="hint") if room.teams and room.by_chance else None,
    )
    form = tag(
        "form",
        fields,
        tag("button", say("phone.join"), class_="main"),
        method="post",
        action=f"{place.path}/join",
        data_send="join",
    )
    main = joined(tag("h1", room.agenda.title), tag("p", say("phone.welcome"), class_="text"), form)
    return _page(view, place, main, tag="join", key="join")


def phone(view: View, me: Participant, place: Place) -> Page:
    """Return the page of somebody in the room."""
    mine, step = view.mine(me), view.step
    key = "lobby" if step is None else f"{step.key}.{view.round}.{view.phase}.{_game(view, me)}"
    return _page(view, place, _main(view, me, mine, place), who=me.nickname or me.team, tag=named(view, me), key=key)


def named(view: View, me: Participant) -> str:
    """Return what names everything that somebody's page depends on."""
    mine = view.mine(me)
    own = f"{mine.id}.{mine.at}" if mine else ""
    return f"{view.state.version}.{own}.{_game(view, me)}.{int(view.computed is not None)}"


def _game(view: View, me: Participant) -> str:
    """Return what names how somebody's game stands; "" where others' answers change nothing on a phone."""
    drawing = None if view.step is None else DRAWINGS[view.step.kind]
    if view.step is None or view.phase != "open" or not isinstance(drawing, Playing):
        return ""
    return drawing.mark(view.step, view.result, me, view.round)


def kept(view: View) -> Markup:
    """Return in a line or two what is kept, and until when."""
    copies = (" ", say("page.copied")) if view.copied else ()
    return tag("p", sentence("page.kept", when=when(view.state.deletes)), *copies, class_="hint")


def _page(view: View, place: Place, main: Markup, *, tag: str, key: str, who: str = "") -> Page:
    return Page(
        role="phone",
        path=place.path,
        title=view.room.agenda.title,
        parts={"top": _top(view, who), "main": main, "keep": kept(view)},
        tag=tag,
        key=key,
    )


def _top(view: View, who: str) -> Markup:
    return joined(tag("b", say("page.room", code=view.room.code)), tag("span", who) if who else None)


def _main(view: View, me: Participant, mine: Answer | None, place: Place) -> Markup:
    if view.state.ended:
        return _message(say("phone.over"), say("phone.over_text"))
    if view.step is None:
        return _message(say("phone.lobby"), say("phone.lobby_text"))
    step = view.step
    if not step.asks:
        return joined(_asked(step), tag("p", say("phone.look"), class_="hint"))
    if view.phase == "open":
        return joined(_asked(step), _form(view, step, me, mine, place))
    if view.phase == "closed":
        words = say("phone.closed_mine" if mine else "phone.closed_none")
        return joined(_asked(step), tag("p", say("phone.closed"), class_="strong"), tag("p", words, class_="text"))
    return joined(_asked(step), *_revealed(view, step, view.latest.get(speaker(step, me)), place))


def _message(title: str, text: str) -> Markup:
    return joined(tag("h1", title), tag("p", text, class_="text"))


def _asked(step: Step) -> Markup:
    return joined(tag("p", step.title, class_="kicker"), tag("h1", step.text))


def _form(view: View, step: Step, me: Participant, mine: Answer | None, place: Place) -> Markup:
    board, fields = _fields(view, step, me, mine)
    by_team = step.by == "team" and me.team
    answered = mine is not None and not board  # a game tells by itself what one has done
    said = ("phone.team_answered" if by_team else "phone.answered") if answered else None
    button = say("phone.change" if answered else "phone.send")
    form = tag(
        "form",
        fields,
        tag("p", say("phone.for_team", team=me.team), class_="hint") if by_team else None,
        tag("p", say(said), class_="done") if said else None,
        tag("button", button, class_="main", id="send"),
        method="post",
        action=f"{place.path}/answer?step={step.key}&round={view.round}",
        data_send="answer",
        data_answer=True,
    )
    return joined(board, form if fields else None)


def _fields(view: View, step: Step, me: Participant, mine: Answer | None) -> tuple[Markup, Markup]:
    """Return how a game stands, and the fields of the form; for most kinds of steps, the fields alone."""
    drawing = DRAWINGS[step.kind]
    if isinstance(drawing, Playing):
        told = step, view.result, me, mine, view.round
        return Markup(drawing.board(*told)), Markup(drawing.play(*told))
    return Markup(""), Markup(drawing.form(step, mine, me, view.round))


def _revealed(view: View, step: Step, mine: Answer | None, place: Place) -> tuple[Markup, ...]:
    own = Markup(DRAWINGS[step.kind].own(step, view.result, mine))
    more = tag("details", tag("summary", say("phone.show")), id="picture", data_load=f"{place.path}/picture")
    return (
        tag("div", own, class_="own") if own else tag("p", say("phone.look"), class_="text"),
        more,
    )


def _nickname() -> Markup:
    box = tag("input", name="nickname", maxlength=24, autocomplete="off", id="nickname", required=True)
    named = tag("label", tag("span", say("phone.nickname")), box, class_="field")
    return joined(named, tag("p", say("phone.nickname_hint"), class_="hint"))


def _teams(teams: tuple[str, ...]) -> Markup:
    choices = (
        tag(
            "label",
            tag("input", type="radio", name="team", value=team, required=True),
            tag("span", team),
            class_="choice",
        )
        for team in teams
    )
    return tag("fieldset", tag("legend", say("phone.team")), *choices)
