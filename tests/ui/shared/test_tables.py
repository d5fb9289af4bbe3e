import dataclasses
import math

from equipoise.chain.settings import Settings
from equipoise.ui.shared import tables
from ui_fakes import outcome, rate


def test_the_headline_table_holds_what_the_icons_show():
    table = tables.headlines(outcome(identified=0.23), outcome(identified=0.714))
    row = table[table["Number"] == "Could be identified"].iloc[0]
    assert (row["Before"], row["Now"], row["95% interval"]) == ("23.0", "71.4", "70.4 to 72.4")


def test_attacks_mark_the_strongest_and_say_why_one_is_missing():
    table = tables.attacks(outcome(), expert=True)
    assert table["Attack"].tolist()[0] == "Linkage by known purchases (strongest)"
    assert "not possible" in table["Attack"].tolist()[1]
    assert table["Risk from the table"].tolist()[1] == "–"


def test_small_groups_get_a_remark():
    table = tables.fairness(outcome().fairness["sex"], expert=True)
    assert table["Group"].tolist() == ["women", "men (too few for a verdict)"]


def test_numbers_that_are_no_shares_stay_as_they_are():
    table = tables.targeting(outcome(), expert=True).set_index("Number")
    assert table.loc["Lift", "Now"] == "1.60"
    assert table.loc["Right offer", "Now"] == "41.0"


def test_plain_words_have_no_intervals():
    table = tables.worded(tables.consent(outcome()), expert=False)
    assert "Likely range" in table.columns
    assert not any("interval" in name for name in table.columns)


def test_whose_no_was_ignored_is_a_column_only_where_one_was():
    honoured = outcome()
    assert list(tables.consent_by_group(honoured).columns) == ["Group", "Yes, in 100", "95% interval", "People"]
    groups = {"sex: women": rate(0.4), "sex: men": rate(0.36)}
    ignored = dataclasses.replace(honoured.consent, overridden=rate(0.38), overridden_by_group=groups)
    table = tables.consent_by_group(dataclasses.replace(honoured, consent=ignored))
    assert table["No ignored, in 100"].tolist() == ["40.0 (39.0 to 41.0)", "36.0 (35.0 to 37.0)"]
    assert table["Yes, in 100"].tolist() == tables.consent_by_group(honoured)["Yes, in 100"].tolist()


def test_moved_levers_are_told_in_words():
    table = tables.moved(Settings(), Settings().replace(**{"protect.k": 25}))
    assert table.to_numpy().tolist() == [["Size of the groups", "5 people", "25 people"]]
    assert tables.moved(Settings(), Settings()).empty


def test_an_address_does_not_become_a_link():
    assert "a@b" not in tables.facts([("E-mail", "a@b.example")]).iloc[0, 1]


def test_what_averages_do_not_tell_has_no_number():
    told = outcome()
    told = dataclasses.replace(told, disclosure=dataclasses.replace(told.disclosure, behaviour_loss=math.nan))
    table = tables.disclosure(told).set_index("Number")
    assert table.loc["Information loss of behaviour", "Now"] == "–"
