"""The course: progress and certificate, challenges, the test before and after."""

from equipoise.learn.lesson import titles
from equipoise.ui.course import challenges, exam, keep, path
from equipoise.ui.shared import frame, page
from equipoise.ui.shared.words import say


def progress() -> None:
    path.show(titles())
    keep.show(titles())


PARTS = {"progress": progress, "challenges": challenges.show, "test": exam.show}

frame.header("course")
page.tabs({say(f"course.tab.{name}"): show for name, show in PARTS.items()}, key=path.PART)
