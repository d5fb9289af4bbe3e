import pickle

import pytest

from equipoise.core import wording
from equipoise.texts import catalogue
from equipoise.texts.phrases import Listed, Phrase, Value, value_in_words


@pytest.fixture
def german(tmp_path, monkeypatch):
    """A few words of German, spoken while a test runs."""
    (tmp_path / "texts" / "de").mkdir(parents=True)
    (tmp_path / "texts" / "en.toml").write_text(
        '[a]\nmany = "{count} of {what}"\nb = "hats"\n[level]\nwoman = "woman"\n'
        '[value]\nrange = "{low} to {high}"\nor_more = "{low} or more"\nshare = "{amount:g} in 100"'
    )
    (tmp_path / "texts" / "de" / "de.toml").write_text(
        '[a]\nmany = "{count} {what}"\nb = "Hüte"\n[level]\nwoman = "Frau"\n'
        '[value]\nrange = "{low} bis {high}"\nor_more = "{low} und mehr"\nshare = "{amount:g} von 100"'
    )
    monkeypatch.setattr(catalogue, "data", lambda *parts: tmp_path.joinpath(*parts))
    catalogue.in_language.cache_clear()
    wording.speak("de")
    yield
    wording.speak(None)
    catalogue.in_language.cache_clear()


def test_a_phrase_is_put_into_words_where_it_is_read(german):
    phrase = pickle.loads(pickle.dumps(Listed((Phrase("a.many", {"count": 3, "what": Phrase("a.b")}), Value("woman")))))
    assert str(phrase) == "3 Hüte, Frau"
    wording.speak("en")
    assert str(phrase) == "3 of hats, woman"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("woman", "Frau"),
        ("18 to 25", "18 bis 25"),
        ("5 or more", "5 und mehr"),
        ("1 to 5 or more", "1 bis 5 und mehr"),
        ("12 in 100", "12 von 100"),
        ("1980-01-01 to 1989-12-31", "1980-01-01 bis 1989-12-31"),
        ("K-12", "K-12"),
        ("", ""),
    ],
)
def test_values_of_tables_are_put_into_words(german, value, words):
    assert value_in_words(value) == words
