"""How invented participants answer each kind of step: a plausible answer, as a phone would send it.

A kind that is not in `ANSWERS` is answered by filling in its form by chance (`equipoise.rooms.rehearsal.form`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from equipoise.rooms.activities.policy.plan import Plan
from equipoise.rooms.rehearsal.form import Filled, filled, likely
from equipoise.rooms.rehearsal.phrases import a_day, a_promise, a_role, a_text
from equipoise.rooms.step import Step

_GOES_ON = 0.75
"""How often an auditor who has checks left spends one more."""
_TRUSTS = 0.8
"""How often somebody names what a check has found."""
_THINKS = 5
"""How often somebody thinks again who is about to name a person in a game."""
Answering = Callable[[Step, np.random.Generator], Filled]
"""Takes a step and the draws of one participant; returns what that participant's phone sends."""


def number(step: Step, coins: np.random.Generator) -> Filled:
    """Guess a number of 100: most people far from both ends, in fives."""
    return {"number": str(int(np.clip(5 * round(coins.normal(45, 20) / 5), 0, 100)))}


def vote(step: Step, coins: np.random.Generator) -> Filled:
    """Choose an option; the first ones a little more often, as people do."""
    options = len(step.spec["options"])
    weights = np.linspace(1.5, 1.0, options)
    return {"option": str(int(coins.choice(options, p=weights / weights.sum())))}


def order(step: Step, coins: np.random.Generator) -> Filled:
    """Put things in order: that of the phone, with every thing moved by chance."""
    things = len(step.spec["things"])
    ranks = np.argsort(np.argsort(np.arange(things) + coins.normal(0, things / 2, things)))
    return {f"place.{thing}": str(int(rank) + 1) for thing, rank in enumerate(ranks)}


def text(step: Step, coins: np.random.Generator) -> Filled:
    """Write a sentence."""
    return {"text": a_text(coins)}


def commit(step: Step, coins: np.random.Generator) -> Filled:
    """Promise something, as somebody with a role, by a day."""
    roles = [str(role) for role in step.spec.get("roles", ())]
    role = roles[int(coins.integers(len(roles)))] if roles else a_role(coins)
    return {"what": a_promise(coins), "role": role, "name": "", "when": a_day(coins)}


def policy(step: Step, coins: np.random.Generator) -> Filled:
    """Decide within the budget."""
    choices = Plan.read(step.spec).choices()
    chosen = choices[int(coins.integers(len(choices)))]
    return {f"decision.{place}": str(option) for place, option in enumerate(chosen)}


ANSWERS: Mapping[str, Answering] = {
    "number": number,
    "vote": vote,
    "order": order,
    "text": text,
    "commit": commit,
    "policy": policy,
    "safeguard": vote,
}
"""By the kind of step."""


def guess_who(form: str, coins: np.random.Generator) -> Filled:
    """Make a move in a game: rather ask something than name somebody."""
    for _ in range(_THINKS):
        sent = filled(form, coins)
        if not str(sent.get("move", "")).startswith("name:"):
            break
    return sent


def audit_game(form: str, coins: np.random.Generator) -> Filled:
    """Spend a check, or name one: mostly one that has found something, if any has."""
    sent = filled(form, coins)
    if "named" not in sent or ("check" in sent and coins.random() < _GOES_ON):
        return {name: value for name, value in sent.items() if name == "check"}
    found = likely(form, "named")
    return {"named": found[0] if found and coins.random() < _TRUSTS else sent["named"]}


FILLING: Mapping[str, Callable[[str, np.random.Generator], Filled]] = {"guess_who": guess_who, "audit_game": audit_game}
"""How the form of a game is filled in, by the kind of its step."""


def rehearse(step: Step, coins: np.random.Generator, form: Callable[[], str]) -> Filled:
    """Return what an invented participant answers.

    Args:
        step: what is asked. coins: the participant's draws. form: returns the step's form as a phone shows it, for
            kinds without an answer of their own.
    """
    if step.kind in ANSWERS:
        return ANSWERS[step.kind](step, coins)
    return FILLING.get(step.kind, filled)(form(), coins)
