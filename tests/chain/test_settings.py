import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.chain.settings import BRANCHES, LEVERS, STAGES, Settings, parse
from equipoise.chain.versions import SCHEMA_VERSION
from equipoise.chain.writing import MAX_TEXT, write
from equipoise.core.errors import SettingsError
from equipoise.core.levers import stage_name
from strategies import settings_strategy

HUGE = "9" * 5_000
"""More digits than Python is willing to read as a number."""


def test_every_stage_is_a_field_in_chain_order():
    assert list(Settings.__dataclass_fields__) == [*STAGES, *BRANCHES]
    assert [stage_name(kind) for kind in (STAGES | BRANCHES).values()] == [*STAGES, *BRANCHES]


def test_the_fixed_lever_names_exist():
    fixed = {
        "population.seed", "population.size", "consent.model", "consent.banner", "consent.honour",
        "minimise.sources", "minimise.birth_precision", "minimise.postcode_precision", "minimise.retention_months",
        "protect.identifiers", "protect.technique", "protect.k", "protect.l", "protect.t", "train.learner",
        "train.mitigation", "train.protected", "target.strategy", "target.budget", "target.mitigation",
        "measure.protected", "attack.profile",
    }  # fmt: skip
    assert fixed <= LEVERS.keys()


def test_the_default_is_every_declared_default():
    assert all(Settings()[name] == declared.default for name, declared in LEVERS.items())


def test_lookup_and_replace_by_dotted_name():
    moved = Settings().replace(**{"protect.k": 10, "protect.identifiers": "drop", "consent.honour": False})
    assert (moved["protect.k"], moved.protect.identifiers, moved["consent.honour"]) == (10, "drop", False)
    assert Settings()["protect.k"] == 5


def test_changes_names_old_and_new():
    moved = Settings().replace(**{"protect.k": 10, "minimise.sources": []})
    assert Settings().changes(moved) == {
        "minimise.sources": (Settings()["minimise.sources"], ()),
        "protect.k": (5, 10),
    }
    assert moved.changes(moved) == {}


def test_a_whole_number_is_a_number():
    assert Settings().replace(**{"target.budget": 1})["target.budget"] == 1.0


def test_settings_can_be_keys():
    assert len({Settings(), Settings(), Settings().replace(**{"protect.k": 6})}) == 2


def test_inactive_follows_the_other_levers():
    assert "protect.k" not in Settings().inactive()
    unprotected = Settings().replace(**{"protect.technique": "none"})
    assert unprotected.inactive()["protect.k"] == "lever.protect.k.inactive"


@given(settings_strategy())
def test_toml_round_trip(settings):
    assert Settings.from_toml(settings.to_toml()) == settings


@given(settings_strategy())
def test_json_round_trip(settings):
    assert Settings.from_json(settings.to_json()) == settings
    assert json.loads(settings.to_json())["schema_version"] == SCHEMA_VERSION


@given(settings_strategy())
def test_query_round_trip_names_only_what_moved(settings):
    query = settings.to_query()
    assert Settings.from_query(query) == Settings.from_query(f"?{query}") == settings
    assert query.count("=") == 1 + len(Settings().changes(settings))


@given(settings_strategy())
def test_every_value_reads_back_from_a_flag(settings):
    assert all(parse(name, write(settings[name])) == settings[name] for name in LEVERS)


@given(settings_strategy(size=500))
def test_the_strategy_holds_the_size(settings):
    assert settings["population.size"] == 500


def test_a_query_is_readable():
    moved = Settings().replace(**{"protect.k": 10, "minimise.sources": ["browsing", "purchases"]})
    assert moved.to_query() == "v=2&minimise.sources=purchases,browsing&protect.k=10"
    assert Settings().to_query() == "v=2"


def test_an_empty_subset_survives_a_link():
    moved = Settings().replace(**{"minimise.sources": ()})
    assert Settings.from_query(moved.to_query())["minimise.sources"] == ()


def test_partial_files_keep_the_rest_at_its_default():
    assert Settings.from_toml("protect.k = 10") == Settings().replace(**{"protect.k": 10})
    assert Settings.from_json('{"protect": {"k": 10}}') == Settings().replace(**{"protect.k": 10})
    assert Settings.from_toml("") == Settings.from_json("{}") == Settings.from_query("") == Settings()


BAD_VALUES = [
    ("protect.k", 1),
    ("protect.k", 101),
    ("protect.k", True),
    ("protect.k", 5.0),
    ("protect.k", "5"),
    ("protect.k", None),
    ("protect.k", 10**5_000),
    ("target.budget", math.nan),
    ("target.budget", math.inf),
    ("target.budget", -math.inf),
    ("target.budget", False),
    ("target.budget", 10**400),
    ("consent.honour", 1),
    ("consent.honour", "true"),
    ("consent.banner", "Equal"),
    ("consent.banner", ["equal"]),
    ("consent.banner", "<script>alert(1)</script>"),
    ("consent.banner", "__import__('os').system('true')"),
    ("minimise.sources", "purchases"),
    ("minimise.sources", ["purchases", "purchases"]),
    ("minimise.sources", ["telepathy"]),
    ("minimise.sources", [["purchases"]]),
    ("minimise.sources", {"purchases": 1}),
]


@pytest.mark.parametrize(("name", "value"), BAD_VALUES, ids=range(len(BAD_VALUES)))
def test_a_bad_value_is_refused_with_value_rule_and_remedy(name, value):
    with pytest.raises(SettingsError) as caught:
        Settings().replace(**{name: value})
    assert_clear(caught.value, name)


BAD_QUERIES = [
    "protect.k=1e1", "protect.k=٣", "protect.k=1_0", "protect.k= 5", "protect.k=", f"protect.k={HUGE}",
    "target.budget=nan", "target.budget=inf", "target.budget=1e999", "target.budget=0x1", f"target.budget={HUGE}",
    "consent.honour=True", "consent.honour=1", "minimise.sources=,", "minimise.sources=purchases,purchases",
    "protect.k=5&protect.k=6", "v=1&v=1", "v=3", "v=0", "v=x", f"v={HUGE}", "k=5", "protect.kk=5", "protect=5", "&=&",
    "protect.k", "%ff=1", "protect.__class__=5", "=5", "\x00=1", "x" * 1_000_000, "protect.k=5" + "&a=1" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("query", BAD_QUERIES, ids=range(len(BAD_QUERIES)))
def test_a_bad_link_gives_one_clear_error(query):
    with pytest.raises(SettingsError) as caught:
        Settings.from_query(query)
    assert_clear(caught.value)


BAD_JSON = [
    "", "[]", "5", "null", '"text"', "{", '{"protect": 5}', '{"protect": {"kk": 5}}', '{"protect": {"k": "5"}}',
    '{"protect": {"k": 5, "k": 6}}', '{"protect": {"k": NaN}}', '{"target": {"budget": Infinity}}',
    '{"target": {"budget": 1e999}}', f'{{"protect": {{"k": {HUGE}}}}}', '{"schema_version": 3}',
    '{"schema_version": true}', '{"schema_version": "1"}', '{"schema_version": NaN}', '{"profile": {}}',
    "[" * 30_000, '{"a":' * 10_000, '{"protect": {"technique": ' + "[" * 900 + "]" * 900 + "}}",
    '"\\ud800"', '{"\\ud800": {}}', "\ufeff{}", "{" + " " * MAX_TEXT + "}", "x" * 1_000_000,
]  # fmt: skip


@pytest.mark.parametrize("text", BAD_JSON, ids=range(len(BAD_JSON)))
def test_bad_json_gives_one_clear_error(text):
    with pytest.raises(SettingsError) as caught:
        Settings.from_json(text)
    assert_clear(caught.value)


BAD_TOML = [
    "=", "[protect", "protect = 5", "[[protect]]\nk = 5", "[protect]\nkk = 5", "protect.k = 1979-05-27",
    "protect.k = 5\nprotect.k = 6", "target.budget = nan", "target.budget = inf", f"protect.k = {HUGE}",
    "schema_version = 3", "schema_version = 1.0", "a = " + "[" * 30_000, "[profile]", "x" * 1_000_000, "\x00",
]  # fmt: skip


@pytest.mark.parametrize("text", BAD_TOML, ids=range(len(BAD_TOML)))
def test_bad_toml_gives_one_clear_error(text):
    with pytest.raises(SettingsError) as caught:
        Settings.from_toml(text)
    assert_clear(caught.value)


@given(st.text(max_size=200))
def test_no_text_gives_another_error(text):
    for read in (Settings.from_query, Settings.from_json, Settings.from_toml):
        try:
            read(text)
        except SettingsError as error:
            assert_clear(error)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
NAMES = st.text() | st.sampled_from([*STAGES, *(name.split(".")[1] for name in LEVERS), "schema_version"])


@given(st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner)))
def test_no_value_gives_another_error(value):
    try:
        Settings.from_dict(value)
    except SettingsError as error:
        assert_clear(error)


@pytest.mark.parametrize("value", [b"protect.k = 5", None, 5])
def test_only_text_is_read(value):
    for read in (Settings.from_query, Settings.from_json, Settings.from_toml):
        with pytest.raises(SettingsError):
            read(value)


def test_near_names_are_suggested():
    for wrong, right in {"protect.kk": "protect.k", "k": "protect.k", "consent.baner": "consent.banner"}.items():
        with pytest.raises(SettingsError, match=f"Did you mean .*{right}"):
            Settings()[wrong]


def test_a_stage_takes_only_its_own_settings():
    with pytest.raises(SettingsError, match="consent holds the levers of one stage"):
        Settings(consent=Settings().protect)


def assert_clear(error: SettingsError, *named: str) -> None:
    message = str(error)
    assert message.isprintable() and len(message) < 500
    value, rule_and_remedy = message.split(": ", 1) if not message.startswith("'") else message.rsplit("': ", 1)
    assert value and rule_and_remedy.count(".") >= 2, "value, rule, remedy"
    assert all(name in message for name in named)
