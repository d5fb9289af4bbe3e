"""Buy one safeguard: a choice on the phone; the votes beside what each would have saved on the projector."""

from __future__ import annotations

from equipoise.by_design.breach import Saved
from equipoise.numerics.rate import Rate
from equipoise.rooms.activities.safeguard import Bought, fall
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.server.room.drawings.parts import letter, note, say, too_few
from equipoise.server.room.drawings.vote import Vote
from equipoise.server.room.markup import Markup, joined, tag
from equipoise.ui.shared.numbers import hundred, interval


class Safeguard:
    """How a safeguard is chosen, and what it would have saved."""

    def form(self, step: Step, mine: Answer | None, me: Participant, round: int) -> str:
        """Return one target a safeguard."""
        return Vote().form(step, mine, me, round)

    def picture(self, step: Step, result: Bought, *, large: bool = True) -> str:
        """Return a row a safeguard: how many chose it, what it saves, and what it costs."""
        few = too_few(result.n) if result.counts is None else None
        rows = (_row(result, place, large=large) for place in range(len(result.options)))
        sort = f"votes saving{' wide' if large else ''}{'' if result.counts else ' uncounted'}"
        listed = tag("ol", *rows, class_=sort)
        return joined(few, _head(result) if large else None, listed, note(_below(result)))

    def own(self, step: Step, result: Bought, mine: Answer | None) -> str:
        """Return what one's own safeguard would have saved, and which saves most."""
        if not result.saved:
            return tag("p", say("waits"))
        told = [] if mine is None else [_own(result, mine.value)]
        if result.best is not None and (mine is None or mine.value != result.best):
            best = result.best
            told.append(say("safeguard.best", option=_named(result, best), saved=_fewer(result.saved[best])))
        return joined(*(tag("p", each) for each in told))


def _head(result: Bought) -> Markup:
    names = [name for name in ("option", "votes", "saved", "cost") if result.counts or name != "votes"]
    heads = (tag("span", say(f"safeguard.column.{name}")) for name in names)
    return tag("p", *heads, class_="saving-head" if result.counts else "saving-head uncounted", aria_hidden="true")


def _row(result: Bought, place: int, *, large: bool) -> Markup:
    best = place == result.best
    sign = tag("em", f" ✓ {say('safeguard.most')}") if best else None
    words = tag("span", tag("b", f"{letter(place)} "), result.options[place], sign)
    votes = None if result.counts is None else _votes(result.counts, place, large=large)
    told = _gain(result.saved[place], large=large) if result.saved else ()
    return tag("li", words, votes, *told, class_="right" if best else None)


def _votes(counts: tuple[int, ...], place: int, *, large: bool) -> Markup:
    """Return how many chose a safeguard, as a bar with its number."""
    told = str(counts[place]) if large else say("safeguard.votes", n=counts[place])
    return tag("span", _bar(counts[place] / max(*counts, 1)), tag("b", told), class_="tally chosen")


def _gain(saved: Saved, *, large: bool) -> tuple[Markup, Markup]:
    """Return how many fewer of 100 are found, as a bar with its number, and how many fewer offers are right.

    The bar is full where nobody is found any more.
    """
    fewer, cost = _fewer(saved), _cost(saved)
    share = -saved.change.value / saved.before.value if saved.change.known and saved.before.value > 0 else 0.0
    told = fewer if large or saved.in_force else say("safeguard.saved", saved=fewer)
    price = cost if large or saved.in_force else say("safeguard.cost", cost=cost)
    return tag("span", _bar(share), tag("b", told), class_="tally saved"), tag("span", price, class_="cost")


def _bar(share: float) -> Markup:
    drawn = tag("i", style=f"width:{100 * min(share, 1.0):.1f}%") if share > 0 else None
    return tag("span", drawn, aria_hidden="true")


def _fewer(saved: Saved) -> str:
    """Return how many fewer of 100 are found: "22 (20 to 24)", or that the safeguard is there already."""
    return say("safeguard.in_force") if saved.in_force else _between(fall(saved.change))


def _cost(saved: Saved) -> str:
    """Return how many fewer of 100 get their best offer; "" for what is there already."""
    return "" if saved.in_force else _between(fall(saved.right_offer))


def _between(rate: Rate) -> str:
    if not rate.known:
        return say("unknown")
    if rate.low == rate.high:
        return hundred(rate.value)
    return say("safeguard.range", value=hundred(rate.value), ends=interval(rate))


def _own(result: Bought, place: int) -> str:
    saved, option = result.saved[place], _named(result, place)
    if saved.in_force:
        return say("safeguard.own_in_force", option=option)
    return say("safeguard.own", option=option, saved=_fewer(saved), cost=_cost(saved))


def _named(result: Bought, place: int) -> str:
    return say("vote.named", letter=letter(place), text=result.options[place])


def _below(result: Bought) -> str:
    if not result.saved:
        return say("waits")
    before = result.saved[0].before
    return say("safeguard.below", before=hundred(before.value), ends=interval(before), n=f"{before.n:,}")
