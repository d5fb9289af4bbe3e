"""The readable table of an outcome, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from equipoise.chain.outcome import Outcome
from equipoise.core.vocabulary import INTERSECTIONS
from equipoise.numerics.rate import Rate
from equipoise.shared.results import AttackResult, ConsentReport
from equipoise.texts.catalogue import texts

_LINE = "{:<38}{:>14}   {}"
_ATTACK = "{:<32}{:>10}{:>10}{:>10}{:>10}   {}"


def in_100(rate: Rate) -> str:
    """Return a share as "12.3 in 100", or "unknown"."""
    return _say("in_100", amount=100 * rate.value) if rate.known else _say("unknown")


def interval(rate: Rate, scale: float = 100) -> str:
    """Return the ends of the 95% interval, scaled: "11.0 to 13.6"."""
    return _say("interval", low=scale * rate.low, high=scale * rate.high) if rate.known else ""


def summary(outcome: Outcome) -> str:
    """Return an outcome as a table of plain text; shares are per 100 people, with their 95% interval."""
    settings = outcome.settings
    size, seed = settings["population.size"], settings["population.seed"]
    opening = _say("opening", size=size, seed=seed)
    blocks = (
        [opening, *(texts()[f"note.{note}"] for note in outcome.notes)],
        [_say("headlines"), *_headlines(outcome)],
        [_say("attacks"), *attack_lines(outcome.attacks)],
        [_say("fairness"), *_fairness(outcome)],
        [_say("consent"), *_consent(outcome)],
        *_overridden(outcome.consent),
        [_say("sides"), *_sides(outcome)],
    )
    return "\n\n".join("\n".join(block) for block in blocks)


def _headlines(outcome: Outcome) -> Iterator[str]:
    headlines, targeting = outcome.headlines, outcome.targeting
    yield _share("right_offer", headlines.right_offer)
    yield _share("identified", headlines.identified)
    yield _share("treated_alike", headlines.treated_alike)
    yield _share("reach", targeting.reach)
    margin = targeting.margin_per_1000
    amount = _say("euros", amount=margin.value) if margin.known else _say("unknown")
    yield _LINE.format(texts()["number.margin_per_1000.title"], amount, interval(margin, scale=1)).rstrip()
    if targeting.offers_add_share.known:
        yield _share("offers_add_share", targeting.offers_add_share)
        yield _share("personal_adds_share", targeting.personal_adds_share)


def _share(key: str, rate: Rate) -> str:
    return _LINE.format(texts()[f"number.{key}.title"], in_100(rate), interval(rate)).rstrip()


def attack_lines(results: Mapping[str, AttackResult]) -> Iterator[str]:
    """Yield a table of attacks: a header, then one line an attack, rates per 100 targets."""
    yield _ATTACK.format(
        "", *(_say(f"column.{name}") for name in ("attack", "baseline", "control", "risk", "interval"))
    )
    for name, result in results.items():
        yield _attack(texts()[f"attack.{name}.title"], result)


def table_lines(results: Mapping[str, AttackResult]) -> Iterator[str]:
    """Yield the attacks on a table of one's own, what each number answers, and how many people were set aside."""
    yield _say("whole_table")
    yield from attack_lines(results)
    yield ""
    yield _say("control_people", people=max(result.details["control_people"].n for result in results.values()))
    panel = max(result.details["public_panel"].n for result in results.values())
    if panel:
        yield _say("public_panel", people=panel)


def _attack(title: str, result: AttackResult) -> str:
    if not result.mounted:
        return f"{title:<32}{'':>3}{texts()[f'attack_reason.{result.reason}']}"
    rates = (result.attack, result.baseline, result.control, result.risk)
    cells = (f"{100 * rate.value:.1f}" if rate.known else "-" for rate in rates)
    return _ATTACK.format(title, *cells, interval(result.risk)).rstrip()


def _fairness(outcome: Outcome) -> Iterator[str]:
    for attribute, report in outcome.fairness.items():
        ratio = report.selection_rate_ratio
        verdict = _say(f"four_fifths.{report.four_fifths}", interval=interval(ratio)) if ratio.known else ""
        yield _LINE.format(texts()[f"attribute.{attribute}.title"], in_100(ratio), verdict).rstrip()


def _consent(outcome: Outcome) -> Iterator[str]:
    consent = outcome.consent
    for purpose, rate in consent.yes.items():
        title = _say("used_for", purpose=texts()[f"purpose.{purpose}"])
        yield _LINE.format(title, in_100(rate), interval(rate)).rstrip()
    yield _share("accepted_all", consent.accepted_all)
    yield _share("allowed_offers", consent.allowed_offers)
    yield _share("refused", consent.refused)
    yield _share("ignored", consent.ignored)
    yield _share("overridden", consent.overridden)
    yield _share("changed", consent.changed)
    yield _share("withdrew", consent.withdrew)
    yield _share("signals", consent.signals)


def _overridden(consent: ConsentReport) -> Iterator[list[str]]:
    """Yield a block on whose refusals were ignored, if any were, by the groups of single attributes."""
    if consent.overridden.value > 0:
        lines = [texts()["number.overridden_by_group.title"]]
        for key, rate in consent.overridden_by_group.items():
            attribute, _, group = key.partition(": ")
            if attribute not in INTERSECTIONS:
                name = texts()[f"attribute.{attribute}.group.{group}"]
                lines.append(_LINE.format(name, in_100(rate), interval(rate)).rstrip())
        yield lines


def _sides(outcome: Outcome) -> Iterator[str]:
    for name, side in outcome.consent.sides.items():
        right = side.right_offer
        yield _LINE.format(texts()[f"consent_side.{name}.title"], in_100(right), interval(right)).rstrip()


def _say(key: str, **names: object) -> str:
    return texts()[f"summary.{key}"].format_map(names)
