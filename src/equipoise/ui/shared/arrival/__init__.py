"""What a page does in the browser when it opens: it begins at its top, and wears the one stylesheet of all pages."""

from __future__ import annotations

from zlib import crc32

from equipoise.ui.shared import component


def arrive(view: str) -> None:
    """Let the browser go to the top of the page whenever ``view`` is another one than before, and close a phone's menu.

    The element takes no room. Where Streamlit cannot load it, pages work as Streamlit draws them.

    Args:
        view: names what is on the page: the page itself, and what of it one has opened.
    """
    component.show("arrival", css="pages.css", isolated=False, key="arrival", data={"view": crc32(view.encode())})
