"""The two figures that always show, drawn from outcomes."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.asking import question
from equipoise.chain.pipeline import simulate
from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import Settings
from equipoise.shared.results import Headlines
from equipoise.ui.charts.icons import Panel, icon_arrays
from equipoise.ui.charts.map import Spot, trade_off_map
from equipoise.ui.charts.style import beside
from equipoise.ui.shared import compute, moves, state
from equipoise.ui.shared.headlines import HEADLINES
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import hundred, icons, in_100
from equipoise.ui.shared.words import say, term

_CHOICE = "icons.number"


def show(play: Play) -> None:
    """Draw the icon arrays and the map side by side: one piece of HTML, which the page takes in at once."""
    _choice(play)
    st.html(beside(_icon_arrays(play), _map(play)))


def _choice(play: Play) -> None:
    st.segmented_control(
        say("figure.icons"),
        HEADLINES,
        format_func=lambda number: say(f"headline.short.{number}"),
        required=True,
        default=play.figure,
        label_visibility="collapsed",
        **state.control(_CHOICE, play.figure, state.change, moves.show),
    )


def _icon_arrays(play: Play) -> str:
    number = play.figure
    before, after = (getattr(compute.outcome(each).headlines, number) for each in (play.pin, play.settings))
    return icon_arrays(
        Panel(say("figure.before"), in_100(before), icons(before.value)),
        Panel(say("figure.after"), in_100(after), icons(after.value)),
        legend=say(f"figure.legend.{number}"),
        alt=say("figure.icons_alt", number=term(number, expert=True), before=in_100(before), after=in_100(after)),
        glyph="offer" if number == "treated_alike" else "person",
        good=number != "identified",
    )


def _map(play: Play) -> str:
    spots = map_spots(play)
    now, pin = spots["now"][0], next(iter(spots["pin"]), None)
    alt = say("figure.map_alt", now=_place(now), pin=_place(pin or now))
    trail, landmarks = tuple(spots["trail"]), tuple(spots["landmarks"])
    title = f"<b>{say('figure.map')}</b> {say('figure.better')}"
    drawn = trade_off_map(now, pin, trail, landmarks, x=say("figure.x"), y=say("figure.y"), alt=alt)
    return f'<div style="padding-bottom:.5rem">{title}</div>{drawn}'


def landmarks() -> dict[str, Headlines]:
    """Return the headlines of the scenarios that are known, by title; a server works them out in idle time."""
    asked = {one.title: compute.find(question(simulate, one.settings)) for one in scenarios().values()}
    return {title: found.result().headlines for title, found in asked.items() if found and found.state == "done"}


def map_spots(play: Play) -> dict[str, list[Spot]]:
    """Return the places on the map by kind: "now", "pin", "trail" and "landmarks".

    A scenario whose place is taken by the present state or the pin carries their label, not its own. The scenarios
    come with the first move after they are computed: looking for them on a timer would send the browser's idea of all
    widgets again, and undo what somebody moved in the meantime.
    """
    places = landmarks()
    taken = {compute.title_of(settings) for settings in (play.settings, play.pin)}
    steps = enumerate(play.trail[:-1], start=1)
    return {
        "now": [_spot(say("figure.now"), play.settings)],
        "pin": [] if play.pin == play.settings else [_spot(say("figure.pin"), play.pin)],
        "trail": [_spot(say("column.step", place=step), settings) for step, settings in steps],
        "landmarks": [_spot_of(title, headlines) for title, headlines in places.items() if title not in taken],
    }


def _spot(name: str, settings: Settings) -> Spot:
    return _spot_of(name, compute.outcome(settings).headlines)


def _spot_of(name: str, headlines: Headlines) -> Spot:
    return Spot(name, headlines.right_offer, headlines.identified)


def _place(spot: Spot) -> str:
    return say("figure.place", x=hundred(spot.accuracy.value), y=hundred(spot.risk.value))
