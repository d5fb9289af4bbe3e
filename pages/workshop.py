"""Workshop: open a room and lead a group through an agenda; the guide of every lesson; what a group learned."""

from equipoise.rooms.words import say
from equipoise.ui.shared import frame, page
from equipoise.ui.workshop import group, guide, presenter
from equipoise.ui.workshop.lead import lead

PARTS = {"lead": lead.show, "guide": guide.show, "group": group.show}

presented = presenter.opened()
if presented is not None:
    presenter.show(*presented)
else:
    frame.header("workshop")
    presenter.turn_to_guide()
    page.tabs({say(f"lead.tab.{name}"): show for name, show in PARTS.items()}, key=presenter.PART)
