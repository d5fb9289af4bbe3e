"""What is found about sources, as it comes in."""

import dataclasses
import math

import pytest
from streamlit.testing.v1 import AppTest

from equipoise.numerics.rate import Rate
from equipoise.studies.field_value import FieldValue
from equipoise.studies.table_worth import NUMBERS
from equipoise.ui.shared.words import say


def told(done):
    """What is known when so many of eight tables were tried."""
    spread = 0.01 if done == 8 else math.inf
    numbers = {number: Rate(0.1, 0.1 - spread, 0.1 + spread, 100) for number in NUMBERS}
    both = {"account": numbers, "email": numbers}
    return FieldValue(method="exact", done=done, total=8, none=numbers, full=numbers, adds=both)


def script():
    from equipoise.chain.settings import Settings
    from equipoise.ui.data_lab import weighed

    weighed.show(Settings(), weighed.SOURCES, 8)


@pytest.fixture
def begun(slow_service):
    """The page after a click that starts the work; the steps after it are the test's."""
    app = AppTest.from_function(script, default_timeout=30).run()
    assert [button.key for button in app.button] == ["fields.start."]
    return lambda *steps: begin(app, slow_service, steps)


def begin(app, service, steps):
    service.meanwhile = list(steps)
    app.button(key="fields.start.").click().run()
    assert not app.exception
    return app


def tells(service, done):
    return lambda: service.tell(service.asked[0], partial=told(done))


def keys(app):
    widgets = (*app.button, *app.selectbox, *app.get("button_group"))
    return {str(getattr(widget, "key", None) or "") for widget in widgets} - {""}


def test_numbers_can_be_chosen_as_soon_as_the_first_are_known(begun, slow_service):
    app = begun(tells(slow_service, 2), tells(slow_service, 3))
    assert len(app.table) == 1
    assert app.selectbox(key="fields.risk.source")
    assert "fields.all.cancel" in keys(app)
    assert "about.fields." not in keys(app)


def test_all_of_it_is_explained_once_it_is_known(begun, slow_service):
    """What the work told last may be complete before the work has ended."""
    app = begun(tells(slow_service, 8), lambda: slow_service.finish(slow_service.asked[0], told(8)))
    assert len(app.table) == 1
    assert app.selectbox(key="fields.risk.source")
    assert "about.fields." in keys(app)
    assert not {"fields.start.", "fields.all.cancel"} & keys(app)


def test_what_was_stopped_stays_and_goes_on(begun, slow_service):
    app = begun(tells(slow_service, 2))
    app.button(key="fields.all.cancel").click().run()
    assert len(app.table) == 1
    assert app.button(key="fields.start.").label.endswith(f"{say('fields.go_on')}]")
    assert say("fields.cancelled") in {caption.value for caption in app.caption}
    app = begin(app, slow_service, [lambda: slow_service.finish(slow_service.asked[1], told(8))])
    assert "about.fields." in keys(app)


def test_what_failed_says_why(begun, slow_service):
    app = begun(lambda: slow_service.fail(slow_service.asked[0], ZeroDivisionError("no memory")))
    assert not app.table
    assert app.caption[0].value == say("fields.failed", problem="no memory")


def test_a_table_that_is_not_complete_has_no_conclusion(begun, slow_service):
    half = dataclasses.replace(told(8), done=4)
    app = begun(lambda: slow_service.tell(slow_service.asked[0], partial=half))
    assert not app.markdown
