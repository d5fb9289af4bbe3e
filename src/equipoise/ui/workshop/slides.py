"""A lesson as slides for a group: one thing on each, in the order of the session. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from html import escape

from equipoise.learn.lesson import Lesson
from equipoise.texts.marks import plain
from equipoise.ui.charts import svg
from equipoise.ui.shared.words import say

_LOOKS = (
    (110, "font-size:clamp(1.7rem,4vw,5.4rem);font-weight:600"),
    (240, "font-size:clamp(1.5rem,3vw,4.2rem);font-weight:600"),
    (10_000, "font-size:clamp(1.2rem,2.3vw,3.3rem);font-weight:400"),
)
"""The letters of a text by how many there are at most, so that every slide stays on one screen."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Slide:
    """One thing on the screen.

    Attributes:
        kicker: what kind of thing it is, small above it. text: the thing itself. points: below it, one a line.
        experiment: whether the two settings are run and shown here.
    """

    kicker: str
    text: str
    points: tuple[str, ...] = ()
    experiment: bool = False


def slides(lesson: Lesson) -> tuple[Slide, ...]:
    """Return the slides of a lesson; what comes out is on none before the one with the experiment."""
    options = tuple(
        say("guide.slide.option", letter=chr(ord("A") + place), text=option.text)
        for place, option in enumerate(lesson.prediction.options)
    )
    sides = (
        say("guide.slide.first", side=lesson.before.title),
        say("guide.slide.second", side=lesson.after.title),
    )
    reasons = [" ".join(part.split()) for part in lesson.explanation.strip().split("\n\n")]
    return (
        Slide(kicker=say("guide.slide.lesson", place=lesson.order), text=lesson.title),
        Slide(kicker=say("guide.slide.opening"), text=lesson.facilitator.opening),
        Slide(kicker=say("guide.slide.believed"), text=lesson.misconception),
        Slide(kicker=say("guide.slide.situation"), text=lesson.situation, points=sides),
        Slide(kicker=say("guide.slide.guess"), text=lesson.prediction.text, points=options),
        Slide(kicker=say("guide.slide.reveal"), text=lesson.finding, experiment=True),
        *(Slide(kicker=say("guide.slide.why"), text=reason) for reason in reasons),
        *(Slide(kicker=say("guide.slide.ask"), text=question) for question in lesson.facilitator.ask),
        *(Slide(kicker=say("guide.slide.discuss"), text=question) for question in lesson.facilitator.discussion),
        Slide(kicker=say("guide.slide.later"), text=lesson.later.question),
    )


def large(slide: Slide) -> str:
    """Return a slide as HTML in large type, which takes its colours from the page; long texts are set smaller."""
    look = next(look for letters, look in _LOOKS if len(slide.text) <= letters)
    shape = "line-height:1.35;margin:0;font-family:Georgia,serif;max-width:38em;text-wrap:balance"
    lines = "".join(f'<li style="margin:.35em 0">{escape(plain(point))}</li>' for point in slide.points)
    listed = f'<ul style="font-size:clamp(1.2rem,2.4vw,3.3rem);list-style:none;padding:0">{lines}</ul>' if lines else ""
    kicker = f'<p style="font-size:clamp(1rem,1.5vw,2rem);margin:0 0 .6em">{escape(slide.kicker)}</p>'
    text = f'<h1 style="{look};{shape}">{escape(plain(slide.text))}</h1>'
    high = "" if slide.experiment else "min-height:62vh;"
    return f'<div style="{high}padding:3vh 0 2vh">{kicker}{text}{listed}</div>'


@dataclasses.dataclass(frozen=True)
class Counted:
    """One side of an experiment: its title, its number in words, and 100 icons as SVG."""

    title: str
    number: str
    svg: str


def side_by_side(sides: Sequence[Counted], *, legend: str) -> str:
    """Return both sides of an experiment as HTML, each with a large number beside its icons."""
    alt = f"{legend}. {'; '.join(f'{one.title}: {one.number}' for one in sides)}"
    boxes = "".join(
        '<div style="display:flex;align-items:center;gap:1.2rem">'
        f"{svg.image(one.svg, style='height:min(34vh,44vw)')}"
        f'<div style="font-size:clamp(1rem,1.6vw,2rem)">{escape(one.title)}'
        f'<div style="font-size:clamp(1.8rem,4vw,5rem);line-height:1.2">{escape(one.number)}</div></div></div>'
        for one in sides
    )
    row = f'<div style="display:flex;flex-wrap:wrap;gap:1rem 4rem">{boxes}</div>'
    under = f'<p style="font-size:clamp(.9rem,1.3vw,1.7rem);margin:.6em 0 0">{escape(legend)}</p>'
    return svg.figure(row + under, alt=alt)
