from types import SimpleNamespace

from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import Settings
from equipoise.ui.shared import compute
from equipoise.ui.shared.numbers import in_100


def test_every_scenario_is_known_by_its_title():
    for scenario in scenarios().values():
        assert compute.title_of(scenario.settings) == scenario.title
    assert compute.title_of(Settings().replace(**{"protect.k": 7})) == "Your own mix"


def test_an_attack_is_a_stage_with_its_own_title():
    assert compute._stage_title("attack.linkage") == "Attack: Linkage by a register"
    assert compute._stage_title("train") == "Learning"
    assert compute._stage_title("report") == "Putting it together"


def test_the_first_numbers_show_before_the_attacks_are_carried_out(monkeypatch):
    monkeypatch.setattr(compute, "_PATIENCE", 0.0)
    told = []
    slot = SimpleNamespace(progress=lambda share, text: told.append(text), empty=lambda: None)
    settings = Settings().replace(**{"population.size": 500, "population.seed": 4242})
    now, _ = compute.outcomes(settings, settings, slot)
    early = next(text for text in told if "Attack: Linkage by a register" in text)
    assert f"**Right offer** {in_100(now.headlines.right_offer)}" in early
    assert f"**Treated alike** {in_100(now.headlines.treated_alike)}" in early
    assert not any("so far" in text for text in told if "Learning" in text)
