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
    hits, reach = 0, []
    for number in range(SEEDS):
        kept = happened(records(large[number % len(large)], number), name, number)
        check = next(each for each in look(kept) if each.name == INCIDENTS[name].check)
        hits += check.verdict == "found"
        reach.append(check.seen.reach or 0.0)
    assert hits >= 90 or min(reach) > 0.9 * INCIDENTS[name].size  # else the check says which size it reaches


def test_a_clean_shop_is_left_in_peace():
    exact, alarms = 0, 0
    for seed in range(SHOPS):
        chain = Chain(Settings().replace(**{"population.seed": seed, "population.size": 3000}))
        found = [check for check in look(records(chain)) if check.verdict == "found"]
        exact += any(CHECKS[check.name].kind == "exact" for check in found)
        alarms += any(CHECKS[check.name].kind == "statistical" for check in found)
    assert exact == 0 and alarms <= 17
