"""What offers do to visits and sales, counted with the world's true responses."""

from __future__ import annotations

from equipoise.chain.content import communicate
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import MARGIN, MARGIN_WITH_OFFER, SALES_PER_VISIT, SOURCES
from equipoise.shared.world import Response, World
from equipoise.studies.magnitudes import content


def visits_without(settings: Settings) -> float:
    """Return the share of customers who visit without an offer."""
    return float(_response(settings).visit_without.mean())


def visits_with_best(settings: Settings) -> float:
    """Return the share of customers who visit when everybody is shown the best single offer."""
    response = _response(settings)
    return float(response.visit[:, _best_single(response)].mean())


def sales_without(settings: Settings) -> float:
    """Return sales a customer without an offer."""
    return visits_without(settings) * SALES_PER_VISIT


def sales_with_best(settings: Settings) -> float:
    """Return sales a customer when everybody is shown the best single offer."""
    response = _response(settings)
    best = _best_single(response)
    margin = response.gain[:, best] + response.visit_without * SALES_PER_VISIT * MARGIN
    return float((margin / MARGIN_WITH_OFFER[best]).mean())


def content_gain(settings: Settings) -> float:
    """Return visits with an offer chosen for everybody, less visits with the best single one."""
    return content(settings).gain / 100.0


def content_lost(settings: Settings) -> float:
    """Return the change of the visits that offers add if everybody gets the best single one, as a share of itself."""
    return content(settings).lost / 100.0


def diminishing(settings: Settings) -> float:
    """Return what the first three sources of data add to the lift of the chosen, less what the other three add."""
    none, half, whole = (_lift(settings.replace(**{"minimise.sources": SOURCES[:number]})) for number in (0, 3, 6))
    return (half - none) - (whole - half)


def messages_at_random(settings: Settings) -> float:
    """Return the share of messages that customers engage with, where every part is drawn by lot."""
    return communicate(settings).content.engaged_random.value


def _lift(settings: Settings) -> float:
    return Chain(settings).measure.value.targeting.lift.value


def _response(settings: Settings) -> Response:
    """Return the customers' true responses."""
    world: World = Chain(settings).population.value
    whole, ours = world.response, slice(world.size)
    return Response(whole.visit_without[ours], whole.visit[ours], whole.gain[ours], whole.best[ours])


def _best_single(response: Response) -> int:
    return int(response.gain.mean(axis=0).argmax())
