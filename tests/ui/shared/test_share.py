import pytest
import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.ui.shared import share
from equipoise.ui.shared.moves import Play

K10 = Settings().replace(**{"protect.k": 10})


@pytest.fixture
def here(monkeypatch):
    """A function that sets where the browser is."""
    return lambda url: monkeypatch.setattr(type(st.context), "url", property(lambda self: url))


def test_the_link_is_the_page_with_the_levers_instead_of_what_stood_there(here):
    here("http://127.0.0.1:8501/playground?v=2&protect.k=3")
    assert share.link_to(Play(settings=K10)) == "http://127.0.0.1:8501/playground?v=2&protect.k=10"


def test_the_typical_retailer_needs_no_levers_in_the_link(here):
    here("http://127.0.0.1:8501/playground?v=2&protect.k=3")
    assert share.link_to(Play()) == "http://127.0.0.1:8501/playground"


def test_where_nobody_knows_the_address_the_levers_alone_are_the_link(here):
    here(None)
    assert share.link_to(Play(settings=K10)) == "?v=2&protect.k=10"
    assert share.link_to(Play()) == ""
