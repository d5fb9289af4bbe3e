import re

import pytest

from equipoise.chain import scenarios as module
from equipoise.chain.scenarios import scenario, scenarios
from equipoise.chain.settings import Settings
from equipoise.core.errors import DataError, SettingsError


def test_the_scenarios_stand_in_order():
    assert list(scenarios()) == [
        "typical",
        "growth",
        "careful",
        "privacy_first",
        "contextual",
        "partner_network",
        "cookieless",
        "walled_garden",
    ]


def test_the_typical_retailer_is_the_default():
    assert scenario("typical").settings == Settings()


def test_every_other_scenario_differs_from_every_other():
    assert len({each.settings for each in scenarios().values()}) == len(scenarios())


def test_scenarios_are_the_same_world():
    assert {each.settings.population for each in scenarios().values()} == {Settings().population}


def test_titles_and_descriptions_are_short_and_make_no_claims():
    for name, each in scenarios().items():
        assert each.id == name and 0 < len(each.title) < 30
        assert 40 < len(each.description) < 200 and each.description.endswith("."), name
        assert not re.search(r"\b(anonymous|compliant)\b", f"{each.title} {each.description}", re.IGNORECASE), name


def test_growth_collects_everything_and_contextual_nothing():
    assert len(scenario("growth").settings["minimise.sources"]) == 6
    assert scenario("contextual").settings["minimise.sources"] == ()


def test_an_unknown_scenario_is_refused():
    with pytest.raises(SettingsError, match=r"'gowth'.*Use one of: typical, growth"):
        scenario("gowth")


@pytest.mark.parametrize("text", ["order = 1", "order =", 'order = 1\ntitle = ""\ndescription = ""\nsettings = 5'])
def test_a_broken_file_is_named(tmp_path, monkeypatch, text):
    (tmp_path / "broken.toml").write_text(text)
    monkeypatch.setattr(module, "data", lambda *parts: tmp_path)
    scenarios.cache_clear()
    with pytest.raises(DataError, match=r"broken\.toml"):
        scenarios()
    scenarios.cache_clear()
