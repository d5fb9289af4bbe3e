"""The state of a challenge: the attempts on the map and in a table, and, once it has ended, what the search found."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.learn.challenge import Challenge
from equipoise.numerics.rate import UNKNOWN
from equipoise.story.wording import value_in_words
from equipoise.texts.catalogue import texts
from equipoise.ui.charts.map import Spot, trade_off_map
from equipoise.ui.charts.plane import Point
from equipoise.ui.learn.game import Attempt, Game
from equipoise.ui.shared.headlines import HEADLINES
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say, term


def show(challenge: Challenge, game: Game) -> None:
    """Draw the verdict, the map, and the attempts as a table."""
    _said(challenge, game)
    if game.last is None:
        st.info(say("course.challenge.start"), icon=":material/flag:")
    ended = game.end(challenge) is not None
    st.markdown(f"**{say('figure.map')}** :gray[{say('course.challenge.shaded')}]")
    st.html(picture(challenge, game, cloud=ended))
    if ended:
        st.caption(say("course.challenge.cloud", settings=challenge.size))
    if game.last and st.toggle(say("course.challenge.table"), key="challenge.table", persist_state="session"):
        st.table(table(challenge, game.attempts), hide_index=True, alt=say("course.challenge.table"))


def picture(challenge: Challenge, game: Game, *, cloud: bool) -> str:
    """Return the map with goal and attempts, and with everything that the search tried if ``cloud``."""
    *earlier, last = [_spot(attempt) for attempt in game.attempts] or [Spot("", UNKNOWN, UNKNOWN)]
    dots: tuple[Point, ...] = tuple((100 * x, 100 * max(0.0, y)) for x, y, _ in challenge.found.places if x == x)
    goal = (100 * challenge.targets.right_offer, 100 * challenge.targets.identified)
    where = {"x": hundred(last.accuracy.value), "y": hundred(last.risk.value)}
    named = say("course.challenge.map_alt", count=len(game.attempts), **where)
    return trade_off_map(
        last,
        None,
        tuple(earlier),
        goal=goal,
        cloud=dots if cloud else (),
        x=say("figure.x"),
        y=say("figure.y"),
        alt=named if game.attempts else say("course.challenge.map_empty"),
    )


def table(challenge: Challenge, attempts: tuple[Attempt, ...]) -> pd.DataFrame:
    """Return the attempts, the latest first: levers in words, and every headline, marked where it meets its target."""
    rows = [
        {
            say("course.challenge.attempt"): str(each.number),
            **{texts().label(name): value_in_words(name, each.settings[name]) for name in challenge.levers},
            **{term(number, expert=True): _cell(each, challenge, number) for number in HEADLINES},
        }
        for each in reversed(attempts)
    ]
    return pd.DataFrame(rows)


def told(challenge: Challenge, game: Game) -> str:
    """Return the verdict of a challenge that has ended: its end, what the search found, and why."""
    ended = game.end(challenge)
    if ended is None:
        return ""
    words = say(f"course.challenge.end.{ended.outcome}", attempts=ended.attempts)
    return "  \n".join((words, searched(challenge), f"**{say('course.challenge.why')}** {challenge.why}"))


def searched(challenge: Challenge) -> str:
    """Return what the search found, and how far it searched."""
    found = challenge.found
    reached = sum(map(challenge.targets.reached, found.places))
    worlds = len(found.seeds) - 1
    if reached:
        stands = sum(seed in found.reached_on for seed in found.seeds[1:])
        best = settings_in_words(challenge, found.best)
        text = say("course.challenge.searched.some", reached=reached, settings=challenge.size, best=best)
        return f"{text} {say('course.challenge.searched.worlds', stands=stands, worlds=worlds)}"
    worst = max(map(challenge.targets.worst, found.places))
    return say("course.challenge.searched.none", settings=challenge.size, worlds=worlds, gap=hundred(-worst))


def settings_in_words(challenge: Challenge, settings: Settings) -> str:
    """Return the levers of a challenge and their values, without those that have no effect."""
    idle = settings.inactive()
    parts = (
        f"{texts().label(name).lower()}: **{value_in_words(name, settings[name])}**"
        for name in challenge.levers
        if name not in idle
    )
    return "; ".join(parts)


def _said(challenge: Challenge, game: Game) -> None:
    ended = game.end(challenge)
    if ended is not None and ended.solved:
        st.success(told(challenge, game), icon=":material/check_circle:")
    elif ended is not None:
        st.warning(told(challenge, game), icon=":material/undo:")


def _spot(attempt: Attempt) -> Spot:
    name = say("course.challenge.number", number=attempt.number)
    return Spot(name, attempt.headlines.right_offer, attempt.headlines.identified)


def _cell(attempt: Attempt, challenge: Challenge, number: str) -> str:
    mark = "met" if attempt.margins(challenge)[number] >= 0 else "missed"
    return f"{hundred(getattr(attempt.headlines, number).value, exact=True)} {say(f'course.challenge.mark.{mark}')}"
