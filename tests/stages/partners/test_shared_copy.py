"""What is in the copy, by hand."""

import numpy as np
import pandas as pd
import pytest

from equipoise.core.vocabulary import TOPICS
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.shared.tables import release_of
from equipoise.stages.partners.shared_copy import shared_copy, strongest_topic

SCHEMA = Schema(
    (
        Column(name="number", role="direct", kind="identifier"),
        Column(name="age", role="quasi", kind="number", bounds=(0, 100)),
        Column(name="ill", role="sensitive", kind="binary"),
        Column(name="bought_baby", role="behaviour", kind="number", topic="baby"),
        Column(name="seen_baby", role="behaviour", kind="number", topic="baby"),
        Column(name="bought_books", role="behaviour", kind="number", topic="books"),
    )
)
FRAME = pd.DataFrame(
    {
        "number": [11, 12, 13],
        "age": [30, 40, 50],
        "ill": [True, False, False],
        "bought_baby": [3, 0, 0],
        "seen_baby": [1, 2, 0],
        "bought_books": [20, 10, 0],
    }
)


@pytest.fixture
def release():
    return release_of(FRAME, SCHEMA)


@pytest.mark.parametrize(
    ("fields", "columns"),
    [
        ((), ()),
        (("details",), ("age",)),
        (("totals",), ("bought_baby", "seen_baby", "bought_books")),
        (("details", "survey"), ("age", "ill")),
        (("interest",), ("interest",)),
    ],
)
def test_only_the_wanted_fields_are_in_the_copy_and_never_an_identifier(release, fields, columns):
    copy = shared_copy(release, fields, np.array([7, 8, 9])).release
    assert copy.schema.names() == columns == tuple(copy.frame.columns)
    assert len(copy) == 3 and copy.low.shape == (3, "details" in fields)


def test_the_strongest_topic_is_the_one_above_the_average_row(release):
    # Baby: 4, 2, 0, on average 2; books: 20, 10, 0, on average 10. So the first row stands out alike in both.
    assert strongest_topic(release).tolist() == [TOPICS.index("baby"), TOPICS.index("baby"), -1]
    more = release_of(FRAME.assign(bought_books=[20, 40, 0]), SCHEMA)  # on average 20
    assert strongest_topic(more)[:2].tolist() == [TOPICS.index("baby"), TOPICS.index("books")]


def test_the_partner_reads_the_interest_that_he_is_told(release):
    told = shared_copy(release, ("interest",)).release
    assert strongest_topic(told).tolist() == strongest_topic(release).tolist()
