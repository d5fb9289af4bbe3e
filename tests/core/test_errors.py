import pytest

from equipoise.core.errors import DataError, EquipoiseError, SettingsError, shown


def test_an_error_has_value_rule_and_remedy():
    error = SettingsError.about(3, "k is out of bounds.", "Use 5.")
    assert str(error) == "'3': k is out of bounds. Use 5."


@pytest.mark.parametrize("kind", [SettingsError, DataError])
def test_errors_are_value_errors_of_equipoise(kind):
    error = kind.about("x", "rule.", "remedy.")
    assert isinstance(error, EquipoiseError) and isinstance(error, ValueError)


def test_long_values_are_shortened():
    assert shown("a" * 80) == f"'{'a' * 80}'"
    assert shown("a" * 81) == f"'{'a' * 80}…'"


def test_unprintable_characters_never_reach_the_terminal():
    assert shown("a\x1b[31m\n\u202eb\ud800") == "'a\ufffd[31m\ufffd\ufffdb\ufffd'"


def test_values_that_cannot_be_written_are_described():
    nested = []
    for _ in range(100_000):
        nested = [nested]
    assert shown(10**5_000) == "'a int too long to show'"
    assert shown(nested) == "'a list too long to show'"
    while nested:  # taken apart by hand: freeing it in one go would recurse
        nested = nested[0]
