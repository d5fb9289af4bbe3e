"""What a drawing of a kind of step has to know.

A drawing returns HTML. What people typed, and every text of an agenda, passes through `html.escape`. Colours are the
variables of ``assets/room.css``: ``--ink`` letters, ``--paper`` ground, ``--soft`` letters that matter less, ``--line``
borders, ``--panel`` a quiet ground, ``--accent`` blue, ``--other`` orange, ``--good`` for what is right, and
``--on-accent`` letters on the accent. Lengths are in ``rem``. On a phone it is 17 pixels, and a form is 18 to 34 rem
wide; on the projector it grows with the screen, and a picture has 42 by 15 rem of room whatever the screen.

Classes of ``room.css`` for forms: ``<label class="choice"><input type="radio" …><span>…</span></label>`` is a target as
wide as the phone (also with a checkbox), ``<label class="field"><span>…</span><input|select|textarea></label>`` a named
field, ``<output>`` inside a field shows the value of its range, ``class="hint"`` is a small line, ``class="figure"`` a
large number. A picture of the crowd is ``<div class="crowd-here" data-crowd="…">`` with the payload as JSON, escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar, runtime_checkable

from equipoise.rooms.step import Answer, Participant, Step

R = TypeVar("R", contravariant=True)
"""What `equipoise.rooms.activities.kind.Kind.result` returns for the kind."""


class Drawing(Protocol[R]):
    """How a kind of step is answered, and how its result looks."""

    def form(self, step: Step, mine: Answer | None, me: Participant, round: int) -> str:
        """Return the fields of the form on a phone; the page draws the form around them and its button.

        Args:
            step: what is asked. mine: what this person, or this team, has answered in this round. me: who it is.
            round: of the step, from 0.
        """

    def picture(self, step: Step, result: R, *, large: bool = True) -> str:
        """Return the result as the projector shows it, with a text equivalent; colour alone says nothing.

        Args:
            step: what was asked. result: what the answers came to. large: for the projector; else as wide as a phone.
        """

    def own(self, step: Step, result: R, mine: Answer | None) -> str:
        """Return one's own place in the result, in one or two sentences, for the phone; ``""`` if there is none.

        Args:
            step, result: see `picture`. mine: one's own answer, or one's team's.
        """


@runtime_checkable
class Asking(Protocol):
    """A drawing that shows more than the question while the step takes answers, such as a clue a round."""

    def asked(self, step: Step, computed: Any, round: int) -> str:
        """Return what the projector shows below the question. It never sees an answer.

        Args:
            step: what is asked. computed: what the engine has computed for it; None if it is not ready.
            round: of the step, from 0.
        """


@runtime_checkable
class Moderated(Protocol):
    """A drawing of what people write, each text of which the desk can hide."""

    def texts(self, step: Step, result: Any) -> Mapping[int, str]:
        """Return the texts in a result by the ids of their answers, for the desk alone, as soon as the step is closed.

        Args:
            step: what was asked. result: of all answers, also of those that are hidden now.
        """


@runtime_checkable
class Playing(Protocol):
    """A drawing of a game: what a phone shows follows from how the game stands, and is drawn anew when that changes."""

    def board(self, step: Step, result: Any, me: Participant, mine: Answer | None, round: int) -> str:
        """Return how the game stands for somebody, above the form.

        Args:
            step: what is asked. result: of all answers so far; only what this person may see of it is drawn.
            me: who it is. mine: what this person, or this team, has answered in this round. round: of the step, from 0.
        """

    def play(self, step: Step, result: Any, me: Participant, mine: Answer | None, round: int) -> str:
        """Return the fields of the form, in the place of `Drawing.form`; ``""``, and no button, where one has to wait.

        Args: as for `board`.
        """

    def mark(self, step: Step, result: Any, me: Participant, round: int) -> str:
        """Return what names how the game stands for somebody: the same as long as `board` and `play` are.

        One's own answer and the round are named without it. It is asked for every phone after every answer in the room,
        and a phone on which somebody is choosing is drawn anew only when it changes.

        Args: as for `board`.
        """
