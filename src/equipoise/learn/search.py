"""Evaluate every setting that the challenges permit, and save the results: ``python -m equipoise.learn.search``.

The search is exhaustive: it evaluates all settings that a challenge permits, in its own order. The best ones are
evaluated again on the worlds of `SEEDS`, so that a target is not reached by chance in one world. Names of challenges as
arguments restrict it to those.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

from equipoise.chain.pipeline import simulate
from equipoise.chain.settings import Settings
from equipoise.core.resources import data
from equipoise.learn.challenge import Challenge, Found, Place, challenges, place_of

SEEDS = (1, 2, 3, 4)
"""The worlds on which the best settings are tried again, beside the challenge's own."""
_CANDIDATES = 12
_DIGITS = 4


def search(challenge: Challenge, seeds: Iterable[int] = SEEDS) -> Found:
    """Try all settings of a challenge in its world, and the most promising ones on the worlds of ``seeds`` too.

    Best is what reaches the targets in its own world and on most others, then what has the largest smallest margin.
    """
    permitted = list(challenge.permitted())
    places = [try_out(settings) for settings in permitted]
    order = sorted(range(len(permitted)), key=lambda each: -challenge.targets.worst(places[each]))
    tried = {each: _reached_on(challenge, permitted[each], seeds) for each in order[:_CANDIDATES]}
    own = challenge.start["population.seed"]
    best = max(tried, key=lambda each: (own in tried[each], len(tried[each]), -order.index(each)))
    return Found(places=tuple(places), best=permitted[best], seeds=(own, *seeds), reached_on=tried[best])


def try_out(settings: Settings) -> Place:
    """Return the headlines under these settings, to four digits."""
    right, identified, alike = (round(value, _DIGITS) for value in place_of(simulate(settings).headlines))
    return right, identified, alike


def _reached_on(challenge: Challenge, settings: Settings, seeds: Iterable[int]) -> tuple[int, ...]:
    worlds = (settings["population.seed"], *seeds)
    runs = {seed: try_out(settings.replace(**{"population.seed": seed})) for seed in worlds}
    return tuple(seed for seed, place in runs.items() if challenge.targets.reached(place))


def write(challenge: Challenge, found: Found) -> None:
    """Write what the search found beside the challenges, one setting a line."""
    head = {
        "challenge": challenge.key,
        "best": found.best.to_query(),
        "seeds": list(found.seeds),
        "reached_on": list(found.reached_on),
    }
    lines = ",\n".join(json.dumps(place) for place in found.places)
    text = f'{json.dumps(head, indent=1)[:-2]},\n "places": [\n{lines}\n]}}\n'
    (data("challenges", "found") / f"{challenge.id}.json").write_text(text, encoding="utf-8")


def main(names: Iterable[str] = ()) -> None:
    """Search the challenges with these names, or all of them, and say what was found."""
    wanted = list(names) or list(challenges())
    for challenge in (challenges()[name] for name in wanted):
        found = search(challenge)
        write(challenge, found)
        reached = sum(map(challenge.targets.reached, found.places))
        print(f"{challenge.key}: {reached} of {len(found.places)} settings; best stands on {found.reached_on}")


if __name__ == "__main__":
    main(sys.argv[1:])
