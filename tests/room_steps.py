"""What tests of activities share: a part of an agenda, its steps, and answers to them."""

from equipoise.rooms.activities.kind import Moment
from equipoise.rooms.activities.registry import KINDS, STEPS
from equipoise.rooms.agenda import Item
from equipoise.rooms.step import Answer, Participant

MOMENT = Moment(me=Participant(id="p1", place=1))


def item(kind, minutes=3, **spec):
    return Item(id="part", kind=kind, title="Part", minutes=minutes, spec=spec)


def steps(kind, minutes=3, **spec):
    return KINDS[kind].steps(item(kind, minutes, **spec))


def step(kind, **spec):
    (one,) = steps(kind, **spec)
    return one


def answers(*values, key="part"):
    return [
        Answer(id=place, step=key, by=f"p{place}", round=0, value=value, at=0.0)
        for place, value in enumerate(values, start=1)
    ]


def check(one, **fields):
    return STEPS[one.kind].check(one, {name.replace("_", "."): typed for name, typed in fields.items()}, MOMENT)


def result(one, *values, computed=None):
    return STEPS[one.kind].result(one, answers(*values), (), computed, 0)
