import pickle

import pytest

from equipoise.core import wording
from equipoise.core.errors import DataError, EquipoiseError, ReasonError, SettingsError, shown


@pytest.fixture
def german(tmp_path, monkeypatch):
    """A little German for errors; spoken by nobody yet."""
    path = tmp_path / "errors.toml"
    path.write_text('[error.lever.bounds]\nrule = "{lever} ist zu gross."\n[reason]\ntoo_deep = "zu tief"')
    there = wording.found
    monkeypatch.setattr(wording, "found", lambda *parts: path if "de" in parts else there(*parts))
    wording._errors.cache_clear()
    yield
    wording._errors.cache_clear()


def bounds():
    return SettingsError.about(3, "lever.bounds", lever="protect.k", low=2, high=1_000)


def test_an_error_has_value_rule_and_remedy():
    error = bounds()
    assert (error.value, error.rule) == ("'3'", "protect.k is out of bounds.")
    assert error.remedy == "Use a value from 2 to 1,000."
    assert str(error) == "'3': protect.k is out of bounds. Use a value from 2 to 1,000."


@pytest.mark.parametrize("kind", [SettingsError, DataError])
def test_errors_are_value_errors_of_equipoise(kind):
    error = kind.about("x", "table.empty")
    assert isinstance(error, EquipoiseError) and isinstance(error, ValueError)


@pytest.mark.parametrize(
    "error",
    [
        bounds(),
        DataError.about([1], "schema.not_toml", reason=ReasonError("too_deep")),
        DataError.about("a.csv", "file.not_csv", reason=UnicodeDecodeError("utf-8", b"x", 0, 1, "bad")),
        SettingsError.about("x", "lever.choice", lever="protect.k", choices=("a", "b")),
    ],
    ids=str,
)
def test_errors_cross_processes(error):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (again.value, again.key, again.rule, again.remedy) == (error.value, error.key, error.rule, error.remedy)
    assert str(again) == str(error)


def test_an_error_is_put_into_words_for_whoever_reads_it(german):
    error = DataError.about("x", "schema.not_toml", reason=ReasonError("too_deep"))
    wording.speak("de")
    try:
        assert str(bounds()) == "'3': protect.k ist zu gross. Use a value from 2 to 1,000."
        assert error.rule == "this is not TOML (zu tief)."
    finally:
        wording.speak(None)
    assert str(bounds()).startswith("'3': protect.k is out of bounds.")
    assert error.rule == "this is not TOML (nested too deeply)."


def test_what_has_no_words_is_shown_by_its_key():
    assert str(DataError.about("x", "no.such")) == "'x': error.no.such.rule error.no.such.remedy"
    assert str(DataError.about("x", "lever.bounds", lever="protect.k")) != ""


def test_lists_are_written_with_commas():
    assert SettingsError.about("x", "lever.choice", lever="l", choices=("a", "b")).remedy == "Use one of: a, b."


def test_long_values_are_shortened():
    assert shown("a" * 80) == f"'{'a' * 80}'"
    assert shown("a" * 81) == f"'{'a' * 80}…'"


def test_unprintable_characters_never_reach_the_terminal():
    assert shown("a\x1b[31m\n\u202eb\ud800") == "'a\ufffd[31m\ufffd\ufffdb\ufffd'"


def test_values_that_cannot_be_written_are_named_by_their_kind():
    nested = []
    for _ in range(100_000):
        nested = [nested]
    assert shown(10**5_000) == "'int …'"
    assert shown(nested) == "'list …'"
    while nested:  # taken apart by hand: freeing it in one go would recurse
        nested = nested[0]
