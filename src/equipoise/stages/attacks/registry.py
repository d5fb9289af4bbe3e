"""The registry of attacks. Each is one file and one line here."""

from __future__ import annotations

from typing import Any

import numpy as np

from equipoise.core.errors import DataError
from equipoise.shared.release import Release
from equipoise.shared.results import AttackResult
from equipoise.stages.attacks.base import Attack, Auxiliary, MembershipTruth, ModelAccess, Scored, Truth
from equipoise.stages.attacks.bid_stream import BidStream, Retargeter
from equipoise.stages.attacks.buyer import Buyer
from equipoise.stages.attacks.counted import Counted, Records
from equipoise.stages.attacks.differencing import Differencing
from equipoise.stages.attacks.disclosed import Disclosed
from equipoise.stages.attacks.inferred import Inferred
from equipoise.stages.attacks.linkage import Linkage
from equipoise.stages.attacks.membership import Membership
from equipoise.stages.attacks.onlooker import Onlooker
from equipoise.stages.attacks.partner import Partner, PartnerTraits
from equipoise.stages.attacks.periods import Periods
from equipoise.stages.attacks.purchases import Purchases
from equipoise.stages.attacks.reversal import Reversal
from equipoise.stages.attacks.singling_out import SinglingOut

__all__ = [
    "ON_DEMAND",
    "REGISTRY",
    "Attack",
    "Auxiliary",
    "MembershipTruth",
    "ModelAccess",
    "Records",
    "Scored",
    "Truth",
    "not_mounted",
    "run",
    "run_with_hits",
]

REGISTRY: dict[str, Attack[Any, Any, Any]] = {
    "linkage": Linkage(),
    "purchases": Purchases(),
    "periods": Periods(),
    "reversal": Reversal(),
    "singling_out": SinglingOut(),
    "disclosed": Disclosed(),
    "inferred": Inferred(),
    "membership": Membership(),
    "counted": Counted(),
}
"""The attacks of every run."""
ON_DEMAND: dict[str, Attack[Any, Any, Any]] = {
    "onlooker": Onlooker(),
    "bid_stream": BidStream(),
    "retargeter": Retargeter(),
    "partner": Partner(),
    "partner_traits": PartnerTraits(),
    "buyer": Buyer(),
    "differencing": Differencing(),
}
"""Attacks that are about a branch of the chain, and are mounted when somebody asks for the branch."""


def run(
    name: str,
    release: Release,
    auxiliary: Auxiliary | ModelAccess | Records | None,
    truth: Truth | MembershipTruth,
    *,
    seed: int = 0,
) -> AttackResult:
    """Mount the attack ``name`` and return its result.

    Args:
        name: an attack in `REGISTRY` or `ON_DEMAND`.
        release: the table that the attacker holds.
        auxiliary: what else the attacker knows; `ModelAccess` for "membership" (None: no access), `Records` for
            "counted".
        truth: the truth for the scorer; `MembershipTruth` for "membership" and "counted".
        seed: of the attack's own random stream.

    Raises:
        DataError: there is no such attack.
    """
    return run_with_hits(name, release, auxiliary, truth, seed=seed).result


def run_with_hits(
    name: str,
    release: Release,
    auxiliary: Auxiliary | ModelAccess | Records | None,
    truth: Truth | MembershipTruth,
    *,
    seed: int = 0,
) -> Scored:
    """Mount the attack as `run` does, and return the outcome of every target beside the result."""
    known = REGISTRY | ON_DEMAND
    if name not in known:
        raise DataError.about(name, "attack.unknown", known=tuple(known))
    return known[name].mount(release, auxiliary, truth, seed)


def not_mounted(name: str, reason: str) -> Scored:
    """Return the result of an attack that could not be mounted, with the key of the reason."""
    kind = (REGISTRY | ON_DEMAND)[name].kind
    result = AttackResult(name=name, kind=kind, mounted=False, reason=reason)
    return Scored(result=result, hits=np.empty(0))
