import pytest

from equipoise.chain.settings import LEVERS
from equipoise.personal.findable import PROTECTIONS, Crowd, alike_in_population, crowd, crowds


def test_the_odds_by_hand():
    assert Crowd(alike=4, there=True, row=True).odds == 1 / 4
    assert Crowd(alike=4, there=False, row=True).odds == 0  # all four are others
    assert Crowd(alike=0, there=False, row=False).odds == 0


def test_those_who_look_alike_are_counted_row_by_row(chain, her):
    release, vault = chain.protect.value
    people, names = chain.population.value.people, release.schema.names("quasi")
    own = {"birth_date": people.birth_day[her], "sex": people.sex[her], "postcode": people.postcode[her]}
    alike = [
        row
        for row in range(len(release))
        if all(release.low[row, names.index(k)] <= v <= release.high[row, names.index(k)] for k, v in own.items())
    ]
    found = crowd(chain, her)
    assert found.alike == len(alike) and found.there and vault.row[her] in alike
    assert found.odds == pytest.approx(1 / len(alike))


def test_the_whole_population_is_counted_person_by_person(chain, her):
    world = chain.population.value
    fields = [values.tolist() for values in world.notional.fields.values()]
    everybody = list(zip(*fields, strict=True))
    assert alike_in_population(chain, her) == everybody.count(everybody[world.chosen[her]])


def test_each_protection_hides_her_among_more(settings, her):
    found = crowds(settings, her)
    assert list(found) == list(PROTECTIONS)
    assert found["names"].alike == found["codes"].alike >= 1 and found["names"].named and not found["codes"].named
    assert found["codes"].alike <= found["rough"].alike
    assert 5 <= found["groups_5"].alike <= found["groups_25"].alike
    assert not found["invented"].row and found["invented"].odds == 0


def test_who_is_not_in_the_table_is_not_found_there(chain, refuser):
    found = crowd(chain, refuser)
    assert not found.row and not found.there and found.odds == 0


def test_protections_are_moves_of_levers_that_exist():
    assert {lever for levers in PROTECTIONS.values() for lever in levers} <= set(LEVERS)
