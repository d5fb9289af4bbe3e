"""The certificate of a path: what it still asks for, and the file."""

from __future__ import annotations

import streamlit as st

from equipoise.core.errors import EquipoiseError
from equipoise.learn import certificate
from equipoise.learn.followup import calendar, due
from equipoise.learn.lesson import titles
from equipoise.learn.progress import Progress
from equipoise.learn.route import Earned, Route, earned
from equipoise.texts.catalogue import texts
from equipoise.texts.dates import long_date
from equipoise.ui.shared import progress as session
from equipoise.ui.shared.language import in_this_language
from equipoise.ui.shared.words import on_accent, say, verbatim

_FEW = 3
"""How many missing lessons are named one by one."""


def show(progress: Progress, route: Route) -> None:
    """Draw what is still missing for the certificate of a path, or the certificate."""
    with st.container(border=True):
        st.markdown(f"**{say('course.certificate.title', path=route.title)}**")
        lacking = missing(earned(progress, route), route)
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
            data=in_this_language(lambda: make(clean, progress, route)),
            file_name="equipoise-certificate.pdf",
            mime="application/pdf",
            key="certificate.download",
            type="primary",
            icon=":material/workspace_premium:",
            on_click="ignore",
        )
        follow_up(progress, route)


def follow_up(progress: Progress, route: Route) -> None:
    """Offer the date of the follow-up for one's calendar."""
    exams, words = route.tests(progress), texts().under("ui.course.follow_up.event")
    day = due(exams)
    if day is None or exams.later is not None:
        return
    st.markdown(say("course.follow_up.lead", date=long_date(day), questions=len(route.topics)))
    told = {name: text.format(path=route.title, questions=len(route.topics)) for name, text in words.items()}
    st.download_button(
        say("course.follow_up.download"),
        data=calendar(route, day, session.today(), told),
        file_name="equipoise-follow-up.ics",
        mime="text/calendar",
        key="certificate.follow_up",
        icon=":material/event:",
        on_click="ignore",
    )


def make(name: str, progress: Progress, route: Route) -> bytes:
    """Return the certificate of today as PDF."""
    return certificate.certificate(name, session.today(), progress, route, texts().under("ui.course.certificate.pdf"))


def missing(found: Earned, route: Route) -> list[str]:
    """Return what a certificate still asks for, in words."""
    count, names = len(found.lessons), ", ".join(titles()[name] for name in found.lessons)
    many = say("course.certificate.many", count=count, all=len(route.lessons))
    lines = [many if count > _FEW else say("course.certificate.lessons", titles=names)] if count else []
    lines += [say("course.certificate.attack")] if found.attack else []
    asked = {"least": route.least, "of": len(route.topics)}
    return lines + ([say(f"course.certificate.test.{found.test}", **asked)] if found.test else [])
