"""What ``--help`` says below the flags: roles and kinds of columns, techniques and attacks, each with what it needs.

The lists are those of the schema and of the registries; only their words stand in ``data/texts/cli.toml``.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import get_args

from equipoise.any_table.knowledge import ON_TABLES
from equipoise.shared.column import Kind, Role
from equipoise.stages.protect.catalogue import TECHNIQUES
from equipoise.texts.catalogue import texts

_WIDTH, _NAMES = 100, 23


def explained(command: str) -> str:
    """Return the lists that the help of a command ends with: "disclose", "protect" or "attack"."""
    parts = [_schema(), _list("role", get_args(Role)), _list("kind", get_args(Kind))]
    if command != "disclose":
        parts.append(_list("technique", TECHNIQUES))
    if command == "attack":
        parts.append(_list("attack", ON_TABLES))
    return "\n\n".join(parts)


def _schema() -> str:
    return textwrap.fill(texts()["cli.explain.schema"], _WIDTH)


def _list(what: str, names: Iterable[str]) -> str:
    heading = texts()[f"cli.explain.{what}s"]
    return "\n".join([heading, *(_entry(name, texts()[f"cli.{what}.{name}"] + _flag(what, name)) for name in names)])


def _flag(what: str, name: str) -> str:
    """Return the flag that sets the strength of a technique, if one does."""
    strength = TECHNIQUES[name].strength if what == "technique" else None
    if strength is None:
        return ""
    return texts()["cli.explain.strength"].format(flag=f"--{strength.lever.removeprefix('protect.')}")


def _entry(name: str, words: str) -> str:
    indent = " " * _NAMES
    return textwrap.fill(words, _WIDTH, initial_indent=f"  {name}".ljust(_NAMES), subsequent_indent=indent)
