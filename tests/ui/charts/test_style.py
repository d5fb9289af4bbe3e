import pytest
from streamlit.elements.lib import streamlit_plotly_theme

from equipoise.ui.charts import style

LIGHT, DARK = "#FCFBF8", "#11171E"


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("page", [LIGHT, DARK])
@pytest.mark.parametrize("colour", [style.BLUE, style.ORANGE, style.GREY])
def test_colours_stand_out_from_both_pages(colour, page):
    lighter, darker = sorted((luminance(colour), luminance(page)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def test_the_ink_is_what_streamlit_replaces_by_its_text_colour():
    assert style.INK == streamlit_plotly_theme.GRAY_90
