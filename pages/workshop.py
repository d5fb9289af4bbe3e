"""Workshop: the guide of every lesson, the file to print, the lesson as slides, and what a group learned."""

from equipoise.ui.shared import frame
from equipoise.ui.workshop import group, guide, presenter

presented = presenter.opened()
if presented is not None:
    presenter.show(*presented)
else:
    frame.header("workshop")
    guide.show()
    group.show()
