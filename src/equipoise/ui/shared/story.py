"""The texts above the numbers: a first suggestion, a question before the effect, what just changed and why."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.outcome import Outcome
from equipoise.chain.settings import Settings
from equipoise.texts.catalogue import texts
from equipoise.ui.shared import compute, state
from equipoise.ui.shared.bundles import ASKS, position
from equipoise.ui.shared.moves import TYPICAL, Guess, Play, answer, skip, turn, untouched
from equipoise.ui.shared.numbers import direction, in_100
from equipoise.ui.shared.words import on_accent, say, term

_CLOSED = "suggestion_closed"
_DIRECTIONS = {
    "up": ":material/arrow_upward:",
    "same": ":material/drag_handle:",
    "down": ":material/arrow_downward:",
}


def show(play: Play, now: Outcome) -> None:
    """Draw the line that fits the moment: the open question, or what the last move did."""
    if play.open_guess:
        with st.container(border=True):
            _question(play.open_guess, now)
    else:
        st.info(told(play))


def warn(now: Outcome) -> None:
    """Draw the warnings that belong to the numbers, one a line, if there are any."""
    if now.notes:
        st.warning("  \n".join(f"**{texts()[f'note.{note}']}**" for note in now.notes), icon=":material/warning:")


def suggest() -> None:
    """Offer newcomers a first move, until they make one or close the offer."""
    if untouched(state.play()):
        state.region("suggest", _suggest, untouched)


def _suggest(play: Play) -> None:
    if not untouched(play) or st.session_state.get(_CLOSED):
        st.empty()  # a quick second click keeps Streamlit from clearing the offer if nothing takes its place
        return
    step = (turn, "anonymisation", "none")
    with st.container(border=True, gap="xsmall"):
        st.markdown(say("story.suggest"))
        with st.container(horizontal=True, gap="small"):
            go, close = say("story.suggest_go"), say("story.suggest_close")
            st.button(on_accent(go), key="suggest.go", type="primary", on_click=state.change, args=step)
            st.button(close, key="suggest.close", type="tertiary", on_click=_close)


def told(play: Play) -> str:
    """Return guess against result, if there was a guess, and what the last move changed and why."""
    before = play.previous or play.pin
    if before == play.settings:
        return say("story.start") if play.settings == TYPICAL else say("story.start_here")
    reveal = revealed(play.guess, before, play.settings) if play.guess and play.guess.answer else ""
    opened = "" if play.previous else say("story.opened")
    reason = compute.explanation(before, play.settings)
    return "  \n".join(filter(None, (reveal, opened, reason)))


def revealed(guess: Guess, before: Settings, now: Settings) -> str:
    """Return what was guessed about the move from ``before`` to ``now``, beside what happened."""
    number = ASKS[guess.toggle]
    moved = direction(getattr(compute.changes(before, now), number))
    first, last = (in_100(getattr(compute.outcome(settings).headlines, number)) for settings in (before, now))
    return say(
        "guess.right" if moved == guess.answer else "guess.wrong",
        number=term(number, expert=True),
        guess=say(f"guess.{guess.answer}").lower(),
        verb=say(f"guess.verb.{moved}"),
        before=first,
        after=last,
    )


def _question(guess: Guess, now: Outcome) -> None:
    number = ASKS[guess.toggle]
    stands = position(guess.wanted, guess.toggle)
    st.markdown(
        say(
            "guess.question",
            toggle=say(f"guess.{guess.toggle}"),
            choice=say(f"toggle.{guess.toggle}.{stands}.name") if stands else say("bar.scenario_custom"),
            number=term(number, expert=True),
            now=in_100(getattr(now.headlines, number)),
        )
    )
    with st.container(horizontal=True, gap="xsmall"):
        for way, icon in _DIRECTIONS.items():
            label, step = say(f"guess.{way}"), (answer, way)
            st.button(label, key=f"guess.{way}", icon=icon, on_click=state.change, args=step)
        st.button(say("guess.skip"), key="guess.skip", type="tertiary", on_click=state.change, args=(skip,))
        st.button(say("guess.never"), key="guess.never", type="tertiary", on_click=_never)


def _close() -> None:
    st.session_state[_CLOSED] = True


def _never() -> None:
    state.change(skip, for_good=True)
