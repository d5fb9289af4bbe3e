"""Long work that a visitor starts, follows and may stop: some questions under one name, answered one after the other.

The page's own run shows how far it is, and a click interrupts that. A timer would send the browser's idea of all
widgets again, and undo what somebody moved in the meantime.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable, Mapping
from typing import Any, Generic, Literal, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from equipoise.chain.asking import question
from equipoise.core.errors import Cancelled
from equipoise.runtime.compute import Answer, Question, service
from equipoise.ui.shared import compute
from equipoise.ui.shared.words import say

T = TypeVar("T")
State = Literal["new", "running", "done", "failed", "cancelled"]
_KEY = "jobs"
_EVERY = 0.3
"""Seconds between two looks at running work."""
_KEPT = 24
"""How many pieces of work a session keeps; the oldest that have ended go first."""
STOPPED = ("failed", "cancelled")


class Job(Generic[T]):
    """Some questions that belong together, each with a key of its own.

    An answer stays known when the rest is stopped, and asking again goes on with the rest.

    Args:
        name: of the kind of work. questions: what is to be answered, by key, in order.
    """

    def __init__(self, name: str, questions: Mapping[Any, Question[T]]) -> None:
        self.name, self._questions = name, dict(questions)

    @property
    def known(self) -> dict[Any, T]:
        """What has been found so far, by key, in order."""
        found = {key: self._answer(asked) for key, asked in self._questions.items()}
        return {key: each.result() for key, each in found.items() if each is not None and each.state == "done"}

    @property
    def state(self) -> State:
        """ "new" before anybody has started it here, "running", "done", "failed" or "cancelled"."""
        answers = [self._answer(asked) for asked in self._questions.values()]
        states = {"new" if each is None else each.state for each in answers}
        if states <= {"done"}:
            return "done"
        if states & {"queued", "running"}:
            return "running"
        return "failed" if "failed" in states else "cancelled" if "cancelled" in states else "new"

    @property
    def error(self) -> BaseException | None:
        """Why a part of it failed, if one did."""
        errors = (each.error for each in map(self._answer, self._questions.values()) if each is not None)
        return next((error for error in errors if error and not isinstance(error, Cancelled)), None)

    @property
    def partial(self) -> Any:
        """What the work on a single question told to be known so far; None if nothing, or if there are several."""
        if len(self._questions) > 1:
            return None
        (found,) = map(self._answer, self._questions.values())
        return None if found is None else found.partial

    @property
    def progress(self) -> float:
        """The share that is done, 0 to 1."""
        answers = [self._answer(asked) for asked in self._questions.values()]
        return sum(0.0 if each is None else each.progress for each in answers) / max(1, len(answers))

    def waits_for(self, text: str = "") -> str:
        """Return what it waits for: its place in the queue, or ``text``; without a text, what the part that runs says.

        Work of several questions says how many of them are answered.
        """
        running = (each for each in map(self._answer, self._questions.values()) if each is not None and not each.done)
        first = next(running, None)
        if first is None:
            return ""
        now = text if text and not first.ahead else compute.waiting(first)
        parts = len(self._questions)
        return now if parts == 1 else say("job.parts", done=len(self.known), all=parts, now=now)

    def result(self) -> T:
        """Return what the only question of the work gave."""
        (found,) = self.known.values()
        return found

    def start(self) -> None:
        """Ask what is not known, in the place of earlier work of this name; what runs goes on."""
        held, turn = _held(), time.monotonic_ns()
        for asked in self._questions.values():
            found = self._answer(asked)
            if found is None or found.state != "done":
                held[asked] = service().ask(asked, visitor=compute.visitor(), place=f"job {self.name}", turn=turn)
        _forget(held)

    def stop(self) -> None:
        """Give up what is not known yet; it goes on if somebody else wants it."""
        for asked in self._questions.values():
            service().stop(asked, compute.visitor())

    def _answer(self, asked: Question[T]) -> Answer[T] | None:
        """Return the answer that this session asked for, or one that is known to everybody."""
        mine: Answer[T] | None = _held().get(asked)
        if mine is not None and mine.state not in STOPPED:
            return mine
        anybodys = service().find(asked)
        return anybodys if anybodys is not None and anybodys.done else mine


def one(name: str, function: Callable[..., T], *arguments: Hashable) -> Job[T]:
    """Return the work of a single question."""
    return Job(name, {"": question(function, *arguments, kind="job")})


def each(name: str, function: Callable[..., T], arguments: Mapping[Any, tuple[Hashable, ...]]) -> Job[T]:
    """Return the work of calling a function for every key with its own arguments."""
    return Job(name, {key: question(function, *given, kind="job") for key, given in arguments.items()})


def follow(
    job: Job[Any],
    text: str = "",
    *,
    key: str,
    seconds: float = math.inf,
    draw: Callable[[], object] | None = None,
    body: DeltaGenerator | None = None,
) -> bool:
    """Show how far the work is until it ends, and return whether it has ended.

    Args:
        job: what is followed. text: what is being done, if not what the work itself reports.
        key: of the button that stops it. seconds: for how long to look, where a click waits for the end of the run.
        draw: draws what is known so far, anew whenever there is more. body: where it is drawn, if not here.
    """
    if job.state != "running":
        return True
    line = st.empty()
    with line.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(job.progress, text=job.waits_for(text))
        st.button(say("job.cancel"), key=f"{key}.cancel", icon=":material/close:", on_click=job.stop)
        if seconds < math.inf:
            st.button(say("job.look"), key=f"{key}.look", icon=":material/refresh:")
    if draw is None:
        _watch(job, bar, text, seconds)
    else:
        _watch(job, bar, text, seconds, draw, body or st.empty())
    if job.state == "running":
        return False
    line.empty()
    return True


def run(
    job: Job[Any],
    text: str = "",
    *,
    key: str,
    seconds: float = math.inf,
    draw: Callable[[], object] | None = None,
    body: DeltaGenerator | None = None,
) -> bool:
    """Start the work unless somebody has, and `follow` it; arguments and result are those of that."""
    if job.state == "new":
        job.start()
    return follow(job, text, key=key, seconds=seconds, draw=draw, body=body)


def finished(job: Job[T], text: str, *, key: str) -> T | None:
    """Start the work of a single question, follow it, and return what it found; None once it is stopped or has failed.

    Then the page says so and offers to start it again.

    Args:
        job: the work. text: what is being done.
        key: of its buttons, and of its words ``<key>.stopped``, ``<key>.failed`` and ``<key>.start``.
    """
    run(job, text, key=key)
    if job.state not in STOPPED:
        return job.result()
    st.caption(say(f"{key}.{job.state}"))
    st.button(say(f"{key}.start"), key=f"{key}.start", icon=":material/play_arrow:", on_click=job.start)
    return None


def _watch(
    job: Job[Any],
    bar: DeltaGenerator,
    text: str,
    seconds: float,
    draw: Callable[[], object] | None = None,
    body: DeltaGenerator | None = None,
) -> None:
    until, drawn = time.monotonic() + seconds, None
    while job.state == "running" and time.monotonic() < until:
        bar.progress(job.progress, text=job.waits_for(text))
        known = len(job.known), id(job.partial)
        if draw is not None and body is not None and known != drawn:
            drawn = known
            with body.container():
                draw()
        time.sleep(_EVERY)
    if body is not None:
        body.empty()


def _held() -> dict[Question[Any], Answer[Any]]:
    """The answers that this session asked for as work, so that what was found stays when the rest is stopped."""
    held: dict[Question[Any], Answer[Any]] = st.session_state.setdefault(_KEY, {})
    return held


def _forget(held: dict[Question[Any], Answer[Any]]) -> None:
    ended = [asked for asked, found in held.items() if found.done]
    for asked in ended[: max(0, len(ended) - _KEPT)]:
        del held[asked]
