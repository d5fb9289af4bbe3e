import pytest

from equipoise.by_design.breach import SAFEGUARDS, leak, saved
from equipoise.chain.compare import compare
from equipoise.chain.pipeline import Chain, simulate


def test_what_leaks_is_the_stored_table(settings, outcome):
    found = leak(settings)
    stored, _ = Chain(settings).inside.value
    columns = stored.schema.columns
    assert sum(found.columns.values()) == len(columns) and found.columns["sensitive"] == 3
    assert found.people == len(stored)
    assert found.identified == outcome.headlines.identified and found.sensitive and found.high_risk


@pytest.mark.parametrize("technique", ["suppression", "synthetic"])
def test_no_more_people_leak_than_have_a_row(settings, technique):
    other = settings.replace(**{"protect.technique": technique})
    found = leak(other)
    assert found.people == len(Chain(other).inside.value[0])
    assert found.sensitive == (found.people > 0)


def test_a_table_of_averages_without_answers_is_no_high_risk(settings):
    bare = settings.replace(
        **{"minimise.survey": False, "protect.technique": "cohorts", "attack.profile": "journalist"}
    )
    assert not leak(bare).sensitive


@pytest.mark.parametrize("name", SAFEGUARDS)
def test_what_a_safeguard_saves_is_paired_on_the_same_people(settings, outcome, name):
    found, after = saved(settings, name), simulate(settings.replace(**SAFEGUARDS[name]))
    assert found.change == compare(outcome, after).identified and found.after == after.headlines.identified
    assert not found.in_force and saved(settings.replace(**SAFEGUARDS[name]), name).in_force
