import dataclasses
import math

import pytest

from equipoise.chain.compare import compare
from equipoise.core.errors import DataError
from equipoise.learn.claim import Claim, measured
from equipoise.numerics.rate import Rate

IDENTIFIED = "headlines.identified"


@pytest.fixture(scope="module")
def at(typical):
    """A function: the typical outcome, had so many of its customers been identified."""

    def make(value):
        headlines = dataclasses.replace(typical.headlines, identified=Rate(value, value, value, 100))
        return dataclasses.replace(typical, headlines=headlines)

    return make


def claim(comparison, by, measure=IDENTIFIED):
    return Claim(title="Found", per="of 100", measure=measure, comparison=comparison, by=by)


@pytest.mark.parametrize(
    ("comparison", "by", "before", "after", "holds"),
    [
        ("falls", 0.2, 0.6, 0.4, True),
        ("falls", 0.2, 0.6, 0.45, False),
        ("falls", 0.2, 0.4, 0.6, False),
        ("rises", 0.2, 0.4, 0.65, True),
        ("rises", 0.2, 0.65, 0.4, False),
        ("stays", 0.1, 0.5, 0.55, True),
        ("stays", 0.1, 0.5, 0.35, False),
        ("above", 0.5, 0.1, 0.6, True),
        ("above", 0.5, 0.9, 0.4, False),
        ("below", 0.5, 0.9, 0.4, True),
        ("below", 0.5, 0.1, 0.6, False),
        ("falls", 0.2, 0.6, math.nan, False),
        ("below", 0.2, 0.6, math.nan, False),
        ("stays", 0.2, math.nan, math.nan, False),
    ],
)
def test_a_claim_holds_or_fails(at, comparison, by, before, after, holds):
    nearly = 1e-9 if comparison in ("falls", "rises") and holds else 0.0
    assert claim(comparison, by - nearly).holds(at(before), at(after)) is holds


def test_a_change_on_the_same_people_is_paired(typical, at):
    other = at(0.9)
    read = claim("rises", 0.1).read(typical, other)
    assert (read.before, read.after) == (typical.headlines.identified, other.headlines.identified)
    assert read.change == compare(typical, other).identified
    assert claim("stays", 0.1, "consent.yes.offers").read(typical, other).change is None


@pytest.mark.parametrize(
    "path", ["headlines.identified", "attacks.linkage.risk", "consent.yes.offers", "fairness.sex.selection_rate_ratio"]
)
def test_numbers_are_named_by_their_path(typical, path):
    assert isinstance(measured(typical, path), Rate)


@pytest.mark.parametrize("path", ["headlines", "attacks.magic.risk", "headlines.strongest_attack", "disclosure.k"])
def test_what_is_no_number_is_refused(typical, path):
    with pytest.raises(DataError, match="no such number"):
        measured(typical, path)


def test_empty_claims_are_refused():
    with pytest.raises(ValueError, match="above zero"):
        claim("falls", 0.0)
    with pytest.raises(ValueError, match="no comparison called wobbles"):
        claim("wobbles", 0.1)
