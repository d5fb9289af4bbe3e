import datetime

import pytest

from equipoise.audit.decisions import LONGEST, MAX_TEXT, Decision, Log, quarterly
from equipoise.audit.run import audit
from equipoise.core.errors import DataError

DAY = datetime.date(2027, 1, 31)
ONE = Decision(check="keys", choice="mend", reason='A new key, "soon".', owner="IT", until=DAY)


def test_a_log_survives_the_way_through_a_file_and_has_one_decision_a_check():
    log = Log().with_one(ONE).with_one(Decision(**vars(ONE) | {"check": "erasure", "choice": "accept"}))
    assert Log.from_toml(log.to_toml()) == log
    later = log.with_one(Decision(**vars(ONE) | {"reason": "Done."}))
    assert len(later.decisions) == 2 and later.decisions["keys"].reason == "Done."


def test_what_is_not_decided_is_open(chain):
    found = audit(chain.settings.replace(**{"incident.kind": "unchanged_key"}))
    assert "keys" in Log().open(found) and "keys" not in Log().with_one(ONE).open(found)


def test_a_spreadsheet_runs_nothing():
    line = Log().with_one(Decision(**vars(ONE) | {"reason": "=1+1"})).to_csv().splitlines()[1]
    assert line == "keys,mend,'=1+1,IT,2027-01-31"


@pytest.mark.parametrize("reason", ['A new key, "soon".', "=1+1", "'tis late", "two\nlines"])
def test_a_log_comes_back_from_a_spreadsheet(reason):
    log = Log().with_one(ONE).with_one(Decision(**vars(ONE) | {"check": "erasure", "reason": reason}))
    assert Log.from_csv(log.to_csv()) == log


@pytest.mark.parametrize(
    "row", ["keys,mend,a,b,soon", "keys,mend,a,b", "keys,ignore,a,b,2027-01-01", "keys,mend,,b,2027-01-01", '"']
)
def test_a_spreadsheet_that_is_no_log_is_refused(row):
    with pytest.raises(DataError, match=r"cannot be read|no decision|characters"):
        Log.from_csv(f"check,choice,reason,owner,until\n{row}\n")
    with pytest.raises(DataError, match="at most"):
        Log.from_csv("#" * (MAX_TEXT + 1))


def test_dates_go_into_a_calendar():
    text = Log().with_one(ONE).to_ics(datetime.date(2026, 12, 1))
    assert "DTSTART;VALUE=DATE:20270131" in text and "Keys that change" in text
    days = [line[-8:] for line in quarterly(datetime.date(2026, 11, 30), ["keys"]).splitlines() if "DTSTART" in line]
    assert days == ["20270228", "20270530", "20270830", "20271130"]


@pytest.mark.parametrize(
    "text, rule",
    [
        ("keys = 1", "cannot be read"),
        ("[keys]\nchoice = 'mend'", "cannot be read"),
        ("[keys]\nchoice = 'ignore'\nreason = 'a'\nowner = 'b'\nuntil = 2027-01-01", "no decision"),
        ("[keys]\nchoice = 'mend'\nreason = ''\nowner = 'b'\nuntil = 2027-01-01", "characters"),
        ("[keys]\nchoice = 'mend'\nreason = 'a'\nowner = 'b'\nuntil = 'soon'", "no day"),
        ("[", "cannot be read"),
        ("#" * (MAX_TEXT + 1), "at most"),
        (f"[keys]\nchoice = 'mend'\nreason = '{'a' * (LONGEST + 1)}'\nowner = 'b'\nuntil = 2027-01-01", "characters"),
    ],
)
def test_a_log_that_is_none_is_refused(text, rule):
    with pytest.raises(DataError, match=rule):
        Log.from_toml(text)
