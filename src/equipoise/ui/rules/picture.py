"""One shop in all regimes as a picture: regions by topics, each cell with a shape for the most serious finding."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from html import escape

from equipoise.rules.book import LEVELS, TOPICS, Level
from equipoise.ui.charts import svg
from equipoise.ui.charts.style import BLUE, GREY, NOTE, rem
from equipoise.ui.shared import rule_words
from equipoise.ui.shared.words import say

_GRID = (
    f"display:grid;grid-template-columns:minmax({rem(88)},max-content) repeat({len(TOPICS)},minmax(0,{rem(64)}));"
    f"font-size:{NOTE};line-height:1.25"
)
_HEAD = "writing-mode:vertical-rl;rotate:180deg;justify-self:center;padding:0 0 6px;max-height:9rem"
_LINE = f"border-top:1px solid {GREY}44;padding:3px 0"


def draw(found: Mapping[str, Mapping[str, Level | None]], chosen: Collection[str]) -> str:
    """Draw the picture with its key; the regions where customers live are marked."""
    heads = "".join(f'<div style="{_HEAD}">{escape(say(f"rules.topic.{topic}"))}</div>' for topic in TOPICS)
    rows = "".join(_row(place, levels, chosen=place in chosen) for place, levels in found.items())
    return svg.figure(f"<div></div>{heads}{rows}", alt=alternative(found), style=_GRID) + key()


def _row(place: str, levels: Mapping[str, Level | None], *, chosen: bool) -> str:
    mark = f"border-left:4px solid {BLUE}" if chosen else "border-left:4px solid transparent"
    weight = "font-weight:600;" if chosen else ""
    name = f'<div style="{_LINE};{weight}{mark};padding-left:6px">{escape(rule_words.region(place))}</div>'
    return name + "".join(_cell(levels[topic]) for topic in TOPICS)


def _cell(level: Level | None) -> str:
    shape, colour = rule_words.MARKS[level]
    ground = f"background:{colour}2e;" if level else ""
    return f'<div style="{_LINE};{ground}text-align:center;color:{colour};font-weight:700">{shape}</div>'


def key() -> str:
    """Draw what the shapes mean."""
    items = [_named(level, escape(rule_words.level(level))) for level in LEVELS]
    return _line([*items, _named(None, escape(say("rules.nothing")))], style=f"margin-top:.5rem;font-size:{NOTE}")


def counts(found: Sequence[Level]) -> str:
    """Draw how many findings there are of every level, each with its shape."""
    return _line(
        [
            _named(level, f'<b style="font-size:1.25rem">{found.count(level)}</b> {escape(rule_words.level(level))}')
            for level in LEVELS
        ]
    )


def _named(level: Level | None, words: str) -> str:
    shape, colour = rule_words.MARKS[level]
    mark = f'<span aria-hidden="true" style="color:{colour};font-weight:700">{shape}</span>'
    return f'<span style="white-space:nowrap">{mark} {words}</span>'


def _line(items: Sequence[str], *, style: str = "") -> str:
    return f'<div style="display:flex;flex-wrap:wrap;align-items:baseline;gap:0 1.2rem;{style}">{"".join(items)}</div>'


def alternative(found: Mapping[str, Mapping[str, Level | None]]) -> str:
    """Return the picture in words, region by region: in how many topics something of each level is found."""
    told = []
    for place, levels in found.items():
        rows = list(levels.values())
        counted = ", ".join(f"{rule_words.level(level)}: {rows.count(level)}" for level in LEVELS if level in rows)
        told.append(f"{rule_words.region(place)}: {counted or say('rules.nothing')}")
    return "; ".join(told)
