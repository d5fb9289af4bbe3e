"""What a person of the crowd looks like: always the same, from sex, age and a number.

A face is a choice of the parts in ``assets/parts.svg``. Age turns hair grey, thins it and brings glasses. Skin, hair
and clothes follow from the number alone: beside sex and age, a face shows no group that the simulation knows.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from pathlib import Path

_HERE = Path(__file__).parent
SKINS = ("#f6d8bf", "#eabf9b", "#d8a273", "#b97f50", "#94603a", "#6b4328")
SHADES = ("#e6bd9e", "#d6a47c", "#c0885a", "#9f693e", "#7b4d2c", "#55331d")
HAIRS = ("#2a211d", "#4a3122", "#6f4a2c", "#a8763e", "#d2a858", "#9c4a26", "#1e1c22", "#8f8c88", "#bdbab5", "#e2dfd9")
_GREYS = (7, 8, 9)
WOOLS = ("#5d7f9c", "#8a6d95", "#58806a", "#a9615f", "#b08a4a", "#4c5566")
_WOMEN, _MEN = (0, 1, 2, 3, 4, 5, 4, 0, 1, 5), (7, 8, 9, 10, 12, 7, 8, 6)
SCARF, CAP, BEANIE, TURBAN = 13, 14, 15, 16
_BACKS = (0, 1, 2, 3, 4, 5, SCARF)
BOX = "0 -4 48 56"
"""The part of the drawing that a head takes."""


@dataclasses.dataclass(frozen=True)
class Face:
    """A choice of parts and colours, by number."""

    skin: int
    hair: int
    colour: int
    head: int
    look: int
    glasses: int
    beard: int
    coat: int
    wool: int
    lashes: bool
    lines: bool

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts, from the back to the front."""
        return tuple(self._layers())

    @property
    def colours(self) -> tuple[str, str, str, str]:
        """The colours of skin, neck, hair and wool."""
        return SKINS[self.skin], SHADES[self.skin], HAIRS[self.colour], WOOLS[self.wool]

    def _layers(self) -> Iterator[str]:
        if self.hair in _BACKS:
            yield f"back-{self.hair}"
        yield f"coat-{self.coat}"
        yield f"head-{self.head}"
        yield f"face-{self.look}"
        if self.lines:
            yield "lines"
        if self.lashes:
            yield "lashes"
        if self.beard:
            yield f"beard-{self.beard}"
        yield f"hair-{self.hair}"
        if self.glasses:
            yield f"glasses-{self.glasses}"


def face(sex: str, age: int, number: int) -> Face:
    """Return a person's face.

    Args:
        sex: "woman" or "man". age: in years. number: tells people apart, such as a place in the population.
    """
    draws = _Draws(number)
    woman, old = sex == "woman", max(0.0, (age - 38) / 40)
    hair = draws.of(_WOMEN if woman else _MEN)
    if not woman and draws.chance(0.8 * old):
        hair = 11
    covered = draws.chance(0.13)
    if covered:
        hair = draws.of((SCARF, SCARF, BEANIE) if woman else (CAP, BEANIE, TURBAN))
    skin = draws.below(len(SKINS))
    dark = (0, 6, 1) if skin >= 3 else (0, 1, 2, 3, 4, 5)
    grey = draws.chance(1.3 * old - 0.15)
    beard = draws.of((1, 2, 3)) if not woman and draws.chance(0.38) else 0
    return Face(
        skin=skin,
        hair=hair,
        colour=draws.of(_GREYS) if grey else draws.of(dark),
        head=draws.below(3),
        look=draws.of((0, 0, 1, 2)),
        glasses=draws.of((1, 2)) if draws.chance(0.16 + 0.35 * old) else 0,
        beard=beard,
        coat=draws.below(4),
        wool=draws.below(len(WOOLS)),
        lashes=woman and draws.chance(0.6),
        lines=age >= 62,
    )


class _Draws:
    """Draws that follow from a number alone, one byte each: the same on every machine and in every version."""

    def __init__(self, number: int) -> None:
        self._bytes = iter(hashlib.blake2b(f"face {number}".encode(), digest_size=32).digest())

    def below(self, count: int) -> int:
        return next(self._bytes) * count // 256

    def of(self, choices: Sequence[int]) -> int:
        return choices[self.below(len(choices))]

    def chance(self, probability: float) -> bool:
        return next(self._bytes) < 256 * probability


@cache
def parts() -> str:
    """Return the drawing of all parts, as SVG."""
    return (_HERE / "assets" / "parts.svg").read_text(encoding="utf-8")


@cache
def _part(name: str) -> str:
    """Return the shapes of one part."""
    found = re.search(rf'<symbol id="{re.escape(name)}">(.*?)</symbol>', parts(), re.DOTALL)
    if found is None:
        raise KeyError(name)
    return found[1]


def portrait(looks: Face, *, coat: str = "#2a7fc9", alt: str = "") -> str:
    """Return one face as an SVG picture that needs nothing beside it, for a card, a print or a slide.

    Args:
        looks: the face. coat: the colour of the clothes. alt: what the picture shows; "" where words beside it do.
    """
    colours = zip(("skin", "shade", "hair", "wool"), looks.colours, strict=True)
    style = ";".join(f"--{name}:{colour}" for name, colour in colours)
    label = f'role="img" aria-label="{escape(alt)}"' if alt else 'aria-hidden="true"'
    shapes = "".join(map(_part, looks.parts))
    look = f"<style>{_style()}.coat{{fill:{coat}}}</style>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{BOX}" style="{style}" {label}>{look}{shapes}</svg>'


@cache
def _style() -> str:
    """Return how the parts are painted."""
    found = re.search(r"<style>(.*?)</style>", parts(), re.DOTALL)
    assert found is not None
    return found[1]
