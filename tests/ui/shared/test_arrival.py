from pathlib import Path

from equipoise.ui.shared import arrival

ASSETS = Path(arrival.__file__).parent / "assets"


def test_the_stylesheet_asks_for_nothing_from_outside():
    style = (ASSETS / "pages.css").read_text(encoding="utf-8")
    assert not any(word in style for word in ("url(", "@import", "http"))
    assert style.count("{") == style.count("}")
