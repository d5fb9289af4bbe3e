"""A lesson for groups: its slides, and its guide to print."""

from html.parser import HTMLParser

from equipoise.learn.lesson import Step, lessons
from equipoise.texts.marks import plain
from equipoise.ui.workshop.handout import handout, numbers, timed
from equipoise.ui.workshop.slides import Counted, Slide, large, side_by_side, slides

EVERY = list(lessons().values())


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


def test_nothing_gives_the_answer_away_before_the_experiment():
    for lesson in EVERY:
        shown = slides(lesson)
        (place,) = (place for place, slide in enumerate(shown) if slide.experiment)
        earlier = " ".join(f"{slide.text} {' '.join(slide.points)}" for slide in shown[:place])
        assert lesson.finding == shown[place].text and lesson.finding not in earlier, lesson.key
        assert lesson.prediction.text in earlier and "Guess first" in shown[place - 1].kicker, lesson.key
        assert len(shown[place - 1].points) == len(lesson.prediction.options), lesson.key


def test_the_slides_hold_everything_to_ask_and_to_discuss():
    for lesson in EVERY:
        guide, shown = lesson.facilitator, {slide.text for slide in slides(lesson)}
        assert {guide.opening, *guide.ask, *guide.discussion, lesson.later.question} - shown == set(), lesson.key


def test_no_slide_is_too_long_for_a_screen():
    every = [slide for lesson in EVERY for slide in slides(lesson)]
    assert [slide.text for slide in every if len(slide.text) + sum(map(len, slide.points)) >= 900] == []


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


def lines_of(lesson):
    """What has to stand in the guide to print."""
    guide = lesson.facilitator
    lines = (lesson.objective, guide.opening, *guide.ask, *guide.mistakes, *guide.discussion, lesson.later.answer)
    return [*lines, *(step.what for step in guide.run_sheet), "All people here are invented", "(right)"]


def test_the_guide_to_print_is_whole_and_stands_alone():
    for lesson in EVERY:
        page = handout(lesson)
        text = Text(page)
        assert text.open == [] and "http" not in page.split("</style>")[0] and "src=" not in page, lesson.key
        assert [line for line in lines_of(lesson) if plain(line) not in text.words] == [], lesson.key
        assert "@page" in page


def test_what_comes_out_is_told_claim_by_claim():
    for lesson in EVERY:
        pairs = zip(lesson.claims, numbers(lesson), strict=True)
        assert [claim.title for claim, line in pairs if claim.title not in line] == []
