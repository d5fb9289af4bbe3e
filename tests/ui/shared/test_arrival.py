from pathlib import Path

from streamlit.testing.v1 import AppTest

from equipoise.ui.shared import arrival

ASSETS = Path(arrival.__file__).parent / "assets"


def page():
    from equipoise.ui.shared.arrival import arrive

    arrive("one")


def test_a_page_works_where_the_component_cannot_be_loaded(monkeypatch):
    from streamlit.errors import StreamlitAPIException

    def missing():
        raise StreamlitAPIException("no asset_dir")

    monkeypatch.setattr(arrival, "_component", missing)
    app = AppTest.from_function(page).run()
    assert not app.exception


def test_the_stylesheet_asks_for_nothing_from_outside():
    style = (ASSETS / "pages.css").read_text(encoding="utf-8")
    assert not any(word in style for word in ("url(", "@import", "http"))
    assert style.count("{") == style.count("}")
