"""The parts of every picture: SVG elements, a picture as an image in HTML, and its words beside it.

Streamlit keeps inline SVG out of HTML, so that a picture is the address of an image.
"""

from __future__ import annotations

from html import escape
from typing import Literal
from urllib.parse import quote

_SAFE = " '/:=,.-"
"""Characters that an address in double quotes may hold as they are."""


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """Return an SVG element. ``element("path", d="M0", stroke_width=2)`` is ``<path d='M0' stroke-width='2'/>``.

    Args:
        name: of the element. content: what it holds, as SVG.
        attributes: in order, each name with hyphens for underscores. Those that are None are left out.
    """
    named = [f" {key.replace('_', '-')}='{value}'" for key, value in attributes.items() if value is not None]
    opened = f"<{name}{''.join(named)}"
    return f"{opened}>{content}</{name}>" if content else f"{opened}/>"


def svg(content: str, wide: float, high: float, /, **attributes: object) -> str:
    """Return a whole picture, ``wide`` by ``high`` units, with further attributes of its root."""
    more = "".join(f" {key}='{value}'" for key, value in attributes.items())
    return f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {wide:g} {high:g}'{more}>{content}</svg>"


def stretched(strokes: list[str], **attributes: object) -> str:
    """Return lines as a picture, 100 units wide and high, that stretches with the page; the lines keep their width.

    Args:
        strokes: elements without content. attributes: of the root.
    """
    lines = "".join(stroke.replace("/>", " vector-effect='non-scaling-stroke'/>") for stroke in strokes)
    return svg(lines, 100, 100, preserveAspectRatio="none", **attributes)


def image(picture: str, *, style: str = "", size: tuple[float, float] | None = None) -> str:
    """Return a picture as an image in HTML; its words stand beside it (see `figure`).

    Args:
        picture: as SVG. style: of the image. size: width and height in pixels.
    """
    sized = f' width="{size[0]:g}" height="{size[1]:g}"' if size else ""
    styled = f' style="{style}"' if style else ""
    return f'<img alt="" src="data:image/svg+xml,{quote(picture, safe=_SAFE)}"{sized}{styled}>'


def figure(body: str, *, alt: str, style: str = "", role: Literal["img", "group"] = "img") -> str:
    """Return a figure of HTML with what it shows in words.

    Args:
        body: what is drawn, as HTML. alt: the same in words. style: of the whole.
        role: "img" for one picture, "group" for text that is read part by part.
    """
    styled = f' style="{style}"' if style else ""
    return f'<div role="{role}" aria-label="{escape(alt)}"{styled}>{body}</div>'
