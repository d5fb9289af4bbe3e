"""The audit that the page shows, the one before it, and the log of decisions: they last for the session."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from equipoise.audit.asking import audited
from equipoise.audit.compare import Compared, compare
from equipoise.audit.decisions import Decision, Log
from equipoise.audit.incidents.registry import INCIDENTS
from equipoise.audit.run import Audit
from equipoise.chain.settings import Settings
from equipoise.ui.shared import compute
from equipoise.ui.shared.shop import regions, shop

_SHOWN, _BEFORE, _LOG, _QUARTER, _INCIDENT = (f"audit.{n}" for n in ("shown", "before", "log", "quarter", "incident"))


@dataclasses.dataclass(frozen=True)
class Shown:
    """The audit that was shown last: what it was asked for, and its values."""

    asked: tuple[Any, ...]
    values: Mapping[str, Any]


def run(settings: Settings, slot: DeltaGenerator | None = None) -> Audit:
    """Return the audit of the present quarter; another one than before makes that the one to compare with."""
    card = tuple(shop(settings).card.values.items())
    broken = settings if not incident() else settings.replace(**{"incident.kind": incident()})
    asked = (broken, quarter(), card, regions())
    found = compute.answer(audited, *asked, slot=slot)
    kept: Shown | None = st.session_state.get(_SHOWN)
    if kept is None or kept.asked != asked:
        if kept is not None:
            st.session_state[_BEFORE] = kept.values
        st.session_state[_SHOWN] = Shown(asked, found.to_dict())
    return found


def changes(found: Audit) -> dict[str, Compared]:
    """Return what is different from the audit before, by check; nothing if there is none."""
    before = st.session_state.get(_BEFORE)
    return {} if before is None else {each.name: each for each in compare(found, before)}


def compare_with(before: Mapping[str, Any]) -> None:
    """Compare with an audit from a file."""
    st.session_state[_BEFORE] = before


def log() -> Log:
    """Return what was decided so far."""
    kept: Log = st.session_state.get(_LOG) or Log()
    return kept


def decide(decision: Decision) -> None:
    """Put a decision into the log; raises as `Log.with_one` does."""
    st.session_state[_LOG] = log().with_one(decision)


def keep_log(loaded: Log) -> None:
    """Take over a log from a file."""
    st.session_state[_LOG] = loaded


def quarter() -> int:
    """Return the number of the quarter that is audited, from 0."""
    return int(st.session_state.get(_QUARTER, 0))


def incident() -> str:
    """Return what was broken on this page, "" if nothing was; it is in no link, which would give it away."""
    return str(st.session_state.get(_INCIDENT, ""))


def break_something(name: str) -> None:
    """Let something break, or with "" nothing; for callbacks."""
    st.session_state[_INCIDENT] = name


def next_quarter() -> None:
    """Go on to the next quarter: what was decided to be mended is mended by then; for callbacks."""
    st.session_state[_QUARTER] = quarter() + 1
    broken = INCIDENTS.get(incident())
    decided = log().decisions.get(broken.check) if broken else None
    if decided and decided.choice == "mend":
        break_something("")
