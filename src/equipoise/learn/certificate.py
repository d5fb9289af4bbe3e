"""The certificate of a path: a PDF with name, date, lessons, score and what was asked. The name is never stored.

It is set in one embedded font with Latin, Greek and Cyrillic letters. A name in another script is refused, with the
letters that are missing, rather than printed as boxes; a certificate without a name has a line to write it on by hand.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Mapping, Sequence

from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos

from equipoise.core.errors import DataError
from equipoise.learn.lesson import titles
from equipoise.learn.progress import Progress, Score
from equipoise.learn.route import Route, earned
from equipoise.paper import font
from equipoise.texts.dates import long_date

LONGEST_NAME = 80
_WIDE = 297.0
_MARGIN = 25.0
_BLUE, _INK, _GREY = (11, 92, 158), (17, 17, 17), (74, 82, 92)
Words = Mapping[str, str]
"""The texts of the certificate: see ``ui.course.certificate.pdf`` in the texts."""


def checked_name(name: str) -> str:
    """Return a name as it will be printed, without space around it.

    Raises:
        DataError: the name is too long, or has letters that the certificate's font cannot show.
    """
    clean = " ".join(unicodedata.normalize("NFC", name).split())
    if len(clean) > LONGEST_NAME:
        raise DataError.about(clean, "certificate.long", most=LONGEST_NAME)
    shown = (letter.isprintable() and ord(letter) in font.letters() for letter in clean)
    missing = "".join(dict.fromkeys(letter for letter, known in zip(clean, shown, strict=True) if not known))
    if missing:
        raise DataError.about(missing, "certificate.letters")
    return clean


def total(scores: Sequence[Score]) -> Score:
    """Return several scores as one."""
    return Score(right=sum(one.right for one in scores), of=sum(one.of for one in scores))


def certificate(name: str, date: datetime.date, progress: Progress, route: Route, words: Words) -> bytes:
    """Return the certificate of a path as PDF. It says what was done and what was asked, and claims nothing else.

    Args:
        name: of the learner, as they typed it; empty leaves a line to write on.
        date: of today. progress: what they did. route: the path. words: the texts, with {places} to fill in.

    Raises:
        DataError: the certificate is not earned, or `checked_name` refuses the name.
    """
    clean, after = checked_name(name), route.tests(progress).after
    if not earned(progress, route).complete or after is None:
        raise DataError.about(clean, "certificate.not_earned")
    done = {key: progress.lessons[key] for key in (progress.done(each) for each in route.lessons) if key}
    page = _page(words["title"], clean)
    _centred(page, 30, words["title"], _BLUE, above=10)
    _centred(page, 13, words["confirms"], _GREY, above=3)
    _name(page, clean)
    kind = "attack" if route.attack else "lessons"
    did = words[f"finished.{kind}"].format(path=route.title, count=len(done), date=long_date(date))
    _centred(page, 13, did, _INK, above=3)
    _centred(page, 13, _facts(done, after.score, route, words), _INK, above=1)
    _lessons(page, [(titles()[key.partition("@")[0]], key) for key in done])
    _centred(page, 8.5, words["limits"], _GREY, at=183)
    return bytes(page.output())


def _facts(done: Mapping[str, Score], test: Score, route: Route, words: Words) -> str:
    """Return the scores in words, and what the questions were about."""
    quiz = total(list(done.values()))
    about = ", ".join(words[f"topic.{topic}"] for topic in route.topics)
    scores = words["score"].format(
        quiz=quiz.right, quiz_of=quiz.of, test=test.right, test_of=test.of, least=route.least
    )
    return f"{scores}\n{words['asked'].format(topics=about)}"


def _page(title: str, name: str) -> FPDF:
    page = FPDF(orientation="landscape", format="A4")
    page.set_title(f"{title}: {name}" if name else title)
    page.set_lang("en")
    page.set_margin(_MARGIN)
    page.set_auto_page_break(False)
    page.add_font(font.NAME, fname=font.file())
    page.add_page()
    page.set_draw_color(*_BLUE)
    page.set_line_width(0.8)
    page.rect(10, 10, _WIDE - 20, 190)
    return page


def _centred(
    page: FPDF, size: float, text: str, colour: tuple[int, int, int], *, above: float = 0, at: float | None = None
) -> None:
    page.set_font(font.NAME, size=size)
    page.set_text_color(*colour)
    page.set_y(page.get_y() + above if at is None else at)
    page.multi_cell(0, size * 0.5, text, align=Align.C, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _name(page: FPDF, name: str) -> None:
    if name:
        size = 28.0
        page.set_font(font.NAME, size=size)
        while page.get_string_width(name) > _WIDE - 2 * _MARGIN:
            size -= 1
            page.set_font(font.NAME, size=size)
        _centred(page, size, name, _INK, above=3)
        return
    page.set_y(page.get_y() + 18)
    page.set_line_width(0.3)
    page.line(_WIDE / 2 - 60, page.get_y(), _WIDE / 2 + 60, page.get_y())


def _lessons(page: FPDF, lessons: Sequence[tuple[str, str]]) -> None:
    """Set the lessons in two columns, each with the version that was done."""
    page.set_font(font.NAME, size=10)
    page.set_text_color(*_INK)
    top, wide, rows = page.get_y() + 7, (_WIDE - 2 * _MARGIN) / 2, -(-len(lessons) // 2)
    for place, (title, key) in enumerate(lessons):
        page.set_xy(_MARGIN + place // rows * wide, top + place % rows * 7)
        page.cell(wide, 7, f"{place + 1}. {title} ({key})")
