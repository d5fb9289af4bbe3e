"""What a customer sees of receipts and euros that the shop keeps."""

import numpy as np
import pytest

from equipoise.chain.pipeline import Chain
from equipoise.core.vocabulary import TOPICS
from equipoise.personal.known import known
from equipoise.personal.portable import portable
from equipoise.personal.whatif import MORE, _edits, ask, own_row, smallest_changes
from equipoise.personal.wishes import wishes_at_first
from equipoise.studies.trace import read_row
from equipoise.texts.catalogue import texts


@pytest.fixture(scope="module")
def itemised(settings):
    return settings.replace(**{"minimise.detail": "receipts", "minimise.spend": "total", "protect.technique": "none"})


def test_receipts_and_spend_are_known(itemised, her):
    chain = Chain(itemised)
    details = {one.name: one for one in known(chain, her)}
    receipts = chain.receipts.value
    assert details["spend"].total == pytest.approx(receipts.price[receipts.person == her].sum(), abs=0.01)
    events = sum(chain.population.value.events[name].counts[her].sum() for name in ("purchases", "browsing"))
    assert details["receipts"].total == events and details["spend"].counts == ()
    by_topic = {one.name: one for one in known(Chain(itemised.replace(**{"minimise.spend": "by_topic"})), her)}
    assert by_topic["spend"].total == pytest.approx(details["spend"].total, abs=0.01)
    assert set(dict(by_topic["spend"].counts)) <= set(TOPICS)


def test_the_file_to_take_away_lists_them(itemised, her):
    held = portable(itemised, her, wishes_at_first(itemised, her))
    bought = [one for one in held["receipts"] if one["source"] == "purchases"]
    assert len(bought) == sum(held["observed"]["purchases"].values())
    assert sum(one["euros"] for one in bought) == pytest.approx(held["observed"]["spend"]["spend"], abs=0.01)
    assert "receipts" not in held["observed"]
    totals = portable(itemised.replace(**{"minimise.detail": "items"}), her, wishes_at_first(itemised, her))
    assert sum(one["times"] for one in totals["totals_by_item"]) == len(held["receipts"])
    assert "receipts" not in totals and "days_ago" not in totals["totals_by_item"][0]


def test_a_followed_row_says_how_many_there_are(itemised, her):
    release, vault = Chain(itemised).protect.value
    row = int(vault.row[her])
    told = dict(read_row(release, row))
    assert told[texts()["trace.label.receipts"]] == f"{int((release.events.row == row).sum()):,}"
    assert float(told[texts()["trace.label.spend"]].replace(",", "")) == pytest.approx(
        float(release.exact["spend"].iloc[row]), abs=0.06
    )


@pytest.mark.parametrize("spend", ["total", "by_topic"])
def test_more_purchases_cost_what_they_usually_cost(itemised, learned, spend):
    chain = Chain(itemised.replace(**{"minimise.spend": spend}))
    place = next(int(each) for each in learned if own_row(chain, int(each)) is not None)
    own = own_row(chain, place)
    _, topic, amount, edit = next(one for one in _edits(own) if one[0] == "more" and one[2] == MORE[1])
    column = "spend" if spend == "total" else f"spend_{topic}"
    topics = TOPICS if spend == "total" else (topic,)
    bought = own.exact[[f"purchases_{each}" for each in topics]].iloc[0].sum()
    spent = float(own.exact[column].iloc[0])
    assert edit[column] == pytest.approx(spent + amount * spent / max(bought, 1))
    assert edit[f"purchases_{topic}"] == own.exact[f"purchases_{topic}"].iloc[0] + amount
    unchanged = ask(chain, place, [{}])[0].chance
    assert np.abs(ask(chain, place, [edit])[0].chance - unchanged).max() > 0
    assert smallest_changes(chain, place)[1] > 50
