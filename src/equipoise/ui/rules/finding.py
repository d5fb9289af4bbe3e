"""A finding as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from equipoise.chain.settings import Settings
from equipoise.rules.book import Rule, book
from equipoise.rules.facts import Read
from equipoise.texts.dates import long_date
from equipoise.ui.charts.style import BLUE, NOTE
from equipoise.ui.shared import rule_words
from equipoise.ui.shared.words import say

_ENDED = ("✓", BLUE)
_CHIP = "border-radius:99px;padding:.05rem .6rem;white-space:nowrap"
_SMALL = f"font-size:{NOTE};margin:.3rem 0 0"
_AWAY = 'style="color:inherit" target="_blank" rel="noopener noreferrer"'


def draw(rule: Rule, regions: tuple[str, ...], reads: Sequence[Read], settings: Settings, *, speaks: bool) -> str:
    """Draw what a finding is, and what was found here.

    Args:
        rule: that it is of. regions: which it concerns. reads: the facts that it has read, under ``settings``.
        speaks: whether the rule still speaks. It keeps its lines if not, so that a press moves nothing on the page.
    """
    mark, colour = rule_words.MARKS[rule.level] if speaks else _ENDED
    said = rule_words.level(rule.level) if speaks else say("rules.ended")
    shape = f'<span aria-hidden="true">{mark}</span>'
    chip = f'<span style="{_CHIP};background:{colour}38">{shape} <b>{escape(said)}</b></span>'
    head = f'<div style="font-size:{NOTE};line-height:1.7">{chip} {escape(rule_words.listed(regions))}</div>'
    title = f'<div style="font-size:1.13rem;font-weight:600;margin:.25rem 0 .1rem">{escape(rule.title)}</div>'
    return f"{head}{title}{_found(rule_words.reads(reads, settings))}"


def more(rule: Rule) -> str:
    """Draw what stands below: why it matters, what ends it, the article, links, and what happened to others."""
    return f"<div>{escape(rule.why)}</div>{_remedy(rule)}{_source(rule)}{_stories(rule)}"


def _found(told: Sequence[tuple[str, str]]) -> str:
    lines = "".join(
        f'<li>{escape(facts)} <span style="opacity:.8">({escape(origin)})</span></li>' for facts, origin in told
    )
    return f'<ul aria-label="{escape(say("rules.here"))}" style="margin:.1rem 0 0;padding-left:1.1rem">{lines}</ul>'


def _remedy(rule: Rule) -> str:
    moves = rule_words.moves(rule.remedy)
    line = f'<div style="{_SMALL}">{escape(" · ".join(moves))}</div>' if len(moves) > 1 else ""
    return f'<div style="margin-top:.3rem"><b>{escape(say("rules.remedy"))}</b> {escape(rule.remedy.text)}</div>{line}'


def _source(rule: Rule) -> str:
    links = [(rule.official, say("rules.official")), (rule.source, say("rules.source"))]
    away = [f'<a href="{escape(address)}" {_AWAY}>{escape(words)}</a>' for address, words in links if address]
    begins = [escape(say("rules.begins", date=long_date(rule.begins)))] if rule.begins else []
    basis = escape(say(f"rules.basis.{rule.basis}"))
    sure = escape(say(f"rules.evidence.{rule.evidence}"))
    parts = [*begins, escape(f"{rule.regime}: {rule.article}"), basis, sure, *away]
    return f'<div style="{_SMALL}">{" · ".join(parts)}</div>'


def _stories(rule: Rule) -> str:
    decisions = book().about(rule.id)
    if not decisions:
        return ""
    told = "".join(
        f'<li style="margin:.25rem 0"><b>{escape(head)}</b><br>{escape(words)}</li>'
        for head, words in map(rule_words.story, decisions)
    )
    opened = escape(say("rules.stories", n=len(decisions)))
    return (
        f'<details style="{_SMALL}"><summary style="cursor:pointer">{opened}</summary>'
        f'<ul style="margin:0;padding-left:1.1rem">{told}</ul></details>'
    )
