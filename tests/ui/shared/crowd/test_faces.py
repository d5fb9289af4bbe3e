import xml.etree.ElementTree as ET
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.ui.shared.crowd import faces
from equipoise.ui.shared.crowd.faces import face, parts, portrait


@given(st.sampled_from(["woman", "man"]), st.integers(18, 95), st.integers(0, 10**6))
def test_a_face_is_always_the_same_and_made_of_parts_that_exist(sex, age, number):
    looks = face(sex, age, number)
    assert looks == face(sex, age, number)
    assert all(f'id="{part}"' in parts() for part in looks.parts)
    ET.fromstring(portrait(looks, alt="a < b"))


def test_faces_differ():
    drawn = Counter((one.parts, one.colours) for one in (face("woman", 40, number) for number in range(200)))
    assert drawn.most_common(1)[0][1] <= 3


@pytest.mark.parametrize("sex", ["woman", "man"])
def test_age_turns_hair_grey(sex):
    def grey(age):
        return sum(face(sex, age, number).colour in (7, 8, 9) for number in range(300)) / 300

    assert grey(25) == 0
    assert grey(80) > 0.9


def test_women_have_no_beard():
    assert not any(face("woman", 40, number).beard for number in range(300))
    assert any(face("man", 40, number).beard for number in range(300))


def test_a_portrait_says_what_it_shows_or_is_hidden_from_readers():
    looks = face("man", 50, 3)
    assert 'role="img" aria-label="Ben &amp; co"' in portrait(looks, alt="Ben & co")
    assert 'aria-hidden="true"' in portrait(looks)


def test_a_part_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        faces._part("nose-99")
