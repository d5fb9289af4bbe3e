"""A process of its own for one visit: for what must be remembered nowhere, such as a table that somebody brings.

It is on this machine, whatever the compute service uses. Nothing that it is asked, or answers, is remembered, becomes a
key of anything that is, or is logged; it ends with the visit. What this cannot promise: that the operating system does
not write memory to a disk (swap) or into a report of a crash, and that the server's own memory, through which the
question and the answer pass, is overwritten at once.
"""

from __future__ import annotations

from equipoise.runtime.visit.process import VisitProcess
from equipoise.runtime.visit.visits import VISITS, Visits

__all__ = ["VISITS", "VisitProcess", "Visits"]
