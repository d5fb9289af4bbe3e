"""Learn: lessons, one's progress and certificate, challenges, and the test before and after; or one open lesson."""

from equipoise.learn.lesson import titles
from equipoise.ui.learn import challenges, exam, keep, lesson, lesson_list, lesson_state, path
from equipoise.ui.shared import frame, page
from equipoise.ui.shared.words import say

PARTS = {
    "lessons": lesson_list.show,
    "challenges": challenges.show,
    "test": exam.show,
    "progress": lambda: keep.show(titles()),
}

line, _ = frame.header("learn", view=lesson_state.asked())
opened = lesson_state.opened()
if opened is None:
    path.show(titles())
    page.tabs({say(f"learn.tab.{name}"): show for name, show in PARTS.items()}, key=lesson_state.PART)
else:
    lesson.show(opened, line)
