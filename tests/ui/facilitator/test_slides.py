"""A lesson for groups: its slides, and its guide to print."""

from html.parser import HTMLParser

import pytest

from equipoise.learn.lesson import Step, lessons
from equipoise.ui.facilitator.handout import handout, numbers, timed
from equipoise.ui.facilitator.slides import Counted, Slide, large, plain, side_by_side, slides

each = pytest.mark.parametrize("lesson", lessons().values(), ids=list(lessons()))


class Text(HTMLParser):
    """The words of a page, and which tags were left open."""

    def __init__(self, page):
        super().__init__()
        self.words, self.open = "", []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += f"{data} "


@each
def test_nothing_gives_the_answer_away_before_the_experiment(lesson):
    shown = slides(lesson)
    (place,) = (place for place, slide in enumerate(shown) if slide.experiment)
    earlier = " ".join(f"{slide.text} {' '.join(slide.points)}" for slide in shown[:place])
    assert lesson.finding == shown[place].text and lesson.finding not in earlier
    assert lesson.prediction.text in earlier and "Guess first" in shown[place - 1].kicker
    assert len(shown[place - 1].points) == len(lesson.prediction.options)


@each
def test_the_slides_hold_everything_to_ask_and_to_discuss(lesson):
    texts = [slide.text for slide in slides(lesson)]
    guide = lesson.facilitator
    assert {guide.opening, *guide.ask, *guide.discussion, lesson.later.question} <= set(texts)


@each
def test_no_slide_is_too_long_for_a_screen(lesson):
    for slide in slides(lesson):
        assert len(slide.text) + sum(map(len, slide.points)) < 900, slide.text


def test_longer_texts_are_set_smaller_and_marks_are_taken_out():
    short, long = (large(Slide(kicker="", text=text)) for text in ("Short *one*", "Long " * 60))
    assert "4vw" in short and "2.3vw" in long and "4vw" not in long and "Short one" in short


def test_slides_escape_what_stands_in_them():
    drawn = large(Slide(kicker="<i>", text="<script>", points=("a & b",)))
    assert "<script>" not in drawn and "&lt;script&gt;" in drawn and "a &amp; b" in drawn


def test_both_sides_are_told_to_those_who_do_not_see_them():
    drawn = side_by_side(
        [Counted("Before", "80 in 100", "<svg/>"), Counted("After", "9 in 100", "<svg/>")], legend="Found"
    )
    assert 'aria-label="Found. Before: 80 in 100; After: 9 in 100"' in drawn


def test_the_run_sheet_adds_minutes_up():
    steps = [Step(minutes=2, what="a"), Step(minutes=3, what="b"), Step(minutes=5, what="c")]
    assert timed(steps) == [("0 – 2", "a"), ("2 – 5", "b"), ("5 – 10", "c")]


@each
def test_the_guide_to_print_is_whole_and_stands_alone(lesson):
    page = handout(lesson)
    text = Text(page)
    assert text.open == [] and "http" not in page.split("</style>")[0] and "src=" not in page
    guide = lesson.facilitator
    lines = (lesson.objective, guide.opening, *guide.ask, *guide.mistakes, *guide.discussion, lesson.later.answer)
    assert all(plain(line) in text.words for line in lines)
    assert all(step.what in text.words or plain(step.what) in text.words for step in guide.run_sheet)
    assert "All people here are invented" in text.words and "@page" in page and "(right)" in text.words


@each
def test_what_comes_out_is_told_claim_by_claim(lesson):
    told = numbers(lesson)
    assert len(told) == len(lesson.claims)
    assert all(claim.title in line for claim, line in zip(lesson.claims, told, strict=True))
