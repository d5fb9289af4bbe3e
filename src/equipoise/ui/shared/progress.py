"""What a learner has done in this open page. It is kept in the session's state alone: closed page, gone."""

from __future__ import annotations

import datetime
import os
import secrets
from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from equipoise.learn import keys, signing
from equipoise.learn.progress import Progress

_PROGRESS = "learn.progress"
_SECRET = keys.SECRET
_PATH, _VISITOR = "learn.path", "visitor"
_LEARNING = ("learn.", "exam.", "challenge.", "keep.", "certificate.", "lesson.")
"""How the session keys of everything here begin."""


def progress() -> Progress:
    """Return what the learner has done so far."""
    done: Progress = st.session_state.setdefault(_PROGRESS, Progress())
    return done


def record(step: Callable[..., Progress], *args: Any, **kwargs: Any) -> None:
    """Apply a step of `Progress`: ``record(Progress.with_lesson, "consent@1", score)``."""
    st.session_state[_PROGRESS] = step(progress(), *args, **kwargs)


def chosen_path() -> str:
    """Return the id of the path that was chosen in this open page; "" before that."""
    return str(st.session_state.get(_PATH, ""))


def choose_path(name: str) -> None:
    """Go on with a path; "" leads back to the choice."""
    st.session_state[_PATH] = name


def replace(loaded: Progress) -> None:
    """Go on with another progress, as loaded from a file."""
    st.session_state[_PROGRESS] = loaded


def visitor() -> int:
    """Return a number by which this open page tells its visitor from others, drawn once."""
    number: int = st.session_state.setdefault(_VISITOR, secrets.randbits(32))
    return number


def today() -> datetime.date:
    """Return the day, by the clock of Greenwich."""
    return datetime.datetime.now(tz=datetime.UTC).date()


def start_anew() -> None:
    """Forget everything that was done in this page, drafts of tests and attempts at challenges too."""
    for name in [name for name in st.session_state if str(name).startswith(_LEARNING)]:
        del st.session_state[name]


def key() -> bytes:
    """Return the key that signs progress files: the configured one, else the one that this server made and kept.

    Raises:
        SettingsError: the configured secret is too short.
        DataError: the kept key is damaged.
    """
    secret = _configured()
    return signing.key_from(secret) if secret else _kept_key() or _random_key()


def lasting() -> bool:
    """Whether files stay valid when the server is started again."""
    return bool(_configured() or _kept_key())


def _configured() -> str:
    """Return the secret from the environment, or from Streamlit's secrets; empty if nobody set one."""
    if os.environ.get(_SECRET):
        return os.environ[_SECRET]
    return str(st.secrets[_SECRET]) if st.secrets.load_if_toml_exists() and _SECRET in st.secrets else ""


@cache
def _kept_key() -> bytes | None:
    """Return the key in the user's data folder, or None if there is no place to keep one."""
    try:
        return keys.kept_key(keys.data_folder())
    except (OSError, RuntimeError):
        return None


@cache
def _random_key() -> bytes:
    """Return a key for this process alone."""
    return signing.random_key()
