"""The page Audit in Streamlit's own test runner, with the engine behind it."""

import datetime
import io

import pytest
from pypdf import PdfReader

from equipoise import Settings
from equipoise.audit.decisions import Decision, Log
from equipoise.audit.game import CASES, right, told
from equipoise.audit.incidents.registry import INCIDENTS
from equipoise.audit.run import audit
from equipoise.audit.telling import missed, title
from equipoise.texts.catalogue import texts
from equipoise.ui.audit import deciding, papers
from equipoise.ui.shared import shop
from equipoise.ui.shared.moves import TYPICAL
from equipoise.ui.shared.words import say

from .opened import drawn, open_page, part

SMALL = Settings().replace(**{"population.size": 1_000})
BROKEN = "missed_copy"
CHECK = INCIDENTS[BROKEN].check


@pytest.fixture
def app():
    return open_page("audit", **{"population.size": "1000"})


def html(app):
    return " ".join(drawn(app))


def test_the_page_opens_on_an_audit(app):
    found = audit(SMALL, regions=shop.AT_FIRST)
    assert found.found and all(title(name) in html(app) for name in found.found)
    assert len(app.table[0].value) == len(found.checks) - len(found.found)


def test_what_is_broken_is_found_and_mended_a_quarter_later(app):
    part(app, "audit", "break")
    app.selectbox(key="audit.break.chosen").set_value(BROKEN).run()
    app.button(key="audit.break").click().run()
    assert texts()[f"lever.incident.kind.choice.{BROKEN}"] not in [text.value for text in app.markdown]
    part(app, "audit", "found")
    assert title(CHECK) in html(app) and texts()["audit.change.new"] in html(app)
    key = f"audit.form.{CHECK}"
    app.text_input(key=f"{key}.reason").set_value("They asked for it.")
    app.text_input(key=f"{key}.owner").set_value("Ada")
    app.button(key=f"FormSubmitter:{key}-{say('audit.keep')}").click().run()
    decided = app.session_state["audit.log"].decisions[CHECK]
    assert (decided.choice, decided.owner) == ("mend", "Ada")
    app.button(key="audit.next").click().run()
    assert title(CHECK) not in html(app)
    assert say("audit.mended", names=title(CHECK)) in [info.value for info in app.info]


def test_a_decision_without_a_reason_is_refused_with_what_to_do(app):
    key = "audit.form.attacks"
    app.button(key=f"FormSubmitter:{key}-{say('audit.keep')}").click().run()
    assert app.error and "attacks" not in getattr(app.session_state, "audit.log", Log()).decisions


def test_a_case_is_played_to_its_end(app):
    part(app, "audit", "game")
    case = next(iter(CASES))
    right = INCIDENTS[CASES[case].incident].check
    app.button(key=f"audit.game.{right}").click().run()
    assert texts()["audit.verdict.found"] in html(app) and app.button(key=f"audit.game.{right}").disabled
    app.selectbox(key="audit.game.named").set_value(right)
    app.button(key="audit.game.name").click().run()
    broke = texts()[f"lever.incident.kind.choice.{CASES[case].incident}"]
    assert say("audit.game.right", broke=broke, n=1) in [told.value for told in app.success]


@pytest.mark.parametrize("case", ["good_week", "strange_curve"])
def test_who_names_a_wrong_check_is_told_what_it_looks_at_and_what_the_right_one_saw(app, case):
    part(app, "audit", "game")
    app.segmented_control(key="audit.game.case").set_value(case).run()
    app.button(key="audit.game.opt_outs").click().run()
    app.button(key=f"audit.game.{right(case)}").click().run()
    assert texts()["audit.verdict.found"] in html(app) and texts()["audit.verdict.nothing"] in html(app)
    app.selectbox(key="audit.game.named").set_value("opt_outs")
    app.button(key="audit.game.name").click().run()
    broke = texts()[f"lever.incident.kind.choice.{CASES[case].incident}"]
    assert say("audit.game.wrong", broke=broke) in [each.value for each in app.warning]
    seen = {check.name: check for check in told(case, TYPICAL)}
    shown = [text.value for text in app.markdown]
    assert all(line in shown for line in missed(seen["opt_outs"], seen[right(case)]))
    assert (
        seen[right(case)].verdict == "found"
        and title(right(case)) in shown[-1]
        and texts()[f"audit.check.{right(case)}.looks"] in shown[-1]
    )
    app.button(key="audit.game.again").click().run()
    assert not app.warning and say("audit.game.left", n=5) in [text.value for text in app.markdown]
    app.button(key=f"audit.game.{right(case)}").click().run()
    app.selectbox(key="audit.game.named").set_value(right(case))
    app.button(key="audit.game.name").click().run()
    assert say("audit.game.right", broke=broke, n=1) in [each.value for each in app.success]
    assert not any(texts()[f"audit.check.{right(case)}.looks"] in text.value for text in app.markdown)


def test_the_log_as_a_table_and_the_report_hold_what_was_decided():
    day = datetime.date(2026, 12, 1)
    log = Log().with_one(Decision(check="attacks", choice="accept", reason="Small.", owner="Ada", until=day))
    assert papers.table(log).iloc[0].tolist() == [title("attacks"), "accept it", "Small.", "Ada", "1 December 2026"]
    assert deciding.in_months(day, 1) == datetime.date(2026, 12, 31)
    part = papers.pdf(audit(SMALL), day, log)
    assert "Ada" in "".join(page.extract_text() for page in PdfReader(io.BytesIO(part)).pages)
