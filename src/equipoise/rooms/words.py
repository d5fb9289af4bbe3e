"""The words of rooms: the texts under ``room`` in ``data/texts/rooms.toml``."""

from __future__ import annotations

from equipoise.texts.catalogue import texts


def say(key: str, **values: object) -> str:
    """Return the text ``room.<key>``, with ``{names}`` filled in.

    Raises:
        DataError: there is no such text.
    """
    text = texts()[f"room.{key}"]
    return text.format(**values) if values else text
