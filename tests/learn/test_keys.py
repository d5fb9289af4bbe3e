"""The key that a server makes for itself: kept, private, and one for all processes that ask at once."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from equipoise.core.errors import DataError
from equipoise.learn import keys


def test_it_is_made_once_and_only_its_user_can_read_it(tmp_path):
    folder = tmp_path / "new" / "equipoise"
    key = keys.kept_key(folder)
    assert len(key) == keys.BYTES and keys.kept_key(folder) == key
    assert stat.S_IMODE((folder / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == ["key"]


def test_whoever_asks_at_once_gets_the_same(tmp_path):
    for attempt in range(20):
        folder = tmp_path / str(attempt)
        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(keys.kept_key, [folder] * 8))) == 1


def test_a_slower_process_takes_the_key_of_the_faster_one(tmp_path):
    keys._write_once(tmp_path / "key", b"a" * keys.BYTES)
    keys._write_once(tmp_path / "key", b"b" * keys.BYTES)
    assert keys.kept_key(tmp_path) == b"a" * keys.BYTES and len(list(tmp_path.iterdir())) == 1


def test_a_damaged_key_is_refused(tmp_path):
    (tmp_path / "key").write_bytes(b"half")
    with pytest.raises(DataError, match="32 bytes, and this file has 4"):
        keys.kept_key(tmp_path)


@pytest.mark.parametrize(("configured", "expected"), [("", "home/.local/share"), ("relative", "home/.local/share")])
def test_without_a_configured_folder_it_is_below_the_home(monkeypatch, tmp_path, configured, expected):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", configured)
    assert keys.data_folder() == tmp_path / expected / "equipoise"


def test_the_configured_folder_goes_first(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert keys.data_folder() == tmp_path / "equipoise"
