"""The partner: a company with customers of its own, some of whom are customers of the shop too."""

from __future__ import annotations

import numpy as np

from equipoise.core.arrays import Integers
from equipoise.core.seeds import stream
from equipoise.shared.identity import mailboxes, name_codes
from equipoise.shared.partnership import DETAILS, Directory
from equipoise.shared.world import World

SHARE = 0.3
"""Share of the population who are the partner's customers, whether or not they are the shop's (assumed)."""
SAME_ADDRESS = 0.7
"""Share of people who gave the partner, or the buyer of its file, the address that the shop has (assumed)."""
OTHER_ADDRESS = 100_000
"""Added to the number of the address of those who gave another one, so that nobody has it."""


def partner_of(world: World) -> Directory:
    """Return the partner's list, drawn from the streams "partners.customers" and "partners.address"."""
    person = np.flatnonzero(stream(world.seed, "partners.customers").random(len(world.notional)) < SHARE)
    name, mailbox = addresses_of(world, person, "partners.address")
    columns = world.notional.fields
    return Directory(
        person=person,
        name=name,
        mailbox=mailbox,
        details=np.column_stack([columns[field][person] for field in DETAILS]).astype(np.float64),
    )


def addresses_of(world: World, people: Integers, draws: str) -> tuple[Integers, Integers]:
    """Return name and number of the addresses that somebody else has of these people.

    Most gave the address that the shop would have, the others one of their own; ``draws`` names the stream.
    """
    other = stream(world.seed, draws).random(len(world.notional))[people] >= SAME_ADDRESS
    name = name_codes(people, world.notional.sex[people])
    return name, mailboxes(world.notional.sex)[people] + np.where(other, OTHER_ADDRESS, 0)
