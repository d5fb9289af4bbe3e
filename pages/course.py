"""The course: progress and certificate, challenges, the test before and after."""

import streamlit as st

from equipoise.learn.lesson import titles
from equipoise.ui.course import challenges, exam, keep, path
from equipoise.ui.shared import frame
from equipoise.ui.shared.words import say

frame.header("course")
headings = [say(f"course.tab.{part}") for part in ("progress", "challenges", "test")]
progress, tasks, test = st.tabs(headings, key=path.PART, on_change="rerun")
if progress.open:
    with progress:
        path.show(titles())
        keep.show(titles())
if tasks.open:
    with tasks:
        challenges.show()
if test.open:
    with test:
        exam.show()
