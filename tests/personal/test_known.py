import dataclasses

import numpy as np
import pytest

from equipoise.chain.pipeline import Chain
from equipoise.core.vocabulary import SEXES, TOPICS
from equipoise.personal.known import in_public_register, known
from equipoise.personal.wishes import chain_of, wishes_at_first


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


def test_a_register_knows_seven_in_ten_whatever_they_chose(chain):
    held = [in_public_register(chain, place) for place in range(400)]
    assert np.mean(held) == pytest.approx(0.7, abs=0.08)
