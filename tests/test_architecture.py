"""Rules that are read from the source, so that nothing has to run. `lint-imports` checks who may import whom."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "src" / "equipoise").rglob("*.py"))


def imports(tree):
    """Full names of what is imported: of ``from a import b`` both a and a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def global_randomness(tree):
    """Uses of numpy's global random state, or of the standard library's."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and re.match(
            r"(np|numpy)\.random\.(?!Generator|PCG64|SeedSequence)", ast.unparse(node)
        ):
            yield ast.unparse(node)
    yield from (name for name in imports(tree) if re.match(r"(numpy\.)?random(\.|$)", name))


def test_nobody_draws_from_a_global_random_state():
    found = {str(path): list(global_randomness(ast.parse(path.read_text(encoding="utf-8")))) for path in MODULES}
    assert {path: draws for path, draws in found.items() if draws} == {}


@pytest.mark.parametrize(
    "code", ["np.random.rand(3)", "import random", "from numpy.random import rand", "np.random.default_rng()"]
)
def test_the_rule_sees_a_global_draw(code):
    assert list(global_randomness(ast.parse(code)))


# Sentences that deny the claim; every other use of these words is one.
DENIALS: tuple[str, ...] = ()


def test_texts_never_claim_that_data_are_anonymous_or_a_shop_compliant():
    claims = {}
    for path in (ROOT / "data" / "texts").rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        for sentence in DENIALS:
            text = text.replace(sentence, "")
        claims[path.name] = re.findall(r"[^\n]*\b(?:anonymous|compliant)\b[^\n]*", text, re.IGNORECASE)
    assert {name: lines for name, lines in claims.items() if lines} == {}
