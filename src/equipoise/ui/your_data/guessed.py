"""What the shop guesses, how sure it may be, how often it is wrong, and what happens if one corrects it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from equipoise.ui.shared import explain
from equipoise.ui.shared.numbers import in_100, interval
from equipoise.ui.shared.words import say
from equipoise.ui.your_data import runs, session
from equipoise.ui.your_data.wording import ICONS, offer, topic

if TYPE_CHECKING:
    from equipoise.personal.guesses import Guess

_TRAIT_ICONS = {"expecting": "child_care", "chronic": "ecg_heart", "money": "savings"}


def show(run: runs.Run) -> None:
    """Draw every guess with what is known about it, and a way to correct it."""
    found = runs.guesses(run)
    if not found:
        st.info(say("you.guess.none"), icon=":material/visibility_off:")
        return
    st.markdown(say("you.guess.lead"))
    _correction(run, found)
    for kind in ("interest", "trait"):
        st.markdown(f"##### {say(f'you.guess.{kind}')}")
        grid = st.grid(3, min_column_width=260)
        for guess in (one for one in found if one.kind == kind):
            with grid.container(border=True, height="stretch", vertical_alignment="distribute"):
                _guess(guess)
    numbers = {"guess_sure": found[0].sure, "guess_wrong": found[0].wrong}
    explain.about(numbers, key="you.guess", label=say("you.about"))


def _guess(guess: Guess) -> None:
    icon = (ICONS | _TRAIT_ICONS)[guess.subject]
    badge = ":blue-badge[:material/check: {}]" if guess.says == guess.truth else ":orange-badge[:material/close: {}]"
    right = badge.format(say("you.guess.right" if guess.says == guess.truth else "you.guess.wrong"))
    lines = [f":material/{icon}: **{claim(guess)}** {right}", sure(guess), wrong(guess)]
    if guess.told is not None:
        lines.append(say("you.guess.told", answer=say("you.yes" if guess.told else "you.no")))
    st.markdown("\n\n".join(lines))
    st.button(
        say("you.guess.correct"),
        key=f"you.correct.{guess.subject}",
        icon=":material/edit:",
        on_click=session.correct,
        args=(guess.subject,),
        width="stretch",
    )


def claim(guess: Guess) -> str:
    """Return the guess as a sentence."""
    if guess.kind == "interest":
        return say("you.guess.likes", topic=topic(guess.subject))
    return say(f"you.guess.{guess.subject}.{'yes' if guess.says else 'no'}")


def sure(guess: Guess) -> str:
    """Return how sure the shop may be."""
    return say("you.guess.sure", sure=in_100(guess.sure), usual=in_100(guess.usual))


def wrong(guess: Guess) -> str:
    """Return how often the same guess is wrong."""
    rate = guess.wrong
    return say("you.guess.missed", missed=in_100(rate), interval=interval(rate), n=f"{rate.n:,}")


def _correction(run: runs.Run, found: tuple[Guess, ...]) -> None:
    guess = next((one for one in found if one.subject == session.corrected()), None)
    if guess is None:
        return
    before, after = runs.verdict(run), runs.corrected(run, guess.subject, not guess.says)
    held = guess.kind == "interest" or guess.told is not None
    if after is None:
        told = say("you.corrected.no_row")
    elif after.offer != before.offer:
        told = say("you.corrected.changed", before=offer(before.offer), after=offer(after.offer))
    else:
        told = say("you.corrected.same" if held else "you.corrected.not_held", offer=offer(before.offer))
    with st.container(border=True):
        st.markdown(f"**{say('you.corrected.title', claim=claim(guess))}** {told}")
        back = say("you.corrected.back")
        st.button(back, key="you.corrected.back", type="tertiary", on_click=session.correct, args=(None,))
