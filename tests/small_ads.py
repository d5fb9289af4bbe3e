"""Small campaigns that can be worked out on paper."""

import numpy as np

from equipoise.core.keywords import KEYWORDS_PER_TOPIC
from equipoise.core.vocabulary import TOPICS
from equipoise.shared.advertising import CUSTOMER, Bids, Pages, Readers

NEVER = np.inf
"""A price at which nobody buys."""


def readers(number, visit_without=0.1, visit=0.5, kind=CUSTOMER, weight=1.0, **fields):
    """Readers who are alike in everything that is not given."""
    zeros = np.zeros(number, dtype=np.int64)
    given = {
        "kind": np.full(number, kind, dtype=np.int8),
        "weight": np.full(number, weight),
        "birth_day": zeros.astype(np.int32),
        "sex": zeros.astype(np.int8),
        "postcode": zeros.copy(),
        "district": zeros.copy(),
        "visit_without": np.full(number, visit_without, dtype=np.float32),
        "visit": np.broadcast_to(np.float32(visit), (number, len(TOPICS))).copy(),
    }
    return Readers(**given | fields)


def pages(*views):
    """Page views as (reader, days ago, hour, topic, item), in any order."""
    rows = sorted(views, key=lambda view: (-view[1], view[2]))
    reader, day, hour, topic, item = (np.array(column) for column in zip(*rows, strict=True))
    return Pages(
        reader=reader.astype(np.int32),
        item=item.astype(np.int16),
        keyword=(topic * KEYWORDS_PER_TOPIC).astype(np.uint8),
        time=(hour - 24 * (day + 1)).astype(np.int32),
    )


def bids(amounts, known=True, topic=0, bought=False):
    """Bids without retargeting."""
    size = len(amounts)
    return Bids(
        bid=np.array(amounts, dtype=float),
        topic=np.full(size, topic),
        item=np.full(size, -1),
        bought=np.full(size, bought),
        known=np.full(size, known),
    )
