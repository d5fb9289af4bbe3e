"""The banner as the customer meets it, with buttons that work."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import PURPOSES
from equipoise.ui.consent_lab import visitor
from equipoise.ui.consent_lab.screens import Answer, Screen, agreed, screens, used
from equipoise.ui.shared import levers
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import on_accent, say

LEVERS = ("consent.model", "consent.banner")
EXAMPLE = {"consent.revision": 0.1, "consent.withdrawal": 0.1, "consent.signal_share": 0.2}
"""What the lab opens on: people who change their minds, and browsers that send a signal."""
TASK = {"consent.banner": "equal"}
"""The first thing to try."""
_YES, _NO = ":blue[:material/check:]", ":orange[:material/close:]"


def design_of(play: Play) -> tuple[object, ...]:
    """Return what the levers of the banner depend on."""
    return tuple(play.shown[name] for name in LEVERS)


def seen_of(play: Play) -> tuple[object, ...]:
    """Return what the banner depends on."""
    return tuple(play.settings[name] for name in (*LEVERS, "consent.honour"))


def choose(play: Play) -> None:
    """Draw the levers that make the banner, and say what silence means."""
    inactive = play.shown.inactive()
    for name in LEVERS:
        levers.lever(name, play.shown, inactive.get(name))
    st.caption(say(f"consent_lab.model.{play.shown['consent.model']}"))


def show(play: Play) -> None:
    """Draw the shop's page with the banner on it."""
    draw(play.settings, "mine")


def draw(settings: Settings, place: str) -> None:
    """Draw a banner at a place of the page; the visitor answers each place apart."""
    now = visitor.visit(settings, place)
    with st.container(border=True, gap="small"):
        st.markdown(say("consent_lab.shop"))
        if now.answer is None:
            with st.container(border=True, gap="small"):
                _screen(settings, place, screens(settings)[now.screen])
        else:
            _answered(settings, place, now.answer)


def _screen(settings: Settings, place: str, screen: Screen) -> None:
    st.markdown(say(f"consent_lab.screen.{screen.words}"))
    if screen.ticked is not None:
        now = visitor.visit(settings, place)
        for purpose in PURPOSES:
            key = visitor.box_key(now, place, purpose)
            st.checkbox(say(f"purpose.{purpose}"), value=screen.ticked, key=key)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for action, look in screen.buttons:
            st.button(
                on_accent(say(f"consent_lab.button.{action}"), look),
                key=f"banner.{place}.{action}",
                type=look,
                width="content" if look == "tertiary" else "stretch",
                on_click=visitor.press,
                args=(settings, place, action),
            )
    if settings["consent.model"] == "opt_in":
        label, press = say("consent_lab.button.ignore_it"), visitor.press
        st.button(label, key=f"banner.{place}.quiet", type="tertiary", on_click=press, args=(settings, place, "ignore"))


def _answered(settings: Settings, place: str, answer: Answer) -> None:
    st.markdown(f"**{said(answer)}** {told(settings, answer)}")
    counts, acts = agreed(settings, answer), used(settings, answer)
    st.markdown("  \n".join(f"{_YES if name in acts else _NO} {_purpose(name, name in acts)}" for name in PURPOSES))
    if acts - counts:
        st.warning(say("consent_lab.mine.overridden"), icon=":material/front_hand:")
    if expert():
        st.caption(say("consent_lab.mine.version", version=visitor.visit(settings, place).version))
    label = say("consent_lab.button.again")
    args = (settings, place)
    st.button(label, key=f"banner.{place}.again", icon=":material/replay:", on_click=visitor.return_to, args=args)


def said(answer: Answer) -> str:
    """Return what somebody answered, in words."""
    if answer.silent:
        return say("consent_lab.mine.silent")
    kind = "yes" if len(answer.purposes) == len(PURPOSES) else "some" if answer.purposes else "no"
    return say(f"consent_lab.mine.{kind}", count=len(answer.purposes))


def told(settings: Settings, answer: Answer) -> str:
    """Return what no answer counts as, where none was given."""
    return say(f"consent_lab.mine.counts.{settings['consent.model']}") if answer.silent else ""


def _purpose(name: str, yes: bool) -> str:
    return say(f"consent_lab.mine.{'used' if yes else 'not_used'}", purpose=say(f"purpose.{name}"))
