"""Every threat by hand: the fewest changes of a shop that puts privacy first at which it is met."""

import dataclasses

import pytest

from equipoise.core.errors import DataError
from equipoise.rules import threats as module
from equipoise.rules.fact import known_facts
from equipoise.rules.facts import declared, facts
from equipoise.rules.threats import looked_for, threats
from reading import offenders

MET = {
    "ask-unawareness": {"reject_clicks": 2},
    "ask-non-compliance": {"refusals_overridden": 0.01},
    "collect-detecting": {"cross_context_tracking": True},
    "collect-disclosure": {"sensitive_data_used": True},
    "store-linking": {"k_value": 4},
    "store-identifying": {"surely_found": 0.001},
    "learn-linking": {"behavioural_profiling": True},
    "learn-disclosure": {"behavioural_profiling": True, "sensitive_data_used": True},
    "choose-unawareness": {"behavioural_profiling": True, "why_this_ad": False},
    "choose-non-compliance": {"min_exposure_ratio": 0.79},
    "share-disclosure": {"third_party_sharing": True},
    "share-identifying": {"third_party_sharing": True, "surely_found": 0.001},
    "share-non-repudiation": {"third_party_sharing": True, "deidentification": "none"},
}


def met(shop):
    return {each.threat.id for each in looked_for(shop) if each.met}


def changed(changes):
    first = declared("first")
    known = {name: known_facts()[name].check(value) for name, value in changes.items()}
    reads = {name: dataclasses.replace(first.reads[name], value=value) for name, value in known.items()}
    return dataclasses.replace(first, reads={**first.reads, **reads})


def test_where_privacy_comes_first_no_threat_is_met_and_in_the_worst_shop_all_but_those_of_a_copy_with_names():
    assert set(MET) == set(threats()) and met(declared("first")) == set()
    assert set(threats()) - met(declared("worst")) <= {"share-non-repudiation"}


@pytest.mark.parametrize("threat", MET)
def test_it_is_met_when_all_of_this_is_so_and_not_without_any_of_it(threat):
    changes = MET[threat]
    assert threat in met(changed(changes))
    without = [{name: value for name, value in changes.items() if name != out} for out in changes]
    assert [each for each in without if threat in met(changed(each))] == []


def test_people_are_found_in_this_shop_and_the_threat_says_by_which_number(settings, outcome, usual):
    looked = looked_for(facts(settings, outcome, usual, ["EU"]))
    identifying = next(each for each in looked if each.threat.id == "store-identifying")
    (read,) = identifying.reads
    assert identifying.met and read.value == outcome.headlines.identified.low and read.place == "headlines.identified"


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"threat": "Boredom"}, "LINDDUN does not know"),
        ({"step": "dance"}, "is not one of"),
        ({"condition": "boredom > 1"}, "unknown symbol"),
        ({"extra": 1}, "Additional properties"),
    ],
)
def test_an_entry_that_is_wrong_says_why(entry, reason, tmp_path, monkeypatch):
    fine = {"step": "ask", "threat": "Linking", "condition": "dark_patterns", "says": "x"} | entry
    path = tmp_path / "threats.toml"
    path.write_text("[one]\n" + "\n".join(f"{name} = {value!r}" for name, value in fine.items()), encoding="utf-8")
    monkeypatch.setattr(module, "data", lambda *_: path)
    with pytest.raises(DataError, match=reason):
        threats.__wrapped__()


def test_words_are_easy():
    said = {each.id: each.says for each in threats().values()}
    assert {name: grade for name, grade in offenders(said).items() if grade > 9} == {}
