"""Hypothesis strategies that several test modules share, generated from the lever declarations."""

import random
from typing import Any

from hypothesis import strategies as st

from equipoise.chain.settings import LEVERS, Settings
from equipoise.core.levers import Lever


def values_of(lever: Lever) -> st.SearchStrategy[Any]:
    """All values that a lever permits."""
    match lever.kind:
        case "flag":
            return st.booleans()
        case "choice":
            return st.sampled_from(lever.choices)
        case "subset":
            return st.sets(st.sampled_from(lever.choices)).map(list)
        case "integer":
            return st.integers(int(lever.low), int(lever.high))
        case "number":
            return st.floats(lever.low, lever.high)


def settings_strategy(size: int | None = None) -> st.SearchStrategy[Settings]:
    """All valid settings; with ``size``, all of a population of that size."""
    values = {name: values_of(lever) for name, lever in LEVERS.items()}
    if size is not None:
        values["population.size"] = st.just(size)
    return st.fixed_dictionaries(values).map(lambda levers: Settings().replace(**levers))


def choices() -> set[tuple[str, Any]]:
    """Every choice of every lever that has a few."""
    few = {name: lever.choices or (False, True) for name, lever in LEVERS.items() if lever.kind in ("choice", "flag")}
    return {(name, choice) for name, permitted in few.items() for choice in permitted}


def shown(settings: Settings) -> set[tuple[str, Any]]:
    """Which of these choices the settings are an example of: those of levers that have an effect."""
    idle = settings.inactive()
    return {(name, choice) for name, choice in choices() if name not in idle and settings[name] == choice}


def covering(size: int) -> list[Settings]:
    """Settings of a population of that size that between them show every choice; drawn, and the most telling kept."""
    draws, missing, found = random.Random(1), choices(), []
    for _ in range(len(missing)):
        drawn = [_drawn(draws, size) for _ in range(50)]
        found.append(max(drawn, key=lambda settings: len(missing & shown(settings))))
        missing -= shown(found[-1])
        if not missing:
            break
    return found


def _drawn(draws: random.Random, size: int) -> Settings:
    levers = {name: _value(draws, lever) for name, lever in LEVERS.items()}
    return Settings().replace(**levers | {"population.size": size})


def _value(draws: random.Random, lever: Lever) -> Any:
    match lever.kind:
        case "flag":
            return draws.random() < 0.5
        case "choice":
            return draws.choice(lever.choices)
        case "subset":
            return [choice for choice in lever.choices if draws.random() < 0.5]
        case "integer":
            return draws.randint(int(lever.low), int(lever.high))
        case "number":
            return draws.uniform(lever.low, lever.high)
