"""Markdown without its marks, for where nothing reads Markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"\*\*|\*|`|:[a-z]+\[|\]")


def plain(text: str) -> str:
    """Return Markdown without its marks."""
    return _MARKS.sub("", text)
