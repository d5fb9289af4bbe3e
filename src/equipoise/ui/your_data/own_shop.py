"""Our own shop: where the company stands that shows this to its customers, beside the invented ones.

All of it is the company's own statement, and is labelled so.
"""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import Settings
from equipoise.core.errors import DataError
from equipoise.personal.company import ID, Company, company
from equipoise.ui.shared import compute, state
from equipoise.ui.shared.headlines import HEADLINES
from equipoise.ui.shared.moves import Play, move
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say, term, verbatim


def here() -> Company | None:
    """Return the company of this installation; None without one, or where its file cannot be used."""
    try:
        return company()
    except DataError:
        return None


def shops(play: Play) -> dict[str, Settings]:
    """Return the levers of all shops by id, the company's own first; the world stays as it is."""
    world = {f"population.{key}": getattr(play.settings.population, key) for key in ("seed", "size", "taste")}
    own = here()
    known = {ID: own.settings} if own else {}
    known |= {one.id: one.settings for one in scenarios().values()}
    return {name: settings.replace(**world) for name, settings in known.items()}


def titles() -> dict[str, str]:
    """Return what the company is called among the shops."""
    own = here()
    return {ID: say("you.own.choice", name=own.name)} if own else {}


def show(play: Play) -> None:
    """Draw what the company says about itself; an error of its file is said in its place."""
    try:
        own = company()
    except DataError as error:
        st.error(verbatim(str(error)), icon=":material/storefront:")
        return
    if own is None:
        return
    every = shops(play)
    with st.expander(say("you.own.title", name=verbatim(own.name)), icon=":material/storefront:"):
        st.html(statement(own))
        if play.settings != every[ID]:
            st.button(
                say("you.own.look", name=verbatim(own.name)), key="you.own.look",
                on_click=state.change, args=(move, every[ID]),
            )  # fmt: skip
        if st.toggle(say("you.own.compare"), key="you.own.compare"):
            st.table(standings(every, own), hide_index=True, border="horizontal", alt=say("you.own.compare"))
            st.caption(say("you.own.computed"))


def statement(own: Company) -> str:
    """Return logo and measures as HTML, labelled as the company's own statement."""
    logo = f'<img src="{own.logo}" alt="">' if own.logo else ""
    said = "".join(f"<li>{escape(each)}</li>" for each in own.measures)
    label = escape(say("you.own.statement", name=own.name))
    return f'<div class="yd-own">{logo}<div><p><b>{label}</b></p><ul>{said}</ul></div></div>'


def standings(every: dict[str, Settings], own: Company) -> pd.DataFrame:
    """Return the three headline numbers of every shop, the company's own first."""
    called = {one.id: one.title for one in scenarios().values()} | {ID: own.name}
    rows = []
    for name, settings in every.items():
        headlines = compute.outcome(settings).headlines
        rows.append([called[name], *(hundred(getattr(headlines, each).value) for each in HEADLINES)])
    heads = [term(each, expert=False) for each in HEADLINES]
    return pd.DataFrame(rows, columns=[say("you.own.shop"), *heads])
