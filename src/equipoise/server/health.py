"""The report for whoever runs the server: ``/healthz``, and ``python -m equipoise status URL``."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.runtime import Runtime
from streamlit.runtime.stats import ACTIVE_SESSIONS_FAMILY, GaugeStat

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Status = Callable[[], "Mapping[str, Any] | DataclassInstance"]
"""Asks the compute service for its workers, its queue and its memory."""


def route(status: Status) -> Route:
    """Return the route ``/healthz``, which answers with `health` as JSON."""

    def answer(_: Request) -> JSONResponse:  # not a coroutine, so that Starlette runs it in a thread
        return JSONResponse(health(status), headers={"Cache-Control": "no-store"})

    return Route("/healthz", answer)


def health(status: Status) -> dict[str, Any]:
    """Return the state of the server, ready for JSON: version, visitors and what the compute service says."""
    said = status()
    parts = said if isinstance(said, Mapping) else dataclasses.asdict(said)
    return {**parts, "version": version("equipoise"), "visitors": visitors()}


def visitors() -> int:
    """Return how many pages are open in browsers; 0 before the server has started."""
    if not Runtime.exists():
        return 0
    families = Runtime.instance().stats_mgr.get_stats(family_names=[ACTIVE_SESSIONS_FAMILY])
    return sum(stat.value for stats in families.values() for stat in stats if isinstance(stat, GaugeStat))
