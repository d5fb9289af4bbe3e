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
