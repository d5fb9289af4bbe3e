"""How often incidents are found, and how often an audit cries wolf, at the sizes that the documentation names.

The invented people stay the same within a test; records, incident and quarter are drawn anew each time. So the shares
are about audits of such shops, and not about worlds.
"""

import pytest

from equipoise import Settings
from equipoise.audit.checks.registry import CHECKS
from equipoise.audit.incidents.registry import INCIDENTS, happened
from equipoise.audit.records import records
from equipoise.audit.run import look
from equipoise.chain.pipeline import Chain

pytestmark = pytest.mark.validity
SEEDS, SHOPS = 100, 200


@pytest.fixture(scope="module")
def large():
    chains = [Chain(Settings().replace(**{"population.seed": seed})) for seed in (7, 8, 9, 10)]
    assert all(chain.report.value for chain in chains)
    return chains


@pytest.mark.parametrize("name", INCIDENTS)
def test_an_incident_is_found_by_name_nine_times_in_ten(large, name):
    size = INCIDENTS[name].size
    if times_found(large, name, size) < 0.9 * SEEDS:  # else at the size that the check itself says it reaches
        reached = max(reach(chain, INCIDENTS[name].check) for chain in large)
        assert reached > size
        assert times_found(large, name, reached) >= 0.9 * SEEDS


def times_found(chains, name, size):
    found = (look(happened(records(chains[n % len(chains)], n), name, n, size)) for n in range(SEEDS))
    return sum(said(checks, INCIDENTS[name].check).verdict == "found" for checks in found)


def reach(chain, check):
    return said(look(records(chain)), check).seen.reach


def said(checks, name):
    return next(each for each in checks if each.name == name)


def test_a_clean_shop_is_left_in_peace():
    exact, alarms = 0, 0
    for seed in range(SHOPS):
        chain = Chain(Settings().replace(**{"population.seed": seed, "population.size": 3000}))
        found = [check for check in look(records(chain)) if check.verdict == "found"]
        exact += any(CHECKS[check.name].kind == "exact" for check in found)
        alarms += any(CHECKS[check.name].kind == "statistical" for check in found)
    assert exact == 0 and alarms <= 17
