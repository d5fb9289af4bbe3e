"""How long the journey's map takes at first once the run is known: the streams, the rules and the threats."""

import time

import pytest

from equipoise import Settings, simulate
from equipoise.by_design.flow import flow
from equipoise.by_design.streams import data_streams, people_streams
from equipoise.rules.facts import facts
from equipoise.rules.findings import found_in
from equipoise.rules.practices import card
from equipoise.rules.threats import looked_for

pytestmark = pytest.mark.bench


@pytest.mark.parametrize("levers", [{}, {"consent.banner": "per_purpose"}, {"protect.technique": "synthetic"}])
def test_the_map_takes_a_quarter_of_a_second(levers):
    settings = Settings().replace(**levers)
    looked_for(facts(settings, outcome := simulate(settings), card("typical"), ["EU"]))  # reads the rule book
    started = time.perf_counter()
    flow(settings), people_streams(settings), data_streams(settings)
    read = facts(settings, outcome, card("typical"), ["EU"])
    found_in(read), looked_for(read)
    assert time.perf_counter() - started < 0.250
