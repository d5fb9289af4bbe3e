"""One customer followed through the chain: collected, released, predicted, offered, found.

It shows learners what nobody inside or outside the company could see together. The chain does not use it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Array
from equipoise.core.errors import DataError
from equipoise.core.vocabulary import (
    EDUCATIONS,
    FIRST_PARTY,
    HOUSEHOLDS,
    MONTHS,
    OCCUPATIONS,
    OFFERS,
    PURPOSES,
    SEXES,
    TOPICS,
    TRAITS,
)
from equipoise.shared.folds import Folds
from equipoise.shared.identity import e_mail, full_name, telephone
from equipoise.shared.release import Release
from equipoise.stages.attacks.registry import REGISTRY
from equipoise.texts.phrases import Listed, Phrase, Value

Row = tuple[str, str]
Fact = tuple[Phrase, object]
"""A label and a value: a phrase, or text that is the same in every language."""
_TOP = 3


@dataclasses.dataclass(frozen=True, kw_only=True)
class Trace:
    """One customer's results along the chain; every part is a list of (label, value) in the reader's language.

    Attributes:
        customer: the customer's place in the world. name: the invented name.
        facts: the parts by name, to be put into words.
    """

    customer: int
    name: str
    facts: Mapping[str, tuple[Fact, ...]]

    @property
    def collected(self) -> tuple[Row, ...]:
        """What the customer is, said and did."""
        return _read(self.facts["collected"])

    @property
    def released(self) -> tuple[Row, ...]:
        """The row in the stored release."""
        return _read(self.facts["released"])

    @property
    def predicted(self) -> tuple[Row, ...]:
        """What the model expects."""
        return _read(self.facts["predicted"])

    @property
    def offered(self) -> tuple[Row, ...]:
        """What was shown, beside the truth."""
        return _read(self.facts["offered"])

    @property
    def found(self) -> tuple[Row, ...]:
        """What attackers achieved."""
        return _read(self.facts["found"])


def follow(settings: Settings, customer: int) -> Trace:
    """Follow one customer, from 0 up to the number of customers less one.

    Raises:
        DataError: there is no such customer.
    """
    if not 0 <= customer < settings.population.size:
        last = settings.population.size - 1
        raise DataError.about(customer, "customer.unknown", last=last)
    chain = Chain(settings)
    code = int(chain.population.value.identifiers.name[customer])
    return Trace(
        customer=customer,
        name=full_name(code),
        facts={
            "collected": _collected(chain, customer, code),
            "released": _released(chain, customer),
            "predicted": _predicted(chain, customer),
            "offered": _offered(chain, customer),
            "found": _found(chain, customer),
        },
    )


def _collected(chain: Chain, customer: int, code: int) -> tuple[Fact, ...]:
    world, said = chain.population.value, chain.consent.value
    people = world.people
    agreed, overridden = (
        [purpose for purpose, holds in zip(PURPOSES, flags[customer].tolist(), strict=True) if holds]
        for flags in (said.said, said.permits & ~said.said)
    )
    account = [
        ("name", full_name(code)),
        ("e_mail", e_mail(code, int(world.identifiers.mailbox[customer]))),
        ("telephone", telephone(int(world.number[customer]))),
        ("birth_date", str(np.datetime64(int(people.birth_day[customer]), "D"))),
        ("sex", Value(SEXES[people.sex[customer]])),
        ("postcode", world.geography.names[people.postcode[customer]]),
        ("household", Value(HOUSEHOLDS[people.household[customer]])),
        ("education", Value(EDUCATIONS[people.education[customer]])),
        ("occupation", Value(OCCUPATIONS[people.occupation[customer]])),
        ("traits", _listed("trait", [trait for trait in TRAITS if getattr(people, trait)[customer]])),
        ("agreed", _listed("purpose", agreed)),
        *([("overridden", _listed("purpose", overridden))] if overridden else []),
    ]
    behaviour = [(source, _leanings(world.behaviour(source, MONTHS)[customer])) for source in FIRST_PARTY]
    return _labelled(account + behaviour)


def _released(chain: Chain, customer: int) -> tuple[Fact, ...]:
    release, vault = chain.protect.value
    row = int(vault.row[customer])
    if row < 0:
        why = why_no_row(chain.folds.value, release.rows, customer)
        return _labelled([("row", Phrase(f"trace.no_row.{why}"))])
    alike = int((release.classes == release.classes[row]).sum()) if release.people is None else release.people[row]
    return *_row(release, row), *_labelled([("alike", f"{alike:,}")])


def read_row(release: Release, row: int) -> tuple[Row, ...]:
    """Return the content of a row as (label, value) in words."""
    return _read(_row(release, row))


def _row(release: Release, row: int) -> tuple[Fact, ...]:
    quasi = release.schema.having("quasi")
    known = [(column.name, Value(column.readable(release.low[row : row + 1, at], release.high[row : row + 1, at])[0]))
             for at, column in enumerate(quasi)]  # fmt: skip
    direct = [(name, identifier(name, int(release.exact[name].iloc[row]))) for name in release.schema.names("direct")]
    shares = release.exact[list(release.schema.names("sensitive"))].iloc[row]
    survey = [("traits", _told(shares, release.rows == "cohorts"))] if shares.size else []
    sources = dict.fromkeys(column.source for column in release.schema.having("behaviour"))
    behaviour = [(source, _amounts(release, row, source)) for source in sources]
    if release.events is not None:
        single = int(np.diff(np.searchsorted(release.events.row, [row, row + 1]))[0])
        behaviour.append((release.events.kind, f"{single:,}"))
    cohort = [("row", Phrase("trace.cohort"))] if release.rows == "cohorts" else []
    return _labelled([*cohort, *direct, *known, *survey, *behaviour])


def why_no_row(folds: Folds, rows: str, customer: int) -> str:
    """Return why a table whose rows are ``rows`` ("people", "synthetic", ...) has none of this customer."""
    if not folds.in_reach[customer]:
        return "no_consent"
    if folds.control[customer]:
        return "control"
    return "invented" if rows == "synthetic" else "suppressed"


def _predicted(chain: Chain, customer: int) -> tuple[Fact, ...]:
    model, (release, vault) = chain.train.value, chain.inside.value
    row = int(vault.row[customer])
    if model.fitted is None or row < 0:
        return _labelled([("model", Phrase("trace.no_prediction"))])
    by_class = chain.settings.target.strategy == "cohort"
    rows = np.flatnonzero(release.classes == release.classes[row]) if by_class else np.array([row])
    chance = model.fitted.predict(model.design.of(rows)).mean(axis=0)
    best = np.argsort(-chance[:OFFERS])[:_TOP]
    logged = chain.history.value.logged[customer]
    learned = "history" if logged else "missing"
    fold = learned if chain.folds.value.history[customer] else "evaluation"
    top = [
        (f"offer_{place + 1}", _pair("expected", _topic(offer), _share(chance[offer])))
        for place, offer in enumerate(best)
    ]
    return _labelled([("part", Phrase(f"trace.part.{fold}")), *top, ("without", _share(chance[OFFERS]))])


def _offered(chain: Chain, customer: int) -> tuple[Fact, ...]:
    decided, truth = chain.deliver.value, chain.population.value.response
    offer, best = int(decided.offer[customer]), int(truth.best[customer])
    alike = chain.settings.target.strategy == "cohort" or chain.protect.value[0].rows == "cohorts"
    kind = ("cohort" if alike else "personal") if decided.selected[customer] else "generic"
    return _labelled(
        [
            ("offer", _topic(offer)),
            ("kind", Phrase(f"trace.kind.{kind}")),
            ("best", _topic(best)),
            ("right", Phrase("value.yes" if offer == best else "value.no")),
            ("true_visit", _share(truth.visit[customer, offer])),
            ("true_without", _share(truth.visit_without[customer])),
        ]
    )


def _found(chain: Chain, customer: int) -> tuple[Fact, ...]:
    outcome = chain.report.value
    rows = []
    for name, attack in REGISTRY.items():
        if attack.kind != "identity":
            continue
        result = outcome.attacks[name]
        hit = outcome.evidence.identified[name][customer]
        state = "not_mounted" if not result.mounted else "not_tried" if np.isnan(hit) else "yes" if hit else "no"
        rows.append((Phrase(f"attack.{name}.title"), Phrase(f"trace.found.{state}")))
    return tuple(rows)


def identifier(column: str, value: int) -> str:
    """Return a direct identifier of the invented world as people would read it."""
    match column:
        case "name":
            return full_name(value)
        case "pseudonym":
            return f"{value & 0xFFFFFFFFFFFFFFFF:016x}"
        case _:
            return str(value)


def _labelled(rows: Sequence[tuple[str, object]]) -> tuple[Fact, ...]:
    return tuple((Phrase(f"trace.label.{key}"), value) for key, value in rows)


def _read(facts: tuple[Fact, ...]) -> tuple[Row, ...]:
    return tuple((str(label), str(value)) for label, value in facts)


def _listed(kind: str, names: list[str]) -> object:
    return Listed(tuple(Phrase(f"trace.{kind}.{name}") for name in names)) if names else Phrase("value.none")


def _told(shares: pd.Series, cohort: bool) -> object:
    """Return what a row tells about the survey: the traits that a person has, or the share of a cohort with each."""
    if not cohort:
        return _listed("trait", [str(trait) for trait, has in shares.items() if has])
    pairs = (_pair("pair", Phrase(f"trace.trait.{trait}"), _share(share)) for trait, share in shares.items())
    return Listed(tuple(pairs))


def _amounts(release: Release, row: int, source: str) -> object:
    """Return a source's total and its busiest topics; of a column without topics, its value."""
    names = [column.name for column in release.schema.having("behaviour") if column.source == source]
    values = release.exact[names].iloc[row].to_numpy()
    return _amount(float(values[0])) if names == [source] else _leanings(values)


def _leanings(counts: Array) -> Phrase:
    """Return a source's total and its busiest topics; nothing where values are missing by design."""
    counts = np.nan_to_num(counts)
    top = [place for place in np.argsort(-counts, kind="stable")[:_TOP] if counts[place] > 0]
    listed = Listed(tuple(_pair("pair", _topic(place), _amount(counts[place])) for place in top))
    return Phrase("trace.total", {"total": _amount(counts.sum()), "topics": listed}) if top else Phrase("value.none")


def _amount(count: float) -> str:
    """Return a count, or an average with one decimal."""
    return f"{count:.0f}" if float(count).is_integer() else f"{count:.1f}"


def _topic(place: int) -> Phrase:
    return Phrase(f"trace.topic.{TOPICS[int(place)]}")


def _share(chance: float) -> Phrase:
    return Phrase("trace.in_100", {"amount": 100 * float(chance)})


def _pair(key: str, what: Phrase, amount: object) -> Phrase:
    return Phrase(f"trace.{key}", {"what": what, "amount": amount})
