"""My data to take away: as JSON for machines, and as a text for people. Files are made when somebody asks for them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from equipoise.personal import questions
from equipoise.shared.event_table import KINDS
from equipoise.texts.catalogue import texts
from equipoise.texts.items import item_name, keyword_name
from equipoise.texts.phrases import value_in_words
from equipoise.ui.shared.compute import answer
from equipoise.ui.shared.language import in_this_language
from equipoise.ui.shared.words import say
from equipoise.ui.your_data.wording import days


def buttons(run: questions.Run) -> None:
    """Draw both buttons."""
    files = {
        "json": ("my-data.json", "application/json", lambda: as_json(_held(run))),
        "text": ("my-data.txt", "text/plain", lambda: as_text(_held(run))),
    }
    with st.container(horizontal=True):
        for name, (file_name, mime, make) in files.items():
            st.download_button(
                say(f"you.file.{name}"), data=in_this_language(make), file_name=file_name, mime=mime,
                key=f"you.file.{name}", icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def _held(run: questions.Run) -> dict[str, Any]:
    held = answer(questions.data_file, run)
    named = {kind: [_named(one) for one in held[kind]] for kind in KINDS if kind in held}
    return {"notice": say("you.file.notice")} | held | named


def _named(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return a receipt, page view or total with the item's name, or the keyword that a page lists."""
    keyword, item = event["keyword"], event["item"]
    what = keyword_name(keyword) if item < 0 else item_name(keyword, item)
    rest = {name: value for name, value in event.items() if name not in ("source", "keyword", "item")}
    return {"source": event["source"], "what": what} | rest


def as_json(held: Mapping[str, Any]) -> str:
    """Return the file for machines."""
    return json.dumps(held, indent=2, ensure_ascii=False)


def as_text(held: Mapping[str, Any]) -> str:
    """Return the file for people: one heading for every part, one line for every fact."""
    parts = [say("you.file.heading"), str(held["notice"])]
    for name, value in held.items():
        if name != "notice":
            parts.append(
                f"{say(f'you.file.part.{name}').upper()}\n" + ("\n".join(_lines(value)) or say("you.file.empty"))
            )
    return "\n\n".join(parts) + "\n"


def _lines(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [f"- {_words(key)}: {_inline(each)}" for key, each in value.items()]
    if isinstance(value, list):
        return [f"- {_inline(each)}" for each in value]
    return [f"- {_inline(value)}"]


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{_words(key)} {_inline(each)}" for key, each in value.items())
    if isinstance(value, bool):
        return say("you.yes" if value else "you.no")
    return f"{value:g}" if isinstance(value, float) else texts().get(f"ui.you.file.word.{value}", _value(str(value)))


def _value(text: str) -> str:
    return days(value_in_words(text))


def _words(key: str) -> str:
    return say(f"you.file.word.{key}")
