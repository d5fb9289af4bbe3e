"""What companies learn from advertisements, in the invented world."""

import numpy as np
import pytest

from equipoise.chain.advertising import Advertising
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.stages.attacks import registry as attacks

SILENT = {"ads.addressing": "none", "ads.page_address": "none", "ads.place": "none"}
OPEN = {"ads.honour_opt_out": False}
WORLDS = 200


def watching(size=2_000, **levers):
    names = {name.replace("__", "."): value for name, value in levers.items()}
    return Advertising(Chain(Settings().replace(**{"population.size": size} | names))).watching


def test_the_company_holds_no_request_of_a_control_person(monkeypatch):
    seen = []
    bid_stream = attacks.ON_DEMAND["bid_stream"]
    monkeypatch.setattr(bid_stream, "mount", lambda release, knowledge, truth, seed: seen.append(knowledge))
    watched = watching()
    requests, reader = watched.ads.requests.value, watched.ads.seen.value.campaign.reader.astype(np.int64)
    watched._mounted("bid_stream", requests, reader, watched.ads.readers.value.market)
    (knowledge,) = seen
    addresses = knowledge.profiles.address
    for marks, held in ((knowledge.target_marks, True), (knowledge.control_marks, False)):
        assert (marks.address >= 0).any()
        assert np.isin(marks.address[marks.address >= 0], addresses).any() == held


def test_a_cookie_says_more_than_a_page_and_a_page_more_than_nothing():
    by = {name: watching(20_000, ads__addressing=name, attack__trait="expecting", **OPEN).bid_stream().value.result
          for name in ("cookie", "context")}  # fmt: skip
    assert by["cookie"].risk.low > 0
    assert by["cookie"].risk.value > by["context"].risk.value
    assert by["cookie"].details["linked"].value > 0.5 > 0.01 > by["context"].details["linked"].value


def test_more_weeks_link_more_people():
    bids = watching()
    linked = [bids.bid_stream(weeks).value.result.details["linked"].value for weeks in (1, 2, 4, 8)]
    assert linked == sorted(linked) and linked[0] < linked[-1]


def test_opting_out_helps():
    loud, quiet = (watching(ads__honour_opt_out=one).bid_stream().value.result for one in (False, True))
    assert quiet.details["linked"].high < loud.details["linked"].low


def test_the_retargeter_needs_a_window_and_an_address():
    assert watching().retargeter.value.result.mounted
    for levers in ({"ads__addressing": "context"}, {"ads__retargeting": 0}):
        result = watching(**levers).retargeter.value.result
        assert not result.mounted and result.reason == "no_retargeting"


def test_the_retargeter_is_told_of_purchases_only_to_stop():
    silent, told = watching(), watching(ads__stop_after_purchase=True)
    few, _ = silent._baskets(purchases=False)
    more, _ = told._baskets(purchases=True)
    assert len(more) > len(few)
    people = silent.ads.readers.value
    requests, reader = silent._baskets(purchases=False)
    assert (requests.place < 0).all() and not people.prospect[reader].any()


def misses(worlds, trait):
    """Return in how many worlds the interval lies above zero, or below, although nothing is sent."""
    risks = [
        watching(500, population__seed=seed, attack__trait=trait, **SILENT).bid_stream().value.result.risk
        for seed in range(worlds)
    ]
    return sum(risk.low > 0 for risk in risks), sum(risk.high < 0 for risk in risks)


@pytest.mark.parametrize("trait", ["chronic"])
def test_nothing_sent_nothing_learned(trait):
    assert sum(misses(6, trait)) <= 2  # at 5%, more happen in 2 runs of 1,000


@pytest.mark.validity
@pytest.mark.parametrize("trait", ["chronic", "expecting", "money"])
def test_nothing_sent_nothing_learned_at_the_nominal_rate(trait):
    assert sum(misses(WORLDS, trait)) <= 19  # of 200 at 5%: more happen in 1 run of 300, or 1 in 100 for three traits
