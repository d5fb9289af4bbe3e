"""How findable: how many people in the shop's table look the same, before and after each protection."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from equipoise.personal import questions
from equipoise.personal.findable import PROTECTIONS, Crowd
from equipoise.ui.charts.icons import Panel, icon_arrays
from equipoise.ui.shared import explain, jobs
from equipoise.ui.shared.compute import answer
from equipoise.ui.shared.numbers import icons
from equipoise.ui.shared.words import say


def show(run: questions.Run) -> None:
    """Draw the odds without and with the shop's protection, and offer all others."""
    settings, customer, wishes = run
    bare = answer(questions.crowd, (settings.replace(**PROTECTIONS["names"]), customer, wishes))
    here = answer(questions.crowd, run)
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(say("you.find.lead"))
        st.markdown(
            say(
                "you.find.town.one" if answer(questions.alike, run) == 1 else "you.find.town.more",
                n=answer(questions.alike, run),
            )
        )
        st.html(_arrays(bare, here))
    with right:
        st.markdown(f"##### {say('you.find.each')}")
        _each(run)
        st.caption(say("you.find.limits"))
    explain.about({"people_alike": None}, key="you.find", label=say("you.about"))


def _arrays(bare: Crowd, here: Crowd) -> str:
    panels = [
        Panel(say(f"you.find.{name}"), odds(crowd), icons(crowd.odds))
        for name, crowd in (("bare", bare), ("here", here))
    ]
    alt = "; ".join(f"{panel.heading}: {panel.number}" for panel in panels)
    return icon_arrays(panels[0], panels[1], legend=say("you.find.legend"), alt=alt, good=False)


def odds(crowd: Crowd) -> str:
    """Return the odds of picking the right row: "1 in 7"."""
    if not crowd.there:
        return say("you.find.absent" if not crowd.row else "you.find.wrong")
    return say("you.find.odds", n=f"{crowd.alike:,}")


def _each(run: questions.Run) -> None:
    settings, customer, wishes = run
    others = {name: ((settings.replace(**levers), customer, wishes),) for name, levers in PROTECTIONS.items()}
    job = jobs.each("crowds", questions.crowd, others)
    jobs.run(job, say("you.find.running"), key="you.find", draw=lambda: st.html(small_arrays(job.known)))
    if job.state == "done":
        st.html(small_arrays(job.known))
        if st.toggle(say("you.find.table"), key="you.find.table", persist_state="session"):
            st.table(table(job.known), hide_index=True, border="horizontal", alt=say("you.find.each"))
    else:
        st.markdown(say("you.find.offer"))
        st.button(say("you.find.start"), key="you.find.start", icon=":material/play_arrow:", on_click=job.start)


def small_arrays(found: dict[str, Crowd]) -> str:
    """Return one icon array for every protection, the weakest first, as HTML."""
    cells = "".join(f'<div style="flex:1 1 120px;max-width:150px">{_array(*each)}</div>' for each in found.items())
    return f'<div style="display:flex;flex-wrap:wrap;gap:14px;align-items:flex-end">{cells}</div>'


def _array(name: str, crowd: Crowd) -> str:
    panel = Panel(say(f"you.find.protection.{name}"), odds(crowd), icons(crowd.odds))
    return icon_arrays(None, panel, legend="", alt=f"{panel.heading}: {panel.number}", good=False)


def table(found: dict[str, Crowd]) -> pd.DataFrame:
    """Return the odds under every protection."""
    named = say("you.find.named")
    rows = [
        (say(f"you.find.protection.{name}"), f"{crowd.alike:,}", odds(crowd) + (named if crowd.named else ""))
        for name, crowd in found.items()
    ]
    return pd.DataFrame(rows, columns=[say(f"you.column.{name}") for name in ("protection", "alike", "odds")])
