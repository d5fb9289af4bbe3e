import pytest

from equipoise.errors import SettingsError
from equipoise.settings import Settings
from equipoise.ui.link import read_link, write_link

K10 = Settings().replace(**{"protect.k": 10, "minimise.sources": ("purchases", "broker")})
GENERIC = Settings().replace(**{"target.strategy": "generic"})


@pytest.mark.parametrize("settings", [Settings(), K10])
@pytest.mark.parametrize("pin", [Settings(), GENERIC])
def test_a_link_brings_levers_and_pin_back(settings, pin):
    assert read_link(write_link(settings, pin).items()) == (settings, pin)


def test_the_default_has_an_empty_link():
    assert write_link(Settings(), Settings()) == {}


@pytest.mark.parametrize(
    "parameters",
    [
        [("protect.k", "1000")],
        [("protect.k", "nan")],
        [("protect.k", "5"), ("protect.k", "6")],
        [("no.such", "1")],
        [("pin", "v=1"), ("pin", "v=1")],
        [("pin", "protect.k=<script>")],
        [("protect.k", "x" * 1_000_000)],
    ],
)
def test_a_bad_link_gives_one_clear_error(parameters):
    with pytest.raises(SettingsError) as caught:
        read_link(parameters)
    assert len(str(caught.value)) < 500
