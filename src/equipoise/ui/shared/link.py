"""The shareable link: levers, pin and target of the Attack lab, as far as they are not at their defaults."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from equipoise.chain.settings import Settings
from equipoise.core.errors import SettingsError
from equipoise.texts.phrases import Phrase
from equipoise.ui.shared.moves import MOST_TARGETS, TYPICAL, Play

_PIN, _TARGET = "pin", "target"


def write_link(play: Play) -> dict[str, str]:
    """Return the query parameters of a state; none at all for the default."""
    levers = dict(parse_qsl(_query(play.settings), keep_blank_values=True))
    pin = {} if play.pin == TYPICAL else {_PIN: _query(play.pin)}
    target = {} if play.target == 1 else {_TARGET: str(play.target)}
    return {**levers, **pin, **target} if pin or target or play.settings != TYPICAL else {}


class Link(NamedTuple):
    """What a link holds: the levers, the pin, and the number of the Attack lab's target.

    ``renewed`` says what reading it changed, where an older version of Equipoise wrote it.
    """

    settings: Settings
    pin: Settings
    target: int
    renewed: tuple[Phrase, ...] = ()


def read_link(parameters: Iterable[tuple[str, str]]) -> Link:
    """Return what a link holds.

    Raises:
        SettingsError: something in the link is unknown, given twice, or not permitted.
    """
    pairs = list(parameters)
    own = {key: [value for name, value in pairs if name == key] for key in (_PIN, _TARGET)}
    given_twice = {key for key, values in own.items() if len(values) > 1}
    levers = [(name, value) for name, value in pairs if name not in own or name in given_twice]
    query = urlencode(levers, errors="surrogatepass")  # reading refuses what is no text or given twice
    settings, renewed = Settings.read(query, "query")
    pin, renewed_too = Settings.read(own[_PIN][0], "query") if own[_PIN] else (TYPICAL, ())
    target = _number(own[_TARGET][0]) if own[_TARGET] else 1
    return Link(settings, pin, target, (*renewed, *(each for each in renewed_too if each not in renewed)))


@lru_cache(maxsize=64)
def _query(settings: Settings) -> str:
    return settings.to_query()


def _number(text: str) -> int:
    if re.fullmatch(r"[1-9][0-9]{0,3}", text):
        return int(text)
    raise SettingsError.about(text, "link.target", most=MOST_TARGETS)
