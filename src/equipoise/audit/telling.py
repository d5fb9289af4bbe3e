"""A check in words."""

from __future__ import annotations

from equipoise.audit.run import Checked
from equipoise.texts.catalogue import texts

_RARE = 0.1
"""Of 100: what is rarer is not told apart."""


def told(check: Checked) -> str:
    """Return what a check has come to, in one sentence."""
    key = check.seen.reason or f"audit.check.{check.name}.{'what' if check.verdict == 'found' else 'clean'}"
    return texts()[key].format(wrong=f"{check.seen.wrong:,}")


def sure(check: Checked) -> str:
    """Return how sure a check is, in words: what was counted, or what chance would do."""
    if check.p is not None:
        return texts()["audit.chance"].format(p=chance(check.p), reach=f"{check.seen.reach:.2g}")
    key = f"audit.looked_at.{check.sure}" if check.seen.of else "audit.looked_at.none"
    return texts()[key].format(of=f"{check.seen.of:,}")


def chance(p: float) -> str:
    """Return in how many of 100 audits chance alone gives as much: "98", "2.5", or "under 0.1"."""
    if 100 * p < _RARE:
        return texts()["audit.rare"].format(rare=_RARE)
    return f"{100 * p:.0f}" if 100 * p >= 9.95 else f"{100 * p:.1f}"


def title(name: str) -> str:
    """Return what a check is called."""
    return texts()[f"audit.check.{name}.title"]


def missed(named: Checked, right: Checked) -> tuple[str, str]:
    """Return what a wrongly named check looks at and what it saw, and the same of the one that finds what broke."""
    return _looked("named", named), _looked("right", right)


def _looked(which: str, check: Checked) -> str:
    words = {"title": title(check.name), "looks": texts()[f"audit.check.{check.name}.looks"], "told": told(check)}
    return texts()[f"audit.missed.{which}"].format(**words)
