"""Threats to privacy: which kinds of LINDDUN each step of the data meets, and whether it meets them here.

LINDDUN is a method of threat modelling: Deng, Wuyts, Scandariato, Preneel and Joosen, "A privacy threat analysis
framework", Requirements Engineering 16, 2011, doi:10.1007/s00766-010-0115-7. Its kinds are terms of the rule book.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from equipoise.core.errors import DataError
from equipoise.core.resources import data
from equipoise.rules.book import book, entries
from equipoise.rules.condition import Condition
from equipoise.rules.facts import Facts, Read

_SCHEME: Final = "LINDDUN threat type"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Threat:
    """A kind of threat at a step.

    Attributes:
        id: such as store-identifying. step: of the data. threat: the kind, in LINDDUN's words.
        condition: when the step meets it. says: what it means there, in plain words.
    """

    id: str
    step: str
    threat: str
    condition: Condition
    says: str


@dataclasses.dataclass(frozen=True)
class Looked:
    """A threat that was looked for: whether it is met, and the facts that say so."""

    threat: Threat
    met: bool
    reads: tuple[Read, ...]


@cache
def threats() -> Mapping[str, Threat]:
    """Return all threats by id, from ``data/rules/threats.toml``.

    Raises:
        DataError: an entry is not as its schema says, or names a kind that LINDDUN does not know.
    """
    found: Mapping[str, Threat] = entries(data("rules", "threats.toml"), "threat", _threat)
    return found


def _threat(id: str, entry: dict[str, Any]) -> Threat:
    known = tuple(term.label for term in book().terms if term.scheme == _SCHEME)
    if entry["threat"] not in known:
        raise DataError.about(entry["threat"], "rules.no_threat", entry=id, known=known)
    return Threat(id=id, **entry | {"condition": Condition.read(entry["condition"])})


def looked_for(read: Facts) -> tuple[Looked, ...]:
    """Return all threats in the order of the steps, and whether these facts meet them."""
    values = read.values
    return tuple(
        Looked(each, each.condition.holds(values), tuple(read.reads[name] for name in each.condition.facts))
        for each in threats().values()
    )
