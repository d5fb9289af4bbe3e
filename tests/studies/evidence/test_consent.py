import dataclasses

import numpy as np
import pytest

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.studies.evidence import consent

HERE = Settings().replace(**{"population.size": 500})


@pytest.fixture
def four(monkeypatch):
    """Four customers: one agrees to everything and withdraws, one to the first purpose, one refuses, one is silent."""
    answered = np.array([[1, 1, 1, 1], [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]], dtype=bool)
    flags = {"ignored": [0, 0, 0, 1], "withdrew": [1, 0, 0, 0]}
    known = {name: np.array(values, dtype=bool) for name, values in flags.items()}
    said = dataclasses.replace(
        Chain(HERE).consent.value, answered=answered, chosen=answered, said=answered, permits=answered, **known
    )
    monkeypatch.setattr(consent, "_answers", lambda settings: said)


@pytest.mark.parametrize(
    ("measure", "share"),
    [
        (consent.agreed, 5 / 16),
        (consent.agreed_to_all, 0.25),
        (consent.refused_all, 0.25),
        (consent.answered, 0.75),
        (consent.withdrew, 0.5),
        (consent.allowed_other_sites, 0.25),
        (consent.stored, 0.5),
    ],
)
def test_shares_of_four_customers_by_hand(four, measure, share):
    assert measure(HERE) == share


def test_the_answers_are_those_of_the_settings():
    equal, highlighted = (
        consent.agreed(HERE.replace(**{"consent.banner": banner})) for banner in ("equal", "highlighted")
    )
    assert equal < highlighted
