"""The score: one's own tries beside what the machine finds in the same tables."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from equipoise.texts.catalogue import texts
from equipoise.ui.attack_lab import protections
from equipoise.ui.attack_lab.game import Game, Try
from equipoise.ui.shared import compute
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say

_COLUMNS = ("protection", "you", "machine", "fitted", "profile", "person")


def show(game: Game) -> None:
    """Draw the score, once there is one."""
    if not game.tries:
        return
    with st.container(border=True, gap="small"):
        st.subheader(say("hunt.score.title"), anchor=False)
        st.table(score(game), hide_index=True, border="horizontal", alt=say("hunt.score.alt"))


def score(game: Game) -> pd.DataFrame:
    """Return the tries as a table, the latest first."""
    rows = [_row(made) for made in reversed(game.tries)]
    return pd.DataFrame(rows, columns=[say(f"hunt.score.{column}") for column in _COLUMNS])


def _row(made: Try) -> tuple[str, ...]:
    return (
        protections.title(protections.stands(made.settings)),
        _result(made),
        hundred(compute.outcome(made.settings).headlines.identified.value),
        f"{made.fitted:,}",
        texts()[f"profile.{made.settings['attack.profile']}.title"],
        str(made.target),
    )


def _result(made: Try) -> str:
    right = "hunt.score.among" if made.kind == "some" else "hunt.score.right"
    return say(right if made.found else "hunt.score.wrong", count=len(made.rows))
