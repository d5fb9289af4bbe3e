"""What a source or a field is called, what to make of what it adds, and the page's conclusions. Pure functions."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from equipoise.core.vocabulary import TRAITS
from equipoise.numerics.rate import Rate
from equipoise.studies.field_value import FieldValue
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING, plain, signed
from equipoise.ui.charts.worth import Mark, Verdict
from equipoise.ui.shared.numbers import of_100
from equipoise.ui.shared.words import say

VALUES = ("right_offer", "margin_per_1000")
ORDER: tuple[Verdict, ...] = ("collect", "reason", "trade", "drop", "little", "open")
SENSITIVE = ("survey", *TRAITS)


def title(name: str) -> str:
    """Return what a source or a field is called."""
    words, topic = texts(), name.rpartition("_")[2]
    keys = (
        f"ui.fields.name.{name}",
        f"lever.minimise.sources.choice.{name}",
        f"trace.trait.{name}",
        f"trace.label.{name}",
        f"trace.topic.{topic}",
    )
    found = next((words[key] for key in keys if key in words), name)
    return found[:1].upper() + found[1:]


def number_title(number: str) -> str:
    """Return what a number is called on this page."""
    return texts().get(f"ui.fields.number.{number}") or texts()[f"attack.{number}.title"]


def verdict(value: Rate, risk: Rate) -> Verdict:
    """Return what to make of it: only what is beyond chance counts, and a risk or a value below zero is none."""
    if not (value.known and risk.known) or not _settled(value, risk):
        return "open"
    if value.low > 0:
        return "trade" if risk.low > 0 else "collect"
    return "drop" if risk.low > 0 else "little"


def _settled(*rates: Rate) -> bool:
    return all(abs(end) != float("inf") for rate in rates for end in (rate.low, rate.high))


def risks(found: FieldValue) -> list[str]:
    """Return the risks that somebody could bring about: the headline first, then every attack that was mounted."""
    known = found.full if any(rate.known for rate in found.full.values()) else next(iter(found.adds.values()), {})
    return [name for name, rate in known.items() if name not in VALUES and (rate.n or name == "identified")]


def marks(found: FieldValue, value: str, risk: str) -> tuple[Mark, ...]:
    """Return what the chart shows, in the order of the ranking."""
    return tuple(
        _mark(name, found.adds[name][value], found.adds[name][risk], value, risk) for name in ranked(found, value)
    )


def _mark(name: str, adds: Rate, endangers: Rate, value: str, risk: str) -> Mark:
    made_of_it = verdict(adds, endangers)
    if made_of_it == "collect" and name in SENSITIVE:
        made_of_it = "reason"
    short = texts().get(f"ui.fields.short.{name}") or title(name)
    return Mark(title(name), short, shown(value, adds), shown(risk, endangers), made_of_it)


def ranked(found: FieldValue, value: str) -> list[str]:
    """Return the names: what adds most value first, what is not known yet last."""
    worth = {name: rates[value] for name, rates in found.adds.items()}
    return sorted(worth, key=lambda name: -worth[name].value if worth[name].known else math.inf)


def shown(number: str, rate: Rate) -> Rate:
    """Return a number in the unit of the page: of 100, or euros."""
    return rate if number == "margin_per_1000" else of_100(rate)


def table(found: FieldValue, value: str, risk: str) -> pd.DataFrame:
    """Return the ranking in plain words: what each adds, what to make of it, and the other risks it clearly adds to."""
    rows = [
        (
            str(place),
            mark.name,
            say(f"fields.verdict.{mark.verdict}"),
            amount(mark.value),
            amount(mark.risk),
            ", ".join(_others(found, name, risk)) or NOTHING,
        )
        for place, (name, mark) in enumerate(zip(ranked(found, value), marks(found, value, risk), strict=True), start=1)
    ]
    heads = [say(f"fields.column.{head}") for head in ("place", "what", "verdict")]
    names = [*heads, *map(_heading, (value, risk)), say("fields.column.others")]
    return pd.DataFrame(rows, columns=names)


def _heading(number: str) -> str:
    words = number_title(number)
    return words[:1].upper() + words[1:]


def _others(found: FieldValue, name: str, risk: str) -> list[str]:
    """Return the attacks, other than the one that is weighed, to which it adds beyond chance."""
    more = [each for each in risks(found) if each not in (risk, "identified")]
    return [number_title(each) for each in more if _adds(found.adds[name][each])]


def _adds(rate: Rate) -> bool:
    return rate.known and rate.low > 0


def amount(rate: Rate) -> str:
    """Return "+7.3 (6.9 to 7.8)"; without an interval as long as it is unbounded."""
    if not rate.known:
        return NOTHING
    digits = 0 if abs(rate.value) >= 100 else 1
    value = signed(rate.value, digits=digits)
    if not _settled(rate):
        return say("fields.unsure", value=value)
    low, high = (signed(end, digits=digits).removeprefix("+") for end in (rate.low, rate.high))
    return f"{value} ({say('number.range', low=low, high=high)})"


def conclusion(drawn: Sequence[Mark]) -> str:
    """Return the chart in a few sentences: what to collect, what is a trade, what not."""
    told = []
    for kind in ORDER[:-1]:
        names = [mark.name for mark in drawn if mark.verdict == kind]
        if names:
            told.append(say(f"fields.conclusion.{kind}", names=listed(names)))
    return "  \n".join(told)


def listed(names: Sequence[str]) -> str:
    """Return "Purchases, visits to the shop and opened e-mails"."""
    lower = [names[0], *(name[:1].lower() + name[1:] for name in names[1:])]
    return lower[0] if len(lower) == 1 else f"{', '.join(lower[:-1])} {say('fields.and')} {lower[-1]}"


def axis(risk: str) -> str:
    """Return the title of the axis of a risk."""
    own = texts().get(f"ui.fields.axis.{risk}")
    return own or say("fields.axis.attack", attack=number_title(risk))


def answer(found: FieldValue, guess: str) -> str:
    """Return what the source that one would stop collecting really adds."""
    value, risk = VALUES[0], "identified"
    rates = found.adds[guess]
    if verdict(rates[value], rates[risk]) == "drop":
        return say("fields.guess.right", name=title(guess))
    ends = {"value": amount(shown(value, rates[value])), "risk": amount(shown(risk, rates[risk]))}
    titles = {"value_title": number_title(value), "risk_title": number_title(risk)}
    return say("fields.guess.other", name=title(guess), **ends, **titles)


def alternative(drawn: Sequence[Mark], value: str, risk: str) -> str:
    """Return the chart in words."""
    known = [mark for mark in drawn if mark.value.known and mark.risk.known]
    told = [f"{mark.name}: {plain(mark.value.value)} / {plain(mark.risk.value)}" for mark in known]
    return f"{number_title(value)} / {number_title(risk)}. {'; '.join(told)}"


def together(found: FieldValue, value: str, risk: str) -> str:
    """Return what all sources bring about together, as far as it is known."""
    none, full = found.none, found.full
    if not (none[value].known and full[value].known):
        return ""
    ends = {
        "value_none": plain(shown(value, none[value]).value),
        "value_full": plain(shown(value, full[value]).value),
        "risk_none": plain(shown(risk, none[risk]).value),
        "risk_full": plain(shown(risk, full[risk]).value),
    }
    return say("fields.together", value=number_title(value), risk=number_title(risk), **ends)


def absent(used: Mapping[str, object], all_sources: Sequence[str]) -> list[str]:
    """Return the sources that are off, in words."""
    return [title(source) for source in all_sources if source not in used]
