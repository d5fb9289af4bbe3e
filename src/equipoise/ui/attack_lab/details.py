"""What opens on demand: how much clues and known purchases help, all attacks, and for experts the classic risks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from equipoise.chain.on_demand import linkage_by_fields, reidentification
from equipoise.numerics.rate import Rate
from equipoise.shared.results import AttackResult
from equipoise.texts.catalogue import texts
from equipoise.ui.attack_lab import points
from equipoise.ui.attack_lab.wording import label
from equipoise.ui.charts import style
from equipoise.ui.charts.steps import Bar, steps
from equipoise.ui.shared import compute, explain, jobs, tables
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import hundred, interval
from equipoise.ui.shared.words import say, term

_RISKS = ("prosecutor_highest", "prosecutor_mean", "journalist_highest", "marketer")


def show(play: Play) -> None:
    """Offer the parts, and draw the one that is chosen."""
    part = st.pills(
        say("closer.label"),
        [name for name in _PARTS if expert() or name not in _EXPERT],
        format_func=lambda name: say(f"hunt.details.{name}"),
        key="hunt.details",
        persist_state="session",
    )
    if part:
        with st.container(border=True, gap="small"):
            _PARTS[part](play)


def _clues(play: Play) -> None:
    job = jobs.one("by_fields", linkage_by_fields, play.settings)
    results = jobs.finished(job, say("hunt.clue_job.running"), key="hunt.clue_job")
    if results is not None:
        _by_clue(results)


def _by_clue(results: Mapping[tuple[str, ...], AttackResult]) -> None:
    bars = ranked(results)
    if not bars:
        reason = next((one.reason for one in results.values()), "no_known_fields")
        st.caption(texts()[f"attack_reason.{reason}"])
        return
    st.markdown(say("hunt.clue_job.lead", best=bars[-1][0], risk=hundred(bars[-1][1].value)))
    alt = say("hunt.clue_job.alt", first=bars[0][0], low=hundred(bars[0][1].value), risk=hundred(bars[-1][1].value))
    chart = steps(tuple(bars), title=say("hunt.clue_job.axis"), in_100=say("number.in_100"))
    st.plotly_chart(chart, key="hunt.clues_chart", alt=alt, config=style.CONFIG)
    with st.expander(say("hunt.as_table")):
        _table(by_clue(bars), say("hunt.clue_job.axis"))
    explain.about({"risk": None}, key="hunt.clues", label=say("about.numbers"))


def ranked(results: Mapping[tuple[str, ...], AttackResult]) -> list[Bar]:
    """Return what is known with its risk: fewest details first, and among as many the weaker first."""
    known = [(fields, result.risk) for fields, result in results.items() if result.risk.known]
    known.sort(key=lambda one: (len(one[0]), one[1].value))
    return [(" + ".join(_named(fields)), risk) for fields, risk in known]


def _named(fields: tuple[str, ...]) -> list[str]:
    first, *others = map(label, fields)
    return [first, *(other[:1].lower() + other[1:] for other in others)]


def by_clue(bars: list[Bar]) -> pd.DataFrame:
    """Return the chart as a table."""
    rows = [(name, hundred(risk.value, exact=True), interval(risk, exact=True)) for name, risk in bars]
    return pd.DataFrame(rows, columns=[say("hunt.known"), term("risk", expert=expert()), say("column.interval")])


def _attacks(play: Play) -> None:
    now = compute.outcomes(play.settings, play.settings, st.empty())[0]
    _table(tables.attacks(now, expert=expert()), say("closer.attacks"))
    rates: dict[str, Rate | None] = dict.fromkeys(tables.ATTACK_RATES)
    explain.about(rates, key="hunt.attacks", label=say("about.numbers"))


def _classic(play: Play) -> None:
    risks = compute.answer(reidentification, play.settings)
    rows = [(texts()[f"number.{name}.title"], hundred(getattr(risks, name), exact=True)) for name in _RISKS]
    _table(pd.DataFrame(rows, columns=[say("column.number"), say("column.now")]), say("hunt.details.classic"))
    st.caption(say("hunt.classic"))
    explain.about(dict.fromkeys(_RISKS), key="hunt.classic", label=say("about.numbers"))


def _table(frame: pd.DataFrame, alt: str) -> None:
    st.table(tables.worded(frame, expert=expert()), hide_index=True, border="horizontal", alt=alt)


_PARTS: dict[str, Callable[[Play], None]] = {
    "clues": _clues,
    "points": points.show,
    "attacks": _attacks,
    "classic": _classic,
}
_EXPERT = {"classic"}
