"""What the browser is told about a crowd: faces, who is lit and why, and all words. Pure functions of crowds.

A *scene* is the crowd with one fact lit; pictures show one scene, or several stages one after another.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

import numpy as np

from equipoise.core.vocabulary import GROUPS
from equipoise.core.wording import language
from equipoise.studies.crowd.facts import Crowd
from equipoise.texts.catalogue import texts
from equipoise.texts.phrases import value_in_words
from equipoise.ui.shared.crowd.beside import Beside
from equipoise.ui.shared.crowd.faces import HAIRS, SHADES, SKINS, WOOLS, face
from equipoise.ui.shared.words import say

Columns = Literal["auto", "narrow", "wide"]
"""How many stand in a row: 10, 20, or what there is room for."""
NEVER, STILL, NEW, WAS = range(4)
"""How a person stands now and before: not lit, lit now as before, lit now only, lit before only."""
_TONES = {
    "found": "bad",
    "right": "good",
    "worse": "bad",
    "refused": "plain",
    "moved": "plain",
    "fits": "plain",
    "caught": "bad",
}
_FOLDING = ("fits", "caught")
"""The facts of *Guess who?*: of whom they are not true is turned away, and folds down."""
_MARKS = {"fits": "found", "caught": "found"}
"""The mark of a fact, where it is another one's."""
_COLOURS = (*SKINS, *SHADES, *HAIRS, *WOOLS)
_WORDS = ("label", "person", "table", "of", "back", "play", "pause", "next")
_GUESS_WORDS = ("numbers", "waiting", "guess", "guessed", "show", "skip")
_NOTHING = Beside()


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Scene:
    """One state of the crowd.

    Attributes:
        crowd: who it is and what happened. fact: which of the crowd's facts lights people.
        before: an earlier state of the same people to compare with; None shows the present one alone.
        title: what the stage is called where several are played.
    """

    crowd: Crowd
    fact: str
    before: Crowd | None = None
    title: str = ""

    def __post_init__(self) -> None:
        if self.fact not in self.crowd.lit:
            raise KeyError(self.fact)

    @property
    def standing(self) -> tuple[int, ...]:
        """How everybody stands: `NEVER`, `STILL`, `NEW` or `WAS`. Other people than before are compared with nobody."""
        now = self.crowd.lit[self.fact]
        if self.before is None or not np.array_equal(self.before.people, self.crowd.people):
            return tuple(np.where(now, STILL, NEVER).tolist())
        then = self.before.lit[self.fact]
        return tuple(np.select([now & then, now, then], [STILL, NEW, WAS], NEVER).tolist())


def payload(
    scenes: Sequence[Scene],
    *,
    marked: int | None,
    split: str | None,
    columns: Columns,
    follow: bool,
    told_in: str = "",
    beside: Beside = _NOTHING,
) -> dict[str, Any]:
    """Return everything that the component draws, ready for JSON.

    Args:
        scenes: one, or the stages to play, or one for each number beside; all of the same people.
        marked: a person, by place among all customers. split: a protected attribute whose groups stand apart.
        columns: see `Columns`. follow: whether a click on somebody is reported. told_in: where the page tells
            about whom was clicked on, by the container's key. beside: numbers and a map.
    """
    first = scenes[0].crowd
    parts, people = _people(first)
    told = [_scene(scene.crowd, scene.before, scene.fact, scene.title, language()) for scene in scenes]
    played = len(told) > 1 and not beside.numbers
    return {
        "world": hashlib.blake2b(first.people.tobytes(), digest_size=8).hexdigest(),
        "people": people,
        "parts": parts,
        "colours": _COLOURS,
        "scenes": [] if played else told,
        "stages": told if played else [],
        **beside.payload(),
        "marked": marked,
        "split": None if split is None else _split(first, split),
        "columns": columns,
        "follow": follow,
        "told_in": told_in,
        "words": {
            **{word: say(f"crowd.{word}") for word in _WORDS},
            **({word: say(f"crowd.beside.{word}") for word in _GUESS_WORDS} if beside.numbers else {}),
            "columns": [say(f"crowd.column.{name}") for name in ("name", "age", "state", "why")],
            "states": [say(f"crowd.state.{name}") for name in ("never", "still", "new", "was")],
        },
    }


def reason(scene: Scene, place: int) -> str:
    """Return why the person in this place of the crowd is lit or not, in words."""
    key = f"crowd.why.{scene.fact}.{scene.crowd.why[scene.fact][place]}"
    return texts()[f"ui.{key}"].format(n=scene.crowd.clues)


def summary(scene: Scene) -> str:
    """Return what the picture says, in a sentence: how many are lit, and what changed."""
    standing, n = scene.standing, len(scene.crowd)
    now, new, was = (sum(each in which for each in standing) for which in ((STILL, NEW), (NEW,), (WAS,)))
    told = say(f"crowd.summary.{scene.fact}", n=now, of=n)
    return told if not (new or was) else f"{told} {say('crowd.changed', new=new, was=was)}"


def notes(scene: Scene) -> list[str]:
    """Return what stands beside the picture: everybody's number where it differs, and what luck alone would find."""
    crowd, fact = scene.crowd, scene.fact
    lit, said = int(crowd.lit[fact].sum()), []
    if fact in crowd.of_all and (round(crowd.of_all[fact]) != lit or len(crowd) != 100):
        said.append(say("crowd.of_all", lit=lit, all=round(crowd.of_all[fact])))
    if fact == "found" and lit:
        said.append(say("crowd.luck", n=round(crowd.luck)) if round(crowd.luck) else say("crowd.no_luck"))
    return said


@lru_cache(maxsize=128)
def _scene(crowd: Crowd, before: Crowd | None, fact: str, title: str, language: str) -> dict[str, Any]:
    """Return a scene as the browser draws it; it is the same as long as the service remembers the answer."""
    scene = Scene(crowd=crowd, before=before, fact=fact, title=title)
    reasons = [reason(scene, place) for place in range(len(scene.crowd))]
    distinct = list(dict.fromkeys(reasons))
    standing = scene.standing
    key = [{"state": "" if scene.fact == "fits" else "lit", "text": say(f"crowd.key.{scene.fact}")}]
    if NEW in standing:
        key.append({"state": " ".join(("lit", "new")), "text": say("crowd.key.new")})
    if WAS in standing:
        key.append({"state": "was", "text": say("crowd.key.was")})
    return {
        "title": scene.title,
        "tone": _TONES[scene.fact],
        "mark": _MARKS.get(scene.fact, scene.fact),
        "folds": _FOLDING.index(scene.fact) + 1 if scene.fact in _FOLDING else 0,
        "lit": standing,
        "reasons": distinct,
        "why": [distinct.index(each) for each in reasons],
        "summary": summary(scene),
        "key": key + [{"state": "", "text": note} for note in notes(scene)],
    }


def _people(crowd: Crowd) -> tuple[list[str], list[dict[str, Any]]]:
    return _drawn(tuple(crowd.people.tolist()), crowd.name, crowd.sex, tuple(crowd.age.tolist()))


@lru_cache(maxsize=16)
def _drawn(
    people: tuple[int, ...], names: tuple[str, ...], sexes: tuple[str, ...], ages: tuple[int, ...]
) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the names of all parts in use, and everybody with the numbers of parts and colours."""
    faces = [face(sex, age, number) for sex, age, number in zip(sexes, ages, people, strict=True)]
    parts = sorted({part for one in faces for part in one.parts})
    place = {part: number for number, part in enumerate(parts)}
    drawn = [
        {
            "id": person,
            "name": name,
            "age": age,
            "parts": [place[part] for part in one.parts],
            "colours": [_COLOURS.index(colour) for colour in one.colours],
        }
        for person, name, age, one in zip(people, names, ages, faces, strict=True)
    ]
    return parts, drawn


def _split(crowd: Crowd, attribute: str) -> dict[str, Any]:
    return {
        "name": attribute,
        "labels": [value_in_words(group) for group in GROUPS[attribute]],
        "of": crowd.groups[attribute].tolist(),
    }
