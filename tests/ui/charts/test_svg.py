import re
from urllib.parse import unquote

from equipoise.ui.charts import svg


def test_an_element_has_its_attributes_in_order_and_leaves_out_none():
    assert svg.element("path", d="M0 0", stroke_width=2, fill=None) == "<path d='M0 0' stroke-width='2'/>"
    assert svg.element("g", svg.element("circle", r=1), id="a") == "<g id='a'><circle r='1'/></g>"


def test_lines_of_a_stretched_picture_keep_their_width():
    drawn = svg.stretched([svg.element("path", d="M0 0"), svg.element("path", d="M1 1")], fill="none")
    assert drawn.count("vector-effect='non-scaling-stroke'") == 2
    assert "viewBox='0 0 100 100' preserveAspectRatio='none' fill='none'" in drawn


def test_an_image_holds_the_whole_picture_whatever_it_is_made_of():
    picture = svg.svg(svg.element("text", "50% of #1 & more"), 20, 22.5)
    shown = svg.image(picture, style="width:100%", size=(20, 22.5))
    (address,) = re.findall('src="data:image/svg\\+xml,([^"]*)"', shown)
    assert unquote(address) == picture and not set('<>#&"') & set(address)
    assert 'alt=""' in shown and 'width="20" height="22.5" style="width:100%"' in shown


def test_a_figure_says_in_words_what_it_shows():
    assert svg.figure("<b>1</b>", alt='a "b" <c>') == (
        '<div role="img" aria-label="a &quot;b&quot; &lt;c&gt;"><b>1</b></div>'
    )
    assert 'role="group"' in svg.figure("", alt="", role="group")
