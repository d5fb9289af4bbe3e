"""At the top: who this is, what they are shown today, and what a stranger is shown."""

from __future__ import annotations

from html import escape

import streamlit as st

from equipoise.core.vocabulary import TOPICS
from equipoise.personal import questions
from equipoise.personal.cast import characters
from equipoise.personal.goods import product
from equipoise.personal.offers import Verdict
from equipoise.texts.catalogue import texts
from equipoise.texts.items import keyword_name
from equipoise.ui.charts import svg
from equipoise.ui.shared import large, scenario_choice
from equipoise.ui.shared.compute import answer
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.room import room
from equipoise.ui.shared.words import say
from equipoise.ui.your_data import own_shop, portraits, session
from equipoise.ui.your_data.wording import topic


def shop(play: Play) -> None:
    """Offer other shops: the same people, with other levers; the world stays as it is."""
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        large.switch()
        scenario_choice.show(
            say("you.shop"), own_shop.shops(play), play.settings, key="you.shop", named=own_shop.titles(),
            help=say("you.shop_help"), width=260,
        )  # fmt: skip


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
    reasons = texts().under("ui.you.why").values()
    cards = (
        ("own", say("you.card.yours", name=name), verdict.offer, room(why(verdict), reasons)),
        ("", say("you.card.stranger"), verdict.generic, room(say("you.card.stranger_why"), ())),
    )
    drawn = (
        f'<section class="yd-offer {looks}"><small>{escape(label)}</small>{_product(place)}<p>{reason}</p></section>'
        for looks, label, place, reason in cards
    )
    return f'<div class="yd-offers">{"".join(drawn)}</div>'


def _product(place: int) -> str:
    """Return an offer as a product with picture, name and price; it takes the same room whatever is offered."""
    shown, every = product(place), range(len(TOPICS))
    name = room(topic(TOPICS[place]).capitalize(), (topic(each).capitalize() for each in TOPICS))
    kind = room(keyword_name(shown.keyword), (keyword_name(product(each).keyword) for each in every))
    old, new, off = (say("you.price.euros", amount=f"{each:.2f}") for each in (shown.price, shown.offered, shown.off))
    price = f"<b>{escape(new)}</b> <s>{escape(old)}</s> <em>{escape(say('you.price.off', price=off))}</em>"
    picture = svg.image(shown.picture)
    words = f'<div><div class="what">{name}</div>{kind}</div>'
    return f'<div class="yd-product">{picture}{words}</div><div class="price">{price}</div>'


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
