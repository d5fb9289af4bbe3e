"""Step 2: the table as the attacker holds it, with filters made from its schema."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

import streamlit as st

from equipoise.core.arrays import Integers
from equipoise.shared.column import Column
from equipoise.shared.release import Release
from equipoise.studies.hunt import Hunt
from equipoise.texts.phrases import value_in_words
from equipoise.ui.attack_lab import session
from equipoise.ui.attack_lab.game import MOST_ACCUSED, Game, clear, pick, want
from equipoise.ui.attack_lab.target import first_name
from equipoise.ui.attack_lab.wording import label, readable
from equipoise.ui.shared import state
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say

_EPOCH = datetime.date(1970, 1, 1)


def show(game: Game, hunt: Hunt) -> Integers:
    """Draw filters, the count and the first rows that fit; return the rows that fit."""
    wanted = dict(game.wanted)
    fitted = hunt.fitted(wanted)
    with st.container(border=True, gap="small"):
        st.subheader(say("hunt.step_2"), anchor=False)
        _filters(hunt, wanted)
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(count(hunt.release, fitted), width="content")
            if hunt.usable(wanted):
                _clear_button()
        for note in notes(hunt):
            st.caption(note)
        _rows(game, hunt, fitted)
    return fitted


def count(release: Release, fitted: Integers) -> str:
    """Return how many rows still fit, in words."""
    people = "" if release.people is None else f"{release.people[fitted].sum():,}"
    return say(f"hunt.fit.{release.rows}", fitted=f"{len(fitted):,}", rows=f"{len(release):,}", people=people)


def notes(hunt: Hunt) -> list[str]:
    """Return what has to be known about this table before it is believed."""
    release, lines = hunt.release, []
    if hunt.inside:
        lines.append(say("hunt.note.inside"))
    if hunt.reversed:
        lines.append(say("hunt.note.reversed"))
    if release.rows != "people":
        lines.append(say(f"hunt.note.{release.rows}", first=first_name(hunt)))
    chances = [release.truthful[clue.field] for clue in hunt.clues if clue.field in release.truthful]
    if chances:
        lines.append(say("hunt.note.noisy", low=hundred(min(chances)), high=hundred(max(chances))))
    return lines


def _filters(hunt: Hunt, wanted: dict[str, float]) -> None:
    columns = [hunt.release.schema[clue.field] for clue in hunt.clues if clue.usable]
    if not columns:
        st.caption(say("hunt.no_filters"))
        return
    grid = st.grid(4, min_column_width=130)
    for column in columns:
        with grid.container():
            _filter(column, wanted.get(column.name))


def _filter(column: Column, value: float | None) -> None:
    shown, place = _to_widget(column, value), None if value is None else int(value)
    common: dict[str, Any] = {
        "label": label(column.name),
        **state.control(f"hunt.filter.{column.name}", shown, _filtered, column),
    }
    match column.kind:
        case "date":
            low, high = (_to_widget(column, end) for end in column.bounds or (0.0, 20_000.0))
            st.date_input(value=shown, min_value=low, max_value=high, format="YYYY-MM-DD", **common)
        case "identifier":
            st.selectbox(options=_names(), index=place, placeholder=say("hunt.any"), **common)
        case "number":
            st.number_input(value=shown, min_value=1, step=1, placeholder=say("hunt.any"), **common)
        case _:
            st.selectbox(
                options=column.levels,
                index=place,
                placeholder=say("hunt.any"),
                format_func=value_in_words,
                **common,
            )


def _filtered(column: Column, shown: Any) -> None:
    session.play_on(want, {column.name: from_widget(column, shown)})


def _to_widget(column: Column, value: float | None) -> Any:
    """Return a value on the column's scale as its widget shows it."""
    if value is None:
        return None
    match column.kind:
        case "date":
            return _EPOCH + datetime.timedelta(days=int(value))
        case "identifier":
            return _full_name(int(value))
        case "number":
            return int(value)
        case _:
            return column.levels[int(value)]


def from_widget(column: Column, shown: Any) -> float | None:
    """Return what a widget shows on the column's scale; None for an empty one."""
    if shown is None:
        return None
    match column.kind:
        case "date":
            return float((shown - _EPOCH).days)
        case "identifier":
            return float(_names().index(shown))
        case "number":
            return float(shown)
        case _:
            return float(column.levels.index(shown))


@cache
def _names() -> tuple[str, ...]:
    from equipoise.shared.identity import NAMES

    return tuple(map(_full_name, range(NAMES)))


def _full_name(code: int) -> str:
    from equipoise.shared.identity import full_name

    return full_name(code)


def _clear_button() -> None:
    st.button(
        say("hunt.clear"),
        key="hunt.clear",
        icon=":material/filter_alt_off:",
        type="tertiary",
        on_click=session.play_on,
        args=(clear,),
    )


def _rows(game: Game, hunt: Hunt, fitted: Integers) -> None:
    if not len(fitted):
        st.info(say("hunt.none_fit" if len(hunt.release) else "hunt.empty_table"), icon=":material/search_off:")
        return
    shown = fitted[:MOST_ACCUSED].tolist()
    everything = st.toggle(say("hunt.all_columns"), key="hunt.all_columns", persist_state="session")
    usable = [clue.field for clue in hunt.clues if clue.usable]
    fields = hunt.release.schema.names() if everything else [*_codes(hunt.release), *usable]
    table = readable(hunt.release, shown, list(dict.fromkeys(fields)))
    key = f"hunt.rows.{hash((tuple(shown), everything, hunt.secret.customer))}"
    st.dataframe(
        table,
        hide_index=True,
        key=key,
        alt=say("hunt.table_alt", shown=len(shown), fitted=len(fitted)),
        on_select=lambda: _picked(key, shown),
        selection_mode="single-row",
    )
    if len(fitted) > len(shown):
        st.caption(say("hunt.more_rows", shown=len(shown), fitted=f"{len(fitted):,}"))


def _codes(release: Release) -> list[str]:
    """Return the pseudonym's column, which shows that there is a code in the place of a name."""
    return [name for name in ("pseudonym",) if name in release.schema]


def _picked(key: str, shown: list[int]) -> None:
    rows = st.session_state[key].selection.rows
    session.play_on(pick, shown[rows[0]] if rows else None)
