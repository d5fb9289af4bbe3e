"""What a banner shows and asks, screen by screen, and what answering it comes to: plain values, no widgets."""

from __future__ import annotations

import dataclasses
from typing import Literal

from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import PURPOSES

Look = Literal["primary", "secondary", "tertiary"]
Action = Literal["accept", "reject", "save", "ignore", "note", "more", "back"]
TURNS = {"more": 1, "back": -1}
"""Actions that lead to another screen."""


@dataclasses.dataclass(frozen=True)
class Screen:
    """One screen of a banner.

    Attributes:
        words: the key of its text. buttons: what each does, and its type (primary buttons stand out).
        ticked: whether the boxes, one a purpose, are ticked beforehand; None where there are no boxes.
    """

    words: str
    buttons: tuple[tuple[Action, Look], ...]
    ticked: bool | None = None

    @property
    def alike(self) -> bool:
        """Whether no button stands out."""
        return len({look for _, look in self.buttons}) == 1


_DESIGNS: dict[str, tuple[Screen, ...]] = {
    "equal": (Screen("ask", (("reject", "secondary"), ("accept", "secondary"))),),
    "highlighted": (Screen("ask", (("reject", "tertiary"), ("accept", "primary"))),),
    "reject_second_page": (
        Screen("ask", (("more", "tertiary"), ("accept", "primary"))),
        Screen("second", (("back", "tertiary"), ("reject", "secondary"), ("accept", "primary"))),
    ),
    "per_purpose": (Screen("boxes", (("save", "primary"),), ticked=False),),
    "pre_ticked": (Screen("boxes", (("save", "primary"),), ticked=True),),
}
_NOTICE = Screen("notice", (("note", "primary"),))
_UNLESS = Screen("unless", (("more", "tertiary"), ("ignore", "primary")))


@dataclasses.dataclass(frozen=True)
class Answer:
    """A visitor's answer: the purposes agreed to, or no answer at all."""

    purposes: frozenset[str] = frozenset()
    silent: bool = False


@dataclasses.dataclass(frozen=True)
class Visit:
    """One visitor before one banner: which text it is, how often it was met, the screen, and the answer if given."""

    version: str
    time: int = 0
    screen: int = 0
    answer: Answer | None = None


def version_of(settings: Settings) -> str:
    """Return the text that the settings describe, as receipts name it."""
    return f"{settings['consent.model']}/{settings['consent.banner']}"


def screens(settings: Settings) -> tuple[Screen, ...]:
    """Return the banner that the settings describe, in the order of its screens."""
    design = _DESIGNS[settings["consent.banner"]]
    return {"opt_in": design, "opt_out": (_UNLESS, *design), "notice": (_NOTICE,)}[settings["consent.model"]]


def act(visit: Visit, action: Action, ticked: frozenset[str] = frozenset()) -> Visit:
    """Press a button; ``ticked`` are the purposes whose boxes are ticked at that moment."""
    if action in TURNS:
        return dataclasses.replace(visit, screen=visit.screen + TURNS[action])
    answers = {
        "accept": Answer(frozenset(PURPOSES)),
        "reject": Answer(),
        "save": Answer(ticked),
        "ignore": Answer(silent=True),
        "note": Answer(silent=True),
    }
    return dataclasses.replace(visit, answer=answers[action])


def again(visit: Visit) -> Visit:
    """Meet the same banner once more."""
    return Visit(visit.version, time=visit.time + 1)


def agreed(settings: Settings, answer: Answer) -> frozenset[str]:
    """Return what an answer counts as: no answer is a yes unless the consent model is opt-in."""
    silence = frozenset() if settings["consent.model"] == "opt_in" else frozenset(PURPOSES)
    return silence if answer.silent else answer.purposes


def used(settings: Settings, answer: Answer) -> frozenset[str]:
    """Return for what the data are used: as agreed, or for everything where choices are not respected."""
    return agreed(settings, answer) if settings["consent.honour"] else frozenset(PURPOSES)
