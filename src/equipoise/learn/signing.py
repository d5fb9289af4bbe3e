"""A file that a learner keeps: JSON, signed by the server, so that people can read it and edits are detected.

The signature is HMAC-SHA256 (RFC 2104) over the canonical JSON of format, version and content. It proves that this
server's key made the file, and nothing about who uploads it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from typing import Any

from equipoise.core.errors import DataError, ReasonError, SettingsError

FORMAT = "equipoise-progress"
VERSION = 1
MAX_BYTES = 64 * 1024
SHORTEST_KEY = 16
"""The smallest number of characters of a secret; shorter ones could be guessed."""
_ENVELOPE = {"format", "version", "key", "content", "signature"}


def key_from(secret: str) -> bytes:
    """Return the signing key of a configured secret.

    Raises:
        SettingsError: the secret is too short to be one. It is not repeated in the message.
    """
    if len(secret) < SHORTEST_KEY:
        raise SettingsError.about("EQUIPOISE_KEY", "seal.key", fewest=SHORTEST_KEY)
    return hashlib.sha256(f"{FORMAT}:{secret}".encode()).digest()


def random_key() -> bytes:
    """Return a new key, which nobody else has and which is lost with the process."""
    return secrets.token_bytes(32)


def seal(content: dict[str, Any], key: bytes) -> str:
    """Return the signed file of a JSON-ready content."""
    envelope = {"format": FORMAT, "version": VERSION, "key": key_name(key), "content": content}
    return json.dumps(envelope | {"signature": _signature(envelope, key)}, indent=1) + "\n"


def unseal(file: bytes, key: bytes) -> Any:
    """Return the content of a file that was sealed with ``key``.

    Raises:
        DataError: the file is too large, damaged, of another kind, made with another key, or edited.
    """
    envelope = _parsed(file)
    if not isinstance(envelope, dict) or envelope.get("format") != FORMAT or set(envelope) != _ENVELOPE:
        raise DataError.about(_start(file), "seal.not_ours")
    signature = envelope.pop("signature")
    if envelope["version"] != VERSION:
        raise DataError.about(envelope["version"], "seal.version", version=VERSION)
    if envelope["key"] != key_name(key):
        raise DataError.about(envelope["key"], "seal.other_server")
    if not _same(signature, _signature(envelope, key)):
        raise DataError.about(signature, "seal.edited")
    return envelope["content"]


def key_name(key: bytes) -> str:
    """Return a short public name of a key, from which the key cannot be found."""
    return hmac.new(key, b"name", hashlib.sha256).hexdigest()[:12]


def _parsed(file: bytes) -> Any:
    if len(file) > MAX_BYTES:
        raise DataError.about(_start(file), "seal.too_large", most=MAX_BYTES, bytes=len(file))
    try:
        return json.loads(file.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise DataError.about(_start(file), "seal.damaged") from error


def _no_number(name: str) -> Any:
    raise ReasonError("no_number", {"name": name})


def _signature(envelope: dict[str, Any], key: bytes) -> str:
    try:
        text = json.dumps(envelope, sort_keys=True, separators=(",", ":"), allow_nan=False)
    except (ValueError, RecursionError) as error:  # a number too large for its kind, or nested too deeply
        raise DataError.about("content", "seal.unsignable") from error
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _same(given: object, right: str) -> bool:
    """Compare in constant time, so that timing does not disclose a signature."""
    return isinstance(given, str) and hmac.compare_digest(given.encode("utf-8", "replace"), right.encode())


def _start(file: bytes) -> str:
    return file[:120].decode("utf-8", "replace")
