"""The shareable link: the levers that are not at their default, and the pinned baseline if it is not the default."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from equipoise.settings import Settings
from equipoise.ui.moves import TYPICAL

_PIN = "pin"


def write_link(settings: Settings, pin: Settings) -> dict[str, str]:
    """Return the query parameters of a state; none at all for the default."""
    if settings == pin == TYPICAL:
        return {}
    parameters = dict(parse_qsl(settings.to_query(), keep_blank_values=True))
    return parameters | ({} if pin == TYPICAL else {_PIN: pin.to_query()})


def read_link(parameters: Iterable[tuple[str, str]]) -> tuple[Settings, Settings]:
    """Return levers and pin of a link.

    Raises:
        SettingsError: something in the link is unknown, given twice, or not permitted.
    """
    pairs = list(parameters)
    pins = [value for name, value in pairs if name == _PIN]
    levers = [(name, value) for name, value in pairs if name != _PIN]
    if len(pins) > 1:
        levers += [(_PIN, value) for value in pins]  # refused below, like everything that is given twice
    settings = Settings.from_query(urlencode(levers))
    return settings, Settings.from_query(pins[0]) if len(pins) == 1 else TYPICAL
