import re
import tomllib
from pathlib import Path

import pytest
from streamlit.errors import StreamlitAPIException
from streamlit.testing.v1 import AppTest

import equipoise
from equipoise.ui.shared import component

PACKAGE = Path(equipoise.__file__).parent
MANIFEST = tomllib.loads((PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))
DECLARED = MANIFEST["tool"]["streamlit"]["component"]["components"]
COMPONENTS = {one["name"]: PACKAGE / one["asset_dir"] for one in DECLARED}
DRAWN = re.compile(r'component\.show\("(\w+)"(?:, css="([\w.]+)")?')


def page():
    from equipoise.ui.shared.arrival import arrive

    arrive("one")


def test_the_manifest_names_every_component_and_its_files():
    drawn = [found for path in (PACKAGE / "ui").rglob("*.py") for found in DRAWN.findall(path.read_text("utf-8"))]
    assert {name for name, _ in drawn} == set(COMPONENTS) and MANIFEST["project"]["name"] == "equipoise"
    for name, style in drawn:
        there = {path.name for path in COMPONENTS[name].iterdir()}
        assert {f"{name}.js", *filter(None, [style])} <= there
    assert (COMPONENTS["crowd"] / "parts.svg").is_file()


@pytest.mark.parametrize("working", [True, False])
def test_a_page_works_where_a_component_cannot_be_loaded(monkeypatch, working):
    def missing(*_):
        raise StreamlitAPIException("no asset_dir")

    if not working:
        monkeypatch.setattr(component, "_registered", missing)
        assert component.show("arrival", key="arrival", data={}) is None
    app = AppTest.from_function(page).run()
    assert not app.exception and bool(app.get("bidi_component")) is working
