"""What a question mark beside a number opens: the answers about it."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class Section:
    """The answers about one number: its title, its tag, and question by question.

    ``more`` is a question whose answer is on another page, the words of the link to it, and its address; or None.
    """

    title: str
    tag: str
    lines: tuple[tuple[str, str], ...]
    more: tuple[str, str, str] | None = None
