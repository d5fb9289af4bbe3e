"""At the top: who this is, what they are shown today, and what a stranger is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from equipoise.chain.scenarios import scenarios
from equipoise.ui.shared import state
from equipoise.ui.shared.moves import Play, move
from equipoise.ui.shared.words import say
from equipoise.ui.your_data import runs, session
from equipoise.ui.your_data.wording import offer

if TYPE_CHECKING:
    from equipoise.personal.offers import Verdict

_OWN = "own"


def shop(play: Play) -> None:
    """Offer other shops: the same people, with other levers; the world stays as it is."""
    titles = {one.id: one.title for one in scenarios().values()} | {_OWN: say("bar.scenario_custom")}
    stands = next((name for name in scenarios() if _levers(name, play) == play.settings), _OWN)
    offered = [name for name in titles if name != _OWN or stands == _OWN]
    st.selectbox(
        say("you.shop"),
        offered,
        index=offered.index(stands),
        format_func=titles.__getitem__,
        help=say("you.shop_help"),
        width=260,
        **state.control("you.shop", stands, _moved, play),
    )


def _moved(play: Play, shop: str) -> None:
    if shop != _OWN:
        state.change(move, _levers(shop, play))


def _levers(name: str, play: Play) -> object:
    world = {f"population.{key}": getattr(play.settings.population, key) for key in ("seed", "size", "taste")}
    return scenarios()[name].settings.replace(**world)


def show(run: runs.Run, who: session.Who) -> None:
    """Draw the person beside the two offers."""
    person, own, strangers = st.columns([12, 8, 8], gap="small")
    name = runs.name_of(run)
    with person, st.container(border=True, height="stretch"):
        _person(run, who, name)
    verdict = runs.verdict(run)
    with own, st.container(border=True, height="stretch"):
        st.caption(say("you.card.yours", name=name))
        st.markdown(f"### {offer(verdict.offer)}")
        st.markdown(why(verdict))
    with strangers, st.container(border=True, height="stretch"):
        st.caption(say("you.card.stranger"))
        st.markdown(f"### {offer(verdict.generic)}")
        st.markdown(say("you.card.stranger_why"))


def why(verdict: Verdict) -> str:
    """Return in a sentence what decided."""
    return say("you.why.same" if verdict.best == verdict.generic else f"you.why.{verdict.why}")


def _person(run: runs.Run, who: session.Who, name: str) -> None:
    story = next((one for one in runs.cast(run[0]) if one.customer == who.customer), None)
    told = story.told if story else say("you.card.twin", name=name, same=who.same)
    st.markdown(f"##### {say('you.card.you_are', name=name)}\n\n{told}")
    st.button(
        say("you.card.else"),
        key="you.else",
        icon=":material/group:",
        type="tertiary",
        on_click=session.choose,
        args=(None,),
    )
