"""For facilitators: the guide of every lesson, the file to print, and the lesson as slides."""

from equipoise.ui.facilitator import guide, presenter
from equipoise.ui.shared import frame

presented = presenter.opened()
if presented is not None:
    presenter.show(*presented)
else:
    frame.header("facilitator")
    guide.show()
