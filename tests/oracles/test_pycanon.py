"""k, l, t and delta against pycanon, live; where library and definition disagree, the definition is followed."""

import math

import numpy as np
import pandas as pd
import pytest
from pycanon import anonymity

from equipoise import measure, protect_table
from equipoise.core.errors import DataError
from equipoise.core.resources import data
from equipoise.shared.column import Column
from equipoise.shared.csv_table import read_table
from equipoise.shared.equivalence import Attribute
from equipoise.shared.files import read_schema
from equipoise.shared.schema import Schema
from equipoise.stages.measure.measure import disclosure

QUASI = ["age", "town"]
AGE = Column(name="age", role="quasi", kind="number")
TOWN = Column(name="town", role="quasi", kind="nominal")
LETTERS = np.array(list("abcdefghij"))


def case(seed, values, ordered):
    """A table whose classes (3 x 2) all hold every value, though unevenly."""
    rng = np.random.default_rng(seed)
    age, town = np.repeat(np.arange(3), 60), np.tile(["X", "Y"], 90)
    places = np.where(rng.random(180) < 0.5, np.minimum(age, values - 1), rng.integers(0, values, 180))
    places[: 6 * values] = np.repeat(np.arange(values), 6)
    age[: 6 * values], town[: 6 * values] = (
        np.tile([0, 1, 2], 2 * values),
        np.tile(["X", "X", "X", "Y", "Y", "Y"], values),
    )
    frame = pd.DataFrame({"age": age, "town": town, "answer": places if ordered else LETTERS[places]})
    return frame, Schema((AGE, TOWN, Column(name="answer", role="sensitive", kind="number" if ordered else "nominal")))


CASES = [(seed, values, ordered) for seed, values in ((0, 2), (1, 4), (2, 9)) for ordered in (False, True)]


@pytest.mark.parametrize("given", CASES, ids=str)
def test_k_l_t_and_delta_agree(given):
    frame, schema = case(*given)
    found = disclosure(frame, schema)
    assert found.k == anonymity.k_anonymity(frame, QUASI)
    assert found.l["answer"] == anonymity.l_diversity(frame, QUASI, ["answer"])
    assert found.t["answer"] == pytest.approx(anonymity.t_closeness(frame, QUASI, ["answer"]))
    assert found.delta["answer"] == pytest.approx(anonymity.delta_disclosure(frame, QUASI, ["answer"]))
    assert found.t["answer"] > 0 and 0 < found.delta["answer"] < math.inf


@pytest.mark.parametrize("given", CASES, ids=str)
def test_entropy_l_is_theirs_before_they_truncate_it(given):
    """Definition 4.1 of l-diversity takes a real l (log l at most the entropy); pycanon returns its whole part."""
    frame, schema = case(*given)
    found = disclosure(frame, schema).entropy_l["answer"]
    assert math.floor(found) == anonymity.entropy_l_diversity(frame, QUASI, ["answer"])
    shares = [group.value_counts(normalize=True) for _, group in frame.groupby(QUASI)["answer"]]
    assert found == pytest.approx(min(math.exp(-(each * np.log(each)).sum()) for each in shares))


def test_recursive_diversity_sorts_counts_from_the_largest():
    """Definition 4.2 of l-diversity: r_1 counts the most frequent value. pycanon begins with the least frequent one."""
    frame = pd.DataFrame({"age": [1] * 6, "town": "X", "answer": list("aaabbc")})
    assert to_rest(frame, 3) == 3.0  # 3 / 1: diverse for every c above 3
    assert anonymity.recursive_c_l_diversity(frame, QUASI, ["answer"]) == (1, 3)  # floor(1 / 3 + 1)
    even = frame.assign(answer=list("aabbcc"))  # where all are equally frequent, both orders agree: 2 / 2, c above 1
    assert math.floor(to_rest(even, 3) + 1) == anonymity.recursive_c_l_diversity(even, QUASI, ["answer"])[0]


def to_rest(frame, least):
    answers = Attribute.of(Column(name="answer", role="sensitive", kind="nominal"), frame["answer"])
    return answers.over(np.zeros(len(frame), dtype=np.int64)).most_to_rest(least).item()


@pytest.mark.parametrize(
    "levers",
    [
        {"technique": "k_anonymity", "k": 7},
        {"technique": "l_diversity", "k": 7, "l": 3, "diversity": "distinct"},
        {"technique": "l_diversity", "k": 7, "l": 1.8},
        {"technique": "t_closeness", "k": 7, "t": 0.2},
        {"technique": "suppression", "k": 2},
        {"technique": "none"},
    ],
    ids=lambda levers: "-".join(map(str, levers.values())),
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_released_frames_read_by_pycanon_have_the_k_l_t_that_are_told(levers):
    schema = read_schema(data("examples", "members.toml"))
    release = protect_table(read_table(data("examples", "members.csv"), schema), schema, **levers)
    told, frame, quasi = measure.release_disclosure(release), release.frame.copy(), ["age", "sex", "town"]
    assert told.k == anonymity.k_anonymity(frame, quasi)
    assert told.l["illness"] == anonymity.l_diversity(frame, quasi, ["illness"])
    assert math.floor(told.entropy_l["illness"]) == anonymity.entropy_l_diversity(frame, quasi, ["illness"])
    assert told.t["illness"] == pytest.approx(anonymity.t_closeness(frame, quasi, ["illness"]))
    if math.isfinite(told.delta["illness"]):
        assert told.delta["illness"] == pytest.approx(anonymity.delta_disclosure(frame, quasi, ["illness"]))


def test_ties_are_equal_text():
    """Rows are alike where their details are equal as written: 1 and 1.0 of a number are, as pandas reads them."""
    frame = pd.DataFrame({"age": [1, 1.0, 2, 2], "town": "X", "answer": list("abab")})
    schema = Schema((AGE, TOWN, Column(name="answer", role="sensitive", kind="nominal")))
    assert disclosure(frame, schema).k == anonymity.k_anonymity(frame, QUASI) == 2


def test_a_value_that_a_class_lacks_is_infinitely_rare_there():
    """Delta-disclosure asks |log(share / share in the table)| < delta of *every* value; pycanon skips absent ones."""
    frame = pd.DataFrame({"age": [1, 1, 1, 2, 2, 2], "town": "X", "answer": list("aabaaa")})
    schema = Schema((AGE, TOWN, Column(name="answer", role="sensitive", kind="nominal")))
    assert disclosure(frame, schema).delta["answer"] == math.inf
    assert anonymity.delta_disclosure(frame, QUASI, ["answer"]) == pytest.approx(math.log(2))  # b: 1/3 against 1/6


def test_rows_with_missing_values_are_refused():
    """Somebody stands alone with a missing age, and pycanon leaves such rows out without a word."""
    frame = pd.DataFrame({"age": [1, 1, 2, 2, None], "town": "X", "answer": list("ababa")})
    schema = Schema((AGE, TOWN, Column(name="answer", role="sensitive", kind="nominal")))
    with pytest.raises(DataError, match="row 5 of column age"):
        disclosure(frame, schema)
    assert anonymity.k_anonymity(frame, QUASI) == 2
    assert disclosure(frame.dropna(), schema).k == 2


def test_declared_values_that_nobody_has_count_in_the_range():
    """The distance is relative to the range of the attribute's declared domain; pycanon sees the table only."""
    frame = pd.DataFrame({"age": [1, 2], "town": "X", "answer": [1, 2]})
    levels = tuple("12345")
    schema = Schema((AGE, TOWN, Column(name="answer", role="sensitive", kind="ordered", levels=levels)))
    found = disclosure(frame.assign(answer=["1", "2"]), schema).t["answer"]
    assert anonymity.t_closeness(frame, QUASI, ["answer"]) == pytest.approx(0.5)  # half moves the whole range
    assert found == pytest.approx(0.125)  # half moves one of four steps
