"""A lesson's guide for the facilitator as a self-contained web page that prints well. Pure; everything is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from equipoise.core.wording import language
from equipoise.learn.frozen import published
from equipoise.learn.lesson import Lesson, Step
from equipoise.texts.marks import plain
from equipoise.texts.published import cited
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say

_STYLE = """
@page { size: A4; margin: 15mm }
body { font: 15px/1.5 system-ui, sans-serif; color: #111; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h1, h2 { font-family: Georgia, serif; font-weight: 600; line-height: 1.2; break-after: avoid }
h1 { font-size: 25px; margin: 0 0 .2rem } h2 { font-size: 17px; margin: 1.3rem 0 .3rem }
.notice { border: 1px solid #777; border-radius: 6px; padding: .3rem .6rem } .muted { color: #444 }
table { border-collapse: collapse; width: 100% } tr, li { break-inside: avoid }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #ccc }
td:first-child { white-space: nowrap } li { margin: .25rem 0 }
@media print { body { margin: 0; padding: 0; font-size: 12px } }
"""
_HEAD = "<meta charset=utf-8><meta name=viewport content='width=device-width'>"


def handout(lesson: Lesson) -> str:
    """Return the guide of one lesson as HTML."""
    guide = lesson.facilitator
    about = _say("guide.sheet.about", place=lesson.order, minutes=guide.minutes, version=lesson.key)
    parts = [
        f"<h1>{_safe(lesson.title)}</h1>",
        f"<p class=muted>{about}</p>",
        f"<p class=notice>{_say('frame.notice')}. {_say('frame.notice_help')}</p>",
        *_part("objective", f"<p>{_safe(lesson.objective)}</p>"),
        *_part("run_sheet", _table(timed(guide.run_sheet))),
        *_part("opening", f"<p>{_safe(guide.opening)}</p>"),
        *_part("situation", f"<p>{_safe(lesson.situation)}</p>"),
        *_part("guess", f"<p>{_safe(lesson.prediction.text)}</p>{_list(lettered(lesson))}"),
        *_part("comes_out", f"<p>{_safe(lesson.finding)}</p>{_list(numbers(lesson))}"),
        *_part("ask", _list(guide.ask)),
        *_part("mistakes", _list(guide.mistakes)),
        *_part("discussion", _list(guide.discussion)),
        *_part("later", f"<p>{_safe(lesson.later.question)}</p><p class=muted>{_safe(lesson.later.answer)}</p>"),
        *_part("sources", _list(map(cited, lesson.sources))),
    ]
    head = f"{_HEAD}<title>{_safe(lesson.title)}</title><style>{_STYLE}</style>"
    return f"<!doctype html><html lang={language()}><head>{head}</head><body>{''.join(parts)}</body></html>"


def timed(steps: Iterable[Step]) -> list[tuple[str, str]]:
    """Return a run sheet with the minutes from when to when: ("2 – 4", "Read the situation aloud.")."""
    rows, start = [], 0
    for step in steps:
        rows.append((f"{start} – {start + step.minutes}", step.what))
        start += step.minutes
    return rows


def lettered(lesson: Lesson) -> list[str]:
    """Return the answers that can be guessed, each with its letter, the right one marked."""
    told = [option.text + (f" ({say('guide.right')})" if option.right else "") for option in lesson.prediction.options]
    return [f"{chr(ord('A') + place)}: {text}" for place, text in enumerate(told)]


def numbers(lesson: Lesson) -> list[str]:
    """Return what the experiment shows, claim by claim, as it was when the lesson was published."""
    kept = published().get(lesson.key)
    if kept is None:
        return []
    sides = {"before": lesson.before.title, "after": lesson.after.title}
    return [
        say("guide.number", title=claim.title, per=claim.per, one=hundred(first), two=hundred(second), **sides)
        for claim, (first, second) in zip(lesson.claims, kept.numbers, strict=True)
    ]


def _part(name: str, body: str) -> tuple[str, str]:
    return f"<h2>{_say(f'guide.part.{name}')}</h2>", body


def _table(rows: Iterable[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><td>{_safe(when)}</td><td>{_safe(what)}</td></tr>" for when, what in rows)
    head = f"<tr><th>{_say('guide.minutes')}</th><th>{_say('guide.what')}</th></tr>"
    return f"<table><thead>{head}</thead><tbody>{cells}</tbody></table>"


def _list(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{_safe(line)}</li>' for line in lines)}</ul>"


def _safe(text: str) -> str:
    return escape(plain(text))


def _say(key: str, **values: object) -> str:
    return escape(say(key, **values))
