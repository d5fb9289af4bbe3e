"""The score of a company on paper.

Two points for the good answer, none for the red flag, one for what lies between; times the question's weight, as a
share of all points. A red flag of the largest weight stops, whatever the score. Weights and limits are our judgement.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Literal

from equipoise.partner_check.question import MOST_POINTS, STOPS, questions

Verdict = Literal["go", "mend", "stop"]
GO, MEND = 80.0, 60.0
"""From which score a company may go, or has 30 days to mend what is missing; below, it stops."""
DAYS_TO_MEND = 30


@dataclasses.dataclass(frozen=True, kw_only=True)
class Score:
    """The result.

    Attributes:
        score: 0 to 100. flags: the questions of weight `STOPS` whose answer is a red flag. verdict: what follows.
        to_mend: questions with less than all points, the heaviest loss first.
    """

    score: float
    flags: tuple[str, ...]
    verdict: Verdict
    to_mend: tuple[str, ...]


def score(points: Mapping[str, int]) -> Score:
    """Return the score of somebody's points by question; a question without points counts as a red flag."""
    weight = {name: question.weight for name, question in questions().items()}
    given = {name: points.get(name, 0) for name in weight}
    total = sum(given[name] * weight[name] for name in weight)
    share = 100 * total / (MOST_POINTS * sum(weight.values()))
    flags = tuple(name for name in weight if given[name] == 0 and weight[name] >= STOPS)
    lost = {name: (MOST_POINTS - given[name]) * weight[name] for name in weight}
    to_mend = tuple(sorted((name for name in weight if lost[name]), key=lambda name: -lost[name]))
    return Score(score=share, flags=flags, verdict=_verdict(share, flags), to_mend=to_mend)


def _verdict(share: float, flags: tuple[str, ...]) -> Verdict:
    if flags or share < MEND:
        return "stop"
    return "go" if share >= GO else "mend"
