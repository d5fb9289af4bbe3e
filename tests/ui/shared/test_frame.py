from equipoise.ui.shared.frame import ICON


def test_the_icon_needs_nothing_from_outside():
    assert ICON.startswith("<svg ")
    assert ICON.count("http") == 1  # the name of the SVG standard, which nobody fetches
