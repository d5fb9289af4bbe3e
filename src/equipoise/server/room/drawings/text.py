"""Free text: a box on the phone, which says who will see it; all texts on the projector."""

from __future__ import annotations

from collections.abc import Mapping

from equipoise.rooms.activities.text import MOST, Notes
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.server.room.drawings.parts import say
from equipoise.server.room.markup import joined, tag

_SIZES = ((6, 1.25), (14, 1.0), (10_000, 0.85))
"""The size of letters, in rem, by how many texts there are at most."""


class Text:
    """How a text is written, and how all of them look."""

    def form(self, step: Step, mine: Answer | None, me: Participant, round: int) -> str:
        """Return the box; it says before anything is sent that the room will see it."""
        typed = "" if mine is None else str(mine.value)
        box = tag("textarea", typed, name="text", maxlength=MOST, rows=4, required=True)
        named = tag("label", tag("span", say("text.label", most=MOST)), box, class_="field")
        return joined(named, tag("p", say("text.before"), class_="hint"))

    def picture(self, step: Step, result: Notes, *, large: bool = True) -> str:
        """Return all texts as notes on a wall."""
        if not result.notes:
            return tag("p", say("text.none"), class_="few")
        size = next(size for most, size in _SIZES if len(result.notes) <= most)
        look = (
            {"class_": "wall wide many" if size < 1 else "wall wide", "style": f"--size:{size}rem"}
            if large
            else {"class_": "wall"}
        )
        wall = tag("ul", *(tag("li", note.text) for note in result.notes), **look)
        return tag("div", wall, class_="scrolls", tabindex=0) if large else wall

    def own(self, step: Step, result: Notes, mine: Answer | None) -> str:
        """Return whether one's own text is shown."""
        if mine is None:
            return ""
        return tag("p", say("text.shown" if any(note.id == mine.id for note in result.notes) else "text.hidden"))

    def texts(self, step: Step, result: Notes) -> Mapping[int, str]:
        """Return all texts by their answers, for the desk."""
        return {note.id: note.text for note in result.notes}
