"""The Attack lab in Streamlit's own test runner, with the engine behind it."""

from datetime import date
from itertools import cycle
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from controls import control, name_of
from equipoise.chain.asking import question
from equipoise.chain.on_demand import linkage_by_fields
from equipoise.chain.settings import LEVERS, Settings
from equipoise.learn.progress import Score
from equipoise.studies.guess_who import guess_who
from equipoise.studies.hunt import hunt
from equipoise.ui.attack_lab import protections
from equipoise.ui.shared import compute
from equipoise.ui.shared.words import say

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "pages" / "attack_lab.py"
SMALL = {"population.size": "1000"}
BARE = SMALL | {"protect.technique": "none", "protect.identifiers": "keep"}


def open_page(part="table", **query):
    app = AppTest.from_file(str(PAGE), default_timeout=120)
    app.session_state["hunt.part"] = say(f"guess_who.part.{part}")
    for name, value in (SMALL | query).items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def act(element):
    """Let a widget act, and read the whole page."""
    app = element.run()
    assert not app.exception
    return app.run()


def the_round(app):
    play = app.session_state["play"]
    return hunt(play.settings, play.target)


def in_table(part="table", **query):
    """Open the page on somebody who is in the table."""
    number = next(n for n in range(1, 30) if hunt(settings(**query), n).secret.row >= 0)
    return open_page(part, **query, target=str(number))


def settings(**query):
    return Settings.from_query("&".join(f"{name}={value}" for name, value in (SMALL | query).items()))


def use_everything(app):
    return act(app.button(key="hunt.use_all").click())


def said(app):
    return [
        text.value
        for kind in ("subheader", "markdown", "success", "warning", "info", "caption")
        for text in app.get(kind)
    ]


def accuse(app, kind):
    return act(app.button(key=f"hunt.accuse.{kind}").click())


def test_it_runs_through_the_navigation_too():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params["population.size"] = "1000"
    app.run()
    app.switch_page("pages/attack_lab.py").run()
    assert not app.exception
    assert say("guess_who.lead") in said(app)
    assert any("All people here are invented" in text for text in said(app))


def left(app):
    """The large number: how many people still fit."""
    return int(
        next(body for body in icons(app) if 'role="status"' in body)
        .split("</b>")[0]
        .rpartition(">")[2]
        .replace(",", "")
    )


def test_guess_who_opens_on_the_bare_table_and_the_same_clues_leave_more_in_the_protected_one():
    app = open_page("guess")
    bare, shop = (guess_who(settings(), 1, table) for table in ("bare", "shop"))
    everything = [clue.field for clue in bare.clues]
    assert left(app) == bare.left(())
    app = act(app.button(key="guess_who.all").click())
    assert left(app) == bare.left(everything) == 1
    assert any(text.startswith("**Found.**") for text in said(app))
    assert app.session_state["learn.progress"].attack == Score(right=1, of=1)  # once, however often the page is drawn
    assert "hunt.path" not in {button.key for button in app.button}  # nobody came from a path
    app = act(app.button(key="guess_who.shop").click())
    assert left(app) == shop.left(everything) > 1
    app = act(app.button(key="guess_who.another").click())
    assert left(app) == shop.left(())
    assert app.session_state["play"].settings == settings()  # nothing but the person has changed


def test_a_round_from_the_clues_to_the_reveal_and_on_to_a_protected_table():
    app = use_everything(in_table(**BARE))
    assert any(text.startswith("**1** of ") for text in said(app))
    row = the_round(app).secret.row
    assert app.button(key="hunt.accuse.row").disabled
    app = accuse(act(control(app.selectbox, "hunt.pick").select(row)), "row")
    assert "You found" in app.success[0].value
    assert any("The strongest attack here is" in text for text in said(app))
    assert any("Your first table" not in text and "This table: " in text for text in icons(app))
    app = act(app.button(key="hunt.protect_next").click())
    assert app.session_state["play"].settings["protect.identifiers"] == "hash"
    assert not app.success and len(app.table) == 1  # back at the table, with the score
    app = accuse(app, "absent")
    assert app.warning and list(app.table[-1].value["You"]) == ["✗ wrong", "✓ right"]
    assert any("Your first table: " in text for text in icons(app))


def icons(app):
    return [one.proto.body for one in app.get("html")]


def test_clues_and_filters_say_the_same():
    app = in_table(**BARE)
    app = act(control(app.button_group, "hunt.clues").set_value(["sex"]))
    clue = next(one for one in the_round(app).clues if one.field == "sex")
    assert control(app.selectbox, "hunt.filter.sex").value == clue.words
    app = act(control(app.selectbox, "hunt.filter.sex").select({"woman": "man", "man": "woman"}[clue.words]))
    assert control(app.button_group, "hunt.clues").value == []
    app = act(app.button(key="hunt.clear").click())
    assert control(app.selectbox, "hunt.filter.sex").value is None


def test_a_date_and_a_number_filter_too():
    app = in_table(**BARE, **{"attack.profile": "curious_employee"})
    found = the_round(app)
    app = act(
        control(app.date_input, "hunt.filter.birth_date").set_value(date.fromisoformat(clue(found, "birth_date").words))
    )
    assert len(found.fitted({"birth_date": clue(found, "birth_date").value})) == fitted(app)
    bought = next(one.field for one in found.clues if one.field.startswith("purchases_"))
    app = act(control(app.number_input, f"hunt.filter.{bought}").set_value(1))
    assert fitted(app) == len(found.fitted({"birth_date": clue(found, "birth_date").value, bought: 1.0}))


def clue(found, field):
    return next(one for one in found.clues if one.field == field)


def fitted(app):
    text = next(text for text in said(app) if "still fit" in text)
    return int(text.split("**")[1].replace(",", ""))


def test_someone_else_has_another_number_in_the_link_and_no_filter():
    app = use_everything(open_page())
    app = act(app.button(key="hunt.another").click())
    assert app.query_params["target"] in ("2", ["2"])
    assert control(app.button_group, "hunt.clues").value == []
    assert any("Person 2" in text for text in said(app))


def test_of_several_rows_one_may_be_named_without_knowing_which():
    app = accuse(use_everything(in_table()), "some")
    assert "is one of these" in app.success[0].value
    assert any(" of " in value for value in app.table[0].value.iloc[:, 1])
    assert app.table[-1].value["You"].iloc[0].startswith("✓ one of ")


def test_who_is_not_in_the_table_cannot_be_found():
    number = next(n for n in range(1, 30) if hunt(settings(), n).secret.row < 0)
    app = accuse(use_everything(open_page(target=str(number))), "absent")
    assert "did not agree" in app.success[0].value


@pytest.mark.parametrize(
    ("name", "profile"), list(zip(protections.protections(), cycle(LEVERS["attack.profile"].choices), strict=False))
)
def test_every_protection_can_be_played(name, profile, typical, monkeypatch):
    monkeypatch.setattr(compute, "outcomes", lambda now, pin, slot: (typical, typical))
    monkeypatch.setattr(compute, "outcome", lambda settings: typical)
    levers = settings().replace(**protections.protections()[name], **{"attack.profile": profile})
    query = dict(pair.split("=") for pair in levers.to_query().split("&"))
    app = open_page(**query)
    if not app.button(key="hunt.use_all").disabled:
        app = use_everything(app)
    assert accuse(app, "absent").session_state["hunt.game"].tries


def test_an_empty_table_says_so():
    app = open_page(**{"protect.technique": "suppression"})
    assert any("The table has no rows" in text for text in said(app))


def test_what_each_clue_is_worth_opens_on_demand():
    app = in_table("more", **BARE)
    app.session_state["hunt.details"] = "clues"
    app.run()
    assert not app.exception
    (chart,) = app.get("plotly_chart")
    assert "Knowing everything" in chart.proto.alt


def test_what_each_clue_is_worth_can_be_stopped_and_started_again(slow_jobs):
    app = in_table("more", **BARE)
    app.session_state["hunt.details"] = "clues"
    app.run()
    app.button(key="hunt.clue_job.cancel").click().run()
    assert any(text == "Stopped." for text in said(app))
    app.button(key="hunt.clue_job.start").click().run()
    assert slow_jobs.asked == [question(linkage_by_fields, settings(**BARE))] * 2
    slow_jobs.work_out()
    assert app.run().get("plotly_chart")


def test_what_known_purchases_are_worth_follows_what_the_table_keeps():
    app = in_table("more", **BARE)
    app.session_state["hunt.details"] = "points"
    app.run()
    assert not app.exception
    (chart,) = app.get("plotly_chart")
    assert "1 to 8 known purchases" in chart.proto.alt
    assert any("Compared with this table: topics." in text for text in said(app))
    app = act(control(app.selectbox, "hunt.points.level").select("item"))
    app = act(lever_of(app, "minimise.detail").set_value("receipts"))
    assert app.session_state["play"].settings["minimise.detail"] == "receipts"
    assert any("Compared with this table: items." in text for text in said(app))


def test_a_table_without_rows_of_people_has_no_purchases_to_find():
    app = in_table("more", **BARE | {"protect.technique": "cohorts"})
    app.session_state["hunt.details"] = "points"
    app.run()
    assert not app.exception and not app.get("plotly_chart")
    assert any("No row of the table is a person's" in text for text in said(app))


def lever_of(app, name):
    """The widget of a lever, whichever kind it is drawn as."""
    drawn = [*app.button_group, *app.selectbox, *app.radio]
    return next(widget for widget in drawn if name_of(widget) == f"lever.{name}")


def test_experts_may_set_the_strength_and_see_the_classic_measures():
    app = open_page()
    assert "lever.protect.k" not in [name_of(slider) for slider in app.slider]
    app = act(control(app.button_group, "mode.attack_lab").set_value("expert"))
    assert control(app.slider, "lever.protect.k").value == 5
    app.session_state["hunt.part"] = say("guess_who.part.more")
    app.session_state["hunt.details"] = "classic"
    app.run()
    assert "Marketer risk" in list(app.table[0].value.iloc[:, 0])


def test_a_newcomer_is_offered_a_bare_table():
    app = AppTest.from_file(str(PAGE), default_timeout=120)
    app.session_state["hunt.part"] = say("guess_who.part.table")
    app = act(app.run().button(key="hunt.start").click())
    assert app.session_state["play"].settings["protect.identifiers"] == "keep"
    assert "hunt.start" not in [button.key for button in app.button]


def test_a_bad_number_in_the_link_says_so():
    app = open_page(target="0")
    assert "numbers" in app.error[0].value
