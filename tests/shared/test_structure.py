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
        Column(name="purchases_food", role="behaviour", kind="number", source="purchases", bounds=(0.0, 8.0)),
        Column(name="purchases_home", role="behaviour", kind="number", source="purchases", bounds=(0.0, 8.0)),
        Column(name="cross_site_food", role="behaviour", kind="number", source="cross_site", bounds=(0.0, 8.0),
               origin="bought"),
        Column(name="chronic", role="sensitive", kind="binary"),
        Column(name="pseudonym", role="direct", kind="identifier"),
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def structure():
    return Structure(SCHEMA)


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
            "pseudonym": [1, 2, 3],
        }
    )
    return structure.encode(release_of(frame, SCHEMA))


def test_parents_are_columns_of_the_table_that_are_drawn_before(structure):
    # sex follows birth date; chronic misses its postcode; the first source is nobody's child
    assert structure.parents == {
        "people": (),
        "birth_date": (),
        "sex": ("birth_date",),
        "chronic": ("birth_date", "sex"),
        "volume purchases": (),
        "volume cross_site": ("volume purchases",),
        "interest": ("topic", "age", "sex"),
        "counts purchases": ("volume purchases", "interest"),
        "counts cross_site": ("volume cross_site", "interest"),
    }
    drawn = list(structure.parents)
    derived = {"topic", "age"}
    assert all(
        drawn.index(one) < drawn.index(name) for name, of in structure.parents.items() for one in {*of} - derived
    )


def test_a_table_without_the_usual_columns_has_a_structure_too():
    towns = Schema(tuple(Column(name=name, role="quasi", kind="binary") for name in ("first", "second")))
    assert Structure(towns).parents == {"people": (), "first": (), "second": ("first",)}


def test_rows_are_coded_by_hand(codes):
    # decades from the 1910s on: 1990 is the ninth, 1970 the seventh, 1950 the fifth
    assert codes["birth_date"].ravel().tolist() == [8, 6, 4]
    assert codes["sex"].ravel().tolist() == [0, 1, 0] and codes["chronic"].ravel().tolist() == [0, 1, 1]
    # the levels of counts are 0, 1, 2, 3 to 4, 5 to 8; topics are food and home, of which other sites know one
    assert codes["counts purchases"].tolist() == [[4, 0], [0, 0], [1, 1]]
    assert codes["counts cross_site"].tolist() == [[3, 0], [0, 0], [0, 0]]
    # volumes are 0, 1, 2 to 4, 5 to 16, counted from 1; the last woman's is missing by design, the man's is nothing
    assert codes["volume purchases"].ravel().tolist() == [4, 1, 3]
    assert codes["volume cross_site"].ravel().tolist() == [3, 1, 0]


def test_interest_by_hand(codes):
    # first: 11 of food, 0 of home, even is 5.5: log(11.5 / 6) = .65 and log(.5 / 6) = -2.5. Cuts: -1.2, -.4, .4, 1.2
    assert codes["interest"].tolist() == [[3, 0], [2, 2], [2, 2]]


def test_ages_follow_from_the_decade_of_birth(structure, codes):
    assert codes["age"].ravel().tolist() == [0, 1, 2]  # under 35, 35 to 54, 55 and over
    assert codes["topic"].tolist() == [[0, 1]]
    assert [structure.size(name) for name in ("age", "topic", "visit", "people")] == [3, 2, 2, 1]


def test_what_was_shown_is_the_persons_interest_in_it(structure, codes):
    # the first woman saw food (3, so 4), home (0, so 1), nothing (0), and what the table does not know (middle 2, so 3)
    row = np.zeros(4, dtype=np.int64)
    shown = structure.shown(codes, row, np.array([FOOD, HOME, NO_OFFER, 0]))
    assert shown["shown"].ravel().tolist() == [4, 1, 0, 3] and structure.size("shown") == 6
    assert shown["age"].ravel().tolist() == [0] * 4 and shown["sex"].ravel().tolist() == [0] * 4


def test_every_code_is_below_its_size(structure, codes):
    assert all(values.min() >= 0 and values.max() < structure.size(name) for name, values in codes.items())


def test_impossible_cells_by_hand(structure):
    # what a shop saw itself is never missing; what was bought may be
    assert structure.possible("volume purchases", (1, 5)).tolist() == [[False, True, True, True, True]]
    assert structure.possible("volume cross_site", (1, 4)).all()
    # with volumes missing, 0, 1, 2 to 4, 5 to 16, a topic has counts of 0; 0; 0, 1; 0 to 4; all
    cells = structure.possible("counts purchases", (5 * structure.size("interest"), 5))
    assert cells[:: structure.size("interest")].sum(axis=1).tolist() == [1, 1, 2, 4, 5]
