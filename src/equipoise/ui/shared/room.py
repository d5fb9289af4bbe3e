"""Text with room for everything that could stand in its place, so that nothing below moves when it changes."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

STYLE = (
    ".room{display:grid}.room>*{grid-area:1/1;min-width:0}.room>i{visibility:hidden;font-style:normal}"
    ".room>i::before{content:attr(data-room)}"
)
"""The look of such texts, for the page's style sheet."""


def room(shown: str, others: Iterable[str], *, tag: str = "span") -> str:
    """Return a text as HTML that is as large as the largest of all texts that could stand here.

    The others are drawn unseen and are no text of the page: nobody reads, finds or copies them.

    Args:
        shown: the text. others: what else could stand here. tag: the element that holds the text.
    """
    unseen = "".join(f'<i data-room="{escape(text)}"></i>' for text in dict.fromkeys(others) if text != shown)
    return f'<div class="room"><{tag}>{escape(shown)}</{tag}>{unseen}</div>'
