"""The part "What your shop does besides": the card of practices, topic by topic, and the file to keep it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import streamlit as st

from equipoise.chain.scenarios import scenarios
from equipoise.core.errors import EquipoiseError
from equipoise.rules.book import TOPICS, book
from equipoise.rules.fact import Fact, Value, fact
from equipoise.rules.practices import Card, practices
from equipoise.ui.shared import rule_words, shop, state
from equipoise.ui.shared.shop import Shop
from equipoise.ui.shared.state import control
from equipoise.ui.shared.words import say, verbatim

_TOPIC, _PROBLEM, _UPLOADS = "rules.practices.topic", "rules.practices.problem", "rules.practices.uploads"


def show(here: Shop) -> None:
    """Draw the practices of one topic, and the file."""
    st.markdown(say("rules.practices.lead"))
    topics = grouped()
    topic = st.pills(
        say("rules.practices.topic"),
        list(topics),
        format_func=lambda name: say(f"rules.topic.{name}"),
        default=next(iter(topics)),
        required=True,
        wrap=True,
        key=_TOPIC,
        persist_state="session",
    )
    left, right = st.columns([3, 2], gap="medium")
    with left:
        for name in topics[str(topic)]:
            _widget(fact(name), here.card)
    with right:
        _file(here)


@cache
def grouped() -> Mapping[str, Sequence[str]]:
    """Return the practices by topic: that of the first rule which asks for one."""
    asked: dict[str, str] = {}
    for rule in book().rules.values():
        for name in rule.condition.facts:
            asked.setdefault(name, rule.topic)
    found = {topic: [name for name in practices() if asked.get(name, TOPICS[-1]) == topic] for topic in TOPICS}
    return {topic: names for topic, names in found.items() if names}


def _widget(about: Fact, card: Card) -> None:
    value: Any = card.values[about.name]
    match about.kind:
        case "flag":
            st.toggle(about.label, value, **control(f"practice.{about.name}", value, _set, about.name))
        case "number":
            shown: Any = int(value) if about.whole else value
            low, high = (int(end) if about.whole else end for end in (about.low, about.high))
            kept = control(f"practice.{about.name}", shown, _set, about.name)
            st.number_input(about.label, low, high, shown, width=320, **kept)
        case "choice":
            kept = control(f"practice.{about.name}", value, _set, about.name)
            place = about.choices.index(value)
            st.selectbox(about.label, about.choices, place, format_func=rule_words.choice, width=320, **kept)
        case "set":
            kept = control(f"practice.{about.name}", list(value), _set, about.name)
            st.multiselect(about.label, about.choices, list(value), format_func=rule_words.choice, width=320, **kept)


def _set(name: str, value: Value) -> None:
    shop.keep_card(shop.shop(state.play().settings).card.replace(**{name: value}))


def _file(here: Shop) -> None:
    with st.container(border=True, gap="small"):
        st.markdown(f"**{say('rules.practices.file')}**")
        with st.container(horizontal=True, gap="small"):
            st.download_button(
                say("rules.practices.download"),
                data=here.card.to_toml(),
                file_name="equipoise-practices.toml",
                mime="application/toml",
                key="rules.practices.download",
                icon=":material/download:",
                on_click="ignore",
            )
            if shop.own_card():
                title = scenarios()[shop.scenario(here.settings)].title
                words = say("rules.practices.reset", scenario=title)
                st.button(words, key="rules.practices.reset", icon=":material/restart_alt:", on_click=_reset)
        _upload()


def _reset() -> None:
    shop.keep_card(None)


def _upload() -> None:
    key = f"rules.practices.upload.{st.session_state.get(_UPLOADS, 0)}"
    st.file_uploader(
        say("rules.practices.upload"), type="toml", max_upload_size=1, key=key, on_change=_uploaded, args=(key,)
    )
    problem = st.session_state.pop(_PROBLEM, "")
    if problem:
        st.error(say("rules.practices.problem", problem=verbatim(problem)), icon=":material/upload_file:")


def _uploaded(key: str) -> None:
    """Take over the card of a file, or note why it cannot be read; either way, another file may be handed in."""
    file = st.session_state[key]
    if file is None:
        return
    try:
        shop.keep_card(read(file.getvalue()))
    except (EquipoiseError, UnicodeDecodeError) as error:
        st.session_state[_PROBLEM] = str(error)
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1


def read(file: bytes) -> Card:
    """Return the card in a file.

    Raises:
        EquipoiseError: it is none. UnicodeDecodeError: it is no text.
    """
    return Card.from_toml(file.decode("utf-8"))
