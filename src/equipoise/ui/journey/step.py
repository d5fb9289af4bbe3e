"""One step of the data: who sees what, the lever there with its price, the rules that speak, the threats it meets."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, Final

import pandas as pd
import streamlit as st

from equipoise.by_design.flow import STEPS, Step, flow
from equipoise.by_design.speaking import by_step
from equipoise.by_design.worth import LESS, worth
from equipoise.chain.compare import Changes
from equipoise.chain.outcome import Outcome
from equipoise.chain.settings import Settings
from equipoise.numerics.rate import Rate
from equipoise.rules.facts import Facts, facts
from equipoise.rules.findings import Finding, found_in
from equipoise.rules.threats import Looked, looked_for
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING, signed
from equipoise.ui.charts.style import BLUE, GREY, NOTE, ORANGE, rem
from equipoise.ui.shared import compute, frame, jobs, rule_words
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.shop import regions, shop
from equipoise.ui.shared.words import say

MOST: Final = 4
"""How many rules are named at a step; the others are counted."""
WHO: Final = ("shop", "partner", "attacker")
"""Who may see something at a step."""
_LIST: Final = "list-style:none;margin:.1rem 0 0;padding:0"
_MET: Final = {True: ("▲", ORANGE), False: ("○", BLUE)}
_NUMBERS: Final = (("found", "identified", 100.0), ("right", "right_offer", 100.0), ("margin", "margin_per_1000", 1.0))


def name_of(step: str) -> str:
    """Return what a step is called."""
    return texts()[f"by_design.step.{step}"]


def show(play: Play) -> None:
    """Draw the choice of a step, and the step."""
    step = st.segmented_control(
        say("journey.flow.step"), list(STEPS), format_func=name_of, default="store", required=True, wrap=True,
        key="journey.step", label_visibility="collapsed",
    )  # fmt: skip
    now, before = compute.outcomes(play.settings, play.pin, st.empty())
    read = _facts(play.settings, now)
    earlier = None if play.pin == play.settings else _facts(play.pin, before)
    with st.container(border=True, gap="small"):
        st.html(sees(step, compute.answer(flow, play.settings)[step], now))
        price = st.empty()
        price.html(lever(step, None))
        st.html(threats(step, looked_for(read), None if earlier is None else looked_for(earlier), play.settings))
        st.html(rules(step, found_in(read), None if earlier is None else found_in(earlier)))
        frame.go("rules", say("journey.flow.to_rules"), key="journey.rules", type="tertiary")
    _prices(play.settings, step, price)


def _facts(settings: Settings, outcome: Outcome) -> Facts:
    return facts(settings, outcome, shop(settings).card, regions())


def _prices(settings: Settings, step: str, price: st.delta_generator.DeltaGenerator) -> None:
    """Count what less would cost and save, first at this step, and show it as soon as it is known."""
    order = sorted(LESS, key=lambda name: name != step)
    job = jobs.each("journey.worth", worth, {name: (settings, name) for name in order})

    def draw() -> None:
        price.html(lever(step, job.known.get(step)))

    jobs.run(job, say("journey.flow.counting"), key="journey.worth", draw=draw)
    draw()
    if job.state in jobs.STOPPED:
        st.button(say("journey.again"), key="journey.worth.start", icon=":material/play_arrow:", on_click=job.start)
    with st.expander(say("journey.flow.worth")):
        st.table(worths(job.known), hide_index=True, border="horizontal", alt=say("journey.flow.worth"))


def sees(name: str, of: Step, outcome: Outcome) -> str:
    """Draw who sees what at a step: the shop, a partner, an attacker."""
    found = hundred(outcome.headlines.identified.value)
    told = {"people": f"{of.people:,}", "fields": of.fields, "found": found}
    named = [(say(f"journey.flow.who.{who}"), say(f"journey.flow.sees.{name}.{who}", **told)) for who in WHO]
    rows = "".join(f'<div style="opacity:.8">{escape(who)}</div><div>{escape(what)}</div>' for who, what in named)
    grid = f"display:grid;grid-template-columns:{rem(72)} minmax(0,1fr);gap:.1rem .6rem"
    return _part(say("journey.flow.who.title"), f'<div style="{grid}">{rows}</div>')


def lever(step: str, found: Changes | None) -> str:
    """Draw the lever of a step with what it saves and costs; nothing yet where that is being counted."""
    less = escape(say(f"journey.flow.less.{step}"))
    if step not in LESS:
        return _part(say("journey.flow.lever"), less)
    tiles = "".join(
        _tile(say(f"journey.flow.column.{name}"), change(getattr(found, number) if found else None, scale=scale))
        for name, number, scale in _NUMBERS
    )
    grid = f"display:grid;grid-template-columns:repeat(auto-fit,minmax({rem(118)},1fr));gap:.4rem;margin-top:.3rem"
    return _part(say("journey.flow.lever"), f'{less}<div style="{grid};font-size:{NOTE}">{tiles}</div>')


def _tile(name: str, number: str) -> str:
    look = f"border-left:3px solid {GREY};padding-left:.6rem"
    return f'<div style="{look}">{escape(name)}<div style="font-weight:600">{escape(number)}</div></div>'


def threats(step: str, now: Sequence[Looked], before: Sequence[Looked] | None, settings: Settings) -> str:
    """Draw the threats of a step: those that are met with the facts that say so, and the others."""
    here = [each for each in now if each.threat.step == step]
    met = sum(each.met for each in here)
    was = None if before is None else sum(each.met for each in before if each.threat.step == step)
    lines = "".join(_threat(each, settings) for each in sorted(here, key=lambda each: not each.met))
    return _part(counted("journey.flow.threats", met, was), f'<ul style="{_LIST}">{lines}</ul>')


def _threat(looked: Looked, settings: Settings) -> str:
    mark, colour = _MET[looked.met]
    threat = looked.threat
    said = escape(threat.says if looked.met else say("journey.flow.not_met"))
    why = "; ".join(told for told, _ in rule_words.reads(looked.reads, settings)) if looked.met else ""
    small = f'<div style="font-size:{NOTE};opacity:.85">{escape(why)}</div>' if why else ""
    return _item(mark, colour, f"<b>{escape(threat.threat)}.</b> {said}{small}")


def rules(step: str, now: Sequence[Finding], before: Sequence[Finding] | None) -> str:
    """Draw the rules that speak at a step, the most serious first, and how many speak of the whole way."""
    here, whole = by_step(now)[step], by_step(now)[""]
    was = None if before is None else len(by_step(before)[step])
    lines = [
        _item(*rule_words.MARKS[each.rule.level], f"{escape(each.rule.title)} <small>({escape(each.rule.id)})</small>")
        for each in here[:MOST]
    ]
    more = [say("journey.flow.more", n=len(here) - MOST)] if len(here) > MOST else []
    more += [say("journey.flow.whole", n=len(whole))] if whole else []
    small = "".join(f'<div style="font-size:{NOTE};opacity:.85">{escape(one)}</div>' for one in more)
    return _part(counted("journey.flow.rules", len(here), was), f'<ul style="{_LIST}">{"".join(lines)}</ul>{small}')


def _item(mark: str, colour: str, body: str) -> str:
    shape = f'<span aria-hidden="true" style="color:{colour};font-weight:700">{mark}</span>'
    return f'<li style="display:flex;gap:.45rem;margin:.15rem 0">{shape}<div>{body}</div></li>'


def counted(key: str, now: int, before: int | None) -> str:
    """Return a heading with a number, and in brackets what it was before where that differs."""
    number = str(now) if before in (None, now) else say("journey.flow.before", now=now, before=before)
    return say(key, n=number)


def _part(head: str, body: str) -> str:
    return f'<div style="line-height:1.4"><b>{escape(head)}</b><div>{body}</div></div>'


def worths(known: dict[Any, Changes]) -> pd.DataFrame:
    """Return what one thing less costs and saves at each step, as far as it is known."""
    rows = [
        (
            name_of(step),
            say(f"journey.flow.less.{step}"),
            *(change(getattr(known[step], number) if step in known else None, scale=s) for _, number, s in _NUMBERS),
        )
        for step in LESS
    ]
    names = ("step", "lever", *(name for name, *_ in _NUMBERS))
    return pd.DataFrame(rows, columns=[say(f"journey.flow.column.{name}") for name in names])


def change(found: Rate | None, *, scale: float = 100.0) -> str:
    """Return a change with its interval: "−5.1 (−6.7 to −3.5)"."""
    if found is None or not found.known:
        return NOTHING
    value, low, high = (signed(scale * each, digits=1) for each in (found.value, found.low, found.high))
    return f"{value} ({say('number.range', low=low, high=high)})"
