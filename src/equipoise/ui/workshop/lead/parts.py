"""The parts of an agenda as a picture: a bar of their minutes, and under it a list with from when to when. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from equipoise.rooms.agenda import Agenda, Item
from equipoise.rooms.paper.guide import timed
from equipoise.rooms.words import say
from equipoise.texts.catalogue import texts
from equipoise.texts.marks import plain
from equipoise.ui.charts.style import BLUE, GREY, ORANGE

TALK, ANSWER, PLAY = "talk", "answer", "play"
SORTS: Mapping[str, str] = {
    "say": TALK,
    "policy": PLAY,
    "attacker": PLAY,
    "guess_who": PLAY,
    "audit_game": PLAY,
}
"""What people do in a part, by its kind; in all others they answer."""
_COLOURS = {TALK: GREY, ANSWER: BLUE, PLAY: ORANGE}
_STYLE = """<style>
.parts{margin:0}.parts .bar{display:flex;gap:2px;height:14px;margin:.1rem 0 .7rem}
.parts .bar i{border-radius:3px;min-width:3px}
.parts ol{list-style:none;margin:0;padding:0;display:grid;gap:.1rem}
.parts li{display:grid;grid-template-columns:5.2rem .7rem 1fr auto;gap:.7rem;align-items:center;padding:.22rem 0}
.parts li b{font-weight:400;font-variant-numeric:tabular-nums;opacity:.75;white-space:nowrap}
.parts li i{width:.7rem;height:.7rem;border-radius:50%}.parts li em{font-style:normal;opacity:.75;font-size:.9em}
</style>"""


def drawn(agenda: Agenda) -> str:
    """Return the parts of an agenda as HTML, in the colours of the page."""
    bar = "".join(f'<i style="flex:{item.minutes};background:{_COLOURS[sort(item)]}"></i>' for item in agenda.items)
    rows = "".join(_row(when, item) for when, item in timed(agenda))
    return f'{_STYLE}<div class="parts"><div class="bar" aria-hidden="true">{bar}</div><ol>{rows}</ol></div>'


def sort(item: Item) -> str:
    """Return what people do in a part: listen and talk, answer, or play in teams."""
    return SORTS.get(item.kind, ANSWER)


def _row(when: str, item: Item) -> str:
    what = texts().get(f"room.lead.kind.{item.kind}", say(f"lead.sort.{sort(item)}"))
    dot = f'<i style="background:{_COLOURS[sort(item)]}"></i>'
    span = escape(say("lead.minute", when=when))
    return f"<li><b>{span}</b>{dot}<span>{escape(plain(item.title))}</span><em>{escape(what)}</em></li>"
