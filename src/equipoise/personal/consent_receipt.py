"""Receipts of consent: each customer's answer about each purpose, the text that was shown, and the day.

A shop has to be able to demonstrate consent (GDPR, article 7(1)); the content of a record follows ISO/IEC TS 27560
(2023). Silence leaves no receipt, whatever its meaning. The answers are those of stage 2; the days are assumed: each
customer answered the banner on one day of the past year, answered again on a later day, and withdrew on a day after
that. A browser sends its signal at every visit; the latest one is kept.
"""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.core.errors import DataError
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import PURPOSES, SETTINGS_PAGE, SIGNAL, TO_OTHERS, TODAY
from equipoise.runtime.remembered import remembered
from equipoise.shared.identity import full_name

if TYPE_CHECKING:
    from equipoise.shared.consent import Consent

Answer = Literal["yes", "no", "withdrawn", "signal"]
ANSWERS = ("yes", "no", "withdrawn", "signal")
_YEAR = 365


@dataclasses.dataclass(frozen=True, slots=True)
class Receipt:
    """One line of the log.

    Attributes:
        purpose: a name in `PURPOSES`. answer: yes or no, withdrawn later, or an opt-out signal.
        version: the text that was shown ("opt_in/highlighted", `SETTINGS_PAGE`), or the signal. day: when.
    """

    purpose: str
    answer: Answer
    version: str
    day: datetime.date


@dataclasses.dataclass(frozen=True, slots=True)
class PurposeStatus:
    """Whether one customer wants a purpose now, and whether the company uses the customer's data for it."""

    purpose: str
    wants: bool
    used: bool


def receipts(settings: Settings) -> pd.DataFrame:
    """Return the log: customer, purpose, answer, version and day (days since 1970-01-01), by customer and day."""
    chain = Chain(settings)
    s, said = chain.settings.consent, chain.consent
    version = f"{s.model}/{s.banner}"
    log: pd.DataFrame = remembered("receipts", lambda: _log(said.value, version, chain.seed), said, version).value
    return log


def receipts_of(settings: Settings, customer: int) -> tuple[Receipt, ...]:
    """Return one customer's receipts, the oldest first.

    Raises:
        DataError: there is no such customer.
    """
    _check(settings, customer)
    log = receipts(settings)
    first, end = np.searchsorted(log["customer"].to_numpy(), [customer, customer + 1])
    columns = (log[name].iloc[first:end].tolist() for name in ("purpose", "answer", "version", "day"))
    return tuple(
        Receipt(purpose=purpose, answer=answer, version=version, day=_date(day))
        for purpose, answer, version, day in zip(*columns, strict=True)
    )


def standing_of(settings: Settings, customer: int) -> tuple[PurposeStatus, ...]:
    """Return the present state of every purpose for one customer.

    Raises:
        DataError: there is no such customer.
    """
    _check(settings, customer)
    said = Chain(settings).consent.value
    rows = zip(PURPOSES, said.said[customer].tolist(), said.permits[customer].tolist(), strict=True)
    return tuple(PurposeStatus(purpose=purpose, wants=wants, used=used) for purpose, wants, used in rows)


def name_of(settings: Settings, customer: int) -> str:
    """Return the invented name of a customer.

    Raises:
        DataError: there is no such customer.
    """
    _check(settings, customer)
    return full_name(int(Chain(settings).population.value.identifiers.name[customer]))


def somebody(settings: Settings, kind: str, after: int) -> int | None:
    """Return the next customer of a kind in `DEEDS`, the first one again after the last; None if there is nobody."""
    found = np.flatnonzero(getattr(Chain(settings).consent.value, kind))
    return int(found[np.searchsorted(found, after, side="right") % found.size]) if found.size else None


def _check(settings: Settings, customer: int) -> None:
    if not 0 <= customer < settings.population.size:
        last = settings.population.size - 1
        raise DataError.about(customer, "customer.unknown", last=last)


def _log(consent: Consent, version: str, seed: int) -> pd.DataFrame:
    people = len(consent.answered)
    draws = stream(seed, "receipts").random((3, people))
    met = TODAY - _YEAR + (draws[0] * _YEAR).astype(np.int64)
    anew = _later(met, draws[2])
    latest = np.where(consent.changed, anew, met)
    asked = np.repeat(~consent.ignored[:, None], len(PURPOSES), axis=1)
    parts = [
        _lines(asked & consent.answered, "yes", version, met),
        _lines(asked & ~consent.answered, "no", version, met),
        _lines(consent.chosen & ~consent.answered, "yes", SETTINGS_PAGE, anew),
        _lines(~consent.chosen & consent.answered, "no", SETTINGS_PAGE, anew),
        _lines(consent.withdrew[:, None] & consent.chosen, "withdrawn", version, _later(latest, draws[1])),
        _lines(consent.signals[:, None] & np.isin(PURPOSES, TO_OTHERS), "signal", SIGNAL, latest),
    ]
    log = pd.concat(parts, ignore_index=True).astype(
        {"purpose": "category", "answer": "category", "version": "category"}
    )
    return log.sort_values(["customer", "day"], kind="stable", ignore_index=True)


def _later(day: Integers, draw: Floats) -> Integers:
    """Return a day after ``day``, up to today (shape: customers)."""
    return np.asarray(np.minimum(day + 1 + (draw * (TODAY - day)).astype(np.int64), TODAY))


def _lines(whose: Flags, answer: str, version: str, day: Integers) -> pd.DataFrame:
    """Return one line for every customer and purpose that is marked (shape of ``whose``: customers x purposes)."""
    customer, purpose = np.nonzero(whose)
    columns = {"customer": customer.astype(np.int32), "purpose": np.array(PURPOSES)[purpose]}
    return pd.DataFrame(columns | {"answer": answer, "version": version, "day": day[customer].astype(np.int32)})


def _date(day: int) -> datetime.date:
    return datetime.date(1970, 1, 1) + datetime.timedelta(days=int(day))
