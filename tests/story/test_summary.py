import pytest

from equipoise import Settings, simulate
from equipoise.story.summary import summary
from equipoise.texts.catalogue import texts


@pytest.mark.parametrize("words", ["Took it all back", "Browsers that say No", "Do not want them"])
def test_choices_and_those_who_refuse_stand_in_the_summary(typical, words):
    assert sum(line.startswith(words) for line in summary(typical).splitlines()) == 1


def test_whose_refusals_were_ignored_is_told_by_group_where_any_were(typical):
    title = texts()["number.overridden_by_group.title"]
    assert title not in summary(typical)
    ignored = simulate(Settings().replace(**{"population.size": 1_000, "consent.honour": False}))
    block = next(block for block in summary(ignored).split("\n\n") if block.startswith(title)).splitlines()
    assert len(block) == 1 + 2 + 3 + 2  # women and men, three ages, two heritages
    share = ignored.consent.overridden_by_group["sex: women"].value
    assert block[1].startswith("women") and f"{100 * share:.1f} in 100" in block[1]
    told = ignored.to_dict()["consent"]["overridden_by_group"]
    assert told["sex: women"]["value"] == share and told["sex: women"]["low"] < share < told["sex: women"]["high"]


def test_sides_are_told_per_100(typical):
    side = typical.consent.sides["consenters"]
    line = next(line for line in summary(typical).splitlines() if line.startswith("Want personal offers"))
    assert f"{100 * side.right_offer.value:.1f} in 100" in line


def test_what_offers_add_to_the_whole_store_stands_beside_their_margin(typical):
    lines = summary(typical).splitlines()
    margin = next(place for place, line in enumerate(lines) if line.startswith("Incremental margin per 1,000"))
    share = typical.targeting.offers_add_share.value
    assert lines[margin + 1].startswith("Offers add to the store") and f"{100 * share:.1f} in 100" in lines[margin + 1]
    assert lines[margin + 2].startswith("Choosing adds to the store")
