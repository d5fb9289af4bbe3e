"""The invented people: their attributes, concerns and interests.

Everything here is an assumption unless it says otherwise: the demographic make-up, the links between age, household,
schooling and work, the prevalence of the sensitive traits, and how traits shift interests.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from equipoise.core.arrays import Integers, Singles, sigmoid
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import TOPICS
from equipoise.shared.world import Geography, Notional, People, Small, age_in_years

_SHARE_HERITAGE_B = 0.25
_HERITAGE_SPREAD = 1.5
_DRIFT_CORRELATION = 0.8

# Effect of one unit of each trait on the interest in each topic, in TOPICS' order. Weak on purpose: personal taste,
# with a standard deviation of 1, is the stronger part.
_WOMAN = np.array([0.2, 0.1, 0.5, 0.4, -0.2, 0.1, 0.1, -0.4, 0.1, 0.0, 0.0, 0.0])
_AGE = np.array([-0.3, 0.3, -0.1, -0.2, -0.3, 0.4, 0.1, -0.2, 0.1, 0.1, 0.0, 0.0])
_CHILDREN = np.array([0.4, 0.0, -0.1, 0.0, 0.1, 0.1, 0.2, 0.0, 0.0, 0.2, -0.2, 0.2])
_SCHOOLING = np.array([0.0, 0.0, 0.0, 0.0, 0.1, 0.0, 0.0, 0.1, 0.2, 0.0, 0.2, -0.2])
_HERITAGE_B = np.array([0.0, 0.0, 0.1, 0.1, 0.1, -0.1, 0.0, 0.1, -0.1, 0.1, 0.0, 0.1])
_EXPECTING = np.array([1.8, 0.5, 0.0, 0.0, -0.4, 0.0, 0.4, 0.0, 0.1, 0.2, -0.4, 0.1])
_CHRONIC = np.array([0.0, 1.1, 0.0, 0.0, -0.3, 0.1, 0.0, 0.0, 0.1, 0.1, -0.2, 0.0])
_MONEY = np.array([0.0, 0.0, 0.0, -0.2, 0.0, 0.0, -0.1, -0.3, 0.0, 0.1, -0.6, 1.0])

INTEREST_MEAN = np.array([0.20, 0.31, 0.21, 0.14, -0.13, 0.16, 0.12, -0.24, 0.16, 0.14, -0.12, 0.16])
INTEREST_VARIANCE = np.array([1.28, 1.30, 1.08, 1.08, 1.12, 1.15, 1.03, 1.10, 1.06, 1.02, 1.11, 1.20])
"""Mean and variance of the present interests in the market, over several seeds: what the traits above add up to."""


def draw_people(
    notional: Notional, geography: Geography, chosen: Integers, seed: int, who: str = "population"
) -> People:
    """Draw the attributes of the ``chosen`` members of the population, each group of them from a named stream.

    ``who`` is the first part of the streams' names: other people of the same world have streams of their own.
    """
    birth_day, sex, postcode = notional.birth_day[chosen], notional.sex[chosen], notional.postcode[chosen]
    age, woman = age_in_years(birth_day).astype(np.float32), sex == 0
    household, education, occupation = _circumstances(age, stream(seed, f"{who}.circumstances"))
    heritage = _heritage(geography, postcode, seed, who)
    traits = stream(seed, f"{who}.traits").random((3, age.size), dtype=np.float32)
    expecting = traits[0] < np.where(woman & (age >= 18) & (age < 45), 0.125, 0.0)
    chronic = traits[1] < sigmoid(-1.95 + 0.035 * (age - 45))
    money = traits[2] < sigmoid(-1.4 - 0.35 * (education - 1.5) - 0.012 * (age - 45))
    minds = stream(seed, f"{who}.minds")
    latent = minds.standard_normal((3, age.size), dtype=np.float32)
    concern = _concern(latent[0], age, education, heritage)
    tastes = minds.integers(0, 3, (2, age.size), dtype=np.int8)
    return People(
        birth_day=birth_day, sex=sex, postcode=postcode, household=household, education=education,
        occupation=occupation, heritage=heritage, expecting=expecting, chronic=chronic, money=money,
        privacy_concern=concern, price_sensitivity=0.9 * latent[1] + 0.4 * money,
        likes_channel=tastes[0], likes_format=tastes[1],
    )  # fmt: skip


def draw_interests(people: People, seed: int, who: str = "population") -> tuple[Singles, Singles]:
    """Return interests in the 12 topics now and two years ago (shape: people x topics, log scale).

    Demographics are the weak part, personal taste with a standard deviation of 1 is the strong one; taste drifts over
    the two years.
    """
    shape = (len(people), len(TOPICS))
    draws = stream(seed, f"{who}.taste")
    now = draws.standard_normal(shape, dtype=np.float32)
    other = draws.standard_normal(shape, dtype=np.float32)
    then = np.float32(_DRIFT_CORRELATION) * now + np.float32(np.sqrt(1 - _DRIFT_CORRELATION**2)) * other
    steady = _steady_interest(people)
    expecting = people.expecting[:, None] * _EXPECTING.astype(np.float32)
    return now + steady + expecting, then + steady


def _steady_interest(people: People) -> Singles:
    drivers = np.column_stack(
        [
            people.sex == 0,
            (people.age - 45) / 20,
            people.household >= 2,
            people.education - 1.5,
            people.heritage == 1,
            people.chronic,
            people.money,
        ]
    ).astype(np.float32)
    effects = np.stack([_WOMAN, _AGE, _CHILDREN, _SCHOOLING, _HERITAGE_B, _CHRONIC, _MONEY]).astype(np.float32)
    interest: Singles = drivers @ effects
    return interest


def _circumstances(age: Singles, draws: np.random.Generator) -> tuple[Small, Small, Small]:
    """Household size, schooling and work, each loosely tied to age."""
    uniform = draws.random((4, age.size), dtype=np.float32)
    middle = np.exp(-(((age - 42) / 14) ** 2))
    household = np.minimum(4, (uniform[0] * (1.8 + 3.4 * middle)).astype(np.int8))
    lift = np.clip((age - 18) / 10, 0, 1) - np.clip((age - 60) / 60, 0, 1)
    education = np.clip((uniform[1] * 3.2 + lift).astype(np.int8), 0, 3)
    occupation = 1 + np.clip((uniform[2] * 4 + 0.5 * (education - 1.5)).astype(np.int8), 0, 3)
    occupation = np.where(uniform[3] < 0.18, np.where(uniform[2] < 0.5, 5, 6), occupation)
    occupation = np.where((age < 24) & (uniform[3] < 0.6), 0, occupation)
    occupation = np.where((age > 66) & (uniform[3] < 0.9), 7, occupation)
    return household.astype(np.int8), education.astype(np.int8), occupation.astype(np.int8)


def _heritage(geography: Geography, postcode: npt.NDArray[np.int32], seed: int, who: str) -> Small:
    """Group A or B; its share differs between postcodes, which makes the postcode a proxy for it."""
    draws = stream(seed, "population.heritage")  # the postcodes' shares are the same, whoever lives there
    lean = draws.standard_normal(geography.sizes.size) * _HERITAGE_SPREAD
    share = sigmoid(np.log(_SHARE_HERITAGE_B / (1 - _SHARE_HERITAGE_B)) - 0.35 + lean)
    own = draws if who == "population" else stream(seed, f"{who}.heritage")
    uniform = own.random(postcode.size, dtype=np.float32)
    return np.asarray(uniform < share[postcode]).astype(np.int8)


def _concern(latent: Singles, age: Singles, education: Small, heritage: Small) -> Singles:
    """Privacy concern: about standard normal over everybody, somewhat higher among the young, schooled and group B."""
    shift = -0.15 * (age - 45) / 20 + 0.15 * (education - 1.5) + 0.35 * (heritage - _SHARE_HERITAGE_B)
    return np.asarray(0.95 * latent + shift, dtype=np.float32)
