"""The file of a learner's progress, also as the learner's browser keeps it: signed, and checked when it is read."""

from __future__ import annotations

from equipoise.learn import signing
from equipoise.learn.progress import Progress
from equipoise.learn.route import check
from equipoise.learn.statements import statements

_STATEMENTS = "statements"


def write(progress: Progress, key: bytes) -> str:
    """Return the signed text of a progress, as a browser keeps it."""
    return signing.seal(progress.to_dict(), key)


def write_file(progress: Progress, key: bytes) -> str:
    """Return the signed file of a progress, which also says it in statements of xAPI for a learning record store."""
    return signing.seal(progress.to_dict() | {_STATEMENTS: statements(progress)}, key)


def read(file: bytes, key: bytes) -> Progress:
    """Return the progress in a file.

    Raises:
        DataError: the file is too large, damaged, edited, foreign, or does not hold what progress holds.
    """
    content = signing.unseal(file, key)
    if isinstance(content, dict):
        content.pop(_STATEMENTS, None)  # they say the same once more
    found = Progress.from_dict(content)
    check(found)
    return found
