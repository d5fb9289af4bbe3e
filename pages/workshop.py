"""Workshop: the guide of every lesson, the file to print, and the lesson as slides."""

from equipoise.ui.shared import frame
from equipoise.ui.workshop import guide, presenter

presented = presenter.opened()
if presented is not None:
    presenter.show(*presented)
else:
    frame.header("workshop")
    guide.show()
