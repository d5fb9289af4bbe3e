"""The one-page summary: a self-contained web page that prints on one sheet. Pure; everything is escaped."""

from __future__ import annotations

from html import escape

import pandas as pd

from equipoise.chain.compare import Changes
from equipoise.chain.outcome import Outcome
from equipoise.chain.settings import Settings
from equipoise.core.wording import language
from equipoise.numerics.rate import Rate
from equipoise.texts.numerals import plain, signed
from equipoise.ui.shared import tables
from equipoise.ui.shared.headlines import HEADLINES
from equipoise.ui.shared.numbers import icons, in_100, interval, of_100
from equipoise.ui.shared.words import say, term

_STYLE = """
@page { size: A4; margin: 14mm }
body { font: 14px/1.45 system-ui, sans-serif; color: #111; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h1, h2 { font-family: Georgia, serif; font-weight: 600; line-height: 1.2 }
h1 { font-size: 24px; margin: 0 0 .2rem } h2 { font-size: 16px; margin: 1.2rem 0 .4rem }
.notice { border: 1px solid #777; border-radius: 6px; padding: .3rem .6rem }
.cards { display: grid; grid-template-columns: repeat(4, 1fr); gap: .6rem }
.card { border: 1px solid #bbb; border-radius: 8px; padding: .6rem } .card b { display: block; font-size: 20px }
.card small, .muted { color: #444 } .bar { height: 8px; border: 1px solid #555; margin-top: .4rem }
.bar i { display: block; height: 100%; background: #0b5c9e; print-color-adjust: exact }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .2rem .5rem .2rem 0; border-bottom: 1px solid #ccc }
@media (max-width: 600px) { .cards { grid-template-columns: repeat(2, 1fr) } }
@media print { body { margin: 0; font-size: 12px } a { color: inherit } }
"""
_HEAD = "<meta charset=utf-8><meta name=viewport content='width=device-width'>"


def one_page(now: Outcome, changes: Changes | None, *, title: str, pin_title: str, story: str, link: str) -> str:
    """Return the summary of an outcome.

    Args:
        now: what is summed up. changes: against the pin; None when the pin is the same state.
        title, pin_title: names of the present state and of the pin.
        story: what changed and why, as plain text.
        link: the address of this state; empty when it is unknown.
    """
    numbers = "".join(_card(now, changes, number) for number in HEADLINES) + _margin(now, changes)
    levers = tables.moved(Settings(), now.settings)
    parts = [
        f"<h1>{_safe('summary.title')}</h1><p>{_safe('summary.lead')}</p>",
        f"<p class=notice>{_safe('frame.notice')}. {_safe('frame.notice_help')}</p>",
        f"<h2>{escape(title)}</h2><p class=muted>{_safe('figure.pin')}: {escape(pin_title)}</p>",
        f"<p>{escape(story)}</p><div class=cards>{numbers}</div>",
        f"<h2>{_safe('summary.attacks')}</h2>{_html(tables.worded(tables.attacks(now, expert=False), expert=False))}",
        f"<h2>{_safe('summary.levers')}</h2>{_html(levers) if len(levers) else _safe('summary.levers_none')}",
        _anchor(link),
    ]
    head = f"{_HEAD}<title>{_safe('summary.title')}</title><style>{_STYLE}</style>"
    return f"<!doctype html><html lang={language()}><head>{head}</head><body>{''.join(parts)}</body></html>"


def _safe(key: str) -> str:
    return escape(say(key))


def _card(now: Outcome, changes: Changes | None, number: str) -> str:
    rate = getattr(now.headlines, number)
    change = _against(of_100(getattr(changes, number))) if changes else ""
    note = f"{say('headline.interval', interval=interval(rate))}{change}"
    return _box(term(number, expert=True), in_100(rate), note, icons(rate.value))


def _margin(now: Outcome, changes: Changes | None) -> str:
    rate = now.targeting.margin_per_1000
    change = _against(changes.margin_per_1000) if changes else ""
    return _box(say("headline.margin"), f"€{plain(rate.value)}", f"{say('headline.margin_unit')}{change}", None)


def _against(change: Rate) -> str:
    """Return a change against the pin; nothing where it is not known."""
    return f" ({signed(change.value)} {say('headline.against')})" if change.known else ""


def _box(label: str, value: str, note: str, bar: int | None) -> str:
    drawn = f"<div class=bar><i style='width:{bar}%'></i></div>" if bar is not None else ""
    return f"<div class=card>{escape(label)}<b>{escape(value)}</b><small>{escape(note)}</small>{drawn}</div>"


def _html(frame: pd.DataFrame) -> str:
    head = "".join(f"<th>{escape(str(column))}</th>" for column in frame.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in frame.itertuples(index=False)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _anchor(link: str) -> str:
    if not link.startswith(("http://", "https://")):
        return ""
    address = escape(link, quote=True)
    return f'<p><a href="{address}">{_safe("summary.link")}</a><br><small>{address}</small></p>'
