"""Challenges: set the few levers that are permitted, try, and see on the map how far it is to the targets."""

from __future__ import annotations

import streamlit as st

from equipoise.learn.challenge import Challenge, challenges
from equipoise.learn.progress import Progress, Tried
from equipoise.ui.learn import positions, verdict
from equipoise.ui.learn.game import ENOUGH, Game
from equipoise.ui.shared import compute, explain
from equipoise.ui.shared import progress as session
from equipoise.ui.shared.headlines import HEADLINES
from equipoise.ui.shared.numbers import in_100, interval
from equipoise.ui.shared.words import on_accent, say, term

_GAMES, _CHOSEN = "learn.games", "challenge.chosen"


def show() -> None:
    """Draw the chosen challenge."""
    challenge = _choose()
    game = _game(challenge)
    customers = challenge.start["population.size"]
    st.markdown(f"**{challenge.title}**  \n{challenge.story}")
    st.caption(say("course.challenge.size", settings=challenge.size, customers=customers))
    _targets(challenge, game)
    left, right = st.columns([10, 19], gap="medium")
    with left:
        _levers(challenge, game)
    with right:
        verdict.show(challenge, game)


def _choose() -> Challenge:
    known = challenges()
    chosen = st.pills(
        say("course.challenge.choose"),
        list(known),
        format_func=lambda name: _title(known[name]),
        default=next(iter(known)),
        required=True,
        key=_CHOSEN,
        persist_state="session",
        label_visibility="collapsed",
        wrap=True,
    )
    return known[chosen]


def _title(challenge: Challenge) -> str:
    tried = session.progress().challenges.get(challenge.key)
    return f"{challenge.title} {say('course.challenge.solved')}" if tried and tried.solved else challenge.title


def _targets(challenge: Challenge, game: Game) -> None:
    """Draw the three targets, each with whether the latest attempt meets it."""
    grid = st.grid(3, min_column_width=180)
    margins = game.last.margins(challenge) if game.last else {}
    for number in HEADLINES:
        aim = f"{100 * getattr(challenge.targets, number):.0f}"
        with grid.container(border=True, gap=None):
            st.caption(f"{term(number, expert=True)}: {say(f'course.challenge.aim.{number}', aim=aim)}")
            if game.last is None:
                st.markdown(say("course.challenge.untried"))
                continue
            rate = getattr(game.last.headlines, number)
            stands = "met" if margins[number] >= 0 else "missed"
            st.markdown(say(f"course.challenge.{stands}", value=in_100(rate), likely=interval(rate)))


def _levers(challenge: Challenge, game: Game) -> None:
    with st.container(border=True, gap="small"):
        positions.show(challenge)
        st.button(
            on_accent(say("course.challenge.try")),
            key="challenge.try",
            type="primary",
            icon=":material/play_arrow:",
            width="stretch",
            on_click=_try,
            args=(challenge,),
        )
    with st.container(horizontal=True, gap="xsmall"):
        with st.popover(say("course.challenge.hint"), icon=":material/lightbulb:", type="tertiary"):
            st.markdown(challenge.hint)
        st.button(
            say("course.challenge.doubt"),
            key="challenge.doubt",
            type="tertiary",
            icon=":material/do_not_disturb_on:",
            disabled=not game.may_doubt,
            help=None if game.may_doubt or game.doubted else say("course.challenge.enough", count=ENOUGH),
            on_click=_doubt,
            args=(challenge,),
        )
    rates = {number: getattr(game.last.headlines, number) if game.last else None for number in HEADLINES}
    explain.about(rates, key="challenge", label=say("about.numbers"))


def _try(challenge: Challenge) -> None:
    settings = positions.chosen(challenge)
    headlines = compute.outcome(settings).headlines
    _keep(challenge, _game(challenge).try_out(settings, headlines))


def _doubt(challenge: Challenge) -> None:
    _keep(challenge, _game(challenge).doubt())


def _game(challenge: Challenge) -> Game:
    games: dict[str, Game] = st.session_state.get(_GAMES, {})
    return games.get(challenge.key, Game())


def _keep(challenge: Challenge, game: Game) -> None:
    st.session_state[_GAMES] = {**st.session_state.get(_GAMES, {}), challenge.key: game}
    ended: Tried | None = game.end(challenge)
    if ended is not None:
        session.record(Progress.with_challenge, challenge.key, ended)
