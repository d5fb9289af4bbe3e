"""Some runs beside each other, worked out as one job, drawn as they come in, kept when they are done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import streamlit as st

from equipoise.ui import compute
from equipoise.ui.words import say

if TYPE_CHECKING:
    from equipoise.jobs import Job, Report

T = TypeVar("T")
_EVERY = 0.5
"""Seconds between two looks at a running job."""
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
    """Draw what is known of the runs, start or offer the rest, and go on drawing while it is worked out."""
    names = tuple(titles)
    job = series.job(key)
    if len(series.known(key, names)) < len(names):
        if job is None:
            series.start(key, titles)
            job = series.job(key)
        if job is not None and job.state == "running":
            st.fragment(run_every=_EVERY)(_growing)(series, key, names, draw)
            return
        _offer(series, key, titles)
    draw(series.known(key, names))


def _growing(series: Series[T], key: Any, names: tuple[str, ...], draw: Callable[[dict[str, T]], None]) -> None:
    job = series.job(key)
    if job is None or job.state != "running":
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(job.progress, text=job.message)
        st.button(say("fair.other.cancel"), key=f"{series.name}.cancel", icon=":material/close:", on_click=job.cancel)
    draw(series.known(key, names))


def _offer(series: Series[T], key: Any, titles: Mapping[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(say("fair.stopped"), width="content")
        st.button(say("fair.go_on"), key=f"{series.name}.start", on_click=series.start, args=(key, titles))
