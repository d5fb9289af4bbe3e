"""Read number cards back out of what was drawn beside the crowd."""

import dataclasses
import json


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


def on_page(app):
    """The cards of a page in Streamlit's test runner; none where nothing holds any."""
    return [_number(number) for told in beside(app) for number in told["numbers"]]


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
