import pytest

from equipoise.core.errors import SettingsError
from equipoise.rooms import reach


@pytest.fixture(autouse=True)
def known(monkeypatch):
    monkeypatch.delenv(reach.ADDRESS, raising=False)
    monkeypatch.setattr(reach, "here", lambda: "192.168.1.20")


@pytest.mark.parametrize(
    ("address", "only_here"),
    [
        ("http://127.0.0.1:8501", True),
        ("http://localhost:8501/base", True),
        ("http://[::1]:8501", True),
        ("http://a.localhost", True),
        ("http://192.168.1.20:8501", False),
        ("https://workshop.example.org", False),
    ],
)
def test_an_address_of_this_computer_alone_is_known(address, only_here):
    assert reach.only_here(address) == only_here


def test_who_listens_on_all_networks_gives_out_the_address_in_the_network():
    assert reach.shared("http://localhost:8501/base/", listens="0.0.0.0") == "http://192.168.1.20:8501/base"
    assert reach.shared("http://127.0.0.1:8501", listens="127.0.0.1") == "http://127.0.0.1:8501"
    assert reach.shared("https://workshop.example.org/", listens="0.0.0.0") == "https://workshop.example.org"


def test_without_a_network_the_address_stays(monkeypatch):
    monkeypatch.setattr(reach, "here", lambda: "")
    assert reach.shared("http://localhost:8501", listens="") == "http://localhost:8501"


@pytest.mark.parametrize("address", ["http://10.0.0.7:8501", "https://a.example.org/tools/", "http://[fd00::1]:8501"])
def test_the_environment_decides(monkeypatch, address):
    monkeypatch.setenv(reach.ADDRESS, address)
    assert reach.shared("http://localhost:8501", listens="127.0.0.1") == address.rstrip("/")


@pytest.mark.parametrize("address", ["10.0.0.7", "ftp://a", "http://a b", "http://a/?x=1", "javascript:alert(1)"])
def test_what_is_no_address_is_refused(monkeypatch, address):
    monkeypatch.setenv(reach.ADDRESS, address)
    with pytest.raises(SettingsError, match=reach.ADDRESS):
        reach.given()
