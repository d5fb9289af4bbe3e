import dataclasses

import numpy as np
import pytest

from equipoise.chain.settings import LEVERS, Settings
from equipoise.shared.column import Column
from equipoise.ui.attack_lab.wording import label, readable, words

from .rounds import table


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("birth_date", "Birth date"),
        ("purchases_garden", "Purchases: garden"),
        ("cross_site_books", "Seen on other sites: books"),
        ("chronic", "A chronic condition"),
        ("unheard_of", "Unheard_of"),
    ],
)
def test_columns_in_words(field, said):
    assert label(field) == said


def test_rows_in_words():
    shown = readable(table(), [0, 2], ["sex", "chronic", "purchases_garden"])
    assert shown.to_numpy().tolist() == [["1", "woman", "yes", "2"], ["3", "woman to man", "yes", "0"]]
    assert list(shown.columns) == ["Row", "Sex", "A chronic condition", "Purchases: garden"]


def test_a_cohort_in_words():
    cohorts = table(rows="cohorts", people=np.array([5, 5, 1200]))
    shown = readable(cohorts, [2], ["chronic", "purchases_garden"])
    assert shown.to_numpy().tolist() == [["3", "1,200", "100 in 100", "0.0"]]


def test_bands_and_missing_values_in_words():
    column = Column(name="purchases_garden", role="behaviour", kind="number", bands=(0.0, 1.0, 2.0, 4.0))
    assert [words(column, value) for value in (0.0, 1.0, 2.0, 4.0, np.nan)] == ["0", "1", "2 to 3", "4 or more", "–"]


def test_identifiers_in_words():
    column = Column(name="pseudonym", role="direct", kind="identifier")
    assert words(column, -1) == "ffffffff…"
    assert words(dataclasses.replace(column, name="customer_number"), 101_000) == "101000"
    assert words(dataclasses.replace(column, name="name"), 0) == "Ada Alder"
    assert words(dataclasses.replace(column, name="name"), -1) == "–"


def test_all_columns_of_the_shop_have_words():
    from equipoise.chain.pipeline import Chain

    every = Settings().replace(
        **{"population.size": 500, "minimise.sources": LEVERS["minimise.sources"].choices, "protect.technique": "none"}
    )
    for identifiers in LEVERS["protect.identifiers"].choices:
        release = Chain(every.replace(**{"protect.identifiers": identifiers})).protect.value[0]
        names = release.schema.names()
        assert not [name for name in names if "_" in label(name)]
        assert readable(release, [0, 1], names).shape == (2, len(names) + 1)
