"""Learn: a path and its next step, lessons, test, challenges, and one's progress; or one open lesson."""

from equipoise.ui.learn import challenges, exam, keep, lesson, lesson_list, lesson_state, paths
from equipoise.ui.learn.lms import answer
from equipoise.ui.shared import frame, page
from equipoise.ui.shared.keeper import store
from equipoise.ui.shared.words import say

PARTS = {"lessons": lesson_list.show, "test": exam.show, "challenges": challenges.show, "progress": keep.show}

line, _ = frame.header("learn", view=lesson_state.asked())
answer.adopt()
opened = lesson_state.opened()
if opened is None:
    paths.show()
    page.tabs({say(f"learn.tab.{name}"): show for name, show in PARTS.items()}, key=lesson_state.PART)
else:
    lesson.show(opened, line)
answer.show(lesson_state.route())
store.keep()
