"""The first page: what this is, in live numbers, and three doors."""

from equipoise.ui import frame, start

start.forward()
frame.header("start")
start.show()
