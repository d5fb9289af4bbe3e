"""Take the state away: a link, the numbers, a page to print. Files are made when somebody asks for them."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import streamlit as st

from equipoise.ui.shared import compute, language, story
from equipoise.ui.shared.export import to_csv, to_json
from equipoise.ui.shared.link import write_link
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.one_page import one_page
from equipoise.ui.shared.words import say


def show(play: Play) -> None:
    """Open the dialog."""
    st.dialog(say("share.title"))(_body)(play)


def link_to(play: Play) -> str:
    """Return the address of the state; without the page's own address where the browser has not reported it."""
    base = (st.context.url or "").split("?")[0]
    query = urlencode(write_link(play) | language.in_link())
    return f"{base}?{query}" if query else base


def _body(play: Play) -> None:
    link = link_to(play)  # now: files are made outside of the page's run, where nobody knows its address
    st.caption(say("share.link"))
    st.code(link, language=None, wrap_lines=True)
    files = {
        "json": ("equipoise.json", "application/json", lambda: to_json(compute.outcome(play.settings))),
        "csv": ("equipoise.csv", "text/csv", lambda: to_csv(compute.outcome(play.settings))),
        "summary": ("equipoise.html", "text/html", lambda: _page(play, link)),
    }
    for name, (file_name, mime, make) in files.items():
        st.download_button(
            say(f"share.{name}"),
            data=language.in_this_language(make),
            file_name=file_name,
            mime=mime,
            key=f"share.{name}",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )


def _page(play: Play, link: str) -> str:
    same = play.pin == play.settings
    return one_page(
        compute.outcome(play.settings),
        None if same else compute.changes(play.pin, play.settings),
        title=compute.title_of(play.settings),
        pin_title=compute.title_of(play.pin),
        story=unmarked(story.told(play)),
        link=link,
    )


def unmarked(text: str) -> str:
    """Return Markdown as plain text."""
    return re.sub(r":[a-z]+-badge\[(?::material/\w+: )?([^]]*)\]|[*_`]", r"\1", text).replace("  \n", " ")
