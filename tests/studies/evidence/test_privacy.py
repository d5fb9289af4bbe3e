import pytest

from equipoise.chain.pipeline import simulate
from equipoise.chain.settings import Settings
from equipoise.studies.evidence import privacy

HERE = Settings().replace(**{"population.size": 1_000})


def test_right_guesses_are_those_of_the_attack_with_half_of_the_people_members():
    attack = simulate(HERE).attacks["membership"]
    expected = (attack.attack.value + 1 - attack.control.value) / 2
    assert privacy.members_found(HERE) == pytest.approx(expected)
    assert 0.4 < expected < 0.8


def test_noise_hides_members():
    noisy = HERE.replace(**{"train.privacy": "dp", "train.epsilon": 0.1})
    assert privacy.members_found(noisy) < privacy.members_found(HERE)


def test_flattening_compares_two_steps():
    assert -0.5 < privacy.flattening(HERE) < 0.5
