"""Choose a protection and its strength, and read what it does, what it does not, and what it costs here."""

from __future__ import annotations

import math

import streamlit as st

from equipoise.chain.outcome import Outcome
from equipoise.chain.settings import Settings
from equipoise.shared.results import Disclosure
from equipoise.studies.strength import FAMILIES, key_of, lever_along, odds
from equipoise.texts.catalogue import texts
from equipoise.ui.shared import explain, levers
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import say, term

EXAMPLE = {"protect.technique": "none"}
"""What the lab opens on: names are codes, and everything else stands in the table as it is."""
TASK = {"protect.technique": "k_anonymity"}
"""The first thing to try."""
COSTS = ("suppressed", "information_loss", "behaviour_loss", "local_epsilon")


def show(play: Play) -> str:
    """Draw the choice with its levers, and return the lever of the chosen family."""
    family = st.pills(
        say("protection.family"),
        FAMILIES,
        format_func=lambda name: say(f"protection.families.{name.partition('.')[2]}"),
        default=FAMILIES[0],
        required=True,
        key="protection.family",
        persist_state="session",
        wrap=True,
    )
    inactive = play.shown.inactive()
    levers.lever(family, play.shown, inactive.get(family))
    strength = lever_along(play.shown, family)
    if strength != family:
        levers.lever(strength, play.shown, inactive.get(strength))
        if strength.endswith("epsilon") and not expert():
            about = "answered" if play.shown[family] == "randomised_response" else "counted"
            st.caption(say(f"protection.odds.{about}", odds=odds(play.shown[strength])))
    return family


def card(settings: Settings, family: str, now: Outcome) -> None:
    """Draw what the chosen protection does, and on demand what it does not protect against and what it costs."""
    about = texts().under(key_of(family, settings[family]))
    st.markdown(f"**{about['title']}.** {about['what']}")
    with st.expander(say("protection.limits"), icon=":material/warning:"):
        st.warning(f"**{say('protection.not_against')}** {about['not_against']}", icon=":material/warning:")
        st.markdown(f"**{say('protection.cost')}** {about['cost']}  \n{costs(now.disclosure)}")
        explain.about(dict.fromkeys(_costly(now.disclosure)), key="costs", label=say("about.numbers"))
        if expert():
            st.caption(f"{say('about.source')}: {about['source']}")


def costs(report: Disclosure) -> str:
    """Return what the protection costs here, in words: "Here: people left out of the table: **0**; how much ..."."""
    parts = [f"{_term(name)}: **{_amount(name, getattr(report, name))}**" for name in _costly(report)]
    return say("protection.here", costs="; ".join(parts))


def _costly(report: Disclosure) -> list[str]:
    """Return the costs that are known: averages have no bands, and only answers left to chance have an epsilon."""
    return [name for name in COSTS if math.isfinite(getattr(report, name))]


def _term(name: str) -> str:
    title = term(name, expert=expert())
    return title[:1].lower() + title[1:]


def _amount(name: str, value: float) -> str:
    if name == "local_epsilon" and not expert():
        return say("protection.odds.summed", odds=odds(value))
    return f"{value:,}" if isinstance(value, int) else f"{value:.2f}"
