"""A kind of step of the tests' own: one word, written by everybody, by each team, or in several rounds."""

from __future__ import annotations

import dataclasses
from html import escape

from equipoise.core.errors import DataError
from equipoise.rooms.activities import registry
from equipoise.rooms.agenda import Agenda, Item
from equipoise.rooms.step import Step
from equipoise.server.room.drawings import registry as drawings


class Word:
    """What is answered."""

    def steps(self, item):
        step = Step(key=f"{item.id}.word", kind="word", title=item.title, text=item.spec["text"], minutes=item.minutes)
        more = {name: value for name, value in item.spec.items() if name != "text"}
        return (dataclasses.replace(step, notes=item.ask, **more),)

    def questions(self, step):
        return ()

    def computed(self, step, answers):
        return None

    def check(self, step, value, moment):
        if not isinstance(value.get("word"), str) or not value["word"]:
            raise DataError.about(str(value.get("word")), "room.asks_nothing")
        return value["word"]

    def result(self, step, answers, people, computed, round):
        return {answer.id: answer.value for answer in answers}


class Drawn:
    """How it looks."""

    def form(self, step, mine, me, round):
        typed = escape(mine.value) if mine else ""
        return f'<label class="field"><span>Your word</span><input name="word" value="{typed}" required></label>'

    def picture(self, step, result, *, large=True):
        return "<ul class='figure'>" + "".join(f"<li>{escape(word)}</li>" for word in result.values()) + "</ul>"

    def own(self, step, result, mine):
        return f"<p>You wrote {escape(mine.value)}.</p>" if mine else ""

    def texts(self, step, result):
        return result


def agenda(*items: Item) -> Agenda:
    return Agenda(id="test", order=1, title="Offers that know too much", lead="For tests.", items=items)


def said(text="Who of you got an offer this week that knew too much?") -> Item:
    return Item(id="opening", kind="say", title="Opening", minutes=2, ask=("Where from?",), spec={"text": text})


def asked(name="first", **spec) -> Item:
    told = {"text": "What does a shop know about you?"} | spec
    return Item(id=name, kind="word", title="One word", minutes=3, ask=("Ask for an example.",), spec=told)


def known(patch) -> None:
    """Let there be this kind while a test runs."""
    patch.setattr(registry, "KINDS", {**registry.KINDS, "word": Word()})
    patch.setitem(registry.STEPS, "word", Word())
    patch.setitem(drawings.DRAWINGS, "word", Drawn())
