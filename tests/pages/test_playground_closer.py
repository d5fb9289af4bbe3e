"""What opens below the figures of the Playground: every part, in plain and expert words, with its numbers."""

import pytest

from equipoise import follow, simulate
from equipoise.story.wording import value_in_words
from equipoise.texts.catalogue import texts
from equipoise.ui.playground.closer import PARTS
from equipoise.ui.shared import numbers
from equipoise.ui.shared.words import say, term

from .playground import act, closer, do, guess_off, open_page, small, speak, turn, words

pytestmark = pytest.mark.usefixtures("no_landmarks")

MOVED = {"protect.k": 10}
SECTIONS = ("collected", "released", "predicted", "offered", "found")
HEADLINES = ("right_offer", "identified", "treated_alike")
PLAIN_PARTS = [part for part in PARTS if part not in ("charts", "disclosure", "changed")]


@pytest.fixture(scope="module")
def pinned():
    return simulate(small())


@pytest.fixture(scope="module")
def now():
    return simulate(small(**MOVED))


def opened(part, mode="plain", **levers):
    """The page with a lever moved against its pin, and one part open."""
    app = open_page(**({name: str(value) for name, value in (MOVED | levers).items()}))
    app.session_state["who_pays.pressure"] = "pin"  # the others are jobs
    if mode == "expert":
        speak(app, mode)
    return closer(app, part)


def tables(app):
    return [table.value for table in app.table]


def table_of(app, heading):
    """The one table with this heading."""
    (found,) = (table for table in tables(app) if heading in table.columns)
    return found


def hundred(rate):
    return numbers.hundred(rate.value, exact=True)


def interval(rate):
    return numbers.interval(rate, exact=True)


def drawn(app):
    """The pictures of a part, in words."""
    return [one.proto.body for one in app.get("html") if 'role="img"' in one.proto.body]


def test_plain_words_have_at_most_six_parts_and_pictures_instead_of_tables():
    assert len(PLAIN_PARTS) <= 6
    app = open_page(**{name: str(value) for name, value in MOVED.items()})
    for part in PLAIN_PARTS:
        closer(app, part)
        assert part == "one" or (len(drawn(app)) == 1 and not tables(app)), part
        assert "nan" not in "".join(drawn(app))


def test_a_picture_says_the_numbers_of_the_outcome(now):
    (attacks,) = drawn(opened("attacks"))
    for result in now.attacks.values():
        title = texts()[f"attack.{result.name}.title"]
        assert f"{title} {numbers.in_100(result.attack)}" in attacks or not result.mounted
    (offers,) = drawn(opened("targeting"))
    right = now.targeting.right_offer
    assert f"{term('right_offer', expert=False)} {numbers.in_100(right)} ({numbers.interval(right)})" in offers


@pytest.mark.parametrize("part", PARTS)
def test_every_part_draws_a_full_table_for_experts(part):
    app = opened(part, "expert")
    assert app.pills(key="closer").value == part
    assert tables(app) and not any(table.empty for table in tables(app))
    assert not any(table.astype(str).isin(["nan", "None"]).to_numpy().any() for table in tables(app))


def test_the_chart_table_holds_the_numbers_of_both_outcomes(pinned, now):
    table = table_of(opened("charts", "expert"), say("column.number")).set_index(say("column.number"))
    for number in HEADLINES:
        before, after = (getattr(outcome.headlines, number) for outcome in (pinned, now))
        shown = table.loc[term(number, expert=True)]
        assert shown.tolist() == [hundred(before), hundred(after), interval(after)]


def test_the_map_table_holds_the_places_of_now_and_of_what_one_compares_with(pinned, now):
    table = table_of(opened("charts", "expert"), say("column.place")).set_index(say("column.place"))
    assert table.index.tolist() == [say("figure.now"), say("figure.pin")]
    for name, outcome in ((say("figure.now"), now), (say("figure.pin"), pinned)):
        rates = [getattr(outcome.headlines, number) for number in HEADLINES]
        assert table.loc[name].tolist() == [cell for rate in rates for cell in (hundred(rate), interval(rate))]


def test_the_trail_of_moves_stands_in_the_map_table():
    app = turn(guess_off(open_page()), "anonymisation", "groups_25")
    places = table_of(closer(speak(app, "expert"), "charts"), say("column.place"))[say("column.place")].tolist()
    assert places == [say("figure.now"), say("figure.pin"), say("column.step", place=1)]


def test_one_customer_is_followed_through_five_sections():
    app = opened("one")
    shown = [markdown.value for markdown in app.markdown]
    assert [text for text in shown if " · " in text and text.startswith("**")][-5:] == [
        f"**{say(f'section.{section}')}**" for section in SECTIONS
    ]
    trace = follow(small(**MOVED), 1)
    for table, section in zip(tables(app), SECTIONS, strict=True):
        facts = [[label, value.replace("\u2060", "")] for label, value in table.to_numpy().tolist()]
        assert facts == [list(fact) for fact in getattr(trace, section)]


def test_another_customer_leads_to_other_facts_and_stays_while_the_page_changes():
    app = opened("one")
    first = tables(app)[0]
    act(app.number_input[0].set_value(77))
    chosen = tables(app)[0]
    assert chosen.iloc[0, 1] == follow(small(**MOVED), 77).name != first.iloc[0, 1]
    act(next(button for button in app.button if button.label == say("closer.another")).click())
    somebody = app.number_input[0].value
    assert somebody not in (1, 77)
    assert tables(app)[0].iloc[0, 1] == follow(small(**MOVED), somebody).name
    assert do(app, "pin").number_input[0].value == somebody


def test_attacks_are_told_in_plain_words_or_by_their_threat(now):
    plain, expert = (opened("attacks", mode) for mode in ("plain", "expert"))
    terms = {say("column.baseline"), say("column.counted"), say("column.interval")}
    assert terms < set(table_of(expert, say("column.risk")).columns)
    assert all(texts()[f"attack.{name}.plain"] in words(plain) for name in now.attacks)
    assert all(texts()[f"attack.{name}.threat"] in words(expert) for name in now.attacks)
    assert (len(tables(plain)), len(tables(expert))) == (0, 2)


def test_the_attack_table_holds_every_attack_with_its_rates(now):
    table = table_of(opened("attacks", "expert"), say("column.baseline"))
    assert len(table) == len(now.attacks)
    for row, attack in zip(table.to_numpy().tolist(), now.attacks.values(), strict=True):
        assert row[0].startswith(texts()[f"attack.{attack.name}.title"])
        assert (say("closer.strongest") in row[0]) == (attack.name == now.headlines.strongest_attack)
        if attack.mounted:
            rates = (attack.attack, attack.baseline, attack.control, attack.risk)
            assert row[1:5] == [hundred(rate) for rate in rates]


def test_who_said_yes_stands_by_purpose_and_by_group(now):
    app = opened("consent", "expert")
    answers, groups = tables(app)
    yes = dict(zip(answers.iloc[:, 0], answers.iloc[:, 1], strict=True))
    for purpose, rate in now.consent.yes.items():
        assert yes[texts().get(f"purpose.{purpose}", purpose)] == hundred(rate)
    assert len(groups) == len(now.consent.by_group)
    assert app.warning.len == 0


def test_an_ignored_refusal_is_warned_of_among_the_answers():
    app = opened("consent", "expert", **{"consent.honour": "false"})
    consent = simulate(small(**MOVED, **{"consent.honour": False})).consent
    overridden = consent.overridden
    assert say("closer.overridden", share=f"{100 * overridden.value:.0f}") in [one.value for one in app.warning]
    _, groups = tables(app)
    told = [f"{hundred(rate)} ({interval(rate)})" for rate in consent.overridden_by_group.values()]
    assert groups[say("column.overridden")].tolist() == told


def test_fairness_shows_the_groups_of_the_chosen_attribute_and_the_verdict(now):
    app = opened("fairness", "expert")
    for attribute in (app.segmented_control(key="closer.attribute").value, "heritage"):
        act(app.segmented_control(key="closer.attribute").set_value(attribute))
        report = now.fairness[attribute]
        table = tables(app)[0]
        assert table[say("column.people")].tolist() == [f"{group.n:,}" for group in report.groups]
        assert table.iloc[:, 2].tolist() == [hundred(group.selection_rate) for group in report.groups]
        assert say(f"closer.verdict.{report.four_fifths}") in words(app)


def test_differences_between_groups_are_for_experts(now):
    gaps = table_of(opened("fairness", "expert"), say("column.tag"))
    assert gaps.iloc[0, 1] == hundred(now.fairness[now.settings["measure.protected"]].selection_rate_ratio)
    assert len(gaps) == 4


def test_the_offers_have_technical_measures_for_experts_only(now):
    table = table_of(opened("targeting", "expert"), say("column.tag"))
    assert {term(number, expert=True) for number in ("auc", "lift")} < set(table.iloc[:, 0])
    assert f"{now.targeting.auc.value:.2f}" in table.iloc[:, 1].tolist()
    assert term("auc", expert=True) not in "".join(drawn(opened("targeting")))


def test_the_table_is_measured_for_experts_only(now):
    app = opened("disclosure", "expert")
    (table,) = tables(app)
    shown = dict(table.to_numpy().tolist())
    for number in ("rows", "classes", "k", "suppressed"):
        assert shown[texts()[f"number.{number}.title"]] == f"{getattr(now.disclosure, number):,}"
    back = speak(app, "plain")
    assert say("closer.disclosure") not in back.pills(key="closer").options
    assert tables(back) == []


def test_levers_that_moved_are_named_with_both_values():
    app = opened("changed", "expert")
    (table,) = tables(app)
    assert table.to_numpy().tolist() == [
        [texts().label("protect.k"), value_in_words("protect.k", 5), value_in_words("protect.k", 10)]
    ]
    assert say("closer.unchanged") in words(closer(speak(open_page(), "expert"), "changed"))
