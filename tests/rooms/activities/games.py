"""Small pieces for tests of games in rooms: people, answers, and agenda items as their files give them."""

from equipoise.rooms.agenda import Item
from equipoise.rooms.step import Answer, Participant

POLICY = {
    "text": "Three points to spend.",
    "customers": 500,
    "budget": 3,
    "decisions": [
        {
            "title": "How many look alike?",
            "options": [
                {"text": "Groups of 5", "levers": {"protect.k": 5}},
                {"text": "Groups of 20", "cost": 2, "levers": {"protect.k": 20}},
            ],
        },
        {
            "title": "What is kept?",
            "options": [
                {"text": "All of it", "levers": {}},
                {"text": "Purchases", "cost": 1, "levers": {"minimise.sources": ["purchases"]}},
                {"text": "Nothing", "cost": 2, "levers": {"minimise.sources": []}},
            ],
        },
    ],
}
"""Six combinations, of which the dearest, for 4, is beyond the budget."""
ATTACKER = {"text": "Who is it?", "protected": "And now?", "customers": 2000, "clues": 4}
AUDIT_GAME = {"case": "complaint", "customers": 3000}
GUESS_WHO = {"text": "Find the other side's person.", "customers": 3000}


def item(kind, spec):
    return Item.read({"id": "game", "kind": kind, "title": "A game", "minutes": 9, **spec})


def person(place, team=""):
    return Participant(id=f"p{place}", place=place, team=team)


def answer(by, value, round=0, number=0):
    return Answer(id=number, step="game", by=by, round=round, value=value, at=0.0)
