"""The learner's result for the learning system that opened the page: by message, or as a code to type in."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from equipoise.core.errors import EquipoiseError
from equipoise.learn import lms
from equipoise.learn.route import Route
from equipoise.ui.shared import progress as session
from equipoise.ui.shared.words import say, verbatim

NAME = "equipoise.answer"
"""The component's name in the package's manifest, ``pyproject.toml`` beside ``equipoise/__init__.py``."""
_PARAMETER, _NONCE = "lms", "lms.nonce"


def adopt() -> None:
    """Note which opening of a package the address names, once; made for the beginning of a page."""
    asked = str(st.query_params.get(_PARAMETER, ""))
    if lms.is_nonce(asked):
        st.session_state[_NONCE] = asked


def show(route: Route | None) -> None:
    """Answer the learning system that opened this page; once the path is passed, also show the code to type in."""
    nonce = st.session_state.get(_NONCE)
    if nonce is None or route is None:
        return
    try:
        key, origins = session.key(), lms.origins(os.environ.get(lms.ORIGINS, ""))
    except EquipoiseError as error:
        st.error(verbatim(str(error)), icon=":material/key_off:")
        return
    found = lms.result(session.progress(), route)
    if found.passed:
        st.info(say("course.lms.code", code=lms.code(found, route, nonce, key)), icon=":material/school:")
    told = {"right": found.right, "of": found.of, "status": found.status}
    answer = {**told, "signature": lms.sign(found, route, nonce, key)}
    _answer({"origins": list(origins), "nonce": nonce, "result": answer})


def _answer(data: dict[str, Any]) -> None:
    try:
        _component()(key="lms.answer", data=data)
    except StreamlitAPIException:  # the package's files are not where Streamlit looks for them: the code remains
        return


@cache
def _component() -> Any:
    return st.components.v2.component(NAME, js="answer.js")
