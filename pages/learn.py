"""The lessons: a list of all, or one of them from the guess to the quiz."""

from equipoise.ui.learn import lesson, lesson_list, lesson_state
from equipoise.ui.shared import frame

line, _ = frame.header("learn")
opened = lesson_state.opened()
if opened is None:
    lesson_list.show()
else:
    lesson.show(opened, line)
