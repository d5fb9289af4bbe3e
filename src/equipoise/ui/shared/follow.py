"""How a page follows a job: how far it is, and a button that stops it."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

import streamlit as st

from equipoise.ui.shared.words import say

if TYPE_CHECKING:
    from equipoise.runtime.jobs import Job

_EVERY = 0.4
"""Seconds between two looks at a running job."""
STOPPED = ("failed", "cancelled")


def follow(job: Job, text: str = "", *, key: str, seconds: float = math.inf) -> bool:
    """Show how far a job is until it ends, and return whether it has ended.

    The page's own run shows it, and a click on a page that is drawn as a whole interrupts that. A timer would send the
    browser's idea of all widgets again, and undo what somebody moved in the meantime.

    Args:
        text: what is being done, if not what the job reports. key: of the button that stops it.
        seconds: for how long to look, where a click waits for the end of the run: in a region.
    """
    if job.state != "running":
        return True
    until = time.monotonic() + seconds
    slot = st.empty()
    with slot.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(job.progress, text=text or job.message)
        st.button(say("job.cancel"), key=f"{key}.cancel", icon=":material/close:", on_click=job.cancel)
        if seconds < math.inf:
            st.button(say("job.look"), key=f"{key}.look", icon=":material/refresh:")
    while not job.wait(_EVERY) and time.monotonic() < until:
        bar.progress(job.progress, text=text or job.message)
    if job.state == "running":
        return False
    slot.empty()
    return True
