"""Read number cards back out of what was drawn: as HTML, or beside the crowd."""

import dataclasses
import json
from xml.etree import ElementTree


@dataclasses.dataclass(frozen=True)
class Drawn:
    """What one card says, and the colours of its change."""

    name: str
    label: str
    value: str
    change: str
    sure: str
    about: str
    look: str
    opens: str


def read(drawn):
    """The cards in one piece of HTML, in order."""
    return [_card(card) for card in ElementTree.fromstring(drawn)]


def on_page(app):
    """The cards of a page in Streamlit's test runner; none where nothing holds any."""
    drawn = [one.proto.body for one in app.get("html")]
    cards = [card for body in drawn if body.startswith("<dl") for card in read(body)]
    return cards + [_number(number) for told in beside(app) for number in told["numbers"]]


def beside(app):
    """What the page's components are told."""
    return [json.loads(one.proto.json) for one in app.get("bidi_component") if "numbers" in one.proto.json]


def _number(number):
    told = [" ".join([section["title"], *map(" ".join, section["lines"])]) for section in number["told"] or ()]
    return Drawn(
        name=number["name"],
        label=number["label"],
        value=number["value"],
        change=number["change"],
        sure=number["sure"],
        about=" ".join(told),
        look=number["tone"],
        opens=number["ask"],
    )


def _card(card):
    label, value, below, about = card
    change, sure = below
    button = label.find("button")
    assert about.get("popover") == "auto" and about.get("id") == button.get("popovertarget")
    return Drawn(
        name=value.get("data-number"),
        label=label.text.strip(),
        value=value.text,
        change="".join(change.itertext()),
        sure=sure.text,
        about=" ".join(about.itertext()),
        look=change.get("style"),
        opens=button.get("aria-label"),
    )
