"""The result of a path for a learning system: signed for one package and one opening of it, and as a code to type in.

The launcher in the learning system knows the package's key, as does this server, which derives it from its own. So the
launcher takes results that this server signed, for the nonce that it drew itself. It is no more secret than SCORM 1.2
allows: whoever can read the learner's copy of the package, or call the system's interface, can report what they like.
"""

from __future__ import annotations

import base64
import dataclasses
import hmac
import re
from hashlib import sha256

from equipoise.core.errors import SettingsError
from equipoise.learn.progress import Progress
from equipoise.learn.route import Route, earned

ORIGINS = "EQUIPOISE_LMS_ORIGINS"
"""The variable of the environment that lists the learning systems which may ask for results."""
_ORIGIN = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?", re.IGNORECASE)
_NONCE = re.compile(r"[0-9a-f]{32}")
_LETTERS = 12


@dataclasses.dataclass(frozen=True, kw_only=True)
class Result:
    """What a learning system is told: right answers of how many in the second test, and whether the path is passed."""

    right: int
    of: int
    passed: bool

    @property
    def status(self) -> str:
        """The result as a ``cmi.core.lesson_status`` of SCORM 1.2."""
        return "passed" if self.passed else "incomplete"


def result(progress: Progress, route: Route) -> Result:
    """Return the result of a path: passed once the certificate is earned."""
    after = route.tests(progress).after
    right = after.score.right if after else 0
    return Result(right=right, of=len(route.topics), passed=earned(progress, route).complete)


def origins(listed: str) -> tuple[str, ...]:
    """Return the origins in the value of `ORIGINS`, separated by blanks.

    Raises:
        SettingsError: one of them is not like ``https://learn.example.org``.
    """
    for one in listed.split():
        if not _ORIGIN.fullmatch(one):
            raise SettingsError.about(one, "lms.origin", variable=ORIGINS)
    return tuple(one.lower() for one in listed.split())


def is_nonce(text: str) -> bool:
    """Whether a text is a nonce as the launcher draws them."""
    return bool(_NONCE.fullmatch(text))


def package_key(key: bytes, route: Route) -> str:
    """Return the key of a path's package, in hexadecimal digits; the server's key cannot be found from it."""
    return hmac.new(key, f"scorm {route.key}".encode(), sha256).hexdigest()


def sign(found: Result, route: Route, nonce: str, key: bytes) -> str:
    """Return the signature of a result: HMAC-SHA256 (RFC 2104) with the package's key, in hexadecimal digits."""
    said = f"{route.key} {found.right} {found.of} {found.status} {nonce}"
    return hmac.new(bytes.fromhex(package_key(key, route)), said.encode(), sha256).hexdigest()


def code(found: Result, route: Route, nonce: str, key: bytes) -> str:
    """Return a passed result as a code to type in: "34-ABCD-EFGH-JKLM", the scores and 60 bits of the signature."""
    letters = base64.b32encode(bytes.fromhex(sign(found, route, nonce, key)))[:_LETTERS].decode()
    return "-".join([f"{found.right}{found.of}", *(letters[place : place + 4] for place in range(0, _LETTERS, 4))])
