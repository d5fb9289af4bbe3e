"""HTML out of parts. What is text is escaped, always; only what a tag has made is markup."""

from __future__ import annotations

from html import escape

_EMPTY = {"input", "meta", "link", "br"}
"""Elements that hold nothing and are not closed."""


class Markup(str):
    """A piece of HTML."""

    __slots__ = ()


def tag(name: str, /, *content: str | None, **attributes: str | float | bool | None) -> Markup:
    """Return an element. ``tag("p", "a < b", class_="hint")`` is ``<p class="hint">a &lt; b</p>``.

    Args:
        content: in order; what is no `Markup` is text. None is left out.
        attributes: with hyphens for underscores, without one at the end. True stands without a value; None and False
            are left out.
    """
    given = {key: value for key, value in attributes.items() if value is not None and value is not False}
    named = "".join(_attribute(key, value) for key, value in given.items())
    opened = f"<{name}{named}>"
    return Markup(opened if name in _EMPTY else f"{opened}{joined(*content)}</{name}>")


def joined(*content: str | None) -> Markup:
    """Return pieces one after the other; what is no `Markup` is text, and None is left out."""
    return Markup("".join(one if isinstance(one, Markup) else escape(one) for one in content if one is not None))


def _attribute(key: str, value: str | float | bool) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
