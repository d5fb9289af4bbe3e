"""Every word on a page comes from the texts, so that there is one place to translate them."""

import ast
import re
from pathlib import Path

import pytest
from streamlit.delta_generator import DeltaGenerator

from equipoise.ui.shared.words import on_accent, verbatim

ROOT = Path(__file__).parents[3]
SHOWN = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "src/equipoise/ui").rglob("*.py"))]
ELEMENTS = {name for name in dir(DeltaGenerator) if not name.startswith("_")} | {"dialog", "Page"}
SILENT = {"Page", "page_link", "switch_page", "form"}
"""Their first argument is a file or a key."""
WORDY = {"label", "help", "alt", "placeholder", "text", "body", "title", "caption", "page_title", "format"}
MARKUP = re.compile(r":material/\w*:?|:[a-z]+(-badge)?\[|<[^>]*>?|&\w+;|%[\d.]*\w")
WORD = re.compile(r"[A-Za-z][a-z]")
SMALL = r"(and|for|in|of|or|out|per|the|to)"
PROSE = re.compile(rf"[A-Za-z]{{2,}}[,.:!?]? [A-Za-z]{{2,}}|\b{SMALL} | {SMALL}\b")
CODE = re.compile(r"[<>;]|=['\"]|px|solid |serif|(top|middle|bottom) (left|center|right)")


def literals(node):
    """All pieces of text that are written out in an expression, but not those in calls inside of it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from (part.value for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.BinOp | ast.IfExp | ast.List | ast.Tuple):
        for child in ast.iter_child_nodes(node):
            yield from literals(child)


def spoken(tree):
    """Words in what a call to Streamlit shows: its first argument, labels, helps and the like."""
    ours = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if name in ELEMENTS and ast.unparse(call.func.value) not in ours:
            first = [] if name in SILENT else call.args[:1]
            shown = [*first, *(keyword.value for keyword in call.keywords if keyword.arg in WORDY)]
            texts = (text for node in shown for text in literals(node))
            yield from (text for text in texts if WORD.search(MARKUP.sub("", text)))


def prose(tree):
    """What reads like a sentence anywhere else; documentation and errors, which are for programmers, apart."""
    nodes = {id(node) for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            nodes.discard(id(node.value))
        elif isinstance(node, ast.Raise):
            nodes -= {id(child) for child in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in nodes and PROSE.search(MARKUP.sub("", node.value)) and not CODE.search(node.value):
            yield node.value


def unreadable(tree):
    """Buttons that are or may be primary, and whose label is white in the dark theme."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        looks = [text for keyword in call.keywords if keyword.arg == "type" for text in literals(keyword.value)]
        label = ast.unparse(call.args[0]) if call.args else ""
        if "primary" in looks and ast.unparse(call.func).startswith("st.") and "on_accent" not in label:
            yield label


def offenders(*rules):
    """By file of the pages, what the rules find in it."""
    assert len(SHOWN) > 100
    trees = {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in SHOWN}
    found = {name: [text for rule in rules for text in rule(tree)] for name, tree in trees.items()}
    return {name: texts for name, texts in found.items() if texts}


def test_primary_buttons_can_be_read_in_the_dark():
    assert offenders(unreadable) == {}


def test_the_rule_sees_a_white_label():
    assert list(unreadable(ast.parse("st.button(say('go'), type='primary' if main else 'secondary')"))) == ["say('go')"]
    assert list(unreadable(ast.parse("st.button(on_accent(say('go')), type='primary')"))) == []


def test_no_word_is_written_into_the_code():
    assert offenders(spoken, prose) == {}


@pytest.mark.parametrize(
    "code",
    [
        "st.button('Go')",
        "st.markdown(f'**{name}** is here')",
        "column.caption('out of 100')",
        "st.slider(say('x'), format='%d in 100')",
        "st.metric(say('x'), value, help='Help')",
        "st.page_link('pages/x.py', label='Go')",
        "st.toggle('On' if now else say('off'))",
        "def f(rate): return f'{rate} in one hundred'",
        "TITLES = {'a': 'The first of them'}",
    ],
)
def test_the_rule_sees_an_offender(code):
    tree = ast.parse(code)
    assert [*spoken(tree), *prose(tree)]


@pytest.mark.parametrize(
    "code",
    [
        "st.button(say('go'), key='go', type='primary', icon=':material/play_arrow:')",
        "st.markdown(f':gray[{say(name)}] **{number}**')",
        "st.html(f'<b>{name}</b>')",
        "st.switch_page('pages/start.py')",
        "def f():\n    'What it does.'",
        "raise ValueError('for those who write code')",
    ],
)
def test_the_rule_lets_the_rest_pass(code):
    tree = ast.parse(code)
    assert [*spoken(tree), *prose(tree)] == []


def test_only_primary_buttons_need_another_colour():
    assert on_accent("Go") == ":violet[Go]"
    assert on_accent("Go", "secondary") == "Go"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("'opt_in*': use one of: a, b.", "'opt_in*': use one of: a, b."),
        ("![x](https://a.b/c.png)", r"!\[x\](https://a.b/c.png)"),
        (r"\[x](y) <img>", r"\\\[x\](y) \<img>"),
        (":red[x]", r":red\[x\]"),
    ],
)
def test_texts_from_outside_are_shown_letter_by_letter(text, shown):
    assert verbatim(text) == shown
