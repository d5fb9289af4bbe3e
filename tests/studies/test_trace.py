import numpy as np
import pytest

from equipoise import Settings, follow
from equipoise.chain.pipeline import Chain
from equipoise.core.errors import DataError
from equipoise.core.vocabulary import PURPOSES
from equipoise.texts.catalogue import texts

SMALL = Settings().replace(**{"population.size": 1_000})
PARTS = ("collected", "released", "predicted", "offered", "found")


def someone(settings, condition):
    """The first customer who meets a condition on the chain."""
    return int(condition(Chain(settings)).nonzero()[0][0])


def test_a_customer_in_the_table_is_followed_to_the_end():
    customer = someone(SMALL, lambda chain: chain.protect.value[1].row >= 0)
    trace = follow(SMALL, customer)
    assert all(getattr(trace, part) for part in PARTS)
    released = dict(trace.released)
    assert int(released[texts()["trace.label.alike"]]) >= 5  # the default technique groups five
    assert dict(trace.collected)[texts()["trace.label.name"]] == trace.name


def test_the_released_row_is_the_customers_own():
    settings = SMALL.replace(**{"protect.technique": "none"})
    customer = someone(settings, lambda chain: chain.protect.value[1].row >= 0)
    trace = follow(settings, customer)
    for label in ("birth_date", "postcode", "sex", "purchases"):
        title = texts()[f"trace.label.{label}"]
        assert dict(trace.released)[title] == dict(trace.collected)[title]


def test_it_says_whom_the_records_lack():
    biased = SMALL.replace(**{"history.under_representation": 0.9})
    chain = Chain(biased)
    held = chain.folds.value.history & (chain.inside.value[1].row >= 0)
    for logged, part in ((True, "history"), (False, "missing")):
        customer = int(np.flatnonzero(held & (chain.history.value.logged == logged))[0])
        assert texts()[f"trace.part.{part}"] in dict(follow(biased, customer).predicted).values()


def test_in_a_cohort_a_customer_has_averages_and_no_row():
    settings = SMALL.replace(**{"protect.technique": "cohorts"})
    release, vault = Chain(settings).protect.value
    customer = int(np.flatnonzero(vault.row >= 0)[0])
    row = vault.row[customer]
    released = dict(follow(settings, customer).released)
    assert released[texts()["trace.label.row"]] == texts()["trace.cohort"]
    assert released[texts()["trace.label.alike"]] == str(release.people[row])
    bought = release.exact[list(release.schema.names("behaviour"))[:12]].iloc[row].sum()
    assert released[texts()["trace.label.purchases"]].startswith(f"{bought:.1f}".removesuffix(".0"))
    ill = f"{texts()['trace.trait.chronic']} {100 * release.exact['chronic'].iloc[row]:.1f} in 100"
    assert ill in released[texts()["trace.label.traits"]]


@pytest.mark.parametrize(
    ("why", "condition"),
    [
        ("no_consent", lambda chain: ~chain.folds.value.in_reach),
        ("control", lambda chain: chain.folds.value.control),
    ],
)
def test_it_says_why_there_is_no_row(why, condition):
    trace = follow(SMALL, someone(SMALL, condition))
    assert trace.released[0][1] == texts()[f"trace.no_row.{why}"]
    assert trace.predicted[0][1] == texts()["trace.no_prediction"]


def test_it_says_what_was_refused_and_is_done_anyway():
    ignored = SMALL.replace(**{"consent.honour": False, "consent.banner": "per_purpose"})
    said = Chain(ignored).consent.value
    refused, label = said.permits & ~said.said, texts()["trace.label.overridden"]
    some = int(np.flatnonzero(refused.sum(axis=1) == 2)[0])
    purposes = [purpose for place, purpose in enumerate(PURPOSES) if refused[some, place]]
    assert dict(follow(ignored, some).collected)[label] == ", ".join(
        texts()[f"trace.purpose.{one}"] for one in purposes
    )
    content = int(np.flatnonzero(~refused.any(axis=1))[0])
    assert label not in dict(follow(ignored, content).collected)
    assert label not in dict(follow(ignored.replace(**{"consent.honour": True}), some).collected)


def test_invented_people_are_nobodys_rows_but_the_model_scores_the_real_one():
    settings = SMALL.replace(**{"protect.technique": "synthetic"})
    trace = follow(settings, someone(settings, lambda chain: chain.protect.value[1].holds))
    assert trace.released[0][1] == texts()["trace.no_row.invented"]
    assert len(trace.predicted) > 2


def test_kept_identifiers_are_readable():
    settings = SMALL.replace(**{"protect.identifiers": "keep"})
    customer = someone(settings, lambda chain: chain.protect.value[1].row >= 0)
    trace = follow(settings, customer)
    assert dict(trace.released)[texts()["trace.label.name"]] == trace.name


def test_what_was_offered_agrees_with_the_outcome():
    outcome = Chain(SMALL).report.value
    for customer in range(20):
        right = dict(follow(SMALL, customer).offered)[texts()["trace.label.right"]]
        assert right == texts()["value.yes" if outcome.evidence.right_offer[customer] else "value.no"]


@pytest.mark.parametrize("customer", [-1, 1_000])
def test_an_unknown_customer_is_refused(customer):
    with pytest.raises(DataError, match="Use a number from 0 to 999"):
        follow(SMALL, customer)
