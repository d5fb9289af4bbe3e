"""Progress: what was done, the file to keep it in, and the certificate. Nothing of it stays on the server."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from equipoise.core.errors import EquipoiseError
from equipoise.learn import certificate, exam, signing
from equipoise.learn.challenge import challenges
from equipoise.learn.progress import Progress
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING
from equipoise.ui.shared import progress as session
from equipoise.ui.shared.language import in_this_language
from equipoise.ui.shared.words import on_accent, say, verbatim

_UPLOADS, _PROBLEM = "keep.uploads", "keep.problem"
_MEGABYTES = 1
_FEW = 3
"""How many missing lessons are named one by one."""
Lessons = Mapping[str, str]
"""The titles of all lessons by id, in order."""


def show(lessons: Lessons) -> None:
    """Draw what was done so far, the file to keep, and the certificate."""
    progress = session.progress()
    st.markdown(say("course.keep.lead"))
    left, right = st.columns(2, gap="medium")
    with left:
        st.table(table(progress, lessons), hide_index=True, border="horizontal", alt=say("course.keep.table"))
    with right:
        _file(progress)
        if lessons:
            _certificate(progress, lessons)


def table(progress: Progress, lessons: Lessons) -> pd.DataFrame:
    """Return every part of the course with what was reached in it."""
    rows = [(title, _lesson(progress, name)) for name, title in lessons.items()]
    rows += [(say(f"course.exam.{when}"), _test(progress, when)) for when in ("before", "after")]
    rows += [
        (say("course.keep.challenge", title=one.title), _challenge(progress, one.key)) for one in challenges().values()
    ]
    return pd.DataFrame(rows, columns=[say("course.keep.part"), say("course.keep.state")])


def read(file: bytes, key: bytes) -> Progress:
    """Return the progress in a file.

    Raises:
        DataError: the file is too large, damaged, edited, foreign, or does not hold what progress holds.
    """
    found = Progress.from_dict(signing.unseal(file, key))
    for sitting in (found.before, found.after):
        exam.check(sitting)
    return found


def missing(found: certificate.Earned, lessons: Lessons) -> list[str]:
    """Return what a certificate still asks for, in words."""
    count, titles = len(found.lessons), ", ".join(lessons[name] for name in found.lessons)
    many = say("course.certificate.many", count=count, all=len(lessons))
    lines = [many if count > _FEW else say("course.certificate.lessons", titles=titles)] if count else []
    return lines + ([say(f"course.certificate.test.{found.test}", least=certificate.PASS)] if found.test else [])


def _lesson(progress: Progress, name: str) -> str:
    key = progress.done(name)
    if key is None:
        return NOTHING
    score = progress.lessons[key]
    return say("course.keep.score", right=score.right, of=score.of) if score.of else say("course.keep.done")


def _test(progress: Progress, when: str) -> str:
    sitting = progress.before if when == "before" else progress.after
    return say("course.keep.score", right=sitting.score.right, of=sitting.score.of) if sitting else NOTHING


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
            data=lambda: signing.seal(progress.to_dict(), key),
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
        session.replace(read(file.getvalue(), session.key()))
        st.toast(say("course.keep.loaded"), icon=":material/check:")
    except EquipoiseError as error:
        st.session_state[_PROBLEM] = say("course.keep.problem", problem=verbatim(str(error)))


def _certificate(progress: Progress, lessons: Lessons) -> None:
    with st.container(border=True):
        st.markdown(f"**{say('course.certificate.title')}**")
        lacking = missing(certificate.earned(progress, list(lessons)), lessons)
        if lacking:
            st.markdown("\n".join([say("course.certificate.missing"), "", *(f"- {line}" for line in lacking)]))
            return
        name = st.text_input(
            say("course.certificate.name"),
            key="certificate.name",
            max_chars=certificate.LONGEST_NAME,
            help=say("course.certificate.name_help"),
        )
        try:
            clean = certificate.checked_name(name)
        except EquipoiseError as error:
            st.error(verbatim(str(error)), icon=":material/error:")
            return
        made_for = "named" if clean else "unnamed"
        st.download_button(
            on_accent(say(f"course.certificate.download.{made_for}", name=verbatim(clean))),
            data=in_this_language(lambda: make(clean, progress, lessons)),
            file_name="equipoise-certificate.pdf",
            mime="application/pdf",
            key="certificate.download",
            type="primary",
            icon=":material/workspace_premium:",
            on_click="ignore",
        )


def make(name: str, progress: Progress, lessons: Lessons) -> bytes:
    """Return the certificate of today as PDF."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    return certificate.certificate(name, today, progress, lessons, texts().under("ui.course.certificate.pdf"))
