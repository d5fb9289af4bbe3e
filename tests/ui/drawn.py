"""Read icon arrays back out of what was drawn."""

import re
from urllib.parse import unquote


def pictures(drawn):
    return [unquote(one) for one in re.findall(r'src="data:image/svg\+xml,([^"]*)"', drawn)]


def icons(image, *, filled):
    """Where the icons of a kind begin, from the picture's top left corner on."""
    path = next(d for d, fill in re.findall(r"<path d='([^']*)' fill='([^']*)'", image) if (fill != "none") is filled)
    return [(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)", path)]


def count(drawn, *, filled):
    return [len(icons(image, filled=filled)) for image in pictures(drawn)]
