"""What the people of Your data look like: the same faces as in the crowd."""

from __future__ import annotations

from html import escape

from equipoise.ui.charts import svg
from equipoise.ui.shared.crowd.faces import face, portrait


def beside(sex: str, age: int, number: int, *, heading: str, told: str) -> str:
    """Return a portrait beside who it is, as HTML.

    Args:
        sex, age, number: of the person (see `face`). heading: the name, or a sentence with it. told: the story.
    """
    picture = svg.image(portrait(face(sex, age, number)))
    return f'<div class="yd-person">{picture}<div><h3>{escape(heading)}</h3><p>{escape(told)}</p></div></div>'
