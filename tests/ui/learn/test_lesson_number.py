import pytest

from equipoise.ui.learn.lesson_number import off


@pytest.mark.parametrize(("guess", "truth", "away"), [(50, 0.996, 50), (0, 0.001, 0), (78, 0.784, 0), (100, 0.4, 60)])
def test_how_far_off_is_the_difference_of_the_shown_numbers(guess, truth, away):
    assert off(guess, truth) == away
