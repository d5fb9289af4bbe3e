"""At the top: who this is, what they are shown today, and what a stranger is shown."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.scenarios import scenarios
from equipoise.personal import questions
from equipoise.personal.cast import characters
from equipoise.personal.offers import Verdict
from equipoise.ui.shared import scenario_choice
from equipoise.ui.shared.compute import answer
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import say
from equipoise.ui.your_data import session
from equipoise.ui.your_data.wording import offer


def shop(play: Play) -> None:
    """Offer other shops: the same people, with other levers; the world stays as it is."""
    world = {f"population.{key}": getattr(play.settings.population, key) for key in ("seed", "size", "taste")}
    shops = {scenario.id: scenario.settings.replace(**world) for scenario in scenarios().values()}
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        scenario_choice.show(
            say("you.shop"), shops, play.settings, key="you.shop", help=say("you.shop_help"), width=260
        )


def show(run: questions.Run, who: session.Who) -> None:
    """Draw the person beside the two offers."""
    person, own, strangers = st.columns([12, 8, 8], gap="small")
    name = answer(questions.name_of, run)
    with person, st.container(border=True, height="stretch"):
        _person(run, who, name)
    verdict = answer(questions.verdict, run)
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


def _person(run: questions.Run, who: session.Who, name: str) -> None:
    story = next((one for one in answer(characters, run[0]) if one.customer == who.customer), None)
    told = str(story.told) if story else say("you.card.twin", name=name, same=who.same)
    st.markdown(f"##### {say('you.card.you_are', name=name)}\n\n{told}")
    st.button(
        say("you.card.else"),
        key="you.else",
        icon=":material/group:",
        type="tertiary",
        on_click=session.choose,
        args=(None,),
    )
