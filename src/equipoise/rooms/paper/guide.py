"""The guide to a workshop on paper: what to check before, the parts with their minutes, and what to ask in each."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from equipoise.paper.sheet import Sheet
from equipoise.rooms.activities.registry import steps
from equipoise.rooms.agenda import Agenda, Item
from equipoise.rooms.step import Step
from equipoise.rooms.words import say
from equipoise.texts.marks import plain

_QR_SIDE = 34.0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Door:
    """How people get into a room that is open: its code, the address to type, and the QR code of both together."""

    code: str
    address: str
    qr: Sequence[Sequence[int]]


def guide(agenda: Agenda, door: Door | None = None) -> bytes:
    """Return everything that a workshop needs on paper, as PDF.

    Args:
        agenda: as it was adapted. door: of its room; without one there are lines to write code and address on.

    Raises:
        DataError: a part of the agenda cannot be used.
    """
    by_item = _by_item(agenda)
    sheet = Sheet(agenda.title, foot=say("paper.foot"))
    sheet.text(agenda.lead, muted=True)
    _door(sheet, door)
    sheet.heading(say("paper.parts"), beside=say("paper.minutes", minutes=agenda.minutes))
    head = [say(f"paper.column.{name}") for name in ("when", "part", "minutes")]
    rows = [(when, item.title, str(item.minutes)) for when, item in timed(agenda)]
    sheet.table(head, rows, widths=(22, 126, 22))
    sheet.heading(say("paper.before"))
    sheet.points(say(f"paper.check.{name}") for name in ("network", "phone", "projector", "desk", "rehearse"))
    sheet.next_page()
    for when, item in timed(agenda):
        _item(sheet, when, item, by_item[item.id])
    return sheet.pdf()


def timed(agenda: Agenda) -> list[tuple[str, Item]]:
    """Return the parts of an agenda, each with its minutes from when to when: "5 – 12"."""
    found, start = [], 0
    for item in agenda.items:
        found.append((f"{start} – {start + item.minutes}", item))
        start += item.minutes
    return found


def _door(sheet: Sheet, door: Door | None) -> None:
    sheet.heading(say("paper.door"))
    if door is None:
        sheet.blanks(say(f"paper.blank.{name}") for name in ("code", "address", "desk"))
        return
    sheet.matrix(door.qr, side=_QR_SIDE)
    sheet.large(door.code)
    sheet.text(door.address)
    sheet.text(say("paper.desk"), muted=True)


def _by_item(agenda: Agenda) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {item.id: [] for item in agenda.items}
    for step in steps(agenda):
        found[step.key.rpartition(".")[0]].append(step)
    return found


def _item(sheet: Sheet, when: str, item: Item, shown: Sequence[Step]) -> None:
    sheet.heading(item.title, beside=say("paper.from_to", when=when))
    _points(sheet, "screen", (step.text for step in shown))
    _points(sheet, "ask", item.ask)
    _points(sheet, "mistakes", item.mistakes)
    told = {*item.ask, *item.mistakes}
    _points(sheet, "notes", (note for step in shown for note in step.notes if note not in told))


def _points(sheet: Sheet, name: str, lines: Iterable[str]) -> None:
    every = list(dict.fromkeys(plain(line) for line in lines if line))
    if every:
        sheet.label(say(f"paper.{name}"))
        sheet.points(every)
