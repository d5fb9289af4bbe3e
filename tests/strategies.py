"""Hypothesis strategies that several test modules share, generated from the lever declarations."""

from typing import Any

from hypothesis import strategies as st

from equipoise.levers import Lever
from equipoise.settings import LEVERS, Settings


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
