"""One plain sentence on what just changed and why, along the chain.

The reason is the mechanism of the lever that was moved. The effects are measured differences at its stage or later that
exceed chance. The words are under ``narrate`` in the texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from equipoise.chain.compare import Changes, compare
from equipoise.chain.outcome import Outcome
from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import BRANCHES, LEVERS, STAGES, Settings
from equipoise.core.levers import Lever
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.story.wording import value_in_words
from equipoise.texts.catalogue import texts

SMALLEST = 0.005
"""Smallest change of a share that is mentioned: half a person in 100."""
_SPELLED_OUT = 2
"""If more levers than this were moved, the sentence gives their number only."""
_CHAIN = [*STAGES, *BRANCHES]
_WORLD = "population"

Moves = Mapping[str, tuple[Any, Any]]


def explain(before: Outcome, after: Outcome) -> str:
    """Return at most two plain sentences: which levers were moved, why that matters, and its effects."""
    if before.settings == after.settings:
        return texts()["narrate.nothing"]
    return tell(before, after, compare(before, after))


def tell(before: Outcome, after: Outcome, changes: Changes) -> str:
    """Return the sentences of `explain` from changes that have been computed already."""
    moves = _effective(before.settings.changes(after.settings), after.settings)
    opening = _opening(moves, after.settings)
    if any(_stage(name) == _WORLD for name in moves) or not changes.comparable:
        return texts()["narrate.other_people"].format(opening=opening)
    if all(_stage(name) in BRANCHES for name in moves):
        return texts()["narrate.branch"].format(opening=opening)
    still = after.settings.inactive()
    if moves.keys() <= still.keys():
        return texts()["narrate.inactive"].format(opening=opening, reason=texts()[still[next(iter(moves))]])
    why = _listed(list(_why(moves)))
    effects = _listed(list(_effects(moves, before, after, changes)))
    aside = "" if effects else _aside(before, after)
    frame = ("because" if why else "plain") if effects else ("unmoved" if why else "unmoved_plain")
    return texts()[f"narrate.{frame}"].format(opening=opening, why=why, effects=effects, aside=aside)


def _effective(moves: Moves, settings: Settings) -> Moves:
    """Return the moved levers that have an effect now, or all of them if none has."""
    still = settings.inactive()
    return {name: values for name, values in moves.items() if name not in still} or moves


def _opening(moves: Moves, settings: Settings) -> str:
    if len(moves) > _SPELLED_OUT:
        return _opening_of_many(len(moves), settings)
    first = next(iter(moves))
    if len(moves) == 1 and LEVERS[first].kind == "flag":
        return texts()[f"narrate.switched_{'on' if settings[first] else 'off'}"].format(label=texts().label(first))
    moved = _listed([_moved(name, old, new) for name, (old, new) in moves.items()])
    return texts()["narrate.opening"].format(moves=moved)


def _opening_of_many(count: int, settings: Settings) -> str:
    for scenario in scenarios().values():
        if scenario.settings == settings:
            return texts()["narrate.opening_scenario"].format(title=scenario.title)
    return texts()["narrate.opening_many"].format(count=count)


def _moved(name: str, old: object, new: object) -> str:
    label = texts()["narrate.label"].format(label=texts().label(name))
    values = {"old": value_in_words(name, old), "new": value_in_words(name, new)}
    return texts()["narrate.moved"].format(label=label, **values)


def _why(moves: Moves) -> Iterator[str]:
    """Yield the mechanism of each moved lever, if there are few."""
    if len(moves) <= _SPELLED_OUT:
        for name, (old, new) in moves.items():
            clause = texts().get(f"narrate.why.{name}.{_direction(LEVERS[name], old, new)}")
            if clause is not None:
                yield clause


def _direction(lever: Lever, old: Any, new: Any) -> str:
    match lever.kind:
        case "choice":
            return str(new)
        case "flag":
            return "on" if new else "off"
        case "subset":
            old, new = set(old), set(new)
            return "more" if old < new else "less" if new < old else "other"
        case "integer" | "number":
            return "more" if new > old else "less"


def _effects(moves: Moves, before: Outcome, after: Outcome, changes: Changes) -> Iterator[str]:
    """Yield the effects from the stage of the first moved lever on, in the order in which they follow."""
    first = min(_CHAIN.index(_stage(name)) for name in moves)
    measured = (
        ("consent", "overridden", _difference(before.consent.overridden, after.consent.overridden)),
        ("target", "reach", changes.reach),
        ("consent", "learned", _learned(before, after)),
        ("deliver", "right_offer", changes.right_offer),
        ("measure", "treated_alike", changes.treated_alike),
        ("attack", "identified", changes.identified),
    )
    for stage, key, change in measured:
        if _CHAIN.index(stage) >= first and _matters(change):
            words = texts()[f"narrate.effect.{key}.{'up' if change.value > 0 else 'down'}"]
            yield words.format(n=_per_100(change.value))


def _aside(before: Outcome, after: Outcome) -> str:
    """Return a change behind the headlines: an attack became possible or impossible, or the largest change of risk."""
    both = [(name, before.attacks[name], after.attacks[name]) for name in after.attacks if name in before.attacks]
    for name, was, now in both:
        if was.mounted != now.mounted:
            return _attack_words("possible" if now.mounted else "gone", name)
    apart = [pair for pair in both if pair[1].risk.high < pair[2].risk.low or pair[2].risk.high < pair[1].risk.low]
    moved = {name: now.risk.value - was.risk.value for name, was, now in apart}
    if not moved:
        return ""
    name = max(moved, key=lambda each: abs(moved[each]))
    if abs(moved[name]) < SMALLEST:
        return ""
    return _attack_words("up" if moved[name] > 0 else "down", name, moved[name])


def _attack_words(way: str, name: str, change: float = 0.0) -> str:
    return texts()[f"narrate.aside.{way}"].format(attack=texts()[f"attack.{name}.title"], n=_per_100(change))


def _learned(before: Outcome, after: Outcome) -> Rate:
    """Return the change of the share of customers from whose records the model may learn, if there is a model."""
    if "train.learner" in after.settings.inactive():
        return UNKNOWN
    return _difference(before.consent.yes["analytics"], after.consent.yes["analytics"])


def _difference(before: Rate, after: Rate) -> Rate:
    """Return the exact difference of two shares of all customers; it has no sampling error."""
    change = after.value - before.value
    return Rate(change, change, change, after.n)


def _matters(change: Rate) -> bool:
    return change.known and abs(change.value) >= SMALLEST and not change.low <= 0 <= change.high


def _per_100(change: float) -> int:
    return max(1, round(100 * abs(change)))


def _stage(lever: str) -> str:
    return lever.partition(".")[0]


def _listed(clauses: list[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    if len(clauses) < 2:
        return "".join(clauses)
    return texts()["narrate.list"].format(most=", ".join(clauses[:-1]), last=clauses[-1])
