"""Your data: one customer's view of the machine, in plain words."""

from functools import partial

import streamlit as st

from equipoise.personal import questions
from equipoise.ui.shared import compute, page
from equipoise.ui.shared.words import say
from equipoise.ui.your_data import (
    card,
    choices,
    findable,
    guessed,
    known,
    look,
    own_shop,
    people,
    real_life,
    session,
    shown,
)

play = page.whole("your_data", tools=card.shop, view=session.view())


def everything(run: questions.Run) -> None:
    known.show(run)
    guessed.show(run)


PARTS = {
    "known": everything,
    "shown": shown.show,
    "choices": choices.show,
    "findable": findable.show,
}
who = session.who(play.settings)
look.put_on()
if who is None:
    people.choose(play)
else:
    run = (play.settings, who.customer, session.wishes())
    compute.answer(questions.verdict, run, slot=st.empty())
    card.show(run, who)
    page.tabs({say(f"you.part.{name}"): partial(show, run) for name, show in PARTS.items()}, key="you.part")
own_shop.show(play)
real_life.show()
