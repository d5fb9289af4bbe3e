"""Something is said, and nothing is asked: the text stands alone."""

from __future__ import annotations

from equipoise.rooms.step import Answer, Participant, Step


class Say:
    """Nothing but the step's own text, which every page shows."""

    def form(self, step: Step, mine: Answer | None, me: Participant, round: int) -> str:
        """Return nothing: there is nothing to answer."""
        return ""

    def picture(self, step: Step, result: None, *, large: bool = True) -> str:
        """Return nothing: there is no result."""
        return ""

    def own(self, step: Step, result: None, mine: Answer | None) -> str:
        """Return nothing: nobody has answered."""
        return ""
