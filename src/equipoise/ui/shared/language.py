"""The language of a visitor: chosen by ``lang`` in the address, kept in the session, part of its links."""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from typing import TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from equipoise.core import wording
from equipoise.core.errors import shown
from equipoise.texts.catalogue import languages
from equipoise.ui.shared.words import say, verbatim

T = TypeVar("T")
PARAMETER = "lang"
_CHOSEN, _REFUSED = "language", "language.refused"


def adopt() -> None:
    """Read the language from the address, if it names one, and write this run of the page in it."""
    wanted = st.query_params.get(PARAMETER)
    if wanted in languages():
        st.session_state[_CHOSEN] = wanted
        st.session_state.pop(_REFUSED, None)
    elif wanted is not None:
        st.session_state[_REFUSED] = wanted
        del st.query_params[PARAMETER]
    wording.speak(_of_visitor())


def publish() -> None:
    """Write the language to the address of a page whose address lacks it."""
    for name, value in in_link().items():
        if st.query_params.get(name) != value:
            st.query_params[name] = value


def notice(*, arrived: bool) -> None:
    """Say that there is no such language, on the page whose address asked for it."""
    if arrived:
        st.session_state.pop(_REFUSED, None)
    if _REFUSED in st.session_state:
        wanted = verbatim(shown(st.session_state[_REFUSED]))
        st.info(say("frame.no_language", language=wanted, known=", ".join(languages())), icon=":material/translate:")


def in_link() -> dict[str, str]:
    """Return the query parameter of the visitor's language; none for the server's own."""
    chosen = st.session_state.get(_CHOSEN, wording.default())
    return {} if chosen == wording.default() else {PARAMETER: chosen}


def in_this_language(make: Callable[[], T]) -> Callable[[], T]:
    """Return ``make`` as it runs in the present language: files are made outside of the page's run."""
    context = contextvars.copy_context()
    return lambda: context.copy().run(make)


def _of_visitor() -> str | None:
    """Return the language of whose page is drawn; callbacks and regions run in threads of their own."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    return str(st.session_state.get(_CHOSEN, wording.default()))


wording.ask_with(_of_visitor)
