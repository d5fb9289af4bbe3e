"""Texts whose every word is marked, so that a word which does not come from ``data/`` can be told from those that do.

A marked text has Cyrillic letters in place of ours: "Lessons" becomes "Лессонс"-like. What is filled in, markup, icons
and addresses stay as they are.
"""

from __future__ import annotations

import csv
import io
import json
import pickle
import re
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import tomli_w

from equipoise.core import folders, wording

DATA = Path(__file__).parents[1] / "data"
OURS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
THEIRS = "абвгдежзийклмнопрстуфхцчшщАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩ"
LETTERS = str.maketrans(OURS, THEIRS)
KEPT = re.compile(
    r"\{[^{}]*\}|:material/\w+:|:[a-z]+(?:-[a-z]+)?\[|</?[a-z][^>]*>|&\w+;|\]\([^)]*\)|https?://\S+|\b[A-H]\d\d\b"
)
"""Parts of a text that are no words: what is filled in, icons, colours, tags, links, ids of published figures."""
PROSE = {
    "answer", "ask", "claim", "comment", "description", "discussion", "explained", "explanation", "feedback", "finding",
    "hint", "lead", "measured", "misconception", "mistakes", "objective", "opening", "per", "protected", "question",
    "reason", "remark", "roles", "situation", "source", "sources", "story", "text", "title", "what", "why",
}  # fmt: skip
"""The entries of lessons, tests, challenges, scenarios and stories that people read."""
RULES = {
    "article", "authority", "company", "happened", "label", "law", "lines", "place", "regime", "status", "teaches",
}  # fmt: skip
"""Further ones in the rule book."""
LEVERS = {"settings", "start", "levers"}
"""Entries below which levers stand."""
COPIED = {
    "texts", "lessons", "exam", "paths", "challenges", "scenarios", "published", "evidence", "agendas", "rules",
}  # fmt: skip
"""Folders whose files have words."""
WORD = re.compile(r"[A-Za-z]{2,}")
MARK = re.compile("[а-яА-Я]")


def marked(text):
    """Return a text with every word marked."""
    parts = KEPT.split(text)
    kept = [*KEPT.findall(text), ""]
    return "".join(part.translate(LETTERS) + stays for part, stays in zip(parts, kept, strict=True))


def folder(root):
    """Make a copy of ``data/`` below ``root`` with marked words, and return it."""
    copy = root / "data"
    copy.mkdir(parents=True)
    for place in DATA.iterdir():
        if place.name in COPIED:
            names = PROSE | RULES if place.name == "rules" else PROSE
            _copy(place, copy / place.name, every=place.name == "texts", names=names)
        else:
            (copy / place.name).symlink_to(place)
    return copy


def _copy(source, target, *, every, names):
    target.mkdir()
    for path in source.iterdir():
        if path.suffix == ".toml" and path.name != "published.toml":
            tree = tomllib.loads(path.read_text(encoding="utf-8"))
            (target / path.name).write_text(tomli_w.dumps(_tree(tree, every, names)), encoding="utf-8")
        elif path.suffix == ".csv":
            _figures(path, target / path.name)
        elif path.is_dir() and not every:
            _copy(path, target / path.name, every=every, names=names)
        elif path.is_dir() or not every:
            (target / path.name).symlink_to(path)


def _tree(item, prose, names):
    if isinstance(item, dict):
        return {
            name: value if name in LEVERS and not prose else _tree(value, prose or name in names, names)
            for name, value in item.items()
        }
    if isinstance(item, list):
        return [_tree(value, prose, names) for value in item]
    return marked(item) if prose and isinstance(item, str) else item


def _figures(source, target):
    with source.open(encoding="utf-8", newline="") as file, target.open("w", encoding="utf-8", newline="") as copy:
        rows = list(csv.DictReader(file))
        writer = csv.DictWriter(copy, rows[0].keys())
        writer.writeheader()
        writer.writerows({**row, "claim": marked(row["claim"]), "source": marked(row["source"])} for row in rows)


def read_from(copy, monkeypatch):
    """Let Equipoise read its data from a copy, with whatever it has read before forgotten."""
    monkeypatch.setattr(folders, "__file__", str(copy.parent / "src" / "equipoise" / "core" / "folders.py"))
    forget()


def forget():
    """Let everything that is read once be read again."""
    wording._errors.cache_clear()
    for name, module in list(sys.modules.items()):
        if name.startswith("equipoise"):
            for value in list(vars(module).values()):
                if callable(getattr(value, "cache_clear", None)):
                    value.cache_clear()


class _Page(HTMLParser):
    """Collects what of a piece of HTML people read or hear."""

    def __init__(self):
        super().__init__()
        self.told, self.silent = [], 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("style", "script")
        self.told += [value for name, value in attrs if name in ("alt", "title", "aria-label", "placeholder") and value]

    def handle_endtag(self, tag):
        self.silent -= tag in ("style", "script")

    def handle_data(self, data):
        if not self.silent:
            self.told.append(data)


def html(text):
    """Yield what of a piece of HTML people read or hear."""
    page = _Page()
    page.feed(text)
    return page.told


class _Strings(pickle.Pickler):
    """Collects the marked strings of whatever can be pickled."""

    def __init__(self):
        super().__init__(io.BytesIO(), protocol=5)
        self.marked = []

    def persistent_id(self, obj):
        if isinstance(obj, str) and MARK.search(obj):
            self.marked.append(obj)


def held(value):
    """Return the marked texts that a value holds, and so keeps for readers of other languages, too."""
    strings = _Strings()
    strings.dump(value)
    return strings.marked


MARKUP = re.compile(
    r":material/\w+:|:[a-z]+(?:-[a-z]+)?\[|\]\([^)]*\)|&\w+;|https?://\S+"  # Markdown and HTML
    r"|%[-.\d]*[dfs]|%\{[^}]*\}"  # numbers that Streamlit and Plotly fill in
    r"|\S+@\S+\.example|\b[0-9a-f]{8,32}\b|\bLK\d\w*\W\d+"  # invented addresses, codes and postcodes
    r"|\b[a-z_]+/[a-z_]+\b|Sec-GPC: 1"  # the text of a receipt as the log names it
    r"|\b[a-z_]+@\d+"  # a lesson and its version
)


def words(text):
    """Return the words of a text that are not marked."""
    plain = " ".join(html(text)) if "<" in text else text
    return WORD.findall(MARKUP.sub(" ", plain))


SILENT = {
    "id", "key", "form_id", "element_id", "icon", "url", "color", "type", "mime", "user_key", "fragment_id", "format",
    "selection_mode", "page_script_hash", "theme", "height", "width", "placeholder_id", "file_name", "config",
    "columns", "shortcut", "active_script_hash", "icon_position", "group_id", "block_hash", "delta_path",
}  # fmt: skip
"""Fields of what is sent to a browser that hold no words."""


def shown(block):
    """Yield whatever stands on a page of Streamlit's test runner."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _message(child.proto) if child.proto is not None else ()
            yield from shown(child)
        elif child.type == "bidi_component":
            told = json.loads(child.proto.json)
            yield from _component({name: value for name, value in told.items() if name != "columns"})
        elif hasattr(child.value if hasattr(child, "value") else None, "to_csv"):
            frame = child.value
            yield from map(str, frame.columns)
            yield from (str(cell) for column in frame for cell in frame[column])
        else:
            yield from _message(child.proto)


def _message(proto):
    for field, value in proto.ListFields():
        if field.name in SILENT:
            continue
        if field.name == "spec":
            yield from _chart(json.loads(value))
            continue
        for part in value if field.is_repeated else [value]:
            if isinstance(part, str):
                yield part
            elif hasattr(part, "ListFields"):
                yield from _message(part)


NOT_READ = {
    "world", "people", "parts", "colours", "tone", "mark", "state", "name", "moved", "told_in", "id", "kind", "moment",
    "write", "seen", "nonce", "result",
}  # fmt: skip
"""What a component is told that nobody reads as words, or that is invented, as names are."""


def _component(told):
    if isinstance(told, dict):
        for name, value in told.items():
            yield from () if name in NOT_READ else _component(value)
    elif isinstance(told, list):
        for value in told:
            yield from _component(value)
    elif isinstance(told, str):
        yield re.sub(r"{\w+}", "", told)  # filled in by the browser


WORDY = {"text", "name", "title", "hovertemplate", "ticktext", "hovertext", "label", "x", "y", "customdata"}


def _chart(spec, told=False):
    if isinstance(spec, dict):
        for name, value in spec.items():
            yield from _chart(value, told=name in WORDY or (told and name == "text"))
    elif isinstance(spec, list):
        for value in spec:
            yield from _chart(value, told)
    elif isinstance(spec, str) and told:
        yield spec
