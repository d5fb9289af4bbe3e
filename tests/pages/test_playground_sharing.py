"""Two scenarios side by side, and what one takes away from the Playground: link, numbers, a page to print."""

import csv
import io
import json
from html import escape
from urllib.parse import parse_qsl, urlsplit

import pytest
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from drawn_cards import on_page
from equipoise import simulate
from equipoise.story.wording import value_in_words
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import plain
from equipoise.ui.shared.link import read_link
from equipoise.ui.shared.numbers import in_100
from equipoise.ui.shared.words import say, term

from .playground import in_bar, numbers, open_page, small, speak, words

pytestmark = pytest.mark.usefixtures("no_landmarks")

MOVED = {"protect.k": 10, "history.label_bias": 0.5}
LINK = {name: str(value) for name, value in MOVED.items()}


@pytest.fixture(scope="module")
def now():
    return simulate(small(**MOVED))


@pytest.fixture
def address(monkeypatch):
    """Where the browser is: known while the page runs, and to nobody else."""
    here = "http://127.0.0.1:8501/playground"
    context = type(st.context)
    monkeypatch.setattr(
        context, "url", property(lambda self: here if get_script_run_ctx(suppress_warning=True) else None)
    )
    return here


@pytest.fixture
def offered(monkeypatch):
    """What the page offers to download, by file name: functions that make the file."""
    files, draw = {}, st.download_button

    def button(label, *, data, file_name, **rest):
        files[file_name] = data
        return draw(label, data=data, file_name=file_name, **rest)

    monkeypatch.setattr(st, "download_button", button)
    return files


def opened(app, dialog):
    """The page with a dialog open."""
    in_bar(app, dialog).run()
    assert not app.exception
    return app


def test_present_and_pin_stand_side_by_side_with_their_numbers():
    app = open_page(**LINK)
    page = numbers(app)
    pinned = numbers(open_page())
    opened(app, "compare")
    titles = [app.selectbox(key=f"compare.{side}").value for side in ("left", "right")]
    assert titles == [say("compare.pin"), say("compare.now")]
    shown = [{metric.label: metric.value} for metric in app.metric[-8:]]
    assert shown == [{label: value} for side in (pinned, page) for label, value in side.items()]


def test_what_differs_is_named_under_the_titles_of_both_sides():
    app = opened(open_page(**LINK), "compare")
    (table,) = (table.value for table in app.table)
    assert table.columns.tolist() == [say("column.lever"), say("compare.pin"), say("compare.now")]
    assert table.iloc[:, 0].tolist() == [texts().label(name) for name in MOVED]
    assert table.iloc[0, 1:].tolist() == [value_in_words("protect.k", k) for k in (5, 10)]
    assert say("compare.differ") in words(app)


def test_experts_read_the_interval_by_its_name():
    name = say("headline.interval", interval="")
    assert not any(caption.value.startswith(name) for caption in opened(open_page(**LINK), "compare").caption)
    app = opened(speak(open_page(**LINK), "expert"), "compare")
    assert sum(caption.value.startswith(name) for caption in app.caption) == 6


def test_the_link_leads_to_the_same_levers_and_the_same_pin(address):
    app = opened(open_page(**LINK), "share")
    (link,) = (code.value for code in app.code)
    assert link.startswith(f"{address}?v=2&")
    play = app.session_state["play"]
    assert read_link(parse_qsl(urlsplit(link).query)) == (play.settings, play.pin, play.target, ())
    again = open_page(**dict(parse_qsl(urlsplit(link).query)))
    assert numbers(again) == numbers(app)


def test_nothing_is_made_before_somebody_asks_for_it(offered):
    open_page(**LINK)
    assert offered == {}


def test_json_and_csv_hold_the_outcome_that_the_page_shows(offered, now):
    app = opened(open_page(**LINK), "share")
    made = json.loads(offered["equipoise.json"]())
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(offered["equipoise.csv"]()))}
    for number in ("right_offer", "identified", "treated_alike"):
        rate = getattr(now.headlines, number)
        assert made["headlines"][number]["value"] == float(rows[f"headlines.{number}"]["value"]) == rate.value
        assert float(rows[f"headlines.{number}"]["low"]) == made["headlines"][number]["low"] == rate.low
        assert numbers(app)[term(number, expert=True)] == in_100(rate)
    margin = made["targeting"]["margin_per_1000"]["value"]
    assert numbers(app)[say("headline.margin")] == f"€{plain(margin)}"
    assert made["settings"]["protect"]["k"] == int(rows["settings.protect.k"]["value"]) == 10
    assert rows["settings.history.label_bias"]["value"] == "0.5"


def test_the_summary_holds_the_numbers_changes_levers_and_link_of_the_page(address, offered):
    app = opened(open_page(**LINK), "share")
    made = offered["equipoise.html"]()
    for card in on_page(app):
        assert f"{card.label}<b>{card.value}</b>" in made
        assert f"({card.change.split()[-1]} {say('headline.against')})" in made
    for name, value in MOVED.items():
        assert f"<td>{texts().label(name)}</td>" in made and f"<td>{value_in_words(name, value)}</td>" in made
    assert say("bar.scenario_custom") in made and say("frame.notice") in made
    assert f'href="{escape(app.code[0].value)}"' in made


def test_the_summary_of_the_pin_itself_has_no_changes(offered):
    opened(open_page(), "share")
    assert f" {say('headline.against')})" not in offered["equipoise.html"]()
