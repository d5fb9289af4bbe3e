import numpy as np
import pytest

from equipoise.by_design.flow import STEPS, flow
from equipoise.by_design.streams import (
    DATA_STEPS,
    ORIGINS,
    WISHES,
    data_streams,
    held,
    people_streams,
    streams,
    wishes,
)
from equipoise.chain.pipeline import Chain
from equipoise.core.vocabulary import PURPOSES
from equipoise.shared.consent import Consent

WHOLE, BLURRED, OUT = range(3)


def test_units_are_counted_by_hand():
    found = streams(
        ("first", "then"), ("a", "b"),
        stream=np.array([0, 0, 1]), state=np.array([[0, 0, 0], [0, 2, 1]]), weight=np.array([1, 2, 5]),
    )  # fmt: skip
    assert found.at.tolist() == [[[3, 0, 0], [5, 0, 0]], [[1, 0, 2], [0, 5, 0]]]
    assert found.moves[0, 0, WHOLE].tolist() == [1, 0, 2] and found.moves[0, 1, WHOLE].tolist() == [0, 5, 0]
    assert found.there("first") == found.total == 8 and found.there("then") == 6


def test_what_people_allow_is_the_first_that_fits():
    wants = np.array([[1, 1, 1, 1], [1, 1, 0, 1], [0, 0, 1, 0], [1, 1, 0, 0], [0, 1, 0, 0], [1, 0, 0, 0], [0] * 4]) > 0
    nobody = np.zeros(len(wants), dtype=bool)
    said = Consent(
        answered=wants, chosen=wants, said=wants, permits=wants, ignored=nobody, withdrew=nobody, signals=nobody
    )
    assert PURPOSES == ("analytics", "offers", "sharing", "other_sites")
    assert [WISHES[place] for place in wishes(said)] == [
        "everything", "others", "others", "offers", "offers", "analytics", "nothing",
    ]  # fmt: skip


@pytest.mark.parametrize("make", [people_streams, data_streams])
@pytest.mark.parametrize(
    "levers", [{}, {"consent.banner": "per_purpose", "minimise.retention_months": 6}, {"protect.technique": "cohorts"}]
)
def test_nothing_is_lost_between_two_steps(settings, make, levers):
    found = make(settings.replace(**levers))
    assert (found.at.sum(axis=(1, 2)) == found.total).all()
    assert (found.moves.sum(axis=3) == found.at[:-1]).all() and (found.moves.sum(axis=2) == found.at[1:]).all()


def test_as_many_people_are_there_as_the_way_says(settings):
    asked = settings.replace(**{"consent.banner": "per_purpose", "consent.revision": 0.3})
    found, way = people_streams(asked), flow(asked)
    assert found.steps == STEPS
    assert [found.there(step) for step in STEPS] == [way[step].people for step in STEPS]
    assert (found.at.sum(axis=0)[:, :OUT].sum(axis=1)[:4] > 0).all()


def test_who_allows_nothing_flows_on_where_nobody_asks(settings):
    nothing = WISHES.index("nothing")
    stored = STEPS.index("store")
    assert people_streams(settings).at[stored, nothing, WHOLE] == 0
    overridden = settings.replace(**{"consent.honour": False})
    assert people_streams(overridden).at[stored, nothing, WHOLE] > 0


def test_fields_count_for_their_months(settings):
    """9 details (2 names), 3 answers, 12 topics of 6 sources and of euros; heritage is not asked for."""
    found = data_streams(settings.replace(**{"minimise.retention_months": 6}))
    amounts = dict(zip(ORIGINS, found.at[:, :, :OUT].sum(axis=2).T.tolist(), strict=True))
    assert found.steps == DATA_STEPS and found.total == 24 * (9 + 3 + 12 * 7)
    assert amounts["purchases"] == [12 * 24, *[12 * 6] * 4]
    assert amounts["survey"] == [3 * 24] * 5 and amounts["broker"] == amounts["spend"] == [12 * 24, 0, 0, 0, 0]
    assert amounts["account"] == [9 * 24, 8 * 24, 7 * 24, 6 * 24, 7 * 24]  # heritage, a name, the code


def test_the_model_uses_only_what_it_sees(settings):
    less = {"train.mitigation": "leave_out", "train.proxies": ("postcode",)}
    used = data_streams(settings.replace(**less)).at[DATA_STEPS.index("learn"), :, :OUT].sum(axis=1)
    assert used[ORIGINS.index("account")] == 24 * 5 and used[ORIGINS.index("browsing")] == 0
    assert data_streams(settings.replace(**{"target.strategy": "generic"})).there("learn") == 0


@pytest.mark.parametrize(
    ("levers", "blurred"),
    [
        ({"protect.technique": "none"}, {"pseudonym": False, "birth_date": False, "purchases_baby": False}),
        ({"protect.k": 50}, {"birth_date": True, "purchases_baby": False}),
        ({"protect.technique": "none", "minimise.birth_precision": "year"}, {"birth_date": True, "sex": False}),
        ({"protect.technique": "none", "protect.behaviour": "binary"}, {"purchases_baby": True, "birth_date": False}),
        ({"protect.technique": "cohorts"}, {"sex": True, "money": True, "purchases_baby": True}),
        ({"protect.technique": "randomised_response"}, {"money": True, "purchases_baby": True}),
    ],
)
def test_intervals_bands_and_answers_at_random_are_blurred(settings, levers, blurred):
    table = held(Chain(settings.replace(**levers)).inside.value[0])
    assert {name: table[name] for name in blurred if name in table} | (
        {} if set(blurred) <= set(table) else {"missing": True}
    ) == blurred


def test_an_invented_copy_is_blurred_and_the_raw_table_inside_is_not(settings):
    found = data_streams(settings.replace(**{"protect.technique": "synthetic", "protect.identifiers": "drop"}))
    shared, stored = (found.at[DATA_STEPS.index(step)] for step in ("share", "store"))
    assert shared[:, WHOLE].sum() == 0 < shared[:, BLURRED].sum() == stored[:, WHOLE].sum()


def test_of_a_table_without_people_nothing_is_held(settings):
    gone = data_streams(settings.replace(**{"protect.technique": "suppression"}))
    assert gone.there("store") == gone.there("share") == 0 < gone.there("collect")
