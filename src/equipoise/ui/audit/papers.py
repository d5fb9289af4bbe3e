"""The part "The log": what was decided, files to take away, and files to bring back."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable

import pandas as pd
import streamlit as st

from equipoise.audit.compare import compare
from equipoise.audit.decisions import Log, quarterly
from equipoise.audit.report import pdf
from equipoise.audit.run import Audit
from equipoise.audit.telling import title
from equipoise.core.errors import EquipoiseError
from equipoise.texts.catalogue import texts
from equipoise.texts.dates import long_date
from equipoise.ui.audit import session
from equipoise.ui.shared.words import say, verbatim

_UPLOADS, _PROBLEM = "audit.uploads", "audit.upload.problem"
_COLUMNS = ("check", "choice", "reason", "owner", "until")


def show(found: Audit) -> None:
    """Draw the log and the files."""
    log, today = session.log(), datetime.date.today()
    left = log.open(found)
    if left:
        st.markdown(say("audit.open", names=", ".join(map(title, left))))
    if log.decisions:
        st.dataframe(table(log), hide_index=True, alt=say("audit.part.log"))
    st.markdown(f"**{say('audit.away')}**")
    with st.container(horizontal=True, gap="small"):
        _file("report", "pdf", "application/pdf", lambda: report(found, log, today))
        _file("dates", "ics", "text/calendar", lambda: log.to_ics(today))
        _file("quarters", "ics", "text/calendar", lambda: quarterly(today, found.found))
        _file("log", "toml", "application/toml", log.to_toml)
        _file("table", "csv", "text/csv", log.to_csv)
        _file("audit", "json", "application/json", lambda: json.dumps(found.to_dict(), allow_nan=False))
    st.markdown(f"**{say('audit.back')}**")
    _upload("log", "toml", _take_log)
    _upload("before", "json", _take_audit(found))


def report(found: Audit, log: Log, day: datetime.date) -> bytes:
    """Return the report as PDF, with what changed since the audit before."""
    return pdf(found, day, log, tuple(session.changes(found).values()))


def table(log: Log) -> pd.DataFrame:
    """Return the log as a table."""
    rows = [
        (title(name), texts()[f"audit.choice.{each.choice}"], each.reason, each.owner, long_date(each.until))
        for name, each in log.decisions.items()
    ]
    return pd.DataFrame(rows, columns=[say(f"audit.column.{name}") for name in _COLUMNS])


def _file(name: str, ending: str, mime: str, make: Callable[[], str | bytes]) -> None:
    st.download_button(
        say(f"audit.file.{name}"),
        data=make,
        file_name=f"equipoise-{name}.{ending}",
        mime=mime,
        key=f"audit.file.{name}",
        icon=":material/download:",
        on_click="ignore",
    )


def _upload(name: str, ending: str, take: Callable[[str], None]) -> None:
    key = f"audit.upload.{name}.{st.session_state.get(_UPLOADS, 0)}"
    words = say(f"audit.upload.{name}")
    st.file_uploader(words, type=ending, max_upload_size=1, key=key, on_change=_uploaded, args=(key, name, take))
    problem = st.session_state.pop(f"{_PROBLEM}.{name}", "")
    if problem:
        st.error(say("audit.problem", problem=verbatim(problem)), icon=":material/upload_file:")


def _uploaded(key: str, name: str, take: Callable[[str], None]) -> None:
    """Take over a file, or note why it cannot be read; either way, another one may be handed in."""
    file = st.session_state[key]
    if file is None:
        return
    try:
        take(file.getvalue().decode("utf-8"))
    except (EquipoiseError, ValueError) as error:
        st.session_state[f"{_PROBLEM}.{name}"] = str(error)
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1


def _take_log(text: str) -> None:
    session.keep_log(Log.from_toml(text))


def _take_audit(found: Audit) -> Callable[[str], None]:
    def take(text: str) -> None:
        before = json.loads(text)
        compare(found, before)  # refuses what is no audit
        session.compare_with(before)

    return take
