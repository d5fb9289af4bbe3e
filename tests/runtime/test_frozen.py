import copy
import dataclasses
import pickle
from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest

from equipoise.runtime.frozen import FrozenDict, FrozenFrame, frozen
from equipoise.runtime.memo import size_of


def table():
    return pd.DataFrame({"number": [1.0, 2.0, np.nan], "count": [7, 8, 9], "town": ["Ashby", "Brook", "Cole"]})


def put(frame, indexer, place, value):
    getattr(frame, indexer)[place] = value


CHANGES = {
    "a column": lambda frame: frame.__setitem__("count", 0),
    "a new column": lambda frame: frame.__setitem__("other", 0),
    "several columns": lambda frame: frame.__setitem__(["number", "count"], 0),
    "where": lambda frame: frame.__setitem__(frame["count"] > 7, 0),
    "iat": lambda frame: put(frame, "iat", (0, 1), 0),
    "at": lambda frame: put(frame, "at", (0, "count"), 0),
    "iloc": lambda frame: put(frame, "iloc", (slice(None), 1), 0),
    "loc": lambda frame: put(frame, "loc", (0, "count"), 0),
    "a row more": lambda frame: put(frame, "loc", 9, [0.0, 0, "Ashby"]),
    "insert": lambda frame: frame.insert(0, "other", 0),
    "by place": lambda frame: frame.isetitem(1, [0, 0, 0]),
    "delete": lambda frame: frame.__delitem__("count"),
    "pop": lambda frame: frame.pop("count"),
    "update": lambda frame: frame.update(pd.DataFrame({"count": [0, 0, 0]})),
    "attribute": lambda frame: setattr(frame, "count", [0, 0, 0]),
    "columns": lambda frame: setattr(frame, "columns", list("abc")),
    "index": lambda frame: setattr(frame, "index", list("abc")),
    "replace": lambda frame: frame.replace(7, 0, inplace=True),
    "fill": lambda frame: frame.fillna(0, inplace=True),
    "where in place": lambda frame: frame.where(frame["count"] > 7, inplace=True),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("viewed", [False, True], ids=["alone", "with a view of it"])
def test_a_table_refuses_every_assignment_and_stays_as_it_was(change, viewed):
    frame = frozen(table())
    view = frame.iloc[:2] if viewed else None
    with pytest.raises(TypeError, match=r"read-only: change a copy\(\) of it"):
        CHANGES[change](frame)
    assert frame.equals(table()) and (view is None or view.equals(table().iloc[:2]))


def test_whoever_made_the_table_cannot_change_it_either():
    mine = table()
    frame = frozen(mine)
    mine.iat[0, 1] = 0
    assert frame.equals(table()) and frozen(frame) is frame
    with pytest.raises(ValueError, match="read-only"):
        frame["count"].to_numpy()[0] = 0


@pytest.mark.parametrize(
    "derive",
    [
        lambda frame: frame.copy(),
        copy.deepcopy,
        lambda frame: frame.iloc[:2],
        lambda frame: frame[["count"]],
        lambda frame: frame.assign(other=1),
        lambda frame: pd.concat([frame, frame]),
    ],
    ids=["copy", "deepcopy", "rows", "columns", "assign", "concat"],
)
def test_what_is_derived_from_a_table_is_an_ordinary_one(derive):
    frame = frozen(table())
    own = derive(frame)
    own["count"] = 0
    assert type(own) is pd.DataFrame and (own["count"] == 0).all() and frame.equals(table())


def test_a_mapping_refuses_every_assignment_and_is_a_dictionary_otherwise():
    kept = frozen({"a": 1, "b": {"c": 2}})
    changes = (
        lambda: kept.__setitem__("a", 2), lambda: kept["b"].__setitem__("c", 3), lambda: kept.update(a=2), kept.clear,
        lambda: kept.__delitem__("a"), lambda: kept.pop("a"), kept.popitem, lambda: kept.setdefault("d", 1),
        lambda: kept.__ior__({"a": 2}),
    )  # fmt: skip
    for change in changes:
        with pytest.raises(TypeError, match="read-only"):
            change()
    assert kept == {"a": 1, "b": {"c": 2}} and isinstance(kept, dict) and frozen(kept) is kept
    assert kept | {"a": 2} == {"a": 2, "b": {"c": 2}} and type(kept.copy()) is dict


@dataclasses.dataclass(frozen=True)
class Result:
    array: np.ndarray
    table: pd.DataFrame
    named: dict
    parts: tuple
    _noted: dict = dataclasses.field(default_factory=dict)


def result():
    return Result(np.arange(3), table(), {"a": np.arange(3)}, (np.arange(2), {"b": 1}))


def test_a_result_is_frozen_with_all_that_it_is_made_of():
    made = result()
    kept = frozen(made)
    assert kept is made and isinstance(kept.table, FrozenFrame) and isinstance(kept.parts[1], FrozenDict)
    assert not any(array.flags.writeable for array in (kept.array, kept.named["a"], kept.parts[0]))
    kept._noted["worked out"] = 1
    pair = (1, "a")
    assert frozen(pair) is pair and frozen(MappingProxyType({})) == {} and frozen(Result) is Result


def test_a_frozen_result_can_be_sent_to_another_process_and_arrives_frozen():
    there = pickle.loads(pickle.dumps(frozen(result())))
    assert there.table.equals(table()) and isinstance(there.table, FrozenFrame)
    assert there.parts[1] == {"b": 1} and isinstance(there.parts[1], FrozenDict)


def test_freezing_copies_nothing_and_counts_as_before():
    numbers = pd.DataFrame(np.zeros((1_000, 20)))
    frame = frozen(numbers)
    assert np.shares_memory(frame.to_numpy(), numbers.to_numpy())
    assert size_of(frame) == size_of(numbers) >= 160_000
    assert size_of(frozen({"a": np.zeros(1_000)})) == pytest.approx(size_of({"a": np.zeros(1_000)}), abs=200)
