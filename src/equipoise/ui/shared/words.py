"""The wording of the pages: the texts under ``ui`` in ``data/texts/ui.toml``."""

from __future__ import annotations

import re

from equipoise.texts.catalogue import texts


def say(key: str, **values: object) -> str:
    """Return the text ``ui.<key>``, with ``{names}`` filled in.

    Raises:
        DataError: there is no such text.
    """
    text = texts()[f"ui.{key}"]
    return text.format(**values) if values else text


def term(key: str, *, expert: bool) -> str:
    """Return what a number is called: its field's term, or the same without it."""
    return texts()[f"number.{key}.{'title' if expert else 'plain'}"]


def verbatim(text: str) -> str:
    """Return a text from outside so that Markdown shows it letter by letter: no link, no picture, no colour in it.

    Streamlit fetches pictures that Markdown names, so that a link or a file could report who has opened it.
    """
    return re.sub(r"([\\\[\]<])", r"\\\1", text)


def on_accent(label: str, look: str = "primary") -> str:
    """Return the label of a button so that it can be read in light and in dark if it is a primary one.

    Streamlit writes it in white, for which the accent of the dark theme is too bright. The theme keeps violet for this.
    """
    return f":violet[{label}]" if look == "primary" else label
