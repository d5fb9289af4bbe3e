"""Choose a policy in teams: a step that every team answers with one option a decision, within the budget.

What an agenda item of this kind needs besides id, kind, title and minutes (see `plan.Plan`)::

    text = "Six points to spend. What does your shop do?"
    scenario = "typical"            # where the shop starts; "typical" without it
    customers = 3000                # at most 5,000
    levers = {"history.label_bias" = 0.5}        # what else differs from the scenario; may be left out
    budget = 6
    [[items.decisions]]
    title = "Who looks alike?"
    options = [{text = "Groups of 5", cost = 0, levers = {"protect.k" = 5}}, {text = "Groups of 25", cost = 2, levers = {"protect.k" = 25}}]

At most 200 choices may lie within the budget: all of them are computed when the room opens, about a second each.
"""  # noqa: E501 - an example of a file

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from equipoise.chain.asking import question
from equipoise.core.errors import DataError
from equipoise.numerics.rate import Rate
from equipoise.rooms.activities.kind import FEWEST, Moment
from equipoise.rooms.activities.policy.grid import Reached, change, evaluate, frontier
from equipoise.rooms.activities.policy.plan import Choice, Plan
from equipoise.rooms.agenda import Item
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.runtime.compute import Question

BATCH = 10
"""How many settings one question is about: some seconds of work, after which another question may go first."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Team:
    """A team that has decided.

    Attributes:
        name: of the team; "" of a person in a room without teams. choice, cost: what was decided.
        place: of what it comes to in `Policies.grid`. rank: from 1; teams with equal numbers share one.
        ahead: how much more often the offer is right than with the next team in the ranking, on the same people; None
            for the last. told: whether that is more than chance would do.
    """

    name: str
    choice: Choice
    cost: int
    place: int
    rank: int
    ahead: Rate | None = None
    told: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Policies:
    """What the teams' decisions come to.

    Attributes:
        ready: whether all is computed; without it there are neither ``grid`` nor ``teams``.
        decided: how many teams, or people in a room without teams, have decided.
        few: whether they are people, and too few to be shown.
        grid: what every choice within the budget comes to. best: the efficient ones in it (see `grid.frontier`).
        teams: by how often the offer is right, the highest first; then by how few could be identified.
    """

    ready: bool
    decided: int
    few: bool = False
    grid: tuple[Reached, ...] = ()
    best: frozenset[int] = frozenset()
    teams: tuple[Team, ...] = ()


class Policy:
    """Teams decide within a budget, and see on one map what their shops come to."""

    def steps(self, item: Item) -> tuple[Step, ...]:
        """Return the one step of an item; see the top of this file for its spec."""
        Plan.read(item.spec)
        return (
            Step(
                key=f"{item.id}.policy",
                kind="policy",
                title=item.title,
                text=str(item.spec["text"]),
                minutes=item.minutes,
                by="team",
                notes=item.ask + item.mistakes,
                spec=item.spec,
            ),
        )

    def questions(self, step: Step) -> tuple[Question[Any], ...]:
        """Return one question for every `BATCH` choices within the budget."""
        plan = Plan.read(step.spec)
        settings = tuple(map(plan.settings, plan.choices()))
        batches = (settings[start : start + BATCH] for start in range(0, len(settings), BATCH))
        return tuple(question(evaluate, batch, kind="job") for batch in batches)

    def computed(self, step: Step, answers: Sequence[Any]) -> list[dict[str, Any]]:
        """Return what every choice comes to, in the order of `Plan.choices`."""
        return [reached.to_dict() for batch in answers for reached in batch]

    def check(self, step: Step, value: Mapping[str, Any], moment: Moment) -> dict[str, Any]:
        """Return the chosen options' places as ``{"choice": [0, 2, 1]}``.

        Args:
            step: what was asked.
            value: "decision.0", "decision.1", ...: the place of the option that is chosen.
            moment: not used: any member may decide for the team.

        Raises:
            DataError: a decision is missing or unknown, or all of them cost more than the budget.
        """
        plan = Plan.read(step.spec)
        choice = []
        for place, decision in enumerate(plan.decisions):
            sent = str(value.get(f"decision.{place}", ""))
            if sent not in map(str, range(len(decision.options))):
                raise DataError.about(decision.title, "room.undecided")
            choice.append(int(sent))
        if plan.cost(choice) > plan.budget:
            raise DataError.about(plan.cost(choice), "room.over_budget", budget=plan.budget)
        return {"choice": choice}

    def result(
        self, step: Step, answers: Sequence[Answer], people: Sequence[Participant], computed: Any, round: int
    ) -> Policies:
        """Return every team's place among all that could be reached."""
        if computed is None:
            return Policies(ready=False, decided=len(answers))
        named = {person.team for person in people if person.team}
        few = any(answer.by not in named for answer in answers) and len(answers) < FEWEST
        grid = tuple(map(Reached.from_dict, computed))
        teams = () if few else _ranked(Plan.read(step.spec), grid, answers, named)
        return Policies(ready=True, decided=len(answers), few=few, grid=grid, best=frontier(grid), teams=teams)


def _ranked(plan: Plan, grid: tuple[Reached, ...], answers: Sequence[Answer], named: set[str]) -> tuple[Team, ...]:
    places = {choice: place for place, choice in enumerate(plan.choices())}
    numbers = [(number.right_offer.value, -number.identified.value) for number in grid]
    decided = [(tuple(answer.value["choice"]), answer.by if answer.by in named else "") for answer in answers]
    decided.sort(key=lambda one: (*(-number for number in numbers[places[one[0]]]), one[1]))
    order = [places[choice] for choice, _ in decided]
    above = Counter(numbers[place] for place in order)
    ranks = {number: 1 + sum(count for other, count in above.items() if other > number) for number in above}
    gaps = [change(grid[later], grid[place]) for place, later in pairwise(order)]
    return tuple(
        Team(
            name=name,
            choice=choice,
            cost=plan.cost(choice),
            place=place,
            rank=ranks[numbers[place]],
            ahead=gap,
            told=gap is not None and not gap.low <= 0 <= gap.high,
        )
        for (choice, name), place, gap in zip(decided, order, [*gaps, None], strict=False)
    )
