from pathlib import Path

from streamlit.testing.v1 import AppTest

import equipoise
from equipoise.ui.shared import component

PACKAGE = Path(equipoise.__file__).parent


def page():
    from equipoise import Settings
    from equipoise.studies.crowd.facts import crowd
    from equipoise.ui.shared.crowd.payload import Scene
    from equipoise.ui.shared.crowd.picture import show_crowd

    seen = crowd(Settings().replace(**{"population.size": 1_000}))
    show_crowd(Scene(crowd=seen, fact="found"), key="crowd")


def test_where_it_cannot_be_drawn_a_table_says_the_same(monkeypatch):
    monkeypatch.setattr(component, "show", lambda *_, **__: None)
    shown = AppTest.from_function(page, default_timeout=60).run()
    assert not shown.exception
    assert len(shown.dataframe[0].value) == 100
    assert "of these 100 people are found." in shown.markdown[0].value


def test_no_file_of_it_asks_another_host():
    for path in (PACKAGE / "ui" / "shared" / "crowd" / "assets").iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "://" not in text, path.name
