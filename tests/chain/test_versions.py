import pytest

from equipoise.chain.settings import Settings
from equipoise.chain.versions import SCHEMA_VERSION, renewed
from equipoise.core.errors import SettingsError

TEXTS = {
    "query": "v=1&population.taste={taste}&protect.k=10",
    "toml": "schema_version = 1\npopulation.taste = {taste}\nprotect.k = 10",
    "json": '{{"schema_version": 1, "population": {{"taste": {taste}}}, "protect": {{"k": 10}}}}',
}


@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize(("then", "now"), [(0, 0.0), (0.5, 0.3), (1.0, 0.6), (2, 1.2)])
def test_a_taste_of_version_1_keeps_its_weight_in_the_response(form, then, now):
    settings, changed = Settings.read(TEXTS[form].format(taste=then), form)
    assert settings == Settings().replace(**{"population.taste": now, "protect.k": 10})
    assert [f"{then:g} and is now {now:g}" in str(each) for each in changed] == [True]


@pytest.mark.parametrize(("form", "text"), [("query", "v=1&protect.k=10"), ("toml", "schema_version=1\nprotect.k=10")])
def test_a_version_1_without_a_taste_says_that_the_default_is_another_one(form, text):
    settings, changed = Settings.read(text, form)
    assert settings == Settings().replace(**{"protect.k": 10})
    assert ["0.35; before it was 0.6" in str(each) for each in changed] == [True]


@pytest.mark.parametrize("taste", ["2.1", "-1", "feed", "x"])
def test_a_taste_that_version_1_did_not_permit_is_refused(taste):
    with pytest.raises(SettingsError, match="taste"):
        Settings.from_query(f"v=1&population.taste={taste}")


def test_an_unknown_lever_of_an_older_version_is_named():
    with pytest.raises(SettingsError, match="no such lever"):
        Settings.from_query("v=1&population.tast=1")


def test_todays_version_changes_nothing():
    levers = {"population.taste": 1.0}
    assert renewed(SCHEMA_VERSION, levers) == (levers, ())
    assert Settings.read(Settings().replace(**levers).to_query(), "query") == (Settings().replace(**levers), ())


@pytest.mark.parametrize("form", TEXTS)
def test_a_name_may_be_written_in_the_place_of_its_number(form):
    text = TEXTS[form].replace("v=1", "v=2").replace("schema_version = 1", "schema_version = 2")
    text = text.replace('"schema_version": 1', '"schema_version": 2')
    quoted = "feed" if form == "query" else '"feed"'
    settings, _ = Settings.read(text.format(taste=quoted), form)
    assert settings["population.taste"] == Settings().replace(**{"population.taste": "feed"})["population.taste"] > 1
