"""The page's words are plain: grade 6 or lower all together, 8 or lower one by one, as a twelve-year-old reads."""

from equipoise.personal.cast import stories
from equipoise.texts.catalogue import texts
from reading import GRADE, grade, is_long, offenders, plain, sentences

NUMBERS = ("guess_sure", "guess_wrong", "push", "offer_worth", "people_alike", "member_place")


def every_text():
    page = {f"you.{key}": text for key, text in texts().under("ui.you").items()}
    page |= {f"letter.{key}": text for key, text in texts().under("letter").items()}
    for number in NUMBERS:
        told = texts().under(f"number.{number}")
        page |= {f"{number}.{part}": told[part] for part in ("plain", "what", "how", "good", "who")}
    return page | {f"cast.{story.key}": texts()[f"cast.{story.key}"] for story in stories()}


def test_all_words_of_the_page_together_are_easy():
    whole = " ".join(sentences(plain(text)) for text in every_text().values())
    assert len(whole.split()) > 1_000
    assert grade(whole) <= GRADE - 2


def test_every_longer_text_is_easy():
    assert sum(map(is_long, every_text().values())) > 50
    assert offenders(every_text()) == {}
