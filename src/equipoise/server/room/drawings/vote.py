"""Vote: options to choose from on the phone; how many chose each, and what is said to it, on the projector."""

from __future__ import annotations

from equipoise.rooms.activities.vote import Option, Votes
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.server.room.drawings import experiment
from equipoise.server.room.drawings.parts import letter, note, say, too_few
from equipoise.server.room.markup import Markup, joined, tag


class Vote:
    """How a vote is given, and how all of them look."""

    def form(self, step: Step, mine: Answer | None, me: Participant, round: int) -> str:
        """Return one target an option."""
        options = step.spec["options"]
        choices = (_choice(place, option["text"], mine) for place, option in enumerate(options))
        return tag("fieldset", tag("legend", say("vote.legend")), *choices)

    def picture(self, step: Step, result: Votes, *, large: bool = True) -> str:
        """Return a bar an option; for a lesson's question, beside its experiment."""
        few, ran = too_few(result.n) if result.counts is None else None, result.experiment
        if ran is None:
            more = say("held") if result.held else step.spec.get("explained")
            return joined(few, _bars(result, comments=True, large=large), note(more))
        return experiment.shown(ran, joined(few, _bars(result, comments=False, large=False)), large=large)

    def own(self, step: Step, result: Votes, mine: Answer | None) -> str:
        """Return what one chose, whether it is right, and what is said to it."""
        if mine is None:
            return "" if result.right is None else tag("p", _right_one(result, result.right))
        chosen, told = result.options[mine.value], [say("vote.own", option=_named(mine.value, result))]
        if result.held:
            told.append(say("held"))
        elif result.right is not None:
            told.append(say("vote.own_right") if chosen.right else _right_one(result, result.right))
        return joined(tag("p", " ".join(told)), tag("p", chosen.comment) if chosen.comment else None)


def _choice(place: int, text: str, mine: Answer | None) -> Markup:
    chosen = mine is not None and mine.value == place
    button = tag("input", type="radio", name="option", value=place, required=True, checked=chosen)
    return tag("label", button, tag("span", tag("b", letter(place)), f" {text}"), class_="choice")


def _named(place: int, result: Votes) -> str:
    return say("vote.named", letter=letter(place), text=result.options[place].text)


def _right_one(result: Votes, right: int) -> str:
    return say("vote.right_one", option=_named(right, result))


def _bars(result: Votes, *, comments: bool, large: bool) -> Markup:
    """Return the options with their bars; every bar's number stands beside it."""
    tallest = max(*result.counts, 1) if result.counts else 1
    rows = []
    for place, option in enumerate(result.options):
        bar = _bar(result.counts[place], tallest) if result.counts else None
        words = _words(place, option, right=place == result.right, comments=comments)
        rows.append(tag("li", words, bar, class_="right" if place == result.right else None))
    return tag("ol", *rows, class_="votes wide" if large and result.counts else "votes")


def _words(place: int, option: Option, *, right: bool, comments: bool) -> Markup:
    sign = tag("em", f" ✓ {say('vote.right')}") if right else None
    said = tag("small", option.comment) if comments and option.comment else None
    return tag("span", tag("b", f"{letter(place)} "), option.text, sign, said)


def _bar(count: int, tallest: int) -> Markup:
    drawn = tag("i", style=f"width:{100 * count / tallest:.1f}%") if count else None
    track = tag("span", drawn, aria_hidden="true")
    return tag("span", track, tag("b", str(count)), class_="tally")
