"""The first page: what this is, in live numbers, and three doors."""

from equipoise.ui.shared import frame, language
from equipoise.ui.start import start

start.forward()
language.notice(arrived=frame.enter("start"))
start.show()
