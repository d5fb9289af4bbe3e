import pytest

from equipoise.summary import summary


@pytest.mark.parametrize("words", ["Took it all back", "Browsers that say No", "Do not want them"])
def test_choices_and_those_who_refuse_stand_in_the_summary(typical, words):
    assert sum(line.startswith(words) for line in summary(typical).splitlines()) == 1


def test_sides_are_told_per_100(typical):
    side = typical.consent.sides["consenters"]
    line = next(line for line in summary(typical).splitlines() if line.startswith("Want personal offers"))
    assert f"{100 * side.right_offer.value:.1f} in 100" in line
