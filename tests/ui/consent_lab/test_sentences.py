"""What the parts say about numbers."""

from datetime import date
from types import SimpleNamespace

import pytest

from equipoise.chain.compare import Shift
from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import PURPOSES, SETTINGS_PAGE, SIGNAL
from equipoise.numerics.rate import Rate
from equipoise.personal.consent_receipt import Receipt
from equipoise.studies.consent_loss import ConsentLoss
from equipoise.studies.meeting import Answers, Comparison, Moved
from equipoise.ui.consent_lab import banner, crowd, later, pair, person, sides
from equipoise.ui.consent_lab.screens import Answer
from equipoise.ui.consent_lab.wording import count_of, design

HERE = Settings()


def rate(value, half=0.01, n=1_000):
    return Rate(value, value - half, value + half, n)


def everyone(yes=0.6, no=0.38, silent=0.02, agreed=None):
    each = {purpose: rate(yes) for purpose in PURPOSES}
    return Answers(
        n=1_000, said_yes=each, said_no={purpose: rate(no) for purpose in PURPOSES}, ignored=rate(silent),
        agreed={purpose: rate(yes if agreed is None else agreed) for purpose in PURPOSES},
        changed=rate(0), withdrew=rate(0), signals=rate(0), overridden=rate(0), contradicted=rate(0),
    )  # fmt: skip


def test_names_of_banners():
    assert design(HERE) == "Ask first, highlighted accept"
    assert design(HERE.replace(**{"consent.model": "notice"})) == "Only inform"
    assert count_of(rate(0.25)) == "250" and count_of(Rate(float("nan"), 0, 0, 0)) == "–"


@pytest.mark.parametrize(("guess", "said"), [(None, ""), (57, "Good guess"), (66, "Surprise"), (54, "Surprise")])
def test_a_guess_is_held_against_what_happened(guess, said):
    told = crowd.verdict(HERE, everyone(), guess)
    assert "600 of 1,000 customers said Yes" in told and "59.0 to 61.0" in told
    assert said in told and ("You said" in told) == (guess is not None)


def test_where_silence_is_a_yes_the_guess_is_about_who_counts_as_agreeing():
    settings = HERE.replace(**{"consent.model": "opt_out"})
    told = crowd.verdict(settings, everyone(yes=0.002, no=0.002, silent=0.996, agreed=0.998), 99)
    assert "Good guess" in told and "99.8 in 100" in told and "0.2 in 100" in told


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (None, ""),
        (Answer(frozenset({"offers"})), "You said Yes to them too, like 60 in 100."),
        (Answer(frozenset({"sharing"})), "You said No to them, like 38 in 100."),
        (Answer(silent=True), "You said nothing, like 2.0 in 100."),
    ],
)
def test_how_many_answered_as_the_visitor_did(answer, told):
    assert crowd.company(answer, everyone()) == told


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(frozenset(PURPOSES)), "Yes to everything"),
        (Answer(frozenset({"offers"})), "Yes to 1 of 4"),
        (Answer(), "No to everything"),
        (Answer(silent=True), "neither Yes nor No"),
    ],
)
def test_ones_own_answer_in_words(answer, words):
    assert words in banner.said(answer)
    assert ("counts as No" in banner.told(HERE, answer)) == answer.silent


def moved(before, after, half=0.01):
    change = rate(after - before, half)
    return Moved(n=1_000, agreed=Shift(before=rate(before), after=rate(after), change=change),
                 only_before=rate(0.1), only_after=rate(0.0))  # fmt: skip


def test_two_banners_in_a_sentence(monkeypatch):
    second = HERE.replace(**{"consent.banner": "equal"})
    groups = {"sex": {"women": moved(0.67, 0.5), "men": moved(0.67, 0.6)}}
    told = pair.told(HERE, second, Comparison(everyone=moved(0.67, 0.58), groups=groups))
    assert "90 fewer agree" in told and "67 in 100 → 58 in 100" in told
    assert "women" in told and "−17.0 of 100" in told
    assert "90 more agree" in pair.told(HERE, second, Comparison(everyone=moved(0.58, 0.67), groups={}))
    alike = Comparison(everyone=moved(0.67, 0.665), groups=groups)
    assert "may be chance" in pair.told(HERE, second, alike) and "women" not in pair.told(HERE, second, alike)


@pytest.mark.parametrize("model", ["opt_in", "opt_out", "notice"])
def test_the_other_banners_are_all_but_ones_own(model):
    settings = HERE.replace(**{"consent.model": model})
    names = [design(one) for one in pair.others(settings)]
    assert design(settings) not in names and len(set(names)) == len(names) == 6
    assert {"Ask first, equal buttons", "Only inform"} - {design(settings)} <= set(names)


def test_a_chart_has_a_line_for_everyone_and_each_group():
    groups = {"sex": {"women": moved(0.67, 0.5), "men": moved(0.67, 0.6)}}
    drawn = pair.lines(Comparison(everyone=moved(0.67, 0.58), groups=groups))
    assert [line.label for line in drawn] == ["Everyone", "Women and men", "women", "men"]
    assert drawn[0].words == "67 → 58" and not drawn[1].rates


def loss(lost, reach, half=0.01):
    return ConsentLoss(
        full_consent=rate(0.42), with_choice=rate(0.42 - lost), lost=rate(lost, half), lost_reach=rate(reach, half),
        lost_data=rate(0.005), lost_skew=rate(0.0), interaction=rate(lost - reach - 0.005),
    )  # fmt: skip


def test_what_refusals_cost_in_a_sentence():
    told = sides.told(loss(0.08, 0.07))
    assert "42 in 100" in told and "34 in 100" in told and "**8.0 right offers in 100**" in told
    assert "The largest part, 7.0, is lost because those who say No get no personal offer." in told
    assert "same within chance" in sides.told(loss(0.005, 0.0))
    assert "wins **8.0 right offers" in sides.told(loss(-0.08, -0.07))
    assert "The largest part" not in sides.told(loss(0.08, 0.005))


def test_erasing_in_a_sentence():
    assert "cannot be told from zero" in later.found(rate(0.05), rate(0.0))
    assert "more than chance explains" in later.found(rate(0.05), rate(0.04))


def test_when_erasing_can_make_no_difference():
    assert later.idle(HERE) == "nobody" and later.idle(HERE.replace(**{"consent.revision": 0.3})) == "chosen_anew"
    asked = HERE.replace(**{"consent.withdrawal": 0.3})
    assert later.idle(asked) == "" and later.idle(asked.replace(**{"consent.honour": False})) == "not_honoured"
    assert later.idle(asked.replace(**{"consent.model": "notice", "consent.honour": False})) == "not_asked"
    still, other = later.runs_of(asked)
    assert still == HERE and other["consent.erasure"] is False
    respected, _ = later.runs_of(asked.replace(**{"consent.honour": False}))
    assert respected == asked


def test_numbers_about_the_withdrawn_are_told_only_where_they_were_looked_for():
    attack = SimpleNamespace(control=rate(0.5), details={"advantage": rate(0.1)})
    outcome = SimpleNamespace(attacks={"membership": attack}, targeting=SimpleNamespace(reach=rate(0.6)))
    assert later.number(outcome, "control") is None and later.number(outcome, "reach") == rate(0.6)
    attack.details["withdrawn_found"] = rate(0.52)
    assert later.number(outcome, "control") == rate(0.5) and later.number(outcome, "withdrawn_found") == rate(0.52)


def test_a_receipt_in_words():
    def receipt(version):
        return Receipt(purpose="offers", answer="yes", version=version, day=date(2025, 5, 6))

    assert person.day_of(receipt(SIGNAL)) == "6\u00a0May\u00a02025"
    assert person.version(receipt("opt_in/highlighted"), HERE) == "Ask first, highlighted accept"
    assert person.version(receipt(SETTINGS_PAGE), HERE) == "Privacy settings, by purpose"
    assert person.version(receipt(SIGNAL), HERE) == "The browser's signal"
