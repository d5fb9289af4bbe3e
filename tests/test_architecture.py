"""The import rules of the package, and words that it never uses. Read from the source, so nothing has to run."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in (SOURCE / "equipoise").rglob("*.py")
}

# The modules of every stage of the chain, and of the dealing out of folds between two of them.
STAGES = {
    "population": ("equipoise.world",),
    "consent": ("equipoise.consent",),
    "folds": ("equipoise.folds",),
    "minimise": ("equipoise.minimise",),
    "protect": ("equipoise.protect",),
    "history": ("equipoise.history",),
    "train": (
        "equipoise.targeting.train",
        "equipoise.targeting.design",
        "equipoise.targeting.learners",
        "equipoise.targeting.private",
        "equipoise.targeting.mitigation",
    ),
    "target": ("equipoise.targeting.target", "equipoise.targeting.group_thresholds"),
    "deliver": ("equipoise.deliver",),
    "measure": ("equipoise.measure",),
    "attack": ("equipoise.attacks",),
}
# What a stage may take from another one's package, and why.
SHARED = {
    "equipoise.protect.release": "the type of a release: attacks and measures work on any release",
    "equipoise.protect.structure": "what is counted for a synthetic table is public: attackers know it",
    "equipoise.protect.marginals": "attackers count in the same way",
    "equipoise.protect.tables": "makes a release out of any table",
    "equipoise.world.identity": "names behind customer numbers: identifiers and attackers spell them the same way",
}
# Who may know several stages.
WIRING = {
    "equipoise.pipeline": "wires the chain",
    "equipoise.exposure": "wires its last stage, the attacks",
    "equipoise.own_table": "puts a table of one's own through protections and attacks",
    "equipoise.outcome": "puts the results of all stages into one outcome",
    "equipoise.settings": "collects the levers of all stages",
    "equipoise.consent_loss": "runs the chain again with one thing taken from another run",
    "equipoise.table_worth": "runs the chain again with fewer columns",
    "equipoise.fairness_lab": "puts results of the chain side by side for the Fairness lab; runs no stage itself",
    "equipoise.proxies": "runs the chain again with the attribute and its proxies left out",
    "equipoise.hunt": "deals out a round of the Attack lab from the results; runs no stage itself",
    **dict.fromkeys(
        (
            "equipoise.personal." + name
            for name in ("cast", "erasure", "guesses", "known", "offers", "portable", "reasons", "whatif")
        ),
        "shows one customer what the results hold of them, and runs the chain with that customer's choices",
    ),
    "equipoise.personal.findable": "counts whom one customer hides among, and filters as an attacker does",
    "equipoise.personal.wishes": "puts one customer's choices into a run",
    "equipoise.pseudonyms": "tries out on a run what codes give away: an attack, a measure, a second key",
    "equipoise.trace": "follows one customer through the results; runs no stage itself",
}


def under(module, *packages):
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def stage_of(module):
    return next((stage for stage, packages in STAGES.items() if under(module, *packages)), None)


def runtime_nodes(tree):
    """All nodes but those that only a type checker sees."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            continue
        yield child
        yield from runtime_nodes(child)


def imports(tree, nodes=runtime_nodes):
    """Full names of what is imported: of ``from a import b`` both a and a.b."""
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def foreign_stages(module, tree):
    """What a module imports at run time from other stages."""
    for name in imports(tree):
        stage = stage_of(name)
        if stage not in (None, stage_of(module)) and not under(name, *SHARED):
            yield name


def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


ENGINE = sorted(name for name in MODULES if not under(name, "equipoise.ui", "equipoise.server"))


def test_every_stage_exists():
    for packages in STAGES.values():
        assert set(packages) <= set(MODULES)
    assert set(SHARED) | set(WIRING) <= set(MODULES)


@pytest.mark.parametrize("module", [name for name in ENGINE if stage_of(name)])
def test_no_stage_imports_another(module):
    assert list(foreign_stages(module, parsed(MODULES[module]))) == []


@pytest.mark.parametrize("module", [name for name in ENGINE if not stage_of(name) and name not in WIRING])
def test_only_the_wiring_knows_stages(module):
    assert list(foreign_stages(module, parsed(MODULES[module]))) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("from equipoise.world import build", ["equipoise.world.build"]),
        ("import equipoise.measure", ["equipoise.measure"]),
        ("def late():\n    from equipoise.history import History", ["equipoise.history.History"]),
        ("from equipoise import world", ["equipoise.world"]),
        ("from equipoise.vocabulary import TOPICS", []),
        ("from equipoise.protect.release import Release", []),
        ("if TYPE_CHECKING:\n    from equipoise.world import World", []),
        ("from equipoise.consent import ask", []),  # its own stage
    ],
)
def test_the_rule_sees_an_offender(code, found):
    assert list(foreign_stages("equipoise.consent", ast.parse(code))) == found


def test_streamlit_is_imported_only_by_the_interface():
    engine = {name: MODULES[name] for name in ENGINE}
    offenders = [
        name
        for name, path in engine.items()
        if any(under(each, "streamlit") for each in imports(parsed(path), ast.walk))
    ]
    assert offenders == []
    assert any(under(each, "streamlit") for each in imports(parsed(ROOT / "app.py"), ast.walk))


def global_randomness(tree):
    """Uses of numpy's global random state, or of the standard library's."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and re.match(
            r"(np|numpy)\.random\.(?!Generator|PCG64|SeedSequence)", ast.unparse(node)
        ):
            yield ast.unparse(node)
    yield from (name for name in imports(tree, ast.walk) if under(name, "random", "numpy.random"))


@pytest.mark.parametrize("module", sorted(MODULES))
def test_nobody_draws_from_a_global_random_state(module):
    assert list(global_randomness(parsed(MODULES[module]))) == []


@pytest.mark.parametrize(
    "code", ["np.random.rand(3)", "import random", "from numpy.random import rand", "np.random.default_rng()"]
)
def test_the_rule_sees_a_global_draw(code):
    assert list(global_randomness(ast.parse(code)))


# Sentences that deny the claim; every other use of these words is one.
DENIALS: tuple[str, ...] = ()


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "texts").glob("*.toml")), ids=lambda path: path.name)
def test_texts_never_claim_that_data_are_anonymous_or_a_shop_compliant(path):
    text = path.read_text(encoding="utf-8")
    for sentence in DENIALS:
        text = text.replace(sentence, "")
    assert re.findall(r"[^\n]*\b(?:anonymous|compliant)\b[^\n]*", text, re.IGNORECASE) == []
