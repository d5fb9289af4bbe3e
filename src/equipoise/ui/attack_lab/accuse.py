"""Step 3: point at a row, and learn whether it was the right one."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from equipoise.core.arrays import Integers
from equipoise.learn.progress import Progress
from equipoise.studies.hunt import Hunt
from equipoise.studies.hunt import hunt as deal_round
from equipoise.ui.attack_lab import protections, session
from equipoise.ui.attack_lab.game import MOST_ACCUSED, Game, Kind, Try, accuse, look_again, pick
from equipoise.ui.attack_lab.reveal import chances, verdict
from equipoise.ui.attack_lab.steps import step
from equipoise.ui.attack_lab.target import first_name
from equipoise.ui.attack_lab.wording import number
from equipoise.ui.shared import compute, progress, state
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import on_accent, say

_PICK = "hunt.pick"


def show(play: Play, game: Game, hunt: Hunt, fitted: Integers, made: Try | None) -> None:
    """Draw the ways to accuse, or the result of an accusation."""
    card = st.empty()  # takes the other face of the card off the page at once
    with card.container(border=True, gap="small"):
        st.subheader(say("hunt.step_3"), anchor=False)
        if made is None:
            _ways(play, game, hunt, fitted)
        else:
            _verdict(game, hunt, made)
            _next(play)


def _ways(play: Play, game: Game, hunt: Hunt, fitted: Integers) -> None:
    first, rows = first_name(hunt), fitted[:MOST_ACCUSED].tolist()
    picked = game.pick if game.pick in rows else None
    st.selectbox(
        say("hunt.pick", first=first),
        rows,
        format_func=lambda row: say("hunt.row_number", row=number(row)),
        index=None if picked is None else rows.index(picked),
        placeholder=say("hunt.pick_one"),
        disabled=not rows,
        **state.control(_PICK, picked, session.play_on, pick),
    )
    _button("row", play, say("hunt.accuse.row", first=first), main=True, disabled=picked is None)
    if 1 < len(fitted) <= MOST_ACCUSED:
        _button("some", play, say("hunt.accuse.some", first=first, count=len(fitted)))
    _button("absent", play, say("hunt.accuse.absent", first=first))
    st.caption(say("hunt.hint.few" if len(fitted) <= MOST_ACCUSED else "hunt.hint.many", most=MOST_ACCUSED))


def _button(kind: Kind, play: Play, text: str, *, main: bool = False, disabled: bool = False) -> None:
    st.button(
        on_accent(text) if main and not disabled else text,
        key=f"hunt.accuse.{kind}",
        type="primary" if main else "secondary",
        disabled=disabled,
        width="stretch",
        on_click=_accuse,
        args=(kind, play),
    )


def _accuse(kind: Kind, play: Play) -> None:
    session.play_on(accuse, compute.answer(deal_round, play.settings, play.target), play.settings, kind)
    progress.record(Progress.with_attack, session.game().tries[-1].found)


def _verdict(game: Game, hunt: Hunt, made: Try) -> None:
    show_as, icon = (st.success, "check_circle") if made.found else (st.warning, "cancel")
    show_as(verdict(hunt, made), icon=f":material/{icon}:")
    st.markdown(chances(game, hunt))


def _next(play: Play) -> None:
    after = protections.suggested(play.settings)
    if after is not None:
        title = protections.title(after)
        step("hunt.protect_next", say("hunt.protect_with", title=title), "shield", session.protect, after)
    step("hunt.again", say("hunt.look_again"), "undo", session.play_on, look_again, look="secondary")
    look: Literal["primary", "secondary"] = "primary" if after is None else "secondary"
    step("hunt.another_after", say("hunt.another"), "shuffle", session.next_person, look=look)
