"""For facilitators: the guide of every lesson, the file to print, and the lesson as slides."""

from equipoise.ui import frame
from equipoise.ui.learn import guide, presenter

presented = presenter.opened()
if presented is not None:
    presenter.show(*presented)
else:
    frame.header("facilitator")
    guide.show()
