import itertools

import pytest

from equipoise.chain.settings import LEVERS, Settings
from equipoise.core.vocabulary import PURPOSES
from equipoise.ui.consent_lab.screens import Answer, Visit, act, again, agreed, screens, used, version_of

ALL = frozenset(PURPOSES)
EVERY = list(itertools.product(LEVERS["consent.model"].choices, LEVERS["consent.banner"].choices))


def asking(model="opt_in", banner="equal", **levers):
    return Settings().replace(**{"consent.model": model, "consent.banner": banner}, **levers)


def actions(screen):
    return {action for action, _ in screen.buttons}


def test_equal_buttons_are_equal_and_a_highlighted_one_is_not():
    (equal,), (highlighted,) = screens(asking()), screens(asking(banner="highlighted"))
    assert equal.alike and actions(equal) == {"accept", "reject"}
    assert dict(highlighted.buttons) == {"accept": "primary", "reject": "tertiary"}


def test_no_is_one_page_further():
    first, second = screens(asking(banner="reject_second_page"))
    assert "reject" not in actions(first) and "accept" in actions(first)
    assert "reject" in actions(second)


@pytest.mark.parametrize(("banner", "ticked"), [("per_purpose", False), ("pre_ticked", True)])
def test_boxes_start_as_the_design_has_them(banner, ticked):
    (screen,) = screens(asking(banner=banner))
    assert screen.ticked is ticked and actions(screen) == {"save"}


def test_where_silence_is_a_yes_the_way_out_has_to_be_looked_for():
    first, *rest = screens(asking("opt_out"))
    assert dict(first.buttons) == {"more": "tertiary", "ignore": "primary"}
    assert tuple(rest) == screens(asking())
    (notice,) = screens(asking("notice"))
    assert actions(notice) == {"note"}


@pytest.mark.parametrize(("model", "banner"), EVERY)
def test_every_screen_is_reached_and_left(model, banner):
    settings = asking(model, banner)
    pages, visit, seen = screens(settings), Visit(version_of(settings)), set()
    while visit.answer is None:
        seen.add(visit.screen)
        step = actions(pages[visit.screen])
        visit = act(visit, "more" if "more" in step else sorted(step - {"back"})[0])
    assert seen == set(range(len(pages)))
    for page in pages[1:]:
        assert act(Visit("", screen=1), "back").screen == 0 or "back" not in actions(page)


def test_what_buttons_come_to():
    visit = Visit("v")
    assert act(visit, "accept").answer == Answer(ALL)
    assert act(visit, "reject").answer == Answer()
    assert act(visit, "save", frozenset({"offers"})).answer == Answer(frozenset({"offers"}))
    assert act(visit, "ignore").answer == Answer(silent=True)
    assert again(act(visit, "accept")) == Visit("v", time=1)


@pytest.mark.parametrize(("model", "counts"), [("opt_in", frozenset()), ("opt_out", ALL), ("notice", ALL)])
def test_silence_counts_as_the_settings_say(model, counts):
    assert agreed(asking(model), Answer(silent=True)) == counts
    assert agreed(asking(model), Answer(frozenset({"offers"}))) == {"offers"}


def test_choices_that_are_not_respected_change_nothing():
    refuses = Answer()
    assert used(asking(), refuses) == frozenset()
    assert used(asking(**{"consent.honour": False}), refuses) == ALL
