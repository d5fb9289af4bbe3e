"""The part "What it finds": the checks that have found something as cards with a decision, the others as a table."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from equipoise.audit.compare import Compared
from equipoise.audit.run import Audit, Checked, Verdict
from equipoise.audit.telling import sure, title, told
from equipoise.rules.book import book
from equipoise.texts.catalogue import texts
from equipoise.ui.audit import deciding, session
from equipoise.ui.charts.style import BLUE, GREY, NOTE, ORANGE
from equipoise.ui.shared import frame, tables
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import say

VERDICTS: tuple[Verdict, ...] = ("found", "unchecked", "nothing")
_MARKS: dict[Verdict, tuple[str, str]] = {"found": ("■", ORANGE), "unchecked": ("?", GREY), "nothing": ("○", BLUE)}
_CHIP = "border-radius:99px;padding:.05rem .6rem;white-space:nowrap"
_RULES = "rules"
_MOST = 6
"""How many places a card names."""


def show(found: Audit, play: Play) -> None:
    """Draw what was found, then the rest."""
    changed = session.changes(found)
    for check in found.checks:
        if check.verdict == "found":
            with st.container(border=True, gap="small", key=f"audit.check.{check.name}"):
                st.html(card(check, changed.get(check.name)))
                if check.name == _RULES:
                    frame.go("rules", say("audit.rules"), key="audit.rules", type="secondary")
                deciding.show(check, play)
    mended = [name for name, each in changed.items() if each.change == "mended"]
    if mended:
        names = ", ".join(title(name) for name in mended)
        st.info(say("audit.mended", names=names), icon=":material/build_circle:")
    rest = [check for check in found.checks if check.verdict != "found"]
    st.markdown(f"**{say('audit.rest')}**")
    st.table(table(rest), hide_index=True, border="horizontal", alt=say("audit.rest"))


def count(found: Audit) -> None:
    """Draw how many checks have found something, nothing, or could not be carried out."""
    verdicts = [check.verdict for check in found.checks]
    items = "".join(_counted(name, verdicts.count(name)) for name in VERDICTS)
    st.html(f'<div style="display:flex;flex-wrap:wrap;align-items:baseline;gap:0 1.2rem">{items}</div>')


def _counted(name: Verdict, number: int) -> str:
    mark, colour = _MARKS[name]
    shape = f'<span aria-hidden="true" style="color:{colour};font-weight:700">{mark}</span>'
    words = f'<b style="font-size:1.25rem">{number}</b> {escape(_verdict(name))}'
    return f'<span style="white-space:nowrap">{shape} {words}</span>'


def card(check: Checked, change: Compared | None) -> str:
    """Draw one check: its verdict, what changed, what it says, how sure that is, and where."""
    mark, colour = _MARKS[check.verdict]
    words = _verdict(check.verdict)
    shape = f'<span aria-hidden="true">{mark}</span>'
    chip = f'<span style="{_CHIP};background:{colour}38">{shape} <b>{escape(words)}</b></span>'
    since = f" {escape(since_before(change))}" if change else ""
    places = where(check)
    more = f'<div style="font-size:{NOTE}">{escape(places)}</div>' if places else ""
    return (
        f'<div style="font-size:{NOTE};line-height:1.7">{chip}{since}</div>'
        f'<div style="font-size:1.13rem;font-weight:600;margin:.25rem 0 .1rem">{escape(title(check.name))}</div>'
        f'<div>{escape(told(check))}</div><div style="font-size:{NOTE};opacity:.85">{escape(sure(check))}</div>{more}'
    )


def since_before(change: Compared) -> str:
    """Return what is different from the audit before, with both numbers."""
    return say("audit.since", change=texts()[f"audit.change.{change.change}"], before=change.before, now=change.now)


def where(check: Checked) -> str:
    """Return where things are wrong, the most first; the ends of an interval in 100."""
    places = check.seen.where
    if check.name == "attacks":
        low, high = (f"{100 * places[end]:.1f}" for end in ("low", "high"))
        return say("audit.interval", low=low, high=high) if check.seen.of else ""
    if check.name == _RULES:
        titles = ", ".join(book().rules[name].title for name in places)
        return say("audit.where", places=titles) if places else ""
    listed = sorted(places.items(), key=lambda each: -abs(each[1]))
    shown = ", ".join(say("audit.place", place=place(name), number=f"{number:,.3g}") for name, number in listed[:_MOST])
    return say("audit.where", places=shown) if shown else ""


def place(name: str) -> str:
    """Return what a copy, a source or a group is called; a district has its code."""
    attribute, _, group = name.partition(": ")
    if group:
        return tables.group_name(attribute, group)
    known = (f"ui.audit.copy.{name}", f"lever.minimise.sources.choice.{name}")
    return next((texts()[key] for key in known if key in texts()), name)


def table(checks: list[Checked]) -> pd.DataFrame:
    """Return checks as a table of words; how sure each is stands there for experts."""
    rows = [(title(check.name), _verdict(check.verdict), told(check), sure(check)) for check in checks]
    found = pd.DataFrame(rows, columns=[say(f"audit.column.{name}") for name in ("check", "verdict", "told", "sure")])
    return found if frame.expert() else found.iloc[:, :3]


def _verdict(name: Verdict) -> str:
    return texts()[f"audit.verdict.{name}"]
