"""QR codes, dark on light whatever the theme: many cameras read no others."""

from __future__ import annotations

from functools import lru_cache

import segno

from equipoise.server.room.markup import Markup, tag


@lru_cache(maxsize=64)
def qr(link: str, label: str) -> Markup:
    """Return the QR code of an address as a picture with this label."""
    drawn = segno.make(link, error="m", micro=False).svg_inline(
        border=2, dark="#111", light="#fff", omitsize=True, svgclass=None, lineclass=None
    )
    return tag("div", Markup(drawn), class_="qr", role="img", aria_label=label)
