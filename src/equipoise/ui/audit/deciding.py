"""What is decided about a finding: accept, mend or look again, with a reason, an owner and a date."""

from __future__ import annotations

import datetime

import streamlit as st

from equipoise.audit.decisions import CHOICES, LONGEST, Decision
from equipoise.audit.run import Checked
from equipoise.core.errors import EquipoiseError
from equipoise.texts.catalogue import texts
from equipoise.texts.dates import long_date
from equipoise.ui.audit import session
from equipoise.ui.shared import levers
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import say, verbatim

MONTHS = (1, 3, 6, 12)
"""In how many months somebody looks at it next."""
_DAYS_A_MONTH = 30
_PROBLEM = "audit.problem"


def show(check: Checked, play: Play) -> None:
    """Draw what was decided, and the form for a decision."""
    decided = session.log().decisions.get(check.name)
    if decided:
        st.text(_said(decided), width="stretch")
    with st.expander(say("audit.again" if decided else "audit.decide"), icon=":material/gavel:"):
        _form(check)
    problem = st.session_state.pop(f"{_PROBLEM}.{check.name}", "")
    if problem:
        st.error(verbatim(problem), icon=":material/edit_off:")
    if check.remedy and decided and decided.choice == "mend":
        levers.lever(check.remedy, play.settings, play.settings.inactive().get(check.remedy))


def _form(check: Checked) -> None:
    key = f"audit.form.{check.name}"
    with st.form(key, border=False):
        st.segmented_control(
            say("audit.choice"),
            CHOICES,
            default=CHOICES[1],
            required=True,
            format_func=lambda name: texts()[f"audit.choice.{name}"],
            key=f"{key}.choice",
        )
        for place, part in zip(st.columns([3, 2], gap="small"), ("reason", "owner"), strict=True):
            place.text_input(say(f"audit.{part}"), max_chars=LONGEST, key=f"{key}.{part}")
        st.segmented_control(
            say("audit.until"),
            MONTHS,
            default=MONTHS[1],
            required=True,
            format_func=lambda months: say("audit.months.one" if months == 1 else "audit.months.more", n=months),
            key=f"{key}.until",
        )
        st.form_submit_button(say("audit.keep"), on_click=_keep, args=(check.name,), icon=":material/check:")


def _keep(name: str) -> None:
    """Put what the form says into the log, or note why it cannot be."""
    given = {part: st.session_state[f"audit.form.{name}.{part}"] for part in ("choice", "reason", "owner", "until")}
    until = in_months(datetime.date.today(), int(given.pop("until")))
    try:
        session.decide(Decision(check=name, until=until, **given))
    except EquipoiseError as error:
        st.session_state[f"{_PROBLEM}.{name}"] = str(error)


def in_months(day: datetime.date, months: int) -> datetime.date:
    """Return the day so many months of 30 days later."""
    return day + datetime.timedelta(days=_DAYS_A_MONTH * months)


def _said(decided: Decision) -> str:
    choice = texts()[f"audit.choice.{decided.choice}"]
    return say("audit.decided", choice=choice, owner=decided.owner, reason=decided.reason, day=long_date(decided.until))
