"""The tables behind the pages, as text ready to show: pure functions from outcomes to DataFrames."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import pandas as pd

from equipoise.chain.outcome import Outcome
from equipoise.chain.settings import Settings
from equipoise.numerics.rate import Rate
from equipoise.shared.results import AttackResult, GroupReport, Headlines
from equipoise.story.wording import value_in_words
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING
from equipoise.ui.shared.explain import unit_value
from equipoise.ui.shared.headlines import HEADLINES
from equipoise.ui.shared.numbers import hundred, interval
from equipoise.ui.shared.words import say, term

TARGETING_NUMBERS = (
    "right_offer",
    "floor_guess",
    "floor_generic",
    "ceiling_full_data",
    "auc",
    "precision_at_budget",
    "lift",
    "incremental_visits_per_1000",
    "margin_per_1000",
    "margin_generic_per_1000",
    "margin_random_per_1000",
    "store_margin_per_1000",
    "offers_add_per_1000",
    "offers_add_share",
    "personal_adds_per_1000",
    "personal_adds_share",
    "share_of_perfect",
    "reach",
)
GROUP_NUMBERS = ("selection_rate", "true_positive_rate", "false_positive_rate", "calibration_gap", "value_received")
ATTACK_RATES = ("attack", "baseline", "control", "risk")
_VALUED = ("number", "now", "interval")
PLAIN_GROUP_NUMBERS = ("selection_rate", "true_positive_rate")
RISK_NUMBERS = ("prosecutor_highest", "prosecutor_mean")


def headlines(pinned: Outcome, now: Outcome) -> pd.DataFrame:
    """Return every headline out of 100, at the start and now."""
    rows = []
    for number in HEADLINES:
        before, after = getattr(pinned.headlines, number), getattr(now.headlines, number)
        name = texts()[f"number.{number}.title"]
        rows.append((name, hundred(before.value, exact=True), hundred(after.value, exact=True), _range(after)))
    return _table(rows, "number", "pinned", "now", "interval")


def places(named: Iterable[tuple[str, Headlines]]) -> pd.DataFrame:
    """Return the map as a table: every place with its numbers."""
    rates = [(name, [getattr(found, number) for number in HEADLINES]) for name, found in named]
    rows = [(name, *(cell for rate in some for cell in (_exact(rate), _range(rate)))) for name, some in rates]
    headings = [heading for number in HEADLINES for heading in _twice(term(number, expert=True))]
    return pd.DataFrame(rows, columns=[say("column.place"), *headings])


def attacks(outcome: Outcome, *, expert: bool) -> pd.DataFrame:
    """Return all attacks, the strongest one marked; for one that cannot be mounted, the reason."""
    rows = [_attack(result, outcome, expert=expert) for result in outcome.attacks.values()]
    columns = ("attack", "right", "control", "risk", "interval")
    return _table(rows, *(("attack", "right", "baseline", *columns[2:], "counted") if expert else columns))


def _attack(result: AttackResult, outcome: Outcome, *, expert: bool) -> tuple[str, ...]:
    title = texts()[f"attack.{result.name}.title"]
    if result.name == outcome.headlines.strongest_attack:
        title += f" ({say('closer.strongest')})"
    if not result.mounted:
        reason = texts().get(f"attack_reason.{result.reason}", result.reason)
        title += f" – {say('closer.not_mounted', reason=reason)}"
    rates = [result.attack, result.baseline, result.control, result.risk]
    shown = rates if expert else [result.attack, result.control, result.risk]
    cells = [_exact(rate) for rate in shown]
    counted = (f"{result.risk.n:,}",) if expert else ()
    return (title, *cells, _range(result.risk), *counted)


def attack_details(outcome: Outcome) -> pd.DataFrame:
    """Return the further rates of the attacks (advantage, false accusations, ...)."""
    rows = [
        (texts()[f"attack.{result.name}.title"], _number_title(key), _exact(rate), _range(rate))
        for result in outcome.attacks.values()
        for key, rate in result.details.items()
        if rate.known
    ]
    return _table(rows, "attack", "number", "now", "interval")


def one_attack(result: AttackResult, *, expert: bool) -> pd.DataFrame:
    """Return the rates of one attack: on its targets, without the table, on outsiders, and the risk that remains."""
    rates = [(name, getattr(result, name)) for name in ATTACK_RATES]
    return _table([(term(name, expert=expert), _exact(rate), _range(rate)) for name, rate in rates], *_VALUED)


def membership(result: AttackResult, *, expert: bool) -> pd.DataFrame:
    """Return what the membership attack found: members and others taken for members, and the difference."""
    rates = {"attack": result.attack, "control": result.control, "advantage": result.risk}
    rates |= dict(result.details) if expert else {}
    rows = [(term(name, expert=expert), _exact(rate), _range(rate)) for name, rate in rates.items()]
    return _table(rows, "number", "now", "interval")


def fairness(report: GroupReport, *, expert: bool) -> pd.DataFrame:
    """Return the groups of one attribute; small ones carry a remark instead of a verdict."""
    numbers = GROUP_NUMBERS if expert else PLAIN_GROUP_NUMBERS
    rows = []
    for group in report.groups:
        name = group_name(report.attribute, group.name)
        name = name if group.sufficient else f"{name} ({say('column.small')})"
        cells = [cell for number in numbers for cell in _with_range(number, getattr(group, number))]
        rows.append((name, f"{group.n:,}", *cells))
    named = [heading for number in numbers for heading in _twice(term(number, expert=expert))]
    return pd.DataFrame(rows, columns=[say("column.group"), say("column.people"), *named])


def gaps(report: GroupReport) -> pd.DataFrame:
    """Return the differences between the groups of one attribute."""
    numbers = (
        "selection_rate_ratio",
        "selection_rate_difference",
        "true_positive_rate_difference",
        "equalised_odds_difference",
    )
    return numbered([(number, getattr(report, number)) for number in numbers], expert=True)


def group_name(attribute: str, group: str) -> str:
    """Return a group's name in words."""
    return texts().get(f"attribute.{attribute}.group.{group}", group)


def consent(outcome: Outcome) -> pd.DataFrame:
    """Return what people did with the banner, and whose data is used for what."""
    report = outcome.consent
    answers = ("accepted_all", "allowed_offers", "refused", "ignored")
    rows = [(term(name, expert=False), getattr(report, name)) for name in answers]
    rows += [(texts().get(f"purpose.{name}", name), rate) for name, rate in report.yes.items()]
    return _table([(name, _exact(rate), _range(rate)) for name, rate in rows], "answer", "share", "interval")


def consent_by_group(outcome: Outcome) -> pd.DataFrame:
    """Return the share of every group that said yes to personal offers, and whose refusal was ignored if any was."""
    report = outcome.consent
    ignored = report.overridden_by_group if report.overridden.value > 0 else {}
    rows = []
    for key, rate in report.by_group.items():
        attribute, _, group = key.partition(": ")
        more = [f"{_exact(ignored[key])} ({_range(ignored[key])})"] if ignored else []
        rows.append((group_name(attribute, group), _exact(rate), _range(rate), f"{rate.n:,}", *more))
    return _table(rows, "group", "yes", "interval", "people", *(["overridden"] if ignored else []))


def targeting(outcome: Outcome, *, expert: bool) -> pd.DataFrame:
    """Return how well the offers met the people."""
    numbers = TARGETING_NUMBERS if expert else [name for name in TARGETING_NUMBERS if name not in ("auc", "lift")]
    return numbered([(number, getattr(outcome.targeting, number)) for number in numbers], expert=expert)


def disclosure(outcome: Outcome) -> pd.DataFrame:
    """Return the classic measures of the table that the attacker may see."""
    report = outcome.disclosure
    rows = [(_number_title(name), f"{getattr(report, name):,}") for name in ("rows", "classes", "k", "suppressed")]
    known = [name for name in ("behaviour", "spend") if getattr(report, f"unique_with_{name}").known]
    rows += [(_number_title(f"k_with_{name}"), f"{getattr(report, f'k_with_{name}'):,}") for name in known]
    shares = ("unique_share", *(f"unique_with_{name}" for name in known))
    rows += [(_number_title(name), _exact(getattr(report, name))) for name in shares]
    losses = ("information_loss", "behaviour_loss")
    rows += [(_number_title(name), _unbounded(getattr(report, name))) for name in losses]
    rows += [(_number_title(name), hundred(getattr(report, name), exact=True)) for name in RISK_NUMBERS]
    if math.isfinite(report.local_epsilon):
        rows.append((_number_title("local_epsilon"), f"{report.local_epsilon:.1f}"))
    rows += [(f"{_number_title('l')}: {_trait(trait)}", str(value)) for trait, value in report.l.items()]
    for name in ("entropy_l", "t", "delta"):
        measured = getattr(report, name).items()
        rows += [(f"{_number_title(name)}: {_trait(trait)}", _unbounded(value)) for trait, value in measured]
    return _table(rows, "number", "now")


def _unbounded(value: float) -> str:
    return NOTHING if math.isnan(value) else f"{value:.2f}" if math.isfinite(value) else "∞"


def facts(rows: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """Return one part of a trace; addresses stay text instead of becoming links."""
    return pd.DataFrame([(str(label), str(value).replace("@", "@\u2060")) for label, value in rows], columns=["", " "])


def moved(pin: Settings, now: Settings) -> pd.DataFrame:
    """Return the levers whose values differ, in words."""
    rows = [
        (texts().label(name), value_in_words(name, before), value_in_words(name, after))
        for name, (before, after) in pin.changes(now).items()
    ]
    return _table(rows, "lever", "pinned", "now")


def worded(frame: pd.DataFrame, *, expert: bool) -> pd.DataFrame:
    """Return a table whose headings name likely ranges instead of intervals, unless for experts."""
    exact, plain_words = say("column.interval"), say("column.plain_interval")
    if expert:
        return frame
    return frame.rename(columns=lambda name: plain_words if name == exact else name.replace(exact, plain_words.lower()))


def numbered(rates: Sequence[tuple[str, Rate]], *, expert: bool) -> pd.DataFrame:
    """Return numbers by their field's name with value, interval and tag."""
    rows = [(term(name, expert=expert), *_with_range(name, rate), say(f"tag.{rate.tag}")) for name, rate in rates]
    return _table(rows, "number", "now", "interval", "tag")


def _with_range(number: str, rate: Rate) -> tuple[str, str]:
    value = unit_value(number, rate)
    return value, _range(rate) if value == _exact(rate) else _plain_range(number, rate)


def _plain_range(number: str, rate: Rate) -> str:
    low, high = (Rate(end, end, end, rate.n) for end in (rate.low, rate.high))
    if not rate.known:
        return NOTHING
    return say("number.range", low=unit_value(number, low), high=unit_value(number, high))


def _exact(rate: Rate) -> str:
    return hundred(rate.value, exact=True)


def _range(rate: Rate) -> str:
    return interval(rate, exact=True)


def _twice(heading: str) -> tuple[str, str]:
    return heading, f"{heading}: {say('column.interval').lower()}"


def _number_title(name: str) -> str:
    return texts().get(f"number.{name}.title", name)


def _trait(trait: str) -> str:
    return texts().get(f"lever.attack.trait.choice.{trait}", trait)


def _table(rows: Sequence[tuple[str, ...]], *columns: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[say(f"column.{column}") for column in columns])
