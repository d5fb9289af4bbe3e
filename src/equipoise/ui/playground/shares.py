"""Shares of a hundred as rows on one scale: what stands under "Look closer" where experts have a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from equipoise.chain.outcome import Outcome
from equipoise.numerics.rate import Rate
from equipoise.shared.results import AttackResult, GroupReport
from equipoise.stages.attacks.profiles import PROFILES
from equipoise.texts.catalogue import texts
from equipoise.ui.charts import svg
from equipoise.ui.charts.rows import CIRCLE, DIAMOND, Row, grid
from equipoise.ui.shared import tables
from equipoise.ui.shared.numbers import in_100, interval, of_100
from equipoise.ui.shared.words import say, term

_COLUMNS = "minmax(110px,34%) 1fr minmax(150px,26%)"
_LOOK = "font-size:14px;line-height:22px;max-width:860px"
_SCALE = (0.0, 100.0)
_OFFERS = ("floor_guess", "floor_generic", "right_offer", "ceiling_full_data")
_ANSWERS = ("accepted_all", "allowed_offers", "refused", "ignored")


def attacks(outcome: Outcome) -> str:
    """Return whom each attack finds, the strongest first, over whom it would find without the table.

    Those that this attacker is after, and that count in the headline, come first.
    """
    results = sorted(outcome.attacks.values(), key=lambda one: -one.attack.value if one.mounted else 1.0)
    aims = PROFILES[outcome.settings["attack.profile"]].aims
    counted = [_attack(result) for result in results if result.name in aims]
    others = [_attack(result) for result in results if result.name not in aims]
    return _drawn([Row(say("closer.aims")), *counted, Row(say("closer.others")), *others], say("closer.attacks"))


def _attack(result: AttackResult) -> Row:
    title = texts()[f"attack.{result.name}.title"]
    if not result.mounted:
        return Row(title, texts().get(f"attack_reason.{result.reason}", result.reason))
    return Row(title, in_100(result.attack), ((of_100(result.attack), DIAMOND), (of_100(result.control), CIRCLE)))


def consent(outcome: Outcome) -> str:
    """Return what people did with the banner, for what their data may be used, and who allowed personal offers."""
    report = outcome.consent
    answers = [(term(name, expert=False), getattr(report, name)) for name in _ANSWERS]
    allowed = [(texts().get(f"purpose.{name}", name), rate) for name, rate in report.yes.items()]
    groups = [(tables.group_name(*key.split(": ", 1)), rate) for key, rate in report.by_group.items()]
    rows = [*_rows(answers), Row(say("closer.allowed")), *_rows(allowed), Row(say("closer.by_group")), *_rows(groups)]
    return _drawn(rows, say("closer.consent"))


def targeting(outcome: Outcome) -> str:
    """Return how many get the right offer, between guessing and knowing everything."""
    return _drawn(
        _rows((term(name, expert=False), getattr(outcome.targeting, name)) for name in _OFFERS),
        say("closer.targeting"),
    )


def fairness(report: GroupReport) -> str:
    """Return how many of each group get a personal offer."""
    named = [(tables.group_name(report.attribute, group.name), group.selection_rate) for group in report.groups]
    return _drawn(_rows(named), term("selection_rate", expert=False))


def _rows(named: Iterable[tuple[str, Rate]]) -> list[Row]:
    return [Row(name, f"{in_100(rate)} ({interval(rate)})", ((of_100(rate), CIRCLE),)) for name, rate in named]


def _drawn(rows: Sequence[Row], alt: str) -> str:
    ends = '<div style="display:flex;justify-content:space-between"><span>0</span><span>100</span></div>'
    said = "; ".join(f"{row.name} {row.words}" for row in rows if row.words)
    return svg.figure(grid(rows, _SCALE, columns=_COLUMNS, head=ends), alt=f"{alt}: {said}", style=_LOOK)
