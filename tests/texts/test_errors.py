"""Every error that the code can raise has its words, and no words are left over."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from equipoise.texts.catalogue import in_language

SOURCES = sorted(Path(__file__).parents[2].joinpath("src", "equipoise").rglob("*.py"))
ENGLISH = in_language("en")


FOR_DEVELOPERS = {
    "__init__.py": {"AttributeError", "SystemExit"},  # what Python itself says of a module; an error of ours, as it is
    "answer.py": {"TimeoutError"},  # only a program waits for a time of its own
    "desk.py": {"Cancelled"},  # an outcome, which nobody is shown
    "inline.py": {"Cancelled"},
    "progress.py": {"Cancelled"},
    "call.py": {"RuntimeError"},  # a fault of the program: what cannot be sent between processes
    "cluster.py": {"RuntimeError"},  # caught by the service, or logged
    "question.py": {"TypeError"},
    "frozen.py": {"TypeError"},
    "train.py": {"ValueError"},  # a caller who has not checked what the documentation says
}
"""Modules with errors whose words stand in the code, since only who writes code meets them."""


def in_code(tree):
    """Yield the names of errors that are made with words of their own, raised there or handed on."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func)
        worded = any(" " in text for argument in call.args for text in strings(argument))
        if worded and name != "ReasonError" and re.fullmatch(r"\w*(Error|Exit|Cancelled)", name):
            yield name


def told(tree):
    """Yield the keys that calls make errors of, and the names of what is filled into their words."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        called, names = ast.unparse(call.func), {keyword.arg for keyword in call.keywords}
        if called.endswith("Error.about"):
            yield from ((f"error.{key}", names) for key in strings(call.args[1]))
        elif re.fullmatch(r"(cells|self)\.(fail|refuse|refuse_words)", called):
            yield from ((f"error.{key}", names | {"where", "column"}) for key in strings(call.args[1]))
        elif called == "ReasonError":
            yield from ((f"reason.{key}", None) for key in strings(call.args[0]))


def strings(node):
    return [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def wrong(tree):
    """What a call tells that has no words, or whose words want a name that it does not give."""
    for key, names in told(tree):
        for text in [key] if names is None else [f"{key}.rule", f"{key}.remedy"]:
            wanted = {name for _, name, _, _ in Formatter().parse(ENGLISH.get(text) or "") if name}
            if text not in ENGLISH or not wanted <= (wanted if names is None else names):
                yield text


def trees():
    return [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES]


def test_every_error_has_its_words():
    assert [text for tree in trees() for text in wrong(tree)] == []


def test_only_errors_for_developers_have_their_words_in_the_code():
    found = {(path.name, name) for path, tree in zip(SOURCES, trees(), strict=True) for name in in_code(tree)}
    assert found == {(path, name) for path, names in FOR_DEVELOPERS.items() for name in names}


def test_no_words_of_errors_are_orphaned():
    used = {key for tree in trees() for key, _ in told(tree)}
    ours = {key for key in ENGLISH if key.startswith(("error.", "reason."))}
    assert {re.sub(r"\.(rule|remedy)$", "", key) for key in ours} - used == set()


@pytest.mark.parametrize("code", ["raise SomeError('no words here')", "settle(SomeError(f'{x}: no words here'))"])
def test_the_check_sees_words_in_the_code(code):
    assert list(in_code(ast.parse(code))) == ["SomeError"]


@pytest.mark.parametrize("code", ["DataError.about(x, 'no.such')", "DataError.about(x, 'lever.bounds', lever=y)"])
def test_the_check_sees_an_offender(code):
    assert list(wrong(ast.parse(code)))
