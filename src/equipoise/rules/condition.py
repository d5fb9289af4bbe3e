"""Conditions of rules: boolean expressions over facts, read and evaluated by the library rule-engine.

The library knows the type of every fact, so that a name that no fact has, and a comparison of values that can never be
equal, are refused when a rule is read. Python's own evaluation is never used.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from rule_engine import Context, DataType, EngineError, Rule, ast

from equipoise.core.errors import DataError, ReasonError
from equipoise.rules.fact import REGIONS, Fact, Value, known_facts

_TEXTS = DataType.ARRAY(DataType.STRING)
_TYPES = {"flag": DataType.BOOLEAN, "number": DataType.FLOAT, "choice": DataType.STRING, "set": _TEXTS}
_ANY_IN = "any_in"
_PLACES = re.compile(rf"{_ANY_IN}\({REGIONS}, \[([^\]]*)\]\) and (?!.*\b{REGIONS}\b)")
LONGEST = 1_000
"""Characters of a condition; the longest of the rule book has a third of it."""
_KINDS = (
    ast.LogicExpression,
    ast.ComparisonExpression,
    ast.ArithmeticComparisonExpression,
    ast.ArithmeticExpression,
    ast.ContainsExpression,
    ast.FunctionCallExpression,
    ast.UnaryExpression,
    ast.SymbolExpression,
    ast.ArrayExpression,
    ast.StringExpression,
    ast.FloatExpression,
    ast.BooleanExpression,
)
"""All that a condition may be made of: no attribute, no pattern, no clock."""
_PARTS = ("left", "right", "container", "member", "condition", "case_true", "case_false")


@dataclasses.dataclass(frozen=True, eq=False)
class Condition:
    """A condition that was read.

    Attributes:
        text: as it was written. facts: the names that it asks for, in the order of all facts.
        regions: where it can hold: those that it begins with; empty if it holds wherever customers live.
    """

    text: str
    facts: tuple[str, ...]
    regions: tuple[str, ...]
    _rule: Rule = dataclasses.field(repr=False)
    """Of what follows the regions, since the library takes long over them."""

    @classmethod
    def read(cls, text: str) -> Condition:
        """Read a condition.

        Raises:
            DataError: it is none, or asks for a fact that nobody knows, or compares what can never be equal.
        """
        if len(text) > LONGEST:
            raise DataError.about(text, "rules.condition", reason=ReasonError("condition_long", {"most": LONGEST}))
        context = Context(type_resolver=_types())
        rule = _parsed(text, context)
        _check_types(text, rule.statement.expression)
        names = context.symbols - {_ANY_IN}
        regions, rest = _regions(text, names, rule.statement.expression)
        asked = tuple(name for name in known_facts() if name in names)
        return cls(text, asked, regions, _parsed(rest, context) if regions else rule)

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Return whether it holds for these facts, which have to be all that it asks for."""
        if self.regions and not _any_in(self.regions, values[REGIONS]):
            return False
        return bool(self._rule.matches({**values, _ANY_IN: _any_in}))


def _parsed(text: str, context: Context) -> Rule:
    try:
        return Rule(text, context=context)
    except (EngineError, ArithmeticError, RecursionError, ValueError) as error:
        raise DataError.about(text, "rules.condition", reason=getattr(error, "message", error)) from error


def _any_in(some: Any, others: Any) -> bool:
    return not {*some}.isdisjoint(others)


@cache
def _types() -> dict[str, Any]:
    types = {name: _TYPES[fact.kind] for name, fact in known_facts().items()}
    function = DataType.FUNCTION(_ANY_IN, return_type=DataType.BOOLEAN, argument_types=(_TEXTS, _TEXTS))
    return types | {_ANY_IN: function}


def _regions(text: str, names: set[str], expression: Any) -> tuple[tuple[str, ...], str]:
    """Return the regions that a condition begins with, and the rest, which the library need not be asked for elsewhere.

    After them everything is joined by "and"; an "or" beside them would hold elsewhere too.
    """
    if REGIONS not in names:
        return (), text
    found, first = _PLACES.match(text), expression
    while isinstance(first, ast.LogicExpression) and first.type == "and":
        first = first.left
    if found is None or not isinstance(first, ast.FunctionCallExpression):
        raise DataError.about(text, "rules.regions_first")
    return tuple(re.findall("'([^']*)'", found[1])), text[found.end() :]


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for part in _PARTS:
        below = getattr(node, part, None)
        if isinstance(below, ast.ASTNodeBase):
            yield from _nodes(below)
    for argument in getattr(node, "arguments", ()):
        yield from _nodes(argument)


def _check_types(text: str, expression: Any) -> None:
    """Refuse comparisons of different types, and with words that a fact cannot have."""
    if expression.result_type is not DataType.BOOLEAN:
        raise DataError.about(text, "rules.no_truth")
    for node in _nodes(expression):
        if type(node) not in _KINDS or getattr(node, "scope", None):
            raise DataError.about(text, "rules.condition", reason=ReasonError("condition_kind"))
        if any(part.result_type is not DataType.BOOLEAN for part in _joined(node)):
            raise DataError.about(text, "rules.no_truth")
        if isinstance(node, ast.ComparisonExpression):
            if node.left.result_type != node.right.result_type:
                raise DataError.about(text, "rules.types")
            _check_words(text, node.left, [node.right])
            _check_words(text, node.right, [node.left])
        elif isinstance(node, ast.ContainsExpression):
            _check_words(text, node.member, _members(node.container))
        elif isinstance(node, ast.FunctionCallExpression):
            if getattr(node.function, "name", "") != _ANY_IN:
                raise DataError.about(text, "rules.condition", reason=ReasonError("condition_kind"))
            symbol, listed = node.arguments
            _check_words(text, symbol, _members(listed))


def _joined(node: Any) -> tuple[Any, ...]:
    """Return the parts of "and", "or" and "not", which are truths."""
    if isinstance(node, ast.LogicExpression):
        return node.left, node.right
    return (node.right,) if isinstance(node, ast.UnaryExpression) and node.type == "not" else ()


def _members(listed: Any) -> Any:
    return listed.value if isinstance(listed, ast.ArrayExpression) else ()


def _check_words(text: str, symbol: Any, others: Any) -> None:
    asked: Fact | None = known_facts().get(symbol.name) if isinstance(symbol, ast.SymbolExpression) else None
    if asked is None or not asked.choices:
        return
    for other in others:
        if isinstance(other, ast.StringExpression) and other.value not in asked.choices:
            raise DataError.about(other.value, "rules.word", fact=asked.name, known=asked.choices)
