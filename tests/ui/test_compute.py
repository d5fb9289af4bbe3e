from equipoise.scenarios import scenarios
from equipoise.settings import Settings
from equipoise.ui import compute


def test_every_scenario_is_known_by_its_title():
    for scenario in scenarios().values():
        assert compute.title_of(scenario.settings) == scenario.title
    assert compute.title_of(Settings().replace(**{"protect.k": 7})) == "Your own mix"


def test_an_attack_is_a_stage_with_its_own_title():
    assert compute._stage_title("attack.linkage") == "Attack: Linkage by a register"
    assert compute._stage_title("train") == "Learning"
    assert compute._stage_title("report") == "Putting it together"
