import tomllib
from pathlib import Path

import pytest
from streamlit.errors import StreamlitAPIException
from streamlit.testing.v1 import AppTest

import equipoise
from equipoise.ui.shared import arrival
from equipoise.ui.shared.crowd import picture

PACKAGE = Path(equipoise.__file__).parent


def page():
    from equipoise import Settings
    from equipoise.studies.crowd.facts import crowd
    from equipoise.ui.shared.crowd.payload import Scene
    from equipoise.ui.shared.crowd.picture import show_crowd

    seen = crowd(Settings().replace(**{"population.size": 1_000}))
    show_crowd(Scene(crowd=seen, fact="found"), key="crowd")


@pytest.mark.parametrize(
    ("named", "files"),
    [
        (picture.NAME, {"crowd.js", "crowd.css", "parts.svg"}),
        (arrival.NAME, {"arrival.js", "pages.css"}),
    ],
)
def test_the_manifest_names_the_components_and_their_files(named, files):
    manifest = tomllib.loads((PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))
    components = manifest["tool"]["streamlit"]["component"]["components"]
    folders = {f"{manifest['project']['name']}.{one['name']}": PACKAGE / one["asset_dir"] for one in components}
    assert files <= {path.name for path in folders[named].iterdir()}


def test_where_it_cannot_be_drawn_a_table_says_the_same(monkeypatch):
    def lacking():
        raise StreamlitAPIException("no such files")

    monkeypatch.setattr(picture, "_component", lacking)
    shown = AppTest.from_function(page, default_timeout=60).run()
    assert not shown.exception
    assert len(shown.dataframe[0].value) == 100
    assert "of these 100 people are found." in shown.markdown[0].value


def test_no_file_of_it_asks_another_host():
    for path in (PACKAGE / "ui" / "shared" / "crowd" / "assets").iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "://" not in text, path.name
