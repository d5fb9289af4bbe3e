import pytest

from equipoise.core.errors import DataError
from equipoise.shared.column import Column
from equipoise.shared.csv_table import read_table
from equipoise.shared.files import read_schema, read_text
from equipoise.shared.schema import Schema

SCHEMA = Schema((Column(name="town", role="quasi", kind="nominal", levels=("A", "B, upper")),))


@pytest.mark.parametrize("path", [".", "no such file.csv", "null\x00byte.csv"])
def test_what_is_no_file_is_refused(path, tmp_path):
    for read in (lambda file: read_table(file, SCHEMA), read_schema):
        with pytest.raises(DataError, match="cannot be read"):
            read(tmp_path / path)


def test_a_schema_is_read_from_its_file(tmp_path):
    file = tmp_path / "schema.toml"
    file.write_text(SCHEMA.to_toml(), encoding="utf-8-sig")
    assert read_schema(file) == SCHEMA
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(DataError, match="not UTF-8"):
        read_schema(file)


def test_a_file_is_not_read_beyond_what_its_text_may_take(tmp_path):
    # four characters may take 16 bytes; of a longer file nobody counts how long it is, nor where a character is cut
    file = tmp_path / "settings.toml"
    file.write_text("💶" * 4, encoding="utf-8")
    assert read_text(file, 4) == "💶" * 4
    for content in ("💶" * 5, "x" * 17, "x" * 1_000_000):
        file.write_text(content, encoding="utf-8")
        with pytest.raises(DataError, match=r"'settings\.toml': this file has more than 16 bytes.* at most 4 char"):
            read_text(file, 4)
