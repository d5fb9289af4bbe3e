"""Writing a table to a file: all of it or nothing, and never over what was read."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import numpy as np
import pandas as pd
from pandas.api.types import is_float_dtype, is_numeric_dtype

from equipoise.core.errors import DataError, ReasonError
from equipoise.shared.csv_table import STANDARD_INPUT, Layout
from equipoise.shared.schema import Schema
from equipoise.shared.spelling import TO, all_in_digits

_PACKED = (".zip", ".bz2", ".xz", ".zst", ".tar", ".7z", ".xlsx", ".xls", ".ods", ".parquet", ".feather", ".json")
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(rf"[+-]?[0-9.,eE+-]+({TO}[+-]?[0-9.,eE+-]+)?")


def check_target(out: Path, inputs: Iterable[Path], force: bool) -> None:
    """Refuse to write where something would be lost, or what the name does not say.

    Args:
        out: the file to be written. inputs: the files that were read. force: whether ``out`` may exist.

    Raises:
        DataError: ``out`` is an input, exists, is a folder, or its name promises another format.
    """
    try:
        found = out.stat() if out.exists() else None
        if any(path.exists() and found is not None and out.samefile(path) for path in inputs):
            raise DataError.about(str(out), "file.is_input")
    except OSError as error:
        raise unwritable(out, error) from error
    except ValueError as error:
        if isinstance(error, DataError):
            raise
        raise DataError.about(str(out), "file.unwritable", reason=ReasonError("no_path")) from error
    if out == STANDARD_INPUT:
        raise DataError.about(str(out), "file.to_output")
    if out.suffix.lower() in _PACKED:
        raise DataError.about(out.name, "file.other_format")
    if found is not None and stat.S_ISDIR(found.st_mode):
        raise DataError.about(str(out), "file.unwritable", reason=ReasonError("a_folder"))
    if found is not None and stat.S_ISREG(found.st_mode) and not force:
        raise DataError.about(str(out), "file.exists")


def write_table(frame: pd.DataFrame, schema: Schema, out: Path, layout: Layout) -> None:
    """Write a table as CSV, compressed if the name ends in .gz: beside its place first, then moved there.

    What is no ordinary file, such as a pipe, is written to directly. Numbers have all their digits.

    Raises:
        DataError: it cannot be written; what was there before is still there.
    """
    plain = _plain(frame, schema, layout)
    try:
        with _replacing(out) as stream:
            packed = {"method": "gzip", "mtime": 0} if out.suffix.lower() == ".gz" else None
            plain.to_csv(stream, mode="wb", index=False, sep=layout.separator, lineterminator="\n", compression=packed)
    except (OSError, ValueError) as error:
        raise unwritable(out, error) from error


def formulas(frame: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Yield each column in which a spreadsheet may run a cell as a formula, and the first such cell."""
    for name in frame.columns:
        if _FORMULA.match(str(name)):
            yield str(name), str(name)
        elif not is_numeric_dtype(frame[name]):
            words = map(str, frame[name].dropna().unique())
            run = next((word for word in words if _FORMULA.match(word) and not _NUMBER.fullmatch(word)), None)
            if run is not None:
                yield str(name), run


def unwritable(out: Path, error: OSError | ValueError) -> DataError:
    """Return the error about a file that cannot be written."""
    reason = error.strerror or error if isinstance(error, OSError) else ReasonError("no_path")
    return DataError.about(str(out), "file.unwritable", reason=reason)


@contextlib.contextmanager
def _replacing(out: Path) -> Iterator[IO[bytes]]:
    """Open a new file that takes the place of ``out`` once all is written; if anything goes wrong it is removed."""
    target = out.resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            yield stream
        return
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        aside.chmod(_mode(target))
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """Return the permissions of the file that is replaced, or of a new one."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _plain(frame: pd.DataFrame, schema: Schema, layout: Layout) -> pd.DataFrame:
    """Return the table with numbers in their fewest digits, and with the decimal sign of the layout."""
    floats = {name: _digits(frame[name]) for name in frame.columns if is_float_dtype(frame[name])}
    plain = frame.assign(**floats)
    if layout.decimal == ".":
        return plain
    numbers = [column.name for column in schema.columns if column.kind == "number" and column.role == "quasi"]
    return plain.assign(**{name: plain[name].str.replace(".", layout.decimal) for name in [*floats, *numbers]})


def _digits(values: pd.Series) -> pd.Series:
    """Return numbers as text, missing where they are missing."""
    known = values.notna().to_numpy()
    words = np.full(len(values), None, dtype=object)
    words[known] = all_in_digits(values.to_numpy()[known])
    return pd.Series(words, index=values.index, dtype="str")
