"""Step 1: the target, and what the attacker knows."""

from __future__ import annotations

import streamlit as st

from equipoise.studies.hunt import Clue, Hunt
from equipoise.texts.catalogue import texts
from equipoise.texts.phrases import value_in_words
from equipoise.ui.attack_lab import session
from equipoise.ui.attack_lab.game import Game, want
from equipoise.ui.attack_lab.wording import label
from equipoise.ui.shared import state
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import say

_CLUES = "hunt.clues"


def show(play: Play, game: Game, hunt: Hunt) -> None:
    """Draw the card of the target: every clue that the table has a column for filters it when it is chosen."""
    with st.container(border=True, gap="small"):
        st.subheader(say("hunt.step_1"), help=texts()[f"profile.{play.settings['attack.profile']}.plain"], anchor=False)
        st.markdown(say("hunt.person", name=hunt.name, number=play.target))
        _clues(hunt, dict(game.wanted))
        idle = [f"{label(clue.field)} ({known(clue)})" for clue in hunt.clues if not clue.usable]
        if idle:
            st.caption(say("hunt.no_column", clues=", ".join(idle)))
        st.caption(say("hunt.sure" if hunt.sure else "hunt.unsure", first=first_name(hunt)))
        st.button(
            say("hunt.another"),
            key="hunt.another",
            icon=":material/shuffle:",
            on_click=session.next_person,
            width="stretch",
        )


def first_name(hunt: Hunt) -> str:
    """Return what the texts call the target."""
    return hunt.name.split()[0]


def known(clue: Clue) -> str:
    """Return what is known in words: of purchases, "at least 2"."""
    return say("hunt.at_least", count=clue.words) if clue.field.startswith("purchases_") else value_in_words(clue.words)


def _clues(hunt: Hunt, wanted: dict[str, float]) -> None:
    clues = {clue.field: clue for clue in hunt.clues if clue.usable}
    if not clues:
        return
    used = [field for field, clue in clues.items() if wanted.get(field) == clue.value]
    st.pills(
        say("hunt.clues"),
        list(clues),
        selection_mode="multi",
        format_func=lambda field: f"{label(field)}: **{known(clues[field])}**",
        default=used,
        wrap=True,
        **state.control(_CLUES, used, _chosen, clues),
    )
    everything = {field: clue.value for field, clue in clues.items()}
    st.button(
        say("hunt.use_all"),
        key="hunt.use_all",
        icon=":material/filter_alt:",
        disabled=everything.items() <= wanted.items(),
        on_click=session.play_on,
        args=(want, everything),
        width="stretch",
    )


def _chosen(clues: dict[str, Clue], chosen: list[str]) -> None:
    wanted = dict(session.game().wanted)
    used = {field: clue.value for field, clue in clues.items() if field in chosen}
    dropped = {field: None for field, clue in clues.items() if field not in chosen and wanted.get(field) == clue.value}
    session.play_on(want, used | dropped)
