"""At the top: who this is, what they are shown today, and what a stranger is shown."""

from __future__ import annotations

from html import escape

import streamlit as st

from equipoise.chain.scenarios import scenarios
from equipoise.core.vocabulary import TOPICS
from equipoise.personal import questions
from equipoise.personal.cast import characters
from equipoise.personal.offers import Verdict
from equipoise.texts.catalogue import texts
from equipoise.ui.shared import scenario_choice
from equipoise.ui.shared.compute import answer
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.room import room
from equipoise.ui.shared.words import say
from equipoise.ui.your_data import portraits, session
from equipoise.ui.your_data.wording import topic


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
    name, verdict = answer(questions.name_of, run), answer(questions.verdict, run)
    person, shown = st.columns([12, 16], gap="medium", vertical_alignment="center")
    with person:
        _person(run, who, name)
    with shown:
        st.html(offers(verdict, name))


def offers(verdict: Verdict, name: str) -> str:
    """Return what the customer is shown beside what a stranger is shown, as HTML that always takes the same room."""
    names = [topic(each).capitalize() for each in TOPICS]
    reasons = texts().under("ui.you.why").values()
    cards = (
        ("own", say("you.card.yours", name=name), verdict.offer, room(why(verdict), reasons)),
        ("", say("you.card.stranger"), verdict.generic, room(say("you.card.stranger_why"), ())),
    )
    return '<div class="yd-offers">' + "".join(
        f'<section class="yd-offer {looks}"><small>{escape(label)}</small>'
        f'<div class="what">{room(names[place], names)}</div><div class="why">{reason}</div></section>'
        for looks, label, place, reason in cards
    ) + "</div>"  # fmt: skip


def why(verdict: Verdict) -> str:
    """Return in a sentence what decided."""
    return say("you.why.same" if verdict.best == verdict.generic else f"you.why.{verdict.why}")


def _person(run: questions.Run, who: session.Who, name: str) -> None:
    story = next((one for one in answer(characters, run[0]) if one.customer == who.customer), None)
    told = str(story.told) if story else say("you.card.twin", name=name, same=who.same)
    sex, age = answer(questions.looks_of, run)
    st.html(portraits.beside(sex, age, who.customer, heading=say("you.card.you_are", name=name), told=told))
    st.button(
        say("you.card.else"),
        key="you.else",
        icon=":material/group:",
        type="tertiary",
        on_click=session.choose,
        args=(None,),
    )
