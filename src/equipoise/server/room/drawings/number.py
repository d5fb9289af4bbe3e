"""Guess a number: a box and a slider on the phone; the spread of all guesses with the truth on the projector."""

from __future__ import annotations

from equipoise.rooms.activities.number import NEAR, Guesses
from equipoise.rooms.activities.truth import MOST, Truth
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.server.room.drawings import experiment
from equipoise.server.room.drawings.histogram import histogram
from equipoise.server.room.drawings.parts import beside, likely, note, number, say, source, too_few
from equipoise.server.room.markup import Markup, joined, tag


class Number:
    """How a guess is made, and how all of them look."""

    def form(self, step: Step, mine: Answer | None, me: Participant, round: int) -> str:
        """Return a box for the number, which is empty so that nobody is led to one, and a slider that fills it."""
        typed = "" if mine is None else str(mine.value)
        ends = {"min": 0, "max": MOST, "step": 1}
        box = tag("input", type="number", name="number", inputmode="numeric", value=typed, required=True, **ends)
        named = tag("label", tag("span", say("number.label", per=step.spec["per"])), box, class_="field")
        slider = tag("input", type="range", value=typed or MOST // 2, aria_label=say("number.slider"), **ends)
        return tag("div", named, tag("div", slider, class_="field"), data_pair=True)

    def picture(self, step: Step, result: Guesses, *, large: bool = True) -> str:
        """Return the spread beside the truth; for a lesson's number, beside its experiment."""
        ran = result.experiment
        if ran is not None:
            spread = histogram(result, wide=180, high=80) if result.counts else too_few(result.n)
            return experiment.shown(ran, spread, large=large)
        told, explained = joined(_truth(step, result), _room(result)), _explained(step, result.truth)
        if result.counts is None:
            return joined(too_few(result.n), told, explained)
        wide, high = (270, 110) if large else (200, 120)
        body = beside(histogram(result, wide=wide, high=high), told, large=large, shares=(27, 13))
        return joined(body, explained)

    def own(self, step: Step, result: Guesses, mine: Answer | None) -> str:
        """Return how far off one was, and how many were nearer."""
        if mine is None:
            truth = result.truth
            return tag("p", say("number.is", truth=number(truth), per=step.spec["per"])) if truth else ""
        guess = int(mine.value)
        if result.truth is None:
            return tag("p", say("number.own_held" if result.held else "number.own_waits", guess=guess))
        drawn = histogram(result, wide=200, high=110, mine=guess) if result.counts else None
        return joined(tag("p", _place(step, result, result.truth, guess)), drawn)


def _place(step: Step, result: Guesses, truth: Truth, guess: int) -> str:
    """Return one's own place among the others in words; with too few of them, only how far off one was."""
    away = abs(guess - truth.shown)
    key = "number.own" if away else "number.own_exact"
    told = say(key, guess=guess, truth=number(truth), away=away, per=step.spec["per"])
    if not result.distances:
        return told
    nearer = sum(distance < away for distance in result.distances)
    return f"{told} {say('number.nearer' if nearer else 'number.nearest', nearer=nearer, n=result.n)}"


def _truth(step: Step, result: Guesses) -> Markup:
    if result.truth is None:
        return tag("p", say("held" if result.held else "waits"), class_="few")
    sure = likely(result.truth)
    return joined(
        tag("p", number(result.truth), class_="true-number"),
        tag("p", step.spec["per"], class_="true-per"),
        tag("p", sure, class_="from") if sure else None,
    )


def _room(result: Guesses) -> Markup | None:
    """Return how far off the room was, in words."""
    if result.middle is None:
        return None
    told = [say("number.middle", number=f"{result.middle:g}")]
    if result.off is not None:
        told.append(say("number.off", off=f"{result.off:g}"))
        told.append(say("number.near", near=result.near, n=result.n, within=NEAR))
    return note(" ".join(told))


def _explained(step: Step, truth: Truth | None) -> Markup | None:
    return None if truth is None else joined(note(step.spec.get("explained")), source(truth.source))
