"""The levers of stage 8a: which parts of a message are chosen for whom, and what is done about sensitive topics."""

from __future__ import annotations

import dataclasses

from equipoise.core.levers import Get, StageSettings, lever
from equipoise.shared.content import LEVELS

SENSITIVE = ("shown", "softened", "never")
"""What is done about sensitive topics: nothing, hidden inside a message about something else, or left out."""
WRITING = ("people", "machine", "labelled")
"""Who writes the messages: people, a machine, or a machine that says so."""


def _chosen(get: Get) -> bool:
    return bool(get("content.topic") != "one")


def _named(get: Get) -> bool:
    return bool(get("content.names"))


@dataclasses.dataclass(frozen=True, kw_only=True)
class ContentSettings(StageSettings):
    """What may be chosen for whom, in a message of topic, keyword, format and channel."""

    topic: str = lever(default="personal", kind="choice", choices=LEVELS)
    keyword: str = lever(default="one", kind="choice", choices=LEVELS)
    format: str = lever(default="one", kind="choice", choices=LEVELS)
    channel: str = lever(default="one", kind="choice", choices=LEVELS)
    weeks: int = lever(default=4, kind="integer", low=1, high=12, unit="weeks")
    sensitive: str = lever(default="shown", kind="choice", choices=SENSITIVE, active=_chosen)
    mixed: float = lever(default=0.0, kind="number", low=0.0, high=1.0, step=0.1, unit="share", active=_chosen)
    names: bool = lever(default=False, kind="flag")
    name_effect: float = lever(default=0.0, kind="number", low=-0.3, high=0.3, step=0.05, active=_named)
    writing: str = lever(default="people", kind="choice", choices=WRITING)
