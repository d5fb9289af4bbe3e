"""Click to painted: the time from a click until what it changes is on screen, taken inside the page."""

from __future__ import annotations

import statistics

from playwright.sync_api import Page

WATCH = """
([target, watched]) => new Promise((resolve) => {
  const look = () => watched.map((one) => {
    const found = [...document.querySelectorAll(one)];
    return found.map((node) => node.textContent + (node.getAttribute('transform') || '')).join('|');
  });
  const before = look();
  const started = performance.now();
  const observer = new MutationObserver(() => {
    const now = look();
    if (now.every((text, place) => text !== '' && text !== before[place])) {
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - started)));
    }
  });
  observer.observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
  target.click();
})
"""


def click_to_painted(page: Page, targets: list[str], watched: list[str], rounds: int = 9) -> float:
    """Return the median of milliseconds from clicking until everything in ``watched`` has changed and is painted.

    Args:
        targets: selectors that are clicked in turn. watched: selectors whose text has to change.
    """
    times = []
    for place in range(rounds + len(targets)):
        target = page.locator(targets[place % len(targets)]).first.element_handle()
        times.append(page.evaluate(WATCH, [target, watched]))
        page.wait_for_timeout(400)
    return statistics.median(times[len(targets) :])
