"""The signing key that a server makes for itself when nobody sets one. It is kept, so that files outlive a restart."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from equipoise.core.errors import DataError
from equipoise.learn.signing import key_from

BYTES = 32
"""The length of a key."""


def data_folder() -> Path:
    """Return where the user who runs this process keeps the data of Equipoise (XDG Base Directory Specification).

    Raises:
        RuntimeError: the user has no home folder.
    """
    configured = os.environ.get("XDG_DATA_HOME", "")
    root = Path(configured) if Path(configured).is_absolute() else Path.home() / ".local" / "share"
    return root / "equipoise"


SECRET = "EQUIPOISE_KEY"
"""The variable of the environment with the secret that signs what learners take away."""


def own_key() -> bytes:
    """Return the key of this machine: from the secret in the environment, else the one that is kept.

    Raises:
        SettingsError: the secret is too short. DataError: the kept key is damaged. OSError: it cannot be kept.
    """
    secret = os.environ.get(SECRET, "")
    return key_from(secret) if secret else kept_key(data_folder())


def kept_key(folder: Path) -> bytes:
    """Return the key in a folder. The first process that asks makes it, for the eyes of its user only.

    Raises:
        DataError: the file in the folder is no key.
        OSError: the folder cannot be made, read or written.
    """
    path = folder / "key"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(path, secrets.token_bytes(BYTES))
    key = path.read_bytes()
    if len(key) != BYTES:
        raise DataError.about(f"{folder.name}/key", "seal.kept_key", most=BYTES, bytes=len(key))
    return key


def _write_once(path: Path, content: bytes) -> None:
    """Write a file of mode 0600, unless another process was faster. Nobody ever reads a half of it."""
    descriptor, name = tempfile.mkstemp(dir=path.parent)  # mkstemp gives it mode 0600
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
