"""The first page: what this is, in live numbers, and three doors."""

from equipoise.ui.shared import frame
from equipoise.ui.start import start

start.forward()
frame.header("start")
start.show()
