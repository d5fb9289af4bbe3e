"""In real life: what one can ask any shop for, with a letter to copy or save."""

from __future__ import annotations

import streamlit as st

from equipoise.personal.letters import REGIONS, RIGHTS, article, letter, region
from equipoise.texts.catalogue import texts
from equipoise.texts.dates import long_date
from equipoise.ui.shared import kiosk
from equipoise.ui.shared.language import in_this_language
from equipoise.ui.shared.words import say


def show() -> None:
    """Draw the choice of right and region, and the letter; in a public place it can be neither copied nor saved."""
    with st.expander(say("you.letter.title"), icon=":material/mail:"):
        st.markdown(say("you.letter.lead"))
        right = _pick("right", RIGHTS)
        where = _pick("region", REGIONS)
        if kiosk.on():
            st.text(letter(where, right))
        else:
            st.code(letter(where, right), language=None, wrap_lines=True)
            st.download_button(
                say("you.letter.download"), data=in_this_language(lambda: letter(where, right)),
                file_name=f"letter-{right}-{where}.txt", mime="text/plain", key="you.letter.file",
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip
        st.caption(_note(where, right))


def _pick(what: str, choices: tuple[str, ...]) -> str:
    chosen = st.segmented_control(
        say(f"you.letter.{what}"), choices, default=choices[0], required=True, key=f"you.letter.{what}",
        format_func=lambda name: texts()[f"letter.{what}.{name}"],
    )  # fmt: skip
    return str(chosen)


def _note(where: str, right: str) -> str:
    told = region(where)
    law = {"article": article(where, right), "law": texts()[f"letter.law.{where}"], "source": told.source}
    note = say("you.letter.note_here" if kiosk.on() else "you.letter.note", day=long_date(told.checked), **law)
    return f"{say(f'you.letter.where.{where}')} {note}"
