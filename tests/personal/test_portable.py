import dataclasses
import json

from equipoise.core.vocabulary import PURPOSES, TOPICS
from equipoise.personal.portable import portable
from equipoise.personal.wishes import wishes_at_first
from equipoise.shared.identity import full_name


def test_the_file_holds_all_and_is_json(settings, chain, her):
    held = portable(settings, her, wishes_at_first(settings, her))
    assert json.loads(json.dumps(held)) == held
    world = chain.population.value
    assert held["customer"]["name"] == full_name(int(world.identifiers.name[her]))
    for name in ("purchases", "browsing", "email", "store"):
        assert sum(held["observed"][name].values()) == world.events[name].counts[her].sum()
    visits = chain.history.value.visit[her].tolist()
    assert [one["visit"] for one in held["past_campaigns"]] == visits
    assert [one["purpose"] for one in held["choices"]] == list(PURPOSES)
    assert held["shared_with_partners"] and held["offer_today"] in TOPICS and held["guessed"]


def test_after_erasure_the_file_is_empty_but_for_the_receipts(settings, her):
    gone = portable(settings, her, dataclasses.replace(wishes_at_first(settings, her), erased=True))
    parts = ("customer", "given", "observed", "bought", "guessed", "kept_as", "past_campaigns")
    assert not any(gone[part] for part in parts) and not gone["shared_with_partners"]
    assert [one["answer"] for one in gone["choices"]][-4:] == ["withdrawn"] * 4
