import dataclasses
import json

import numpy as np
import pytest

from equipoise.personal.findable import PROTECTIONS, alike_in_population, crowd, crowds
from equipoise.personal.known import in_public_register, known
from equipoise.personal.portable import portable
from equipoise.personal.wishes import chain_of, wishes_at_first
from equipoise.pipeline import Chain
from equipoise.settings import LEVERS
from equipoise.vocabulary import PURPOSES, SEXES, TOPICS
from equipoise.world.identity import full_name


@pytest.fixture(scope="module")
def her(learned):
    return int(learned[0])


def test_everything_is_known_as_it_happened(chain, her):
    world, details = chain.population.value, {one.name: one for one in known(chain, her)}
    assert details["sex"].collected == SEXES[world.people.sex[her]]
    assert details["expecting"].collected == ("yes" if world.people.expecting[her] else "no")
    for source in ("purchases", "browsing", "email", "store"):
        counts = world.events[source].counts[her]
        assert dict(details[source].counts) == {TOPICS[at]: n for at, n in enumerate(counts.tolist()) if n}
        assert details[source].total == counts.sum() and details[source].origin == "observed"


def test_only_what_is_collected_is_known(settings, her):
    lean = settings.replace(
        **{"minimise.sources": ["purchases", "broker"], "minimise.survey": False, "minimise.birth_precision": "year"}
    )
    details = {one.name: one for one in known(Chain(lean), her)}
    assert "browsing" not in details and "expecting" not in details
    assert details["broker"].origin == "bought" and details["birth_date"].collected.endswith("-12-31")


def test_who_else_has_it_follows_the_yes_to_sharing(settings, chain, her):
    alone = dataclasses.replace(wishes_at_first(settings, her), agrees=("analytics", "offers"))
    assert all(one.shared for one in known(chain, her))
    assert not any(one.shared for one in known(chain_of(settings, her, alone), her))


def test_nothing_is_known_of_who_refused(chain, refuser):
    assert known(chain, refuser) == ()


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


@pytest.mark.parametrize("levers", PROTECTIONS.values(), ids=PROTECTIONS)
def test_protections_are_moves_of_levers_that_exist(levers):
    assert set(levers) <= set(LEVERS)


def test_a_register_knows_seven_in_ten_whatever_they_chose(chain):
    held = [in_public_register(chain, place) for place in range(400)]
    assert np.mean(held) == pytest.approx(0.7, abs=0.08)


def test_the_file_holds_all_and_is_json(settings, chain, her):
    held = portable(settings, her, wishes_at_first(settings, her))
    assert json.loads(json.dumps(held)) == held
    world = chain.population.value
    assert held["customer"]["name"] == full_name(int(world.identifiers.name[her]))
    for name in ("purchases", "browsing", "email", "store"):
        assert sum(held["observed"][name].values()) == world.events[name].counts[her].sum()
    visits = chain.history.value.visit[her].tolist()
    assert [one["visit"] for one in held["past_campaigns"]] == visits
    assert [one["purpose"] for one in held["choices"]] == list(PURPOSES)
    assert held["shared_with_partners"] and held["offer_today"] in TOPICS and held["guessed"]


def test_after_erasure_the_file_is_empty_but_for_the_receipts(settings, her):
    gone = portable(settings, her, dataclasses.replace(wishes_at_first(settings, her), erased=True))
    parts = ("customer", "given", "observed", "bought", "guessed", "kept_as", "past_campaigns")
    assert not any(gone[part] for part in parts) and not gone["shared_with_partners"]
    assert [one["answer"] for one in gone["choices"]][-4:] == ["withdrawn"] * 4
