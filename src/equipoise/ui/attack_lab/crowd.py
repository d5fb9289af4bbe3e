"""What the machine found for everyone, from the same outcome as every other page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from equipoise.chain.outcome import Outcome
from equipoise.shared.results import AttackResult
from equipoise.texts.catalogue import texts
from equipoise.ui.attack_lab import protections
from equipoise.ui.attack_lab.game import Game
from equipoise.ui.attack_lab.target import first_name
from equipoise.ui.charts.icons import Panel, icon_arrays
from equipoise.ui.shared import compute, explain, tables
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import hundred, icons, in_100, interval
from equipoise.ui.shared.words import say, term

if TYPE_CHECKING:
    from equipoise.studies.hunt import Hunt


def show(play: Play, game: Game, hunt: Hunt) -> None:
    """Draw the machine's result, beside that in the first table that was tried."""
    with st.container(border=True, gap="small"):
        st.subheader(say("hunt.machine.title"), anchor=False)
        now, first = compute.outcomes(play.settings, game.first.settings, st.empty())
        name = now.headlines.strongest_attack
        if name:
            st.markdown(said(now.attacks[name]))
            st.markdown(say(f"hunt.machine.person.{fate(now, name, hunt)}", first=first_name(hunt)))
        else:
            st.markdown(say("hunt.machine.nothing"))
            st.caption("  \n".join(reasons(now)))
        if play.previous in [made.settings for made in game.tries]:
            st.markdown(compute.explanation(play.previous, play.settings))
        st.html(_icons(None if first is now else first, now))
        st.caption(say("hunt.machine.not_against", text=protections.about(play.settings)["not_against"]))
        if name:
            _numbers(now, now.attacks[name])


def _icons(before: Outcome | None, now: Outcome) -> str:
    first, last = (before or now).headlines.identified, now.headlines.identified
    words = {"number": term("identified", expert=True), "before": in_100(first), "after": in_100(last)}
    return icon_arrays(
        before and Panel(say("hunt.machine.before"), in_100(first), icons(first.value)),
        Panel(say("hunt.machine.now"), in_100(last), icons(last.value)),
        legend=say("hunt.machine.legend"),
        alt=say("hunt.machine.icons_alt" if before else "hunt.machine.icon_alt", **words),
        good=False,
    )


def _numbers(now: Outcome, result: AttackResult) -> None:
    with st.expander(say("hunt.machine.numbers")):
        table = tables.worded(tables.one_attack(result, expert=expert()), expert=expert())
        st.table(table, hide_index=True, border="horizontal", alt=texts()[f"attack.{result.name}.title"])
        rates = {name: getattr(result, name) for name in tables.ATTACK_RATES}
        explain.about({"identified": now.headlines.identified, **rates}, key="hunt", label=say("about.numbers"))


def said(result: AttackResult) -> str:
    """Return one attack's result as a sentence, against those who are not in the table."""
    return say(
        "hunt.machine.said",
        title=texts()[f"attack.{result.name}.title"],
        attack=hundred(result.attack.value),
        control=hundred(result.control.value),
        risk=hundred(result.risk.value),
        interval=interval(result.risk),
    )


def reasons(now: Outcome) -> list[str]:
    """Return why each attack on identity could not be mounted."""
    idle = [result for result in now.attacks.values() if result.kind == "identity" and not result.mounted]
    return [f"**{texts()[f'attack.{one.name}.title']}.** {texts()[f'attack_reason.{one.reason}']}" for one in idle]


def fate(now: Outcome, attack: str, hunt: Hunt) -> str:
    """Return what an attack achieved on the target: "yes", "no" or "not_tried"."""
    hit = now.evidence.identified[attack][hunt.secret.customer]
    return "not_tried" if hit != hit else "yes" if hit else "no"
