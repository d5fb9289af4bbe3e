"""The report for whoever runs the server: ``/healthz``, and ``python -m equipoise status URL``."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from streamlit.runtime import Runtime
from streamlit.runtime.stats import ACTIVE_SESSIONS_FAMILY


def health() -> dict[str, Any]:
    """Return the state of the server, ready for JSON: version, visitors."""
    return {"version": version("equipoise"), "visitors": visitors()}


def visitors() -> int:
    """Return how many pages are open in browsers; 0 before the server has started."""
    if not Runtime.exists():
        return 0
    families = Runtime.instance().stats_mgr.get_stats(family_names=[ACTIVE_SESSIONS_FAMILY])
    return sum(int(stat.value) for stats in families.values() for stat in stats)


async def answer(_: Request) -> JSONResponse:
    """Answer ``/healthz``."""
    return JSONResponse(health(), headers={"Cache-Control": "no-store"})
