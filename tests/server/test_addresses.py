"""Which addresses the server answers itself, judged without a server."""

from __future__ import annotations

import pytest

from equipoise.server.addresses import MOST_PARAMETERS, path_below, problem_of


@pytest.mark.parametrize(
    ("path", "base", "below"),
    [
        ("/", "/", ""),
        ("/learn/", "/", "learn"),
        ("/nope/x", "/", "nope/x"),
        ("/shop", "/shop", ""),
        ("/shop/learn", "/shop", "learn"),
        ("/shopping", "/shop", None),
        ("/learn", "/shop", None),
    ],
)
def test_a_page_stands_below_the_base_path(path, base, below):
    assert path_below(path, base) == below


@pytest.mark.parametrize(
    "query",
    [
        "",
        "v=2&protect.k=10",
        "embed=true&embed_options=a&embed_options=b",
        "&".join(f"p{i}=" for i in range(MOST_PARAMETERS)),
    ],
)
def test_links_that_streamlit_reads_rightly_pass(query):
    assert problem_of(query) is None


@pytest.mark.parametrize(
    ("query", "value", "rule"),
    [
        ("protect.k=5&protect.k=10", "'protect.k'", "gives it 2 times"),
        ("a=&a=&a=", "'a'", "gives it 3 times"),
        ("%61=1&a=1", "'a'", "gives it 2 times"),
        ("&".join("p" for _ in range(MOST_PARAMETERS + 1)), "1,001", "at most 1,000"),
    ],
)
def test_others_are_told_with_value_and_rule(query, value, rule):
    said = problem_of(query)
    assert said.startswith(value) and rule in said and "\n" not in said


def test_a_key_is_shown_as_text_and_shortened():
    said = problem_of("&".join(2 * ["%0A<b>" + 200 * "x" + "=1"]))
    assert "\n" not in said and len(said) < 250
