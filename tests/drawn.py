"""Read icon arrays back out of what was drawn."""

import re
from urllib.parse import unquote

WIDE, HIGH = 20, 22.5


def pictures(drawn):
    return [unquote(one) for one in re.findall(r'src="data:image/svg\+xml,([^"]*)"', drawn)]


def icons(image, *, filled):
    """The cells (column, row from the top) that are papered with icons of a kind."""
    paper = "filled" if filled else "empty"
    corners = _corners(re.search(rf"<path d='([^']*)' fill='url\(#{paper}\)'", image)[1])
    return [(x, y) for y in range(10) for x in range(10) if _inside(corners, (x + 0.5) * WIDE, (y + 0.5) * HIGH)]


def count(drawn, *, filled):
    return [len(icons(image, filled=filled)) for image in pictures(drawn)]


def _corners(path):
    x = y = 0.0
    corners = []
    for step, numbers in re.findall(r"([MHV])([\d. ]+)", path):
        ends = [float(number) for number in numbers.split()]
        x, y = ends if step == "M" else (ends[0], y) if step == "H" else (x, ends[0])
        corners.append((x, y))
    return corners


def _inside(corners, x, y):
    """Whether a ray to the right crosses the outline an odd number of times."""
    sides = zip(corners, corners[1:] + corners[:1], strict=True)
    return sum((a[1] > y) != (b[1] > y) and a[0] > x for a, b in sides) % 2 == 1
