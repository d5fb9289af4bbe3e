"""The result of an accusation in words, and what the accused rows would reveal about the target."""

from __future__ import annotations

import numpy as np
import streamlit as st

from equipoise.studies.hunt import Hunt
from equipoise.studies.trace import read_row
from equipoise.ui.attack_lab.game import Game, Try
from equipoise.ui.attack_lab.target import first_name
from equipoise.ui.attack_lab.wording import label, number
from equipoise.ui.shared import tables
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say


def show(hunt: Hunt, made: Try) -> None:
    """Draw what the accused rows would reveal."""
    with st.container(border=True, gap="small"):
        title = _heading(hunt, made)
        st.subheader(title, anchor=False)
        if not made.rows:
            st.caption(say("hunt.read.nothing", first=first_name(hunt)))
            return
        facts = read_row(hunt.release, made.rows[0]) if made.kind == "row" else shares(hunt, made.rows)
        if not facts:
            st.caption(say("hunt.read.no_answers"))
            return
        st.table(tables.facts(facts), hide_index=True, hide_header=True, border="horizontal", alt=title)


def _heading(hunt: Hunt, made: Try) -> str:
    how = "nothing" if not made.rows else "right" if made.found else "wrong"
    return say(f"hunt.read.title.{how}", first=first_name(hunt))


def verdict(hunt: Hunt, made: Try) -> str:
    """Return in words whether the player was right, and where the target really is."""
    own, release, absent = hunt.secret.row, hunt.release, hunt.secret.absent
    return say(
        f"hunt.verdict.{made.verdict}",
        first=first_name(hunt),
        row=number(made.rows[0]) if made.rows else "",
        own=number(own),
        count=len(made.rows),
        people="" if release.people is None or own < 0 else f"{release.people[own]:,}",
        why=say(f"hunt.absent.{absent}", first=first_name(hunt)) if absent else "",
    )


def chances(game: Game, hunt: Hunt) -> str:
    """Return the odds that the filter left, and what ruled the target's row out if something did."""
    wanted, first = dict(game.wanted), first_name(hunt)
    ruled_out, n = hunt.ruled_out_by(wanted), hunt.odds(wanted)
    if ruled_out:
        noisy = [hunt.release.truthful[field] for field in ruled_out if field in hunt.release.truthful]
        fields = ", ".join(label(field) for field in ruled_out)
        key = "hunt.ruled_out_noisy" if noisy else "hunt.ruled_out"
        return say(key, first=first, fields=fields, share=hundred(min(noisy, default=1.0)))
    if n is None:
        return say("hunt.no_odds", first=first)
    everybody = len(hunt.release) if hunt.release.people is None else int(hunt.release.people.sum())
    return say("hunt.odds", n=f"{n:,}", blind=f"{everybody:,}")


def shares(hunt: Hunt, rows: tuple[int, ...]) -> list[tuple[str, str]]:
    """Return how many of the people behind some rows have each sensitive trait: all or none gives it away."""
    some = hunt.release.take(np.array(rows))
    people = np.ones(len(rows)) if some.people is None else some.people
    facts = []
    for name in some.schema.names("sensitive"):
        having = np.nan_to_num(some.exact[name].to_numpy(dtype=float)) @ people
        facts.append((label(name), say("hunt.of", count=f"{having:,.0f}", total=f"{people.sum():,.0f}")))
    return facts
