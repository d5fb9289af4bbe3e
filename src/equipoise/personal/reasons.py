"""The contribution of every detail of a customer to the predicted probability of a visit, and the detail's origin.

Of a logistic regression the parts are exact: its log-odds are a sum, so what every detail adds beyond its mean over all
rows adds up to the whole distance from the average customer (Štrumbelj and Kononenko 2014,
doi:10.1007/s10115-013-0679-x, section 2: for additive models the contribution of a feature is its weight times its
distance from the mean). Trees are not additive. There only the two ends are exact; a detail's part is the loss when its
value is taken from other customers instead (Breiman 2001, doi:10.1023/A:1010933404324, for one row), and the remainder
is shown as interaction.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.core.arrays import Array, Floats, Integers
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import TOPICS
from equipoise.personal.offers import Verdict
from equipoise.shared.column import Origin
from equipoise.stages.targeting.design import Design
from equipoise.stages.targeting.learners import Logistic

STRANGERS = 60
"""Number of other customers whose values replace the customer's own, for learners that are not additive."""


@dataclasses.dataclass(frozen=True)
class Reason:
    """One detail and its push.

    Attributes:
        detail: a column ("birth_date"), a source's lean to the offer's topic ("purchases_garden"), or how much there is
            of a source ("purchases_total"). push: what it adds to the log-odds of a visit under the offer.
        origin: how the shop came by it.
    """

    detail: str
    push: float
    origin: Origin


@dataclasses.dataclass(frozen=True, kw_only=True)
class Reasons:
    """All reasons for one customer and one offer; ``average + sum of pushes + interplay = own``, in log-odds.

    Attributes:
        offer: which. exact: whether the parts are exact. average: of a customer who is average in everything (or, for
            trees, the mean chance of strangers). own: the customer's.
        reasons: the strongest push first. interplay: what the parts leave over; 0 where they are exact.
    """

    offer: int
    exact: bool
    average: float
    own: float
    reasons: tuple[Reason, ...]
    interplay: float


def explain_offer(chain: Chain, customer: int, verdict: Verdict) -> Reasons | None:
    """Return the reasons for the model's prediction under the offer that was shown; None without a prediction."""
    row = int(chain.inside.value[1].row[customer])
    if not verdict.chance.size or row < 0:
        return None
    fitted, design = chain.train.value.fitted, chain.train.value.design
    rows = _looked_at(chain, row)
    if isinstance(fitted, Logistic):
        return _of_sum(chain, fitted, design, rows, verdict.offer)
    return _of_trees(chain, design, rows[:1], verdict.offer)


def _looked_at(chain: Chain, row: int) -> Integers:
    """Return the rows that the offer was chosen for: the customer's, or that of everybody who looks the same."""
    if chain.settings.target.strategy != "cohort":
        return np.array([row])
    classes = chain.inside.value[0].classes
    return np.flatnonzero(classes == classes[row])


def _of_sum(chain: Chain, fitted: Logistic, design: Design, rows: Integers, offer: int) -> Reasons:
    """Split linear log-odds; those of a class are the mean of its rows', which its mean chance only comes near."""
    parts = _parts(design, fitted.weights, offer)
    pushes = {name: float(part[rows].mean() - part.mean()) for name, part in parts.items()}
    start, _, by_offer, _, _ = design.split(fitted.weights)
    average = float(start[0] + by_offer[offer] + sum(part.mean() for part in parts.values()))
    return _sorted(chain, offer, pushes, average, average + sum(pushes.values()), exact=rows.size == 1)


def _parts(design: Design, weights: Floats, offer: int) -> dict[str, Floats]:
    """Return what every detail adds to each row's log-odds under an offer (each shape: rows)."""
    _, by_person, _, by_match, by_trait = design.split(weights)
    parts: dict[str, Floats] = {}
    for place, name in enumerate(design.names):
        detail = _detail_of(name)
        parts[detail] = parts.get(detail, 0.0) + design.person[:, place] * by_person[place]
    for place, name in enumerate(design.trait_names):
        parts[name] = parts[name] + design.trait[:, place] * by_trait[offer, place]
    for place, source in enumerate(design.sources):
        parts[f"{source}_{TOPICS[offer]}"] = design.match[:, offer, place] * by_match[place]
    return parts


def _detail_of(feature: str) -> str:
    """Return the detail that a feature belongs to: "occupation" for "occupation_3"."""
    name, _, place = feature.rpartition("_")
    return name if place.isdigit() else feature


def _of_trees(chain: Chain, design: Design, rows: Integers, offer: int) -> Reasons:
    fitted = chain.train.value.fitted
    assert fitted is not None
    draws = stream(chain.seed, "personal.strangers")
    others = design.of(draws.choice(len(design), min(STRANGERS, len(design)), replace=False))
    own = design.of(np.repeat(rows, len(others)))
    details = dict.fromkeys(map(_detail_of, design.names)) | {
        f"{source}_{TOPICS[offer]}": None for source in design.sources
    }
    here = _log_odds(fitted.predict(design.of(rows))[:, offer])
    pushes = {name: here - _log_odds(fitted.predict(_swapped(own, others, name, offer))[:, offer]) for name in details}
    return _sorted(chain, offer, pushes, _log_odds(fitted.predict(others)[:, offer]), here, exact=False)


def _swapped(own: Design, others: Design, detail: str, offer: int) -> Design:
    """Return the own rows with one detail taken from other rows."""
    person, match = own.person.copy(), own.match.copy()
    for place, name in enumerate(own.names):
        if _detail_of(name) == detail:
            person[:, place] = others.person[:, place]
    for place, source in enumerate(own.sources):
        if detail == f"{source}_{TOPICS[offer]}":
            match[:, offer, place] = others.match[:, offer, place]
    return dataclasses.replace(own, person=person, match=match)


def _log_odds(chances: Array) -> float:
    mean = float(np.clip(np.mean(chances, dtype=np.float64), 1e-9, 1 - 1e-9))
    return float(np.log(mean) - np.log1p(-mean))


def _sorted(chain: Chain, offer: int, pushes: dict[str, float], average: float, own: float, *, exact: bool) -> Reasons:
    schema = chain.inside.value[0].schema
    reasons = tuple(
        Reason(name, push, _origin(schema.names(), name, {column.name: column.origin for column in schema.columns}))
        for name, push in sorted(pushes.items(), key=lambda item: -abs(item[1]))
    )
    rest = own - average - sum(pushes.values())
    return Reasons(offer=offer, exact=exact, average=average, own=own, reasons=reasons, interplay=rest)


def _origin(names: tuple[str, ...], detail: str, origins: dict[str, Origin]) -> Origin:
    """Return how a detail came to the shop; that of a source's total is that of its columns."""
    if detail in origins:
        return origins[detail]
    source = detail.removesuffix("_total")
    return next(origins[name] for name in names if name.startswith(f"{source}_"))
