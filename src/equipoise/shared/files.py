"""Texts and schemas from files: every kind of bad file is refused with one clear error."""

from __future__ import annotations

from pathlib import Path

from equipoise.core.errors import DataError
from equipoise.shared.schema import Schema
from equipoise.shared.schema_toml import MAX_TEXT


def read_text(path: Path, longest: int) -> str:
    """Return a UTF-8 file as text; at most as many bytes are read as ``longest`` characters can take.

    Raises:
        DataError: the file cannot be read, is longer, or is not UTF-8 text.
    """
    most = 4 * longest  # no character takes more bytes
    try:
        with path.open("rb") as stream:
            content = stream.read(most + 1)
        if len(content) <= most:
            return content.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    raise DataError.about(path.name, "file.too_long", bytes=most, most=longest)


def read_schema(path: Path) -> Schema:
    """Return the schema in a TOML file; see `Schema.from_toml`."""
    return Schema.from_toml(read_text(path, MAX_TEXT))


def _unreadable(path: Path, error: OSError | ValueError) -> DataError:
    if isinstance(error, OSError):
        return DataError.about(str(path), "file.unreadable", reason=error.strerror or error)
    if isinstance(error, UnicodeError):
        return DataError.about(str(path), "file.not_utf8")
    return DataError.about(str(path), "file.no_path")
