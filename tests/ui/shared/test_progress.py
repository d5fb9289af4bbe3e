import pytest

from equipoise.core.errors import SettingsError
from equipoise.learn import signing
from equipoise.ui.shared import progress as session


@pytest.fixture(autouse=True)
def no_secrets(monkeypatch):
    monkeypatch.delenv("EQUIPOISE_KEY", raising=False)
    monkeypatch.setattr("streamlit.secrets.load_if_toml_exists", lambda: False)


def test_without_a_secret_the_key_is_random_but_stays_for_the_process():
    assert session.key() == session.key() and not session.lasting()


def test_a_secret_in_the_environment_makes_the_key_last(monkeypatch):
    monkeypatch.setenv("EQUIPOISE_KEY", "correct horse battery staple")
    assert session.key() == signing.key_from("correct horse battery staple") and session.lasting()


def test_a_short_secret_is_refused(monkeypatch):
    monkeypatch.setenv("EQUIPOISE_KEY", "short")
    with pytest.raises(SettingsError, match="EQUIPOISE_KEY"):
        session.key()
