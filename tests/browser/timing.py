"""Click to painted: the time from a click until what it changes is on screen, taken inside the page."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from playwright.sync_api import Page

Clicks = tuple[Page, Sequence[str], Sequence[str]]
"""A page, the selectors that are clicked in turn, and the selectors of all that has to change with every click."""
_PAUSE = 400
"""Milliseconds for a page to come to rest."""
_PATIENCE = 20_000
"""Milliseconds until a click counts as having had no effect."""

# It looks once a frame, so that watching costs both pages next to nothing; inside components, too.
_WATCH = """
([target, watched, patience]) => new Promise((resolve, reject) => {
  const shown = (node) => node.src || node.textContent + (node.getAttribute('transform') || '');
  const roots = [document, ...[...document.querySelectorAll('*')].map((one) => one.shadowRoot).filter(Boolean)];
  const found = (one) => roots.flatMap((root) => [...root.querySelectorAll(one)]);
  const look = () => watched.map((one) => found(one).map(shown).join('|'));
  const before = look();
  const started = performance.now();
  const frame = () => {
    const changed = look().every((now, place) => now !== '' && now !== before[place]);
    const painted = changed && [...document.images].every((image) => image.complete);
    const passed = performance.now() - started;
    if (passed > patience) reject(new Error(`After ${passed} ms not all of ${watched} has changed.`));
    else requestAnimationFrame(painted ? () => resolve(performance.now() - started) : frame);
  };
  requestAnimationFrame(frame);
  target.click();
})
"""


def alternating(*pages: Clicks, rounds: int) -> list[list[float]]:
    """Return for every page the milliseconds from clicking until everything watched has changed and is painted.

    The pages take turns, so that whatever else the machine does falls on all of them. The first clicks do not count.
    """
    turns = [(page, itertools.cycle(targets), watched) for page, targets, watched in pages]
    times: list[list[float]] = [[] for _ in pages]
    for _ in range(rounds + max(len(targets) for _, targets, _ in pages)):
        for taken, (page, targets, watched) in zip(times, turns, strict=True):
            taken.append(_click_to_painted(page, next(targets), watched))
    return [taken[-rounds:] for taken in times]


def _click_to_painted(page: Page, target: str, watched: Sequence[str]) -> float:
    page.bring_to_front()
    milliseconds = page.evaluate(_WATCH, [page.locator(target).first.element_handle(), watched, _PATIENCE])
    page.wait_for_timeout(_PAUSE)
    return float(milliseconds)
