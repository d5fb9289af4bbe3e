import pytest

from equipoise.chain.settings import Settings
from equipoise.core.errors import SettingsError
from equipoise.ui.shared.link import read_link, write_link
from equipoise.ui.shared.moves import Play

K10 = Settings().replace(**{"protect.k": 10, "minimise.sources": ("purchases", "broker")})
GENERIC = Settings().replace(**{"target.strategy": "generic"})


@pytest.mark.parametrize("settings", [Settings(), K10])
@pytest.mark.parametrize("pin", [Settings(), GENERIC])
@pytest.mark.parametrize("target", [1, 42, 9_999])
def test_a_link_brings_levers_pin_and_person_back(settings, pin, target):
    play = Play(settings=settings, pin=pin, target=target)
    assert read_link(write_link(play).items()) == (settings, pin, target, ())


def test_an_older_link_says_what_changed_once_and_its_pin_too():
    older = [("v", "1"), ("protect.k", "10"), ("pin", "v=1&protect.k=10&population.taste=0.5"), ("target", "3")]
    link = read_link(older)
    assert link.settings["protect.k"] == 10 and link.pin["population.taste"] == 0.3 and len(link.renewed) == 2
    assert len(read_link([*older[:2], ("pin", "v=1")]).renewed) == 1


def test_the_default_has_an_empty_link():
    assert write_link(Play()) == {}


@pytest.mark.parametrize(
    "parameters",
    [
        [("protect.k", "1000")],
        [("protect.k", "nan")],
        [("protect.k", "5"), ("protect.k", "6")],
        [("no.such", "1")],
        [("pin", "v=2"), ("pin", "v=2")],
        [("pin", "protect.k=<script>")],
        [("target", "0")],
        [("target", "10000")],
        [("target", "²")],
        [("target", "1"), ("target", "2")],
        [("protect.k", "x" * 1_000_000)],
        [("protect.k", "\ud800")],
        [("\ud800", "5")],
        [("pin", "protect.k=\ud800")],
        [("target", "\ud800")],
    ],
)
def test_a_bad_link_gives_one_clear_error(parameters):
    with pytest.raises(SettingsError) as caught:
        read_link(parameters)
    assert len(str(caught.value)) < 500 and str(caught.value).encode()
