"""The course: challenges, the test before and after, progress and certificate."""

import streamlit as st

from equipoise.learn.lesson import titles
from equipoise.ui import frame
from equipoise.ui.learn import challenges, exam, keep
from equipoise.ui.words import say

frame.header("course")
headings = [say(f"course.tab.{part}") for part in ("challenges", "test", "progress")]
tasks, test, progress = st.tabs(headings, key="course.part", on_change="rerun")
if tasks.open:
    with tasks:
        challenges.show()
if test.open:
    with test:
        exam.show()
if progress.open:
    with progress:
        keep.show(titles())
