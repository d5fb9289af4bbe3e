import dataclasses

import pytest

from equipoise.core import folders, resources
from equipoise.core.errors import DataError


@pytest.mark.parametrize("place", ["data", "src/equipoise/data"], ids=["checkout", "installed"])
def test_data_are_found_in_a_checkout_and_in_an_installation(tmp_path, monkeypatch, place):
    monkeypatch.setattr(folders, "__file__", str(tmp_path / "src" / "equipoise" / "core" / "folders.py"))
    (tmp_path / place / "texts").mkdir(parents=True)
    assert resources.data("texts") == tmp_path / place / "texts"


def test_a_missing_file_is_named_with_a_remedy():
    with pytest.raises(DataError, match=r"'data/texts/xx\.toml'.*Install Equipoise again"):
        resources.data("texts", "xx.toml")


@dataclasses.dataclass
class Step:
    id: str
    order: int


def test_files_of_a_folder_stand_in_their_order(tmp_path):
    for name, order in (("a", 2), ("b", 3), ("c", 1)):
        (tmp_path / f"{name}.toml").write_text(str(order))
    (tmp_path / "notes.txt").write_text("0")
    found = resources.in_order(tmp_path, lambda path: Step(path.stem, int(path.read_text())))
    assert list(found) == ["c", "a", "b"] and found["a"] == Step("a", 2)
    with pytest.raises(TypeError):
        found["d"] = Step("d", 4)
