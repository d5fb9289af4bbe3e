import zipfile

import pytest

from equipoise.cli import UNUSABLE, main


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("EQUIPOISE_KEY", "correct horse battery staple")


def test_a_package_is_written_once_and_again_only_by_force(tmp_path, capsys):
    out = tmp_path / "essentials.zip"
    command = ["scorm", "essentials", "https://equipoise.example.org", "--write", str(out)]
    assert main(command) == 0
    assert "index.html" in zipfile.ZipFile(out).namelist()
    assert "EQUIPOISE_LMS_ORIGINS" in capsys.readouterr().out
    assert main(command) == UNUSABLE
    assert "--force" in capsys.readouterr().err
    assert main([*command, "--force"]) == 0


@pytest.mark.parametrize(
    ("path", "address", "says"),
    [("alchemy", "https://x.example", "essentials"), ("essentials", "x.example", "no address of the app")],
)
def test_what_does_not_exist_is_refused_and_nothing_is_written(tmp_path, capsys, path, address, says):
    out = tmp_path / "x.zip"
    assert main(["scorm", path, address, "--write", str(out)]) == UNUSABLE
    assert says in capsys.readouterr().err and not out.exists()
