"""The page around the parts: what a browser loads once, and what it is told later."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import time
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from streamlit.file_util import get_static_dir

from equipoise.core.wording import language
from equipoise.rooms.words import say
from equipoise.server.addresses import home_path
from equipoise.server.room.markup import Markup, joined, tag
from equipoise.server.room.place import base
from equipoise.texts.dates import long_date

ASSETS = Path(__file__).parents[1] / "assets"
"""The script and the style sheet."""
STYLE, SCRIPT, FIELDS = "room.css", "room.js", "fields.js"
DEBRIEF = "debrief.css"
"""The style of the debrief, which no phone needs."""
Parts = Mapping[str, Markup]
"""What a page shows, by the ids of its parts, in order."""
WORDS = ("connected", "lost", "kept", "time_up")
"""What the script says by itself."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Page:
    """A page as it is at one moment.

    Attributes:
        title: of the page. parts: what it shows.
        role: whose it is: "phone", "projector", "desk", or "" for one that never changes.
        path: where the script asks what is new.
        tag: names what the page shows; the script sends it back to learn what comes after.
        key: names what is filled in on it; while it is the same, nobody's typing is replaced.
        columns: the parts that stand beside each other where there is room, by the ids of two columns.
    """

    title: str
    parts: Parts
    role: str = ""
    path: str = ""
    tag: str = ""
    key: str = ""
    columns: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)

    def html(self) -> str:
        """Return the page as a browser loads it."""
        head = joined(
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="robots", content="noindex"),
            tag("title", say("page.title", page=self.title)),
            _fonts() if self.role in ("projector", "desk") else None,
            tag("link", rel="icon", href="data:,"),  # no phone asks for one
            tag("link", rel="stylesheet", href=asset(STYLE)),
            tag("script", type="module", src=asset(SCRIPT)) if self.role else None,
        )
        shown = joined(*self._laid_out(), _line() if self.role else None)
        body = tag("body", shown, **(self._told() if self.role else {}))
        return f"<!doctype html>{tag('html', tag('head', head), body, lang=language(), class_=self.role or 'plain')}"

    def state(self, said: str = "") -> dict[str, Any]:
        """Return what the script is told when something has changed.

        Args:
            said: a sentence on what somebody has just done.
        """
        told = {"tag": self.tag, "key": self.key, "now": now(), "parts": self.parts}
        return told | ({"said": said} if said else {})

    def _laid_out(self) -> Iterator[Markup]:
        stand = {name: column for column, names in self.columns.items() for name in names}
        yield from (_part(name, piece) for name, piece in self.parts.items() if name not in stand)
        for column, names in self.columns.items():
            yield tag("div", *(_part(name, self.parts[name]) for name in names), id=column)

    def _told(self) -> dict[str, str | float]:
        words = json.dumps({word: say(f"page.words.{word}") for word in WORDS})
        told = {"role": self.role, "path": self.path, "tag": self.tag, "key": self.key, "words": words}
        told |= {} if self.role == "phone" else {"more": asset("presenter.js")}
        return {f"data_{name}": value for name, value in told.items()} | {"data_now": now()}


def now() -> float:
    """Return the server's clock, by which timers run: seconds since 1970."""
    return round(time.time(), 1)


@cache
def content(name: str) -> bytes:
    """Return a file as browsers get it: scripts without comments, and in one file what every page needs."""
    others = tuple(sorted(path.name for path in ASSETS.glob("*.css") if path.name not in (STYLE, DEBRIEF)))
    together = {STYLE: (STYLE, *others), SCRIPT: (SCRIPT, FIELDS)}.get(name, (name,))
    lines = (line.strip() for part in together for line in (ASSETS / part).read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")).encode()


@cache
def asset(name: str) -> str:
    """Return the address of a file of `ASSETS`; another content has another address, so that it may be kept."""
    return f"{base()}/-/{name}?{hashlib.blake2b(content(name), digest_size=6).hexdigest()}"


def when(moment: float) -> Markup:
    """Return a moment, seconds since 1970, in the words of the server; the script writes it by the visitor's clock."""
    there = datetime.datetime.fromtimestamp(moment, tz=datetime.UTC)
    written = say("page.when", date=long_date(there.date()), time=f"{there:%H:%M}")
    return tag("time", written, datetime=there.isoformat(timespec="minutes"))


def sentence(key: str, /, **pieces: Markup | str | int) -> Markup:
    """Return the text ``room.<key>`` as markup, with pieces filled in: texts, numbers, or markup."""
    marks = {name: f"\0{place}\0" for place, name in enumerate(pieces)}
    written = str(joined(say(key, **marks)))
    for name, mark in marks.items():
        piece = pieces[name]
        written = written.replace(mark, joined(piece if isinstance(piece, str) else str(piece)))
    return Markup(written)


def _part(name: str, piece: Markup) -> Markup:
    return tag("main" if name == "main" else "div", piece, id=name, tabindex=-1 if name == "main" else None)


def _line() -> Markup:
    """Return what tells whether the page is connected, and what has just been done."""
    return joined(
        tag("p", id="said", role="status"),
        tag("p", say("page.words.connecting"), id="line", role="status"),
        tag("noscript", tag("p", say("page.no_script"))),
    )


@cache
def _fonts() -> Markup:
    """Return the product's letters, which this computer has from its other pages; a phone does without them."""
    media = Path(get_static_dir(), "static", "media")
    faces = [
        f"@font-face{{font-family:'{family}';font-weight:200 900;src:url({home_path()}static/media/{path.name})}}"
        for family, pattern in (("Source Sans", "SourceSansVF-Upright*"), ("Source Serif", "SourceSerif*-Roman*"))
        for path in sorted(media.glob(pattern))[:1]
    ]
    return tag("style", Markup("".join(faces)))
