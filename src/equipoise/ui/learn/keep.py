"""Progress: what was done, the file to keep it in, and the certificate. The server keeps nothing."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from equipoise.core.errors import EquipoiseError
from equipoise.learn import progress_file
from equipoise.learn.challenge import challenges
from equipoise.learn.lesson import titles
from equipoise.learn.merge import merge
from equipoise.learn.progress import Progress, Score, Sitting
from equipoise.learn.route import WHOLE, Route, routes
from equipoise.texts.numerals import NOTHING
from equipoise.ui.learn import certified, lesson_state, loading
from equipoise.ui.shared import progress as session
from equipoise.ui.shared.keeper import store
from equipoise.ui.shared.words import say, verbatim

_UPLOADS, _PROBLEM = "keep.uploads", "keep.problem"
_MEGABYTES = 1


def show() -> None:
    """Draw the certificate of the chosen path, what was done so far, and the file to keep."""
    progress, route = session.progress(), lesson_state.route()
    left, right = st.columns(2, gap="medium")
    with left:
        if route and store.state() != "loading":
            certified.show(progress, route)
        _file(progress)
    with right:
        if loading.waits():
            return
        _where()
        shown = table(progress, route or routes()[WHOLE])
        st.table(shown, hide_index=True, border="horizontal", alt=say("course.keep.table"))


def _where() -> None:
    """Say where progress is kept; where the browser holds what cannot be read, ask what is to become of it."""
    state = store.state()
    if state != "unreadable":
        st.markdown(say(f"course.keep.where.{state}"))
        return
    kept = store.stored()
    st.warning(say("course.keep.unreadable", problem=verbatim(kept.problem)), icon=":material/lock_open:")
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            say("course.keep.unreadable_download"),
            data=kept.text,
            file_name="equipoise-unreadable.json",
            mime="application/json",
            key="keep.unreadable",
            icon=":material/download:",
            on_click="ignore",
        )
        st.button(say("course.keep.throw_away"), key="keep.throw_away", on_click=store.throw_away)


def table(progress: Progress, route: Route) -> pd.DataFrame:
    """Return every part of a path, and every challenge, with what was reached in it."""
    tests = route.tests(progress)
    rows = [(say("course.exam.before"), _test(tests.before))]
    rows += [(titles()[name], _lesson(progress, name)) for name in route.lessons]
    if route.attack:
        rows.append((say("path.part.attack"), _score(progress.attack, "course.keep.found")))
    rows.append((say("course.exam.after"), _test(tests.after)))
    rows += [
        (say("course.keep.challenge", title=one.title), _challenge(progress, one.key)) for one in challenges().values()
    ]
    return pd.DataFrame(rows, columns=[say("course.keep.part"), say("course.keep.state")])


def _lesson(progress: Progress, name: str) -> str:
    key = progress.done(name)
    if key is None:
        return NOTHING
    score = progress.lessons[key]
    return say("course.keep.score", right=score.right, of=score.of) if score.of else say("course.keep.done")


def _test(sitting: Sitting | None) -> str:
    return _score(sitting.score, "course.keep.score") if sitting else NOTHING


def _score(score: Score, key: str) -> str:
    return say(key, right=score.right, of=score.of) if score.of else NOTHING


def _challenge(progress: Progress, key: str) -> str:
    tried = progress.challenges.get(key)
    return say(f"course.keep.outcome.{tried.outcome}", attempts=tried.attempts) if tried else NOTHING


def _file(progress: Progress) -> None:
    with st.container(border=True):
        st.markdown(f"**{say('course.keep.file')}**")
        try:
            key = session.key()
        except EquipoiseError as error:
            st.error(str(error), icon=":material/key_off:")
            return
        if not session.lasting():
            st.caption(f":material/warning: {say('course.keep.random_key')}")
        st.download_button(
            say("course.keep.download"),
            data=lambda: progress_file.write_file(progress, key),
            file_name="equipoise-progress.json",
            mime="application/json",
            key="keep.download",
            icon=":material/download:",
            on_click="ignore",
        )
        _upload()


def _upload() -> None:
    upload = f"keep.upload.{st.session_state.get(_UPLOADS, 0)}"
    st.file_uploader(
        say("course.keep.upload"),
        type="json",
        max_upload_size=_MEGABYTES,
        key=upload,
        on_change=_load,
        args=(upload,),
    )
    if st.session_state.get(_PROBLEM):
        st.error(st.session_state[_PROBLEM], icon=":material/error:")
    with st.popover(say("course.keep.anew"), type="tertiary", icon=":material/restart_alt:"):
        st.markdown(say("course.keep.anew_sure"))
        st.button(say("course.keep.anew_yes"), key="keep.anew", on_click=session.start_anew)


def _load(upload: str) -> None:
    """Take over an uploaded file, or say why not; either way the file itself is let go."""
    file = st.session_state[upload]
    if file is None:
        return
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1
    st.session_state[_PROBLEM] = ""
    try:
        session.replace(merge(session.progress(), progress_file.read(file.getvalue(), session.key())))
        st.toast(say("course.keep.loaded"), icon=":material/check:")
    except EquipoiseError as error:
        st.session_state[_PROBLEM] = say("course.keep.problem", problem=verbatim(str(error)))
