import pytest

from equipoise.rooms.links import check, sign

KEY = b"k" * 32


def test_a_link_gives_its_role_in_its_room():
    assert check("room", "desk", sign("room", "desk", KEY), KEY)
    assert len(sign("room", "desk", KEY)) == 43  # 256 bits in base64


@pytest.mark.parametrize(
    "other",
    [
        sign("room", "projector", KEY),
        sign("other", "desk", KEY),
        sign("room", "desk", b"x" * 32),
        "",
        "\ud800é",
        sign("room", "desk", KEY)[:-1],
        sign("room", "desk", KEY) + "=",
    ],
)
def test_it_gives_nothing_else(other):
    assert not check("room", "desk", other, KEY)
