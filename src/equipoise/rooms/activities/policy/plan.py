"""What teams choose from: decisions, each with options that move levers and cost something, within a budget."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from equipoise.chain.settings import Settings
from equipoise.core.errors import ReasonError
from equipoise.rooms.activities.setting import settings_of

MOST_SETTINGS = 200
"""How many choices within the budget are computed at most when a room opens."""
Choice = tuple[int, ...]
"""The place of the chosen option of every decision."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Option:
    """One way to decide. ``levers`` are moved by their dotted names; ``cost`` is a whole number, 0 or more."""

    text: str
    cost: int
    levers: Mapping[str, Any]

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Option:
        """Read an option from an agenda."""
        cost = values.get("cost", 0)
        if not isinstance(cost, int) or cost < 0:
            raise ReasonError("policy_cost", {"cost": cost})
        return cls(text=str(values["text"]), cost=cost, levers=dict(values.get("levers", {})))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Decision:
    """One thing to decide, with at least two options."""

    title: str
    options: tuple[Option, ...]

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Decision:
        """Read a decision from an agenda."""
        options = tuple(map(Option.read, values["options"]))
        if len(options) < 2:
            raise ReasonError("policy_options", {"decision": str(values["title"])})
        return cls(title=str(values["title"]), options=options)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Plan:
    """The decisions, what they may cost together, and the shop before any of them."""

    decisions: tuple[Decision, ...]
    budget: int
    start: Settings

    @classmethod
    def read(cls, spec: Mapping[str, Any]) -> Plan:
        """Read the spec of an activity, and check that everything within the budget can be computed.

        Raises:
            ReasonError: two decisions move one lever, nothing is within the budget, or more than `MOST_SETTINGS` are.
            SettingsError: a lever or its value is unknown.
            KeyError, TypeError: something is missing, or is no list.
        """
        plan = cls(
            decisions=tuple(map(Decision.read, spec["decisions"])), budget=int(spec["budget"]), start=settings_of(spec)
        )
        plan._moves_each_lever_once()
        if not plan.choices():
            raise ReasonError("policy_budget", {"budget": plan.budget})
        for decision in plan.decisions:
            for option in decision.options:
                plan.start.replace(**option.levers)
        return plan

    def choices(self) -> tuple[Choice, ...]:
        """Return every choice within the budget, the last decision changing fastest.

        Raises:
            ReasonError: there are more than `MOST_SETTINGS`.
        """
        found: list[Choice] = [()]
        for place, decision in enumerate(self.decisions, 1):
            rest = sum(min(option.cost for option in later.options) for later in self.decisions[place:])
            longer = ((*choice, option) for choice in found for option in range(len(decision.options)))
            found = [choice for choice in longer if self.cost(choice) + rest <= self.budget]
            if len(found) > MOST_SETTINGS:
                raise ReasonError("policy_grid", {"settings": len(found), "most": MOST_SETTINGS})
        return tuple(found)

    def cost(self, choice: Sequence[int]) -> int:
        """Return what a choice, or the first part of one, costs."""
        decided = zip(self.decisions, choice, strict=False)
        return sum(decision.options[option].cost for decision, option in decided)

    def settings(self, choice: Choice) -> Settings:
        """Return the shop's settings under a choice."""
        options = [decision.options[place] for decision, place in zip(self.decisions, choice, strict=True)]
        return self.start.replace(**{name: value for option in options for name, value in option.levers.items()})

    def _moves_each_lever_once(self) -> None:
        moved = [{name for option in decision.options for name in option.levers} for decision in self.decisions]
        twice = sorted(name for names in moved for name in names if sum(name in each for each in moved) > 1)
        if twice:
            raise ReasonError("policy_lever", {"lever": twice[0]})
