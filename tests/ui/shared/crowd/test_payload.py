import json

import numpy as np
import pytest

from equipoise.core.vocabulary import GROUPS
from equipoise.studies.crowd.facts import FACTS, Crowd
from equipoise.ui.shared.crowd.payload import NEVER, NEW, STILL, WAS, Scene, notes, payload, reason, summary
from equipoise.ui.shared.crowd.picture import table


def four(found, *, people=(5, 8, 13, 21), luck=0.0, of_all=50.0):
    """Two women and two men; ``found`` says who is found."""
    lit = np.array(found, dtype=bool)
    return Crowd(
        people=np.array(people),
        name=("Ada Birch", "Ben Dorn", "Cleo Falk", "Finn Vale"),
        sex=("woman", "man", "woman", "man"),
        age=np.array([30, 40, 50, 60]),
        lit=dict.fromkeys(FACTS, lit),
        why={"found": tuple("purchases" if one else "hidden" for one in found)},
        groups={"sex": np.array([0, 1, 0, 1])},
        of_all={"found": of_all},
        attack="purchases",
        clues=3,
        luck=luck,
    )


NOW, BEFORE = four([1, 1, 0, 0]), four([1, 0, 1, 0])


def drawn(*scenes, **more):
    return payload(scenes, **{"marked": None, "split": None, "columns": "auto", "follow": True} | more)


def test_now_and_before_make_four_ways_to_stand():
    assert Scene(crowd=NOW, fact="found", before=BEFORE).standing == (STILL, NEW, WAS, NEVER)
    assert Scene(crowd=NOW, fact="found").standing == (STILL, STILL, NEVER, NEVER)


def test_other_people_are_not_compared():
    others = four([0, 0, 1, 1], people=(1, 2, 3, 4))
    assert Scene(crowd=NOW, fact="found", before=others).standing == (STILL, STILL, NEVER, NEVER)


def test_a_fact_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        Scene(crowd=NOW, fact="happy")


def test_the_reason_names_the_number_of_purchases():
    assert reason(Scene(crowd=NOW, fact="found"), 0) == "found by 3 purchases"


def test_the_summary_counts_and_says_what_changed():
    assert summary(Scene(crowd=NOW, fact="found")) == "2 of these 4 people are found."
    compared = summary(Scene(crowd=NOW, fact="found", before=BEFORE))
    assert compared == "2 of these 4 people are found. New: 1. No longer: 1."


def test_both_numbers_are_said_where_they_differ_and_luck_is_said_beside():
    differing = Scene(crowd=four([1, 1, 0, 0], luck=1.2, of_all=55.0), fact="found")
    assert notes(differing) == ["2 of these, 55 in 100 of all", "luck alone would find 1 of them"]
    assert notes(Scene(crowd=four([0, 0, 0, 0], of_all=0.0), fact="found")) == ["0 of these, 0 in 100 of all"]


def test_what_the_browser_gets_is_json_and_complete():
    told = json.loads(json.dumps(drawn(Scene(crowd=NOW, fact="found", before=BEFORE), split="sex", marked=8)))
    assert [person["id"] for person in told["people"]] == [5, 8, 13, 21]
    assert told["scenes"][0]["lit"] == [STILL, NEW, WAS, NEVER]
    assert [told["scenes"][0]["reasons"][place] for place in told["scenes"][0]["why"]] == [
        "found by 3 purchases", "found by 3 purchases", "in the table, but not found", "in the table, but not found",
    ]  # fmt: skip
    assert told["split"]["of"] == [0, 1, 0, 1]
    assert len(told["split"]["labels"]) == len(GROUPS["sex"])
    assert (told["marked"], told["stages"]) == (8, [])
    for person in told["people"]:
        assert all(told["parts"][part] for part in person["parts"])
        assert len([told["colours"][colour] for colour in person["colours"]]) == 4


def test_the_key_has_an_entry_for_each_way_to_stand_that_occurs():
    states = [entry["state"] for entry in drawn(Scene(crowd=NOW, fact="found", before=BEFORE))["scenes"][0]["key"]]
    assert states[:3] == ["lit", "lit new", "was"]
    assert [entry["state"] for entry in drawn(Scene(crowd=NOW, fact="found"))["scenes"][0]["key"]][:2] == ["lit", ""]


def test_several_scenes_are_stages_of_the_same_people():
    told = drawn(Scene(crowd=BEFORE, fact="found", title="one"), Scene(crowd=NOW, fact="found", title="two"))
    assert [stage["title"] for stage in told["stages"]] == ["one", "two"]


def test_another_world_is_another_crowd():
    assert drawn(Scene(crowd=NOW, fact="found"))["world"] == drawn(Scene(crowd=BEFORE, fact="found"))["world"]
    assert (
        drawn(Scene(crowd=four([1] * 4, people=(1, 2, 3, 4)), fact="found"))["world"]
        != drawn(Scene(crowd=NOW, fact="found"))["world"]
    )


def test_the_table_says_the_same_in_words():
    shown = table(Scene(crowd=NOW, fact="found", before=BEFORE))
    assert shown.iloc[1].tolist() == ["Ben Dorn", 40, "yes, and not before", "found by 3 purchases"]
    assert shown.iloc[2].tolist() == ["Cleo Falk", 50, "no, but before", "in the table, but not found"]
