"""What came out of a lesson's two settings: the hundred people, or a hundred icons before and after."""

from __future__ import annotations

import json
import re

from equipoise.rooms.activities import experiment
from equipoise.rooms.activities.experiment import OFFERS, Experiment
from equipoise.server.room.drawings.parts import beside, note, number, say
from equipoise.server.room.markup import Markup, joined, tag
from equipoise.ui.charts import svg
from equipoise.ui.charts.icons import Glyph, picture
from equipoise.ui.charts.style import BLUE, ORANGE
from equipoise.ui.shared.crowd.payload import Scene, payload, summary
from equipoise.ui.shared.numbers import icons

_SENTENCE = re.compile(r"(?<=[.?!]) ")
"""Where a sentence ends."""
_LINE = 100
"""Letters."""


def finding(ran: Experiment) -> Markup:
    """Return the lesson's finding, in one sentence."""
    return tag("p", ran.lesson.finding, class_="finding")


def why(ran: Experiment) -> Markup | None:
    """Return one explanation: the first sentences of the lesson's, as many as fit into a line, at least one."""
    first, *others = _SENTENCE.split(" ".join(ran.lesson.explanation.strip().split("\n\n")[0].split()))
    for sentence in others:
        if len(first) + len(sentence) >= _LINE:
            break
        first = f"{first} {sentence}"
    return note(first)


def shown(ran: Experiment, guessed: Markup, *, large: bool) -> Markup:
    """Return all of a reveal: the finding, both settings beside what the room has guessed, and one explanation.

    Args:
        guessed: a picture of the room's answers.
    """
    if large and ran.crowds:
        body = beside(_crowd(ran), joined(_numbers(ran), guessed), large=large, shares=(22, 18))
    else:
        body = beside(_icons(ran), guessed, large=large, shares=(25, 15))
    return joined(finding(ran), body, why(ran))


def _numbers(ran: Experiment) -> Markup:
    """Return the first number under both settings, and what it counts."""
    claim = ran.lesson.claims[0]
    (one, first), (two, second) = _sides(ran)
    line = tag("p", f"{one} ", tag("b", first), " → ", f"{two} ", tag("b", second), class_="sides")
    return joined(tag("p", say("lesson.counted", title=claim.title, per=claim.per), class_="counted"), line)


def _sides(ran: Experiment) -> tuple[tuple[str, str], ...]:
    """Return the titles of both settings, each with its first number."""
    before, after = ran.numbers[0]
    return (ran.lesson.before.title, number(before)), (ran.lesson.after.title, number(after))


def _crowd(ran: Experiment) -> Markup:
    """Return where the script puts the hundred: as they are under the second setting, marked where it was otherwise."""
    lit = experiment.lit(ran.lesson)
    assert lit is not None and ran.crowds is not None, "a crowd is kept where it is lit"
    before, after = ran.crowds
    scene = Scene(crowd=after, before=before, fact=lit.fact)
    data = payload([scene], marked=None, split=None, columns="wide", follow=False)
    return tag("div", class_="crowd-here", data_crowd=json.dumps(data), role="group", aria_label=summary(scene))


def _icons(ran: Experiment) -> Markup:
    claim, pair = ran.lesson.claims[0], ran.numbers[0]
    glyph: Glyph = "offer" if claim.measure == OFFERS else "person"
    colour = ORANGE if claim.feared else BLUE
    drawn = [svg.image(picture(icons(rate.value / 100) if rate else 0, glyph, colour)) for rate in pair]
    boxes = (
        tag("div", Markup(image), tag("span", title, tag("b", told)))
        for image, (title, told) in zip(drawn, _sides(ran), strict=True)
    )
    sides = "; ".join(say("lesson.side", side=title, number=told) for title, told in _sides(ran))
    alt = say("lesson.alt", title=claim.title, per=claim.per, sides=sides)
    arrays = tag("div", *boxes, class_="arrays", role="img", aria_label=alt)
    return joined(arrays, tag("p", say("lesson.filled", title=claim.title, per=claim.per), class_="from"))
