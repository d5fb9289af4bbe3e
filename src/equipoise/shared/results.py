"""The results of a run: every public number with its interval, its count and its tag.

``data/texts/numbers.toml`` explains each number under ``number.<key>``: what it means, how it is computed, what is good
and who is counted. The key is the name of the field that holds the number.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Literal

from equipoise.numerics.rate import UNKNOWN, Rate


@dataclasses.dataclass(frozen=True, kw_only=True)
class AttackResult:
    """The result of one attack.

    Attributes:
        name: the attack's name in the registry ("linkage", ...).
        kind: what it threatens: "identity", "trait" or "membership".
        mounted: whether the attacker's profile can mount it on this release; if not, every rate is unknown.
        reason: why it could not be mounted (a key under ``attack_reason`` in the texts); empty when it was.
        attack, baseline, control: success rates on the targets, of guesses without the release, and on control people.
        risk: the residual risk ``(attack - control) / (1 - control)``, of membership the advantage
            ``attack - control``; neither value nor interval is cut off at zero.
        details: further rates of this attack by key ("advantage", "tpr_at_1_fpr", "false_accusations", ...).
    """

    name: str
    kind: Literal["identity", "trait", "membership"]
    attack: Rate = UNKNOWN
    baseline: Rate = UNKNOWN
    control: Rate = UNKNOWN
    risk: Rate = UNKNOWN
    mounted: bool = True
    reason: str = ""
    details: Mapping[str, Rate] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Headlines:
    """The three headline numbers: shares from 0 to 1, shown as "x in 100"."""

    right_offer: Rate
    identified: Rate
    treated_alike: Rate
    strongest_attack: str
    best_group: str
    worst_group: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Targeting:
    """How well the offers suit the customers, measured on evaluation customers against the world's true responses.

    Money of single occasions, and of a year of the whole store: what it earns without offers, what offers add to that,
    and what choosing them for each person adds to the same offer for everybody.
    """

    right_offer: Rate
    floor_guess: Rate
    floor_generic: Rate
    ceiling_full_data: Rate
    auc: Rate
    precision_at_budget: Rate
    lift: Rate
    incremental_visits_per_1000: Rate
    margin_per_1000: Rate
    margin_generic_per_1000: Rate
    margin_random_per_1000: Rate
    share_of_perfect: Rate
    reach: Rate
    store_margin_per_1000: Rate = UNKNOWN
    offers_add_per_1000: Rate = UNKNOWN
    offers_add_share: Rate = UNKNOWN
    personal_adds_per_1000: Rate = UNKNOWN
    personal_adds_share: Rate = UNKNOWN


@dataclasses.dataclass(frozen=True, kw_only=True)
class GroupRow:
    """One group of people; ``sufficient`` says whether it is large enough for a verdict.

    Attributes:
        base_rate: share who would get a personal offer under perfect knowledge and the same budget.
        precision: share of those with a personal offer who would get one under perfect knowledge too.
    """

    name: str
    n: int
    sufficient: bool
    selection_rate: Rate
    true_positive_rate: Rate
    false_positive_rate: Rate
    calibration_gap: Rate
    value_received: Rate
    right_offer: Rate
    base_rate: Rate = UNKNOWN
    precision: Rate = UNKNOWN


FourFifths = Literal["above", "below", "unclear", "unchecked"]
"""On which side of the four-fifths line a ratio is, if its interval decides that.

"unclear": the interval spans the line. "unchecked": a model decided, and the interval does not cover other pasts.
"""


@dataclasses.dataclass(frozen=True, kw_only=True)
class GroupReport:
    """Fairness between the groups of one protected attribute.

    Attributes:
        treated_alike: the lowest over the highest selection rate of these people; its interval is that of its mean over
            pasts. selection_rate_ratio: the same number as an estimate for the groups, of whom other people might have
            been measured; its interval covers people and pasts, and so do those of the differences.
        four_fifths: on which side of the line both intervals are.
    """

    attribute: str
    groups: tuple[GroupRow, ...]
    treated_alike: Rate
    selection_rate_ratio: Rate
    selection_rate_difference: Rate
    true_positive_rate_difference: Rate
    equalised_odds_difference: Rate
    four_fifths: FourFifths
    best_group: str
    worst_group: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class ConsentSide:
    """The campaign's effect on those who want personal offers, on those who do not, or on everyone.

    How those who refuse fare is known only because the world is invented; model and decisions do not use it.

    Attributes:
        n: how many were counted. treated_alike: the selection rate ratio of each protected attribute, with an interval
            that counts who was measured.
    """

    n: int
    right_offer: Rate
    selection_rate: Rate
    margin_per_1000: Rate
    value_received: Rate
    treated_alike: Mapping[str, Rate]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ConsentReport:
    """How customers answered the banner, and what followed.

    Attributes:
        yes: share of all customers whose data may be used for each purpose, by purpose.
        accepted_all, allowed_offers, refused, ignored: shares of all customers who answered the banner with a yes to
            every purpose, with a yes to own-channel offers (whatever else they said), with a no to every purpose, and
            who did not answer. Where the banner asks one question for all purposes, the first two are equal, and the
            shares of those who accepted all, refused and ignored sum to one.
        by_group: the share that said yes to own-channel offers, by "attribute: group".
        reach: share of all customers who may get a personal offer.
        overridden: share of all customers whose refusal was ignored (zero while choices are honoured).
        overridden_by_group: the same share of every group, by "attribute: group".
        changed: share of all customers who later gave another answer than at the banner.
        withdrew: share of all customers who agreed and withdrew. signals: share whose browser sends an opt-out signal.
        sides: what the campaign did to "consenters" (to own-channel offers), "refusers" and "everyone".
    """

    yes: Mapping[str, Rate]
    accepted_all: Rate
    allowed_offers: Rate
    refused: Rate
    ignored: Rate
    by_group: Mapping[str, Rate]
    reach: Rate
    overridden: Rate
    overridden_by_group: Mapping[str, Rate] = dataclasses.field(default_factory=dict)
    changed: Rate = UNKNOWN
    withdrew: Rate = UNKNOWN
    signals: Rate = UNKNOWN
    sides: Mapping[str, ConsentSide] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Reidentification:
    """Re-identification risks of a table, 0 to 1; NaN where unknown. They have no interval: nothing is estimated.

    Attributes:
        prosecutor_highest, prosecutor_mean: of 1/f, f being the rows in a row's class.
        journalist_highest: of 1/F, F being the people of the population who fit a row.
        marketer: mean of 1/F, the expected share of rows that are matched rightly.
    """

    prosecutor_highest: float = math.nan
    prosecutor_mean: float = math.nan
    journalist_highest: float = math.nan
    marketer: float = math.nan


@dataclasses.dataclass(frozen=True, kw_only=True)
class Disclosure:
    """Classic disclosure measures of a table by its quasi-identifiers, and by what else an observer may know.

    Attributes:
        rows: rows in the table. classes: equivalence classes.
        k: size of the smallest class. unique_share: share of rows alone in their class.
        k_with_behaviour, unique_with_behaviour: the same for somebody who also knows all behaviour in the table,
            its receipts included. k_with_spend, unique_with_spend: for somebody who knows the columns of spend.
        l: fewest distinct values of a sensitive column in a class, by column.
        entropy_l: lowest exponential of a class's entropy, by column.
        t: largest earth mover's distance of a class from the whole table, by column.
        delta: largest |ln| of a value's share in a class over its share in the table, by column; may be infinite.
        suppressed: rows withheld by the protection.
        information_loss: normalised certainty penalty, 0 (exact) to 1 (nothing left).
        behaviour_loss: the same penalty of behaviour that was coarsened; NaN where the table holds averages.
        local_epsilon: sum of epsilon over the attributes, where all answers are randomised; infinite where one is not.
        prosecutor_highest, prosecutor_mean: as in `Reidentification`, which needs a population for the rest.
    """

    rows: int
    classes: int
    k: int
    unique_share: Rate
    l: Mapping[str, int]  # noqa: E741 - the field's standard name
    t: Mapping[str, float]
    entropy_l: Mapping[str, float] = dataclasses.field(default_factory=dict)
    delta: Mapping[str, float] = dataclasses.field(default_factory=dict)
    suppressed: int = 0
    information_loss: float = 0.0
    behaviour_loss: float = 0.0
    prosecutor_highest: float = math.nan
    prosecutor_mean: float = math.nan
    local_epsilon: float = math.inf
    k_with_behaviour: int = 0
    unique_with_behaviour: Rate = UNKNOWN
    k_with_spend: int = 0
    unique_with_spend: Rate = UNKNOWN


@dataclasses.dataclass(frozen=True, kw_only=True)
class ContentReport:
    """How well messages suit the customers, measured on evaluation customers against the world's true responses.

    Attributes:
        engaged: share of messages that people engage with. engaged_one: if everybody got the best single messages.
            engaged_random: if every part were drawn at random. engaged_perfect: if everybody got the best for them.
        written_for: share of the customers whose messages were chosen for them.
        right_part: share whose first message has the part that truly suits them best, by part.
        part_adds: what choosing a part as it is adds to choosing it for all alike, by part; unknown where it is chosen
            for all alike.
        protection_costs: what hiding, leaving out or mixing topics changes in the share that people engage with.
        different: how many different messages there are. by_people: how many of them people write. unlabelled: how many
            a machine writes without saying so. people: how many customers were measured.
    """

    engaged: Rate
    engaged_one: Rate
    engaged_random: Rate
    engaged_perfect: Rate
    written_for: Rate
    right_part: Mapping[str, Rate]
    part_adds: Mapping[str, Rate]
    protection_costs: Rate
    different: int
    by_people: int
    unlabelled: int
    people: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class AdsReport:
    """Every measure of a campaign of advertisements.

    Attributes:
        extra_visits: visits that the advertisements add by 1,000 customers; extra_visits_seen: by the experiment.
        new_customers: prospects who become customers because of them, of 100,000; new_customers_seen: as seen by the
            experiment.
        spend: euros for 1,000 people of the market. cost_of_one: euros for each new customer.
        returned: euros of margin for each euro spent.
        exposures: advertisements that a person is shown in eight weeks. reached: share of people who are shown any.
        beyond_cap: share of advertisements beyond the cap, or beyond five in a week where there is none.
        already_bought: share of advertisements for an item that the person had bought before.
        personal: share of requests that say something about the reader beside the page.
        broadcasts: simulated requests that say anything, times companies, a person and day; broadcasts_web: scaled to
            the whole web.
        reached_by_group: share of each group that is shown any, by "attribute: group".
        reached_alike: the lowest over the highest of these shares, by attribute.
        budget_spent: whether the money ran out before the end.
    """

    extra_visits: Rate
    extra_visits_seen: Rate
    new_customers: Rate
    new_customers_seen: Rate
    spend: Rate
    cost_of_one: Rate
    returned: Rate
    exposures: Rate
    reached: Rate
    beyond_cap: Rate
    already_bought: Rate
    personal: Rate
    broadcasts: Rate
    broadcasts_web: Rate
    reached_by_group: Mapping[str, Rate]
    reached_alike: Mapping[str, Rate]
    budget_spent: bool
