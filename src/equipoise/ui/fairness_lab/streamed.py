"""Some runs beside each other, worked out as one job, drawn as they come in, kept when they are done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from equipoise.ui.fairness_lab import wording
from equipoise.ui.shared import compute
from equipoise.ui.shared.words import say

if TYPE_CHECKING:
    from equipoise.runtime.jobs import Job, Report

T = TypeVar("T")
_EVERY = 0.3
"""Seconds between two looks at the running job."""
_KEPT = 256


class Series(Generic[T]):
    """Runs by name under a key; each is worked out once.

    Args:
        name: of the series. work: works one run out of the key, its name and a report.
    """

    def __init__(self, name: str, work: Callable[[Any, str, Report], T]) -> None:
        self.name, self.work = name, work
        self._done: dict[tuple[Any, str], T] = {}

    def known(self, key: Any, names: tuple[str, ...]) -> dict[str, T]:
        """Return what is known of these runs so far."""
        return {name: self._done[key, name] for name in names if (key, name) in self._done}

    def job(self, key: Any) -> Job[None] | None:
        """Return the job, if it was started."""
        return compute.board().find((self.name, key))

    def start(self, key: Any, titles: Mapping[str, str]) -> None:
        """Start the job that works out the runs (name -> title) that are not known, unless it runs or is done."""
        compute.board().start((self.name, key), lambda report: self._all(key, titles, report))

    def _all(self, key: Any, titles: Mapping[str, str], report: Report) -> None:
        for number, (name, title) in enumerate(titles.items()):

            def part(share: float, message: str = "", number: int = number, title: str = title) -> None:
                report((number + share) / len(titles), say("fair.working", title=title))

            part(0.0)
            if (key, name) not in self._done:
                self._done[key, name] = self.work(key, name, part)
        for oldest in list(self._done)[:-_KEPT]:
            self._done.pop(oldest, None)


def show(series: Series[T], key: Any, titles: Mapping[str, str], draw: Callable[[dict[str, T]], None]) -> None:
    """Draw what is known of the runs, and go on while the rest is worked out; started when it is first looked at.

    The page's own run draws it, so that a click interrupts; ``draw`` may hold no widgets.
    """
    names, job = tuple(titles), series.job(key)
    if job is None and len(series.known(key, names)) < len(names):
        series.start(key, titles)
        job = series.job(key)
    line, body = st.empty(), st.empty()
    if job is not None and job.state == "running":
        _grow(series, key, names, draw, job, line, body)
    known = series.known(key, names)
    with body.container():
        draw(known)
    if len(known) < len(names):
        with line.container(horizontal=True, vertical_alignment="center"):
            st.caption(say("fair.stopped"), width="content")
            st.button(say("fair.go_on"), key=f"{series.name}.start", on_click=series.start, args=(key, titles))


def table(series: Series[T], key: Any, titles: Mapping[str, str], cards: Callable[[dict[str, T]], Any]) -> None:
    """Offer what is known as a table."""
    known = series.known(key, tuple(titles))
    if known and st.toggle(say("fair.table"), key=f"{series.name}.table", persist_state="session"):
        st.table(wording.beside(cards(known)), hide_index=True, border="horizontal", alt=say("fair.table"))


def _grow(
    series: Series[T],
    key: Any,
    names: tuple[str, ...],
    draw: Callable[[dict[str, T]], None],
    job: Job[None],
    line: DeltaGenerator,
    body: DeltaGenerator,
) -> None:
    with line.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(job.progress, text=job.message)
        st.button(say("job.cancel"), key=f"{series.name}.cancel", icon=":material/close:", on_click=job.cancel)
    drawn = 0
    while not job.wait(_EVERY):
        bar.progress(job.progress, text=job.message)
        known = series.known(key, names)
        if len(known) > drawn:
            with body.container():
                draw(known)
            drawn = len(known)
    line.empty()
