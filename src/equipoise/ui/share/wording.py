"""Words and lines that the parts of the page share."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from equipoise.chain.partnership import PartnershipOutcome
from equipoise.core.vocabulary import TRAITS
from equipoise.numerics.rate import Rate
from equipoise.shared.partnership import Part
from equipoise.shared.results import AttackResult
from equipoise.texts.catalogue import texts
from equipoise.ui.charts.ranges import Line
from equipoise.ui.shared.numbers import hundred, interval
from equipoise.ui.shared.words import say

FOUND = ("partner", "partner_traits", "buyer", "differencing")


def line(label: str, rate: Rate) -> Line:
    """Return one line of a chart, with the number and its likely range in words."""
    return Line(label, f"{hundred(rate.value)} ({interval(rate)})" if rate.known else hundred(rate.value), (rate,))


def in_words(lines: Iterable[Line]) -> str:
    """Return lines of a chart for those who do not see it."""
    return "; ".join(f"{each.label}: {each.words}" for each in lines)


def attack_lines(found: PartnershipOutcome) -> tuple[Line, ...]:
    """Return the risk of every attack that could be carried out."""
    return tuple(line(title(name), found.attacks[name].risk) for name in FOUND if found.attacks[name].mounted)


def not_tried(found: PartnershipOutcome) -> list[str]:
    """Return for every other attack why it could not be."""
    still = [found.attacks[name] for name in FOUND if not found.attacks[name].mounted]
    return [f"**{title(attack.name)}**: {texts()[f'attack_reason.{attack.reason}']}" for attack in still]


def title(attack: str) -> str:
    """Return what an attack is called."""
    return texts()[f"attack.{attack}.title"]


def told(attack: AttackResult) -> str:
    """Return in a sentence what an attack finds beyond chance."""
    beyond = "beyond" if attack.risk.known and attack.risk.low > 0 else "chance"
    numbers = {"found": hundred(attack.attack.value), "luck": hundred(attack.control.value)}
    return say(f"partners.told.{attack.name}.{beyond}", **numbers)


def used(found: PartnershipOutcome) -> list[str]:
    """Return what the partner does with the copy, one sentence each; nothing where that cannot be known."""
    rates = {name: getattr(found.used, name) for name in ("kept_on", "profiled", "sold_on")}
    return [
        say(f"partners.used.{name}", share=hundred(rate.value), n=f"{rate.n:,}")
        for name, rate in rates.items()
        if rate.known and rate.value > 0
    ]


def condition(has: str) -> str:
    """Return what is asked of the counted people."""
    if not has:
        return say("partners.any")
    return texts()[f"lever.attack.trait.choice.{has}"] if has in TRAITS else say("partners.likes", topic=topic(has))


def topic(name: str) -> str:
    """Return what a topic is called."""
    return texts()[f"trace.topic.{name}"]


def bought(parts: dict[str, Part]) -> pd.DataFrame:
    """Return what bought data add to every number."""
    rows = [
        (
            texts()["number.right_offer.title"] if name == "right_offer" else title(name),
            hundred(part.without.value, exact=True),
            hundred(part.along.value, exact=True),
            f"{hundred(part.added.value, exact=True)} ({interval(part.added, exact=True)})",
            f"{hundred(part.share.value, exact=True)} ({interval(part.share, exact=True)})",
        )
        for name, part in parts.items()
    ]
    return pd.DataFrame(rows, columns=[say(f"partners.bought.{name}") for name in _COLUMNS])


_COLUMNS = ("number", "without", "along", "added", "share")
