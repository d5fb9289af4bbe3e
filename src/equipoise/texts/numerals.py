"""How bare numbers are written, in any language."""

from __future__ import annotations

NOTHING = "–"
MINUS = "−"


def plain(value: float) -> str:
    """Return a number with thousands separators: two decimals below 10, one below 100, none from there on."""
    if value != value:
        return NOTHING
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return with_minus(f"{value:,.{digits}f}")


def signed(value: float, *, digits: int = 0) -> str:
    """Return a change with its sign: "+3", "−12"; no sign for zero."""
    if value != value:
        return NOTHING
    text = f"{abs(value):,.{digits}f}"
    if float(text.replace(",", "")) == 0:
        return text
    return ("+" if value > 0 else MINUS) + text


def with_minus(text: str) -> str:
    """Use the typographic minus, and none before a zero."""
    if text.startswith("-"):
        return text[1:] if float(text.replace(",", "")) == 0 else MINUS + text[1:]
    return text
