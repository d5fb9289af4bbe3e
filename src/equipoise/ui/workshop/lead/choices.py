"""What a leader chooses when a room is opened: for how long it is kept, nicknames, teams."""

from __future__ import annotations

import dataclasses

import streamlit as st

from equipoise.rooms.activities.registry import steps
from equipoise.rooms.agenda import Agenda
from equipoise.rooms.words import say

HOURS = (4, 24, 168)
"""For how long a room may be kept."""
_DAY = 24
NONE, CHOICE, CHANCE = "none", "choice", "chance"
"""No teams; people choose theirs; chance does."""
FEWEST_TEAMS, TEAMS, MOST_TEAMS = 2, 4, 12
"""How many teams there are at least, if nobody says how many, and at most."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Choices:
    """What was chosen; see `equipoise.rooms.service.Rooms.open`."""

    hours: int = _DAY
    nickname: bool = False
    teams: tuple[str, ...] = ()
    by_chance: bool = False

    def in_words(self) -> str:
        """Return it in one line."""
        way = "none" if not self.teams else CHANCE if self.by_chance else CHOICE
        parts = [
            say(f"lead.kept.{self.hours}"),
            say("lead.said.nickname" if self.nickname else "lead.said.no_nickname"),
            say(f"lead.said.teams.{way}", count=len(self.teams)),
        ]
        return " · ".join(parts)


def show(agenda: Agenda) -> Choices:
    """Draw the choices, and return what is chosen. Where teams decide something, there are teams at first."""
    hours = st.segmented_control(
        say("lead.hours"),
        HOURS,
        default=_DAY,
        format_func=lambda hours: say(f"lead.span.{hours}"),
        required=True,
        key="lead.hours",
        persist_state="session",
    )
    nickname = st.toggle(say("lead.nickname"), key="lead.nickname", persist_state="session")
    for_teams = any(step.by == "team" for step in steps(agenda))
    way = st.segmented_control(
        say("lead.teams"),
        (NONE, CHOICE, CHANCE),
        default=CHANCE if for_teams else NONE,
        format_func=lambda way: say(f"lead.way.{way}"),
        required=True,
        key=f"lead.teams.{for_teams}",
        persist_state="session",
    )
    names = () if way == NONE else _names()
    return Choices(hours=hours, nickname=nickname, teams=names, by_chance=way == CHANCE)


def named(count: int, typed: str) -> tuple[str, ...]:
    """Return the names of so many teams: those that were typed, with commas between them, then numbers."""
    given = [name.strip() for name in typed.split(",") if name.strip()][:count]
    return (*given, *(say("lead.team", number=place + 1) for place in range(len(given), count)))


def _names() -> tuple[str, ...]:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        count = st.number_input(
            say("lead.count"),
            min_value=FEWEST_TEAMS,
            max_value=MOST_TEAMS,
            value=TEAMS,
            key="lead.count",
            persist_state="session",
            width=130,
        )
        typed = st.text_input(
            say("lead.names"),
            key="lead.names",
            placeholder=say("lead.names_example"),
            max_chars=300,
            persist_state="session",
        )
    return named(count, typed)
