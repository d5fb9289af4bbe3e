"""What several drawings share: texts of the room's activities, columns, and what stands for too few answers."""

from __future__ import annotations

from equipoise.rooms import words
from equipoise.rooms.activities.kind import FEWEST
from equipoise.rooms.activities.truth import Truth
from equipoise.server.room.markup import Markup, joined, tag
from equipoise.texts.marks import plain
from equipoise.texts.published import cited
from equipoise.ui.shared.numbers import hundred


def say(key: str, **values: object) -> str:
    """Return the text ``room.activity.<key>``, with ``{names}`` filled in."""
    return words.say(f"activity.{key}", **values)


def note(text: str | None) -> Markup | None:
    """Return a sentence below a picture; None if there is none."""
    return tag("p", plain(text), class_="note") if text else None


def beside(left: Markup, right: Markup, *, large: bool, shares: tuple[int, int]) -> Markup:
    """Return two columns beside each other on the projector, below each other on a phone.

    Args:
        shares: how wide each is, in proportion.
    """
    if not large:
        return joined(left, right)
    style = f"--left:{shares[0]}fr;--right:{shares[1]}fr"
    return tag("div", tag("div", left), tag("div", right), class_="beside", style=style)


def too_few(n: int) -> Markup:
    """Return what stands in place of a picture of fewer than five answers."""
    return tag("p", say("too_few" if n else "none", fewest=FEWEST), class_="few")


def number(truth: Truth | None) -> str:
    """Return a number of 100 as it is written: "41", or "4.2" below ten."""
    return say("unknown") if truth is None else hundred(truth.value / 100)


def likely(truth: Truth) -> str:
    """Return the ends of a computed number's interval in words; "" for a number that was given, or is nearly sure."""
    low, high = hundred(truth.low / 100), hundred(truth.high / 100)
    return "" if truth.source or low == high else say("likely", low=low, high=high)


def source(text: str) -> Markup | None:
    """Return where something is from, small; None if it is from nowhere else."""
    return tag("p", say("source", source=cited(text)), class_="from") if text else None


def letter(place: int) -> str:
    """Return the letter of an option: "A" for the first."""
    return chr(ord("A") + place)
