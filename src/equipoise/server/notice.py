"""A page of the server itself, without Streamlit: one heading, one sentence, one link that leads home."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse

from equipoise.core.wording import language
from equipoise.texts.catalogue import texts

_STYLE = """
:root { color-scheme: light dark }
body { font: 17px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem;
       color: #111; background: #fcfbf8; overflow-wrap: anywhere }
h1 { font: 600 28px/1.2 Georgia, 'Liberation Serif', serif; margin: 0 0 .6rem }
a { color: #0b5c9e }
@media (prefers-color-scheme: dark) { body { color: #edf1f5; background: #11171e } a { color: #7cbdf2 } }
"""


def notice(title: str, words: str, *, home: str, status: int, label: str = "") -> HTMLResponse:
    """Return the page. All texts are shown letter by letter, none of them as markup.

    Args:
        title, words: what it says. home: the path that its link leads to. label: of the link; else that of the start
            page. status: the code of the HTTP response.
    """
    say = {key: escape(text) for key, text in texts().under("server.page").items()}
    head = (
        "<meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>{escape(title)} · {say['name']}</title><style>{_STYLE}</style>"
    )
    link = f"<a href='{escape(home)}'>{escape(label) or say['home']}</a>"
    body = f"<main><h1>{escape(title)}</h1><p>{escape(words)}</p><p>{link}</p></main>"
    page = f"<!doctype html><html lang='{escape(language())}'><head>{head}</head><body>{body}</body></html>"
    return HTMLResponse(page, status_code=status, headers={"Cache-Control": "no-store"})
