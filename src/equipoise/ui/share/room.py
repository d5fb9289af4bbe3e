"""The part "The clean room": ask for counts, take one person out, and see what noise does about it."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from equipoise.chain.clean_room import LISTS, NOISES, Known, Query, ask_room, by_noise, conditions, some_known
from equipoise.chain.settings import Settings
from equipoise.shared.results import AttackResult
from equipoise.stages.partners.clean_room import Answer
from equipoise.texts.numerals import NOTHING, plain
from equipoise.ui.charts.ranges import Line, ranges
from equipoise.ui.share import wording
from equipoise.ui.shared import compute, explain, levers, state
from equipoise.ui.shared.moves import Play, move
from equipoise.ui.shared.numbers import hundred, interval
from equipoise.ui.shared.words import on_accent, say

_LEVERS = ("partners.fields", "partners.minimum", "partners.queries", "partners.noise")
_ASKED = "partners.asked"
_NOBODY = -1


def show(play: Play) -> None:
    """Draw the rules of the room, the questions, and what differencing finds with more and more noise."""
    if not play.settings.partners.fields:
        levers.lever("partners.fields", play.shown)
        st.markdown(say("partners.nothing_shared"))
        return
    if play.settings.partners.join != "clean_room":
        st.markdown(say("partners.room.none"))
        st.button(
            on_accent(say("partners.room.open")), key="partners.open", type="primary", icon=":material/door_front:",
            on_click=state.change, args=(_into_room,),
        )  # fmt: skip
        return
    left, right = st.columns([10, 19], gap="medium")
    with left:
        inactive = play.shown.inactive()
        for name in _LEVERS:
            levers.lever(name, play.shown, inactive.get(name))
    with right:
        _desk(play.settings)
    _with_noise(play.settings)


def _into_room(play: Play) -> Play:
    return move(play, play.settings.replace(**{"partners.join": "clean_room"}))


def _desk(settings: Settings) -> None:
    """Let a question be put together and asked, and list all questions with their answers."""
    people = compute.answer(some_known, settings, slot=st.empty())
    names = {_NOBODY: say("partners.room.nobody"), **{one.place: one.name for one in people}}
    query = _question(settings, names)
    asked: tuple[Query, ...] = st.session_state.get(_ASKED, ())
    with st.container(horizontal=True):
        st.button(
            on_accent(say("partners.room.ask")), key="partners.ask", type="primary", icon=":material/calculate:",
            on_click=_ask, args=(query,),
        )  # fmt: skip
        st.button(
            say("partners.room.clear"), key="partners.clear", type="tertiary", on_click=_clear, disabled=not asked
        )
    asked = tuple(one for one in asked if one.has in ("", *conditions(settings)))
    if not asked:
        st.caption(say("partners.room.hint", name=people[0].name if people else NOTHING))
        return
    answers = compute.answer(ask_room, settings, asked)
    st.table(_table(asked, answers, names), hide_index=True, border="horizontal", alt=say("partners.room.asked"))
    st.markdown(_concluded(asked, answers, people, settings.partners.noise))


def _question(settings: Settings, names: dict[int, str]) -> Query:
    first, second, third = st.columns(3)
    people = first.selectbox(
        say("partners.room.list"), LISTS, format_func=lambda name: say(f"partners.list.{name}"), key="partners.list"
    )
    has = second.selectbox(
        say("partners.room.has"), ("", *conditions(settings)), format_func=wording.condition, key="partners.has"
    )
    without = third.selectbox(
        say("partners.room.without"), list(names), format_func=names.__getitem__, key="partners.without"
    )
    return Query(str(people), str(has or ""), int(without))


def _ask(query: Query) -> None:
    st.session_state[_ASKED] = (*st.session_state.get(_ASKED, ()), query)


def _clear() -> None:
    st.session_state[_ASKED] = ()


def _table(asked: tuple[Query, ...], answers: tuple[Answer, ...], names: dict[int, str]) -> pd.DataFrame:
    rows = [
        (str(number), say(f"partners.list.{query.people}"), names.get(query.without, NOTHING),
         wording.condition(query.has), _written(answer))
        for number, (query, answer) in enumerate(zip(asked, answers, strict=True), 1)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[say(f"partners.room.column.{name}") for name in _COLUMNS])


_COLUMNS = ("number", "list", "without", "has", "count")


def _written(answer: Answer) -> str:
    return say(f"partners.room.refused.{answer.refused}") if answer.refused else plain(round(answer.count, 1))


def _concluded(asked: tuple[Query, ...], answers: tuple[Answer, ...], people: tuple[Known, ...], noise: float) -> str:
    """Return what the last question tells together with an earlier one that differs from it by one person."""
    last, told = asked[-1], answers[-1].count
    for query, answer in zip(asked[-2::-1], answers[-2::-1], strict=True):
        alike = (query.people, query.has) == (last.people, last.has)
        one = next((one for one in people if one.place == max(query.without, last.without)), None)
        differ = alike and one and _NOBODY in (query.without, last.without) and query.without != last.without
        if differ and one and not math.isnan(answer.count - told):
            gap = abs(answer.count - told)
            key = "noisy" if noise else "in" if gap else "out"
            return say(f"partners.room.difference.{key}", gap=plain(round(gap, 1)), name=one.name)
    return say("partners.room.go_on")


def _with_noise(settings: Settings) -> None:
    """Draw what differencing finds on average, without noise and with more and more of it."""
    st.subheader(say("partners.room.noise"), anchor=False)
    st.markdown(say("partners.room.noise_about", n=settings.partners.queries))
    found = compute.answer(by_noise, settings, slot=st.empty())
    lines = tuple(_line(noise, attack) for noise, attack in zip(NOISES, found, strict=True))
    legend = (say("partners.room.found"), say("partners.room.bound"))
    st.html(ranges(lines, alt=wording.in_words(lines), in_100=say("number.in_100"), legend=legend))
    bound = found[-1].details["room_bound"]
    explain.about({"advantage": None, "room_bound": bound}, key="partners.room", label=say("about.numbers"))


def _line(noise: float, attack: AttackResult) -> Line:
    label = say("partners.room.with_noise", noise=f"{noise:g}") if noise else say("partners.room.exact")
    bound = attack.details["room_bound"]
    rates = (attack.risk, bound) if bound.known else (attack.risk,)
    words = f"{hundred(attack.risk.value)} ({interval(attack.risk)})"
    return Line(
        label, f"{words} · {say('partners.room.at_most', bound=hundred(bound.value))}" if bound.known else words, rates
    )
