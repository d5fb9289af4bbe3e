"""The smallest world that the lever permits: groups are too small for some numbers, and what has none is a dash."""

import re

from equipoise.chain.settings import LEVERS, Settings
from equipoise.texts.numerals import NOTHING
from equipoise.ui.shared import compute, tables
from equipoise.ui.shared.bundles import TOGGLES
from equipoise.ui.shared.crowd import lab
from equipoise.ui.shared.export import to_csv, to_json
from equipoise.ui.shared.one_page import one_page

SIZE = LEVERS["population.size"].low
PIN = Settings().replace(**{"population.size": SIZE})
STATES = {
    "everybody is in": TOGGLES["consent"]["no_choice"],
    "fewer say yes": TOGGLES["consent"]["fair"],
    "large groups": TOGGLES["anonymisation"]["groups_25"],
    "a corrected past": TOGGLES["bias"]["corrected"],
    "nobody is tracked": {"target.strategy": "contextual"},
    "another world": {"population.seed": 2},
    "nobody has a row": {"protect.technique": "suppression"},
}
VALUELESS = re.compile(r"(?<![a-z])(nan|inf|infinity)(?![a-z])", re.IGNORECASE)


def read(settings):
    """Everything that is said of a state beside the pin, by what says it."""
    now, changes = compute.outcome(settings), compute.changes(PIN, settings)
    story = compute.explanation(PIN, settings)
    start = compute.outcome(PIN)
    shown = [lab.number(name, now, start, told=True) for name in lab.FACTS]
    frames = {
        "targeting": tables.targeting(now, expert=True),
        "attacks": tables.attacks(now, expert=True),
        "attack details": tables.attack_details(now),
        "disclosure": tables.disclosure(now),
        "consent": tables.consent(now),
        "consent by group": tables.consent_by_group(now),
        "headlines": tables.headlines(compute.outcome(PIN), now),
    }
    for attribute, report in now.fairness.items():
        frames |= {
            f"fairness {attribute}": tables.fairness(report, expert=True),
            f"gaps {attribute}": tables.gaps(report),
        }
    return {name: frame.to_csv() for name, frame in frames.items()} | {
        "cards": str(shown),
        "story": story,
        "page": one_page(now, changes, title="Now", pin_title="Pin", story=story, link=""),
        "csv": to_csv(now),
        "json": to_json(now),
    }


def test_no_text_shows_a_number_without_a_value():
    wrong = {}
    for state, levers in STATES.items():
        for name, text in read(PIN.replace(**levers)).items():
            if VALUELESS.search(text):
                wrong[state, name] = VALUELESS.findall(text)
    assert not wrong


def test_the_smallest_world_has_numbers_without_a_value():
    """Else the test above would see nothing."""
    assert not compute.outcome(PIN).headlines.treated_alike.known
    assert NOTHING in read(PIN)["headlines"]
