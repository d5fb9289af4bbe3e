"""Pages with the smallest world that the lever permits, in Streamlit's own test runner."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from equipoise.chain.settings import LEVERS

PAGES = (
    "playground",
    "your_data",
    "consent_lab",
    "protection_lab",
    "attack_lab",
    "fairness_lab",
    "data_lab",
    "deliver",
    "share",
)
"""Those that show the world of their link."""
FOLDER = Path(__file__).parents[2] / "pages"
SMALLEST = str(LEVERS["population.size"].low)
VALUELESS = re.compile(r"(?<![A-Za-z])(nan|NaN|inf|Infinity)(?![A-Za-z])")


def said(block):
    """Whatever stands on a page, element by element: tables as text, the rest as its message to the browser."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from said(child)
        elif callable(getattr(child.value if hasattr(child, "value") else None, "to_csv", None)):
            yield child.value.to_csv()
        else:
            yield str(child.proto)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_smallest_world_shows_no_number_without_a_value(page):
    app = AppTest.from_file(str(FOLDER / f"{page}.py"), default_timeout=120)
    app.query_params["population.size"] = SMALLEST
    app.query_params["pin"] = f"v=2&population.size={SMALLEST}&protect.k=25"
    app.session_state["chosen_mode"] = "expert"
    app.run()
    assert not app.exception
    assert not [text for text in said(app.main) if VALUELESS.search(text)]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_on_which_nobody_is_selected_shows_no_number_without_a_value(page):
    """All rows are withheld, so that nobody gets a personal offer: how evenly they are shared out is unknown."""
    app = AppTest.from_file(str(FOLDER / f"{page}.py"), default_timeout=120)
    app.query_params["population.size"] = "2000"
    app.query_params["protect.technique"] = "suppression"
    app.query_params["pin"] = "v=2&population.size=2000"
    app.session_state["chosen_mode"] = "expert"
    app.run()
    assert not app.exception
    assert not [text for text in said(app.main) if VALUELESS.search(text)]
