import numpy as np
import pandas as pd
import pytest

from equipoise.core.vocabulary import NO_OFFER, TOPICS
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.shared.structure import Structure
from equipoise.shared.tables import release_of

FOOD, HOME = TOPICS.index("food"), TOPICS.index("home")
SCHEMA = Schema(
    (
        Column(name="sex", role="quasi", kind="nominal", levels=("woman", "man")),
        Column(name="birth_date", role="quasi", kind="date", bounds=(-20_000.0, 13_000.0)),  # 1915-03-31 to 2005-08-05
        Column(name="purchases_food", role="behaviour", kind="number", source="purchases", bounds=(0.0, 8.0),
               topic="food"),
        Column(name="purchases_home", role="behaviour", kind="number", source="purchases", bounds=(0.0, 8.0),
               topic="home"),
        Column(name="cross_site_food", role="behaviour", kind="number", source="cross_site", bounds=(0.0, 8.0),
               origin="bought", topic="food"),
        Column(name="chronic", role="sensitive", kind="binary"),
        Column(name="steps", role="behaviour", kind="number", bounds=(0.0, 8.0)),
        Column(name="pseudonym", role="direct", kind="identifier"),
    )
)  # fmt: skip


TREE = {"column 1": "", "column 0": "column 1", "column 5": "column 0", "column 6": "column 5", "volume 0": "column 6",
        "volume 1": "volume 0"}  # fmt: skip


@pytest.fixture(scope="module")
def structure():
    return Structure(SCHEMA, TREE, ("column 1", "column 0"))


@pytest.fixture(scope="module")
def codes(structure):
    """Three people: of 1990 (a young woman), 1970 (a man), 1950 (a woman whose visits to other sites are not known)."""
    frame = pd.DataFrame(
        {
            "sex": ["woman", "man", "woman"],
            "birth_date": ["1990-05-01", "1970-05-01", "1950-05-01"],
            "purchases_food": [8, 0, 1],
            "purchases_home": [0, 0, 1],
            "cross_site_food": [3, 0, np.nan],
            "chronic": [0, 1, 1],
            "steps": [0, 4, np.nan],
            "pseudonym": [1, 2, 3],
        }
    )
    return structure.encode(release_of(frame, SCHEMA))


def test_attributes_are_named_by_place_and_drawn_after_their_parents(structure):
    # identifiers are none; behaviour without a topic is an attribute like any column
    assert {name: column.name for name, column in structure.columns.items()} == {
        "column 0": "sex", "column 1": "birth_date", "column 5": "chronic", "column 6": "steps"
    }  # fmt: skip
    assert structure.parents == {
        "people": (),
        "column 1": (),
        "column 0": ("column 1",),
        "column 5": ("column 0",),
        "column 6": ("column 5",),
        "volume 0": ("column 6",),
        "volume 1": ("volume 0",),
        "interest": ("topic", "column 1", "column 0"),
        "counts 0": ("volume 0", "interest"),
        "counts 1": ("volume 1", "interest"),
    }
    drawn = list(structure.parents)
    assert all(
        drawn.index(one) < drawn.index(name) for name, of in structure.parents.items() for one in {*of} - {"topic"}
    )


def test_before_the_rows_are_looked_at_nothing_depends_on_anything():
    assert Structure(SCHEMA).parents["column 0"] == () and Structure(SCHEMA).parents["interest"] == ("topic",)


def test_rows_are_coded_by_hand(structure, codes):
    # decades from the 1910s on: 1990 is the ninth, 1970 the seventh, 1950 the fifth
    assert codes["column 1"].ravel().tolist() == [8, 6, 4]
    assert codes["column 0"].ravel().tolist() == [0, 1, 0] and codes["column 5"].ravel().tolist() == [0, 1, 1]
    # the first level of behaviour says that it is missing; then come 0, 1, 2, 3 to 4, 5 to 8
    assert codes["column 6"].ravel().tolist() == [1, 4, 0] and structure.size("column 6") == 6
    # the levels of counts are 0, 1, 2, 3 to 4, 5 to 8; topics are food and home, of which other sites know one
    assert codes["counts 0"].tolist() == [[4, 0], [0, 0], [1, 1]]
    assert codes["counts 1"].tolist() == [[3, 0], [0, 0], [0, 0]]
    # volumes are 0, 1, 2 to 4, 5 to 16, counted from 1; the last woman's is missing by design, the man's is nothing
    assert codes["volume 0"].ravel().tolist() == [4, 1, 3]
    assert codes["volume 1"].ravel().tolist() == [3, 1, 0]


def test_interest_by_hand(codes):
    # first: 11 of food, 0 of home, even is 5.5: log(11.5 / 6) = .65 and log(.5 / 6) = -2.5. Cuts: -1.2, -.4, .4, 1.2
    assert codes["interest"].tolist() == [[3, 0], [2, 2], [2, 2]]


def test_topics_are_those_of_all_sources(structure, codes):
    assert codes["topic"].tolist() == [[0, 1]]
    assert [structure.size(name) for name in ("topic", "visit", "people")] == [2, 2, 1]


def test_what_was_shown_is_the_persons_interest_in_it(structure, codes):
    # the first woman saw food (3, so 4), home (0, so 1), nothing (0), and what the table does not know (middle 2, so 3)
    row = np.zeros(4, dtype=np.int64)
    shown = structure.shown(codes, row, np.array([FOOD, HOME, NO_OFFER, 0]))
    assert shown["shown"].ravel().tolist() == [4, 1, 0, 3] and structure.size("shown") == 6
    assert shown["column 1"].ravel().tolist() == [8] * 4 and shown["column 0"].ravel().tolist() == [0] * 4


def test_every_code_is_below_its_size(structure, codes):
    assert all(values.min() >= 0 and values.max() < structure.size(name) for name, values in codes.items())


def test_impossible_cells_by_hand(structure):
    # what a shop saw itself is never missing; what was bought may be
    assert structure.possible("volume 0", (1, 5)).tolist() == [[False, True, True, True, True]]
    assert structure.possible("volume 1", (1, 4)).all()
    # with volumes missing, 0, 1, 2 to 4, 5 to 16, a topic has counts of 0; 0; 0, 1; 0 to 4; all
    cells = structure.possible("counts 0", (5 * structure.size("interest"), 5))
    assert cells[:: structure.size("interest")].sum(axis=1).tolist() == [1, 1, 2, 4, 5]
