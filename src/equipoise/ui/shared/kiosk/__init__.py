"""A page that stands alone in a public place: no way out of it, and back to its start when nobody touches it.

``kiosk=1`` in the address asks for it, and waits `PATIENCE` seconds; a larger number waits so many seconds.
"""

from __future__ import annotations

from equipoise.ui.shared import address, component

PATIENCE = 90


def on() -> bool:
    """Whether this visit is one of a public place."""
    return seconds() is not None


def seconds() -> int | None:
    """Return after how many seconds without a touch the page goes back to its start; None where it is no kiosk."""
    given = address.value(address.KIOSK)
    if given is None:
        return None
    return PATIENCE if given == "1" else int(given)


def watch() -> None:
    """Let the browser go back to the start of the page when nobody touches it, and hide every way out."""
    waits = seconds()
    if waits is None:
        return
    told = {"seconds": waits, "person": address.PERSON}
    component.show("kiosk", css="kiosk.css", isolated=False, key="kiosk", data=told)
