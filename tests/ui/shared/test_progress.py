import pytest

from equipoise.core.errors import SettingsError
from equipoise.learn import signing
from equipoise.ui.shared import progress as session


@pytest.fixture(autouse=True)
def new_server(monkeypatch, tmp_path):
    monkeypatch.delenv("EQUIPOISE_KEY", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("streamlit.secrets.load_if_toml_exists", lambda: False)
    start_again()
    yield
    start_again()


def start_again():
    session._kept_key.cache_clear()
    session._random_key.cache_clear()


def test_without_a_secret_the_key_outlives_a_restart():
    before = session.key()
    start_again()
    assert session.key() == before and session.lasting()


def test_without_a_place_to_keep_it_the_key_stays_for_the_process(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("XDG_DATA_HOME", str(blocked))
    before = session.key()
    assert session.key() == before and not session.lasting()
    start_again()
    assert session.key() != before


def test_a_secret_in_the_environment_goes_first(monkeypatch):
    monkeypatch.setenv("EQUIPOISE_KEY", "correct horse battery staple")
    assert session.key() == signing.key_from("correct horse battery staple") and session.lasting()


def test_a_short_secret_is_refused(monkeypatch):
    monkeypatch.setenv("EQUIPOISE_KEY", "short")
    with pytest.raises(SettingsError, match="EQUIPOISE_KEY"):
        session.key()
