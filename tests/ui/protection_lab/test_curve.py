import json

import pytest
from streamlit.testing.v1 import AppTest

from equipoise.chain.outcome import FirstNumbers
from equipoise.chain.settings import LEVERS
from equipoise.numerics.rate import Rate
from equipoise.studies.strength import FAMILIES, STRENGTHS, Point
from equipoise.ui.protection_lab import curve
from equipoise.ui.shared.words import say


def rate(value):
    return Rate(value, value - 0.01, value + 0.01, 100)


WEAK = Point(right_offer=rate(0.4), risks={"linkage": rate(0.5)}, reasons={"reversal": "no_pseudonyms"})
STRONG = Point(right_offer=rate(0.3), risks={}, reasons={"linkage": "no_person_rows", "reversal": "no_pseudonyms"})


def test_panels_start_with_accuracy_and_keep_gaps():
    right, linkage = curve.panels([2, 5, 10], {2: WEAK, 10: STRONG})
    assert right.good and right.rates == (rate(0.4), None, rate(0.3))
    assert not linkage.good and linkage.rates == (rate(0.5), None, None)


def test_only_what_could_be_mounted_nowhere_is_absent():
    assert curve.absent(STRONG, {2: WEAK, 10: STRONG}) == {"reversal": "no_pseudonyms"}


def test_the_chart_in_words_and_as_a_table():
    shown, words = curve.panels([2, 10], {2: WEAK, 10: STRONG}), ("2", "10")
    assert curve.alternative(shown, words) == (
        "Right offer: 40 in 100 (2) to 30 in 100 (10); Linkage: register: 50 in 100 (2)"
    )
    table = curve.table(shown, words, "k")
    assert table.columns.tolist() == ["k", "Right offer", "Linkage: register"]
    assert table.iloc[0].tolist() == ["2", "40.0 (39.0 to 41.0)", "50.0 (49.0 to 51.0)"]
    assert table.iloc[1, 2] == "–"


@pytest.mark.parametrize(
    ("lever", "value", "plain", "expert"),
    [
        ("protect.k", 10, "10", "10"),
        ("protect.t", 0.05, "5", "5"),
        ("protect.epsilon", 1.0, "2.7×", "1"),
        ("train.epsilon", 10.0, "22,000×", "10"),
        ("protect.identifiers", "hash", "Plain-hash pseudonyms", "Plain-hash pseudonyms"),
    ],
)
def test_a_strength_in_a_few_letters(monkeypatch, lever, value, plain, expert):
    monkeypatch.setattr(curve, "expert", lambda: False)
    assert curve.strength(lever, value) == plain
    monkeypatch.setattr(curve, "expert", lambda: True)
    assert curve.strength(lever, value) == expert


def test_every_axis_has_words():
    words = {lever: curve.axis(lever) for lever in [*(strength.lever for strength in STRENGTHS.values()), *FAMILIES]}
    ordered = {lever for lever in words if LEVERS[lever].kind != "choice"}
    assert {lever for lever, text in words.items() if "stronger" in text} == ordered and all(words.values())


STEPS = [2, 3, 5, 10, 20, 50, 100]


def script(k):
    from equipoise.chain.settings import Settings
    from equipoise.ui.protection_lab import curve

    curve.show(Settings().replace(**{"protect.k": k}), "protect.technique")


def opened(k=7):
    return AppTest.from_function(script, args=(k,), default_timeout=30)


def drawn(app):
    """The strengths at which the first panel has a number."""
    (chart,) = app.get("plotly_chart")
    spec = json.loads(chart.proto.spec)
    _, line, *_ = spec["data"]  # a band comes first
    return [spec["layout"]["xaxis"]["ticktext"][place] for place in line["x"]]


def steps(service):
    """The strengths that are asked for as work, in order."""
    return [asked.arguments[0]["protect.k"] for asked in service.asked if asked.kind == "job"]


def settle(service, *strengths):
    """A step that answers these points."""

    def happens():
        for asked in service.asked:
            if asked.arguments[0]["protect.k"] in strengths:
                service.finish(asked, WEAK)

    return happens


@pytest.fixture
def here(slow_service):
    """A curve whose work has begun by itself, and of which the present point is known."""
    slow_service.meanwhile = [settle(slow_service, 7)]
    app = opened().run()
    assert not app.exception
    return app


def test_the_present_point_is_drawn_at_once_and_the_work_begins_by_itself(here, slow_service):
    assert drawn(here) == ["7"]
    assert steps(slow_service) == STEPS


def test_the_work_asks_for_all_steps_and_a_second_visit_for_nothing_more(here, slow_service):
    slow_service.meanwhile = [settle(slow_service, *STEPS)]
    app = here.run()
    assert steps(slow_service) == STEPS
    assert drawn(app) == ["2", "3", "5", "7", "10", "20", "50", "100"]
    assert not [button for button in app.button if button.key == "curve.start"]
    assert drawn(app.run()) == drawn(opened().run()) == ["2", "3", "5", "7", "10", "20", "50", "100"]
    assert steps(slow_service) == STEPS


def test_the_curve_is_the_same_wherever_one_stands_on_it(here, slow_service):
    slow_service.meanwhile = [settle(slow_service, *STEPS)]
    here.run()
    assert drawn(opened(20).run()) == ["2", "3", "5", "10", "20", "50", "100"]
    assert steps(slow_service) == STEPS


def test_points_stream_in_while_the_work_runs(here, slow_service):
    slow_service.meanwhile = [settle(slow_service, 2), settle(slow_service, 3)]
    app = here.run()
    assert drawn(app) == ["2", "3", "7"]
    assert not app.exception


def test_news_of_a_point_that_is_not_there_yet_change_nothing(here, slow_service):
    first = FirstNumbers(rate(0.4), rate(0.9))
    slow_service.meanwhile = [
        lambda: slow_service.tell(slow_service.asked[1], stage="measure", partial=first),
        settle(slow_service, 3),
    ]
    app = here.run()
    assert not app.exception
    assert drawn(app) == ["3", "7"]


def test_a_curve_that_was_stopped_keeps_its_points_and_goes_on(here, slow_service):
    slow_service.meanwhile = [settle(slow_service, 2)]
    app = here.run().button(key="curve.cancel").click().run()
    assert drawn(app) == ["2", "7"]
    assert app.caption[0].value == say("protection.curve.cancelled")
    slow_service.meanwhile = [settle(slow_service, *STEPS[1:])]
    assert len(drawn(app.button(key="curve.start").click().run())) == 8
    assert steps(slow_service) == [*STEPS, *STEPS[1:]]


def test_a_curve_of_which_a_part_failed_says_so(here, slow_service):
    slow_service.meanwhile = [
        settle(slow_service, *STEPS[1:]),
        lambda: slow_service.fail(slow_service.asked[1], ZeroDivisionError()),
    ]
    app = here.run()
    assert app.caption[0].value == say("protection.curve.failed")
    assert app.button(key="curve.start")
