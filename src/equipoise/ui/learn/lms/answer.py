"""The learner's result for the learning system that opened the page: by message, or as a code to type in."""

from __future__ import annotations

import os

import streamlit as st

from equipoise.core.errors import EquipoiseError
from equipoise.learn import lms
from equipoise.learn.route import Route
from equipoise.ui.shared import component
from equipoise.ui.shared import progress as session
from equipoise.ui.shared.words import say, verbatim

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
    told = {"origins": list(origins), "nonce": nonce, "result": answer}
    component.show("answer", key="lms.answer", data=told)  # where it cannot be drawn, the code remains
