"""One page view in slow motion: somebody opens a page, something is sent, firms bid, and all of them keep it."""

from __future__ import annotations

from html import escape

from equipoise.core.vocabulary import TOPICS
from equipoise.studies.auctions import Opened
from equipoise.texts.catalogue import texts
from equipoise.texts.items import keyword_name
from equipoise.texts.numerals import plain
from equipoise.ui.charts import svg
from equipoise.ui.charts.style import BLUE, GREY, NOTE
from equipoise.ui.shared.words import say

_CARD = (
    f"border:1px solid {GREY}66;border-radius:12px;padding:.55rem .65rem;display:flex;flex-direction:column;gap:.3rem"
)
_GRID = "display:grid;grid-template-columns:repeat(auto-fill,minmax(min(165px,100%),1fr));gap:.6rem"


def draw(view: Opened, recipients: int) -> str:
    """Return the four steps side by side, or under each other on a phone."""
    steps = (_asks(view), _sent(view), _bids(view), _keeps(view, recipients))
    cards = "".join(_card(number, title, lines) for number, (title, lines) in enumerate(steps, 1))
    alt = " ".join(f"{title}: {'; '.join(lines)}." for title, lines in steps)
    return svg.figure(cards, alt=alt, style=f"{_GRID};font-size:{NOTE}", role="group")


def _card(number: int, title: str, lines: list[str]) -> str:
    badge = f'<span style="background:{BLUE}2e;border-radius:50%;padding:.05rem .45rem">{number}</span>'
    told = "".join(f'<span style="line-height:1.3">{escape(line)}</span>' for line in lines)
    return f'<div style="{_CARD}"><b>{badge} {escape(title)}</b>{told}</div>'


def _asks(view: Opened) -> tuple[str, list[str]]:
    thing = keyword_name(view.keyword)
    page = say("deliver.ads.page_item" if view.item >= 0 else "deliver.ads.page_list", thing=thing)
    who = say("deliver.ads.who", name=view.name, age=view.age)
    when = say("deliver.ads.when", days=view.days, hour=view.hour)
    return say("deliver.ads.step.asks"), [who, page, when, say(f"deliver.ads.said.{'yes' if view.may else 'no'}")]


def _sent(view: Opened) -> tuple[str, list[str]]:
    topic = _topic(view.topic)
    lines = [say(f"deliver.ads.sent.page_{view.page}", topic=topic, thing=keyword_name(view.keyword))]
    if view.address:
        lines.append(say("deliver.ads.sent.address", address=view.address))
    if view.topics:
        lines.append(say("deliver.ads.sent.topics", topics=", ".join(_topic(t) for t in view.topics)))
    if view.cohort >= 0:
        lines.append(say("deliver.ads.sent.cohort", number=view.cohort))
    if view.place:
        lines.append(say("deliver.ads.sent.place", place=view.place))
    if len(lines) == 1:
        lines.append(say("deliver.ads.sent.nobody"))
    return say("deliver.ads.step.sent"), lines


def _bids(view: Opened) -> tuple[str, list[str]]:
    about = _topic(view.about)
    why = "follows" if view.follows else "topic"
    lines = [say(f"deliver.ads.bid.{why}", euros=plain(view.bid), topic=about)]
    if view.bought:
        lines.append(say("deliver.ads.bid.bought"))
    for number, (other, won) in enumerate(zip(view.others, view.won, strict=True), 1):
        lines.append(say(f"deliver.ads.bid.{'won' if won else 'lost'}", place=number, euros=plain(other)))
    return say("deliver.ads.step.bids"), lines


def _keeps(view: Opened, recipients: int) -> tuple[str, list[str]]:
    lines = [say("deliver.ads.keeps.all", n=f"{recipients:,}")]
    if view.held:
        lines.append(say("deliver.ads.keeps.held", n=view.held))
        lines.append(say(f"deliver.ads.keeps.{'named' if view.named else 'unnamed'}", name=view.name))
    else:
        lines.append(say("deliver.ads.keeps.apart"))
    return say("deliver.ads.step.keeps"), lines


def _topic(place: int) -> str:
    return texts()[f"trace.topic.{TOPICS[place]}"]
