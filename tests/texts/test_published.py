import re

from equipoise.texts.catalogue import texts
from equipoise.texts.published import cited, published


def test_every_figure_has_a_source_and_a_status():
    assert "C10" in published()
    for figure in published().values():
        assert figure["claim"] and figure["source"] and figure["doi_or_url"] and figure["year"].isdigit()
        assert figure["verified"] in {"VERIFIED", "VERIFIED-SECONDARY", "RECOMPUTED", "REMEMBERED"}


def test_bounds_enclose_the_value():
    for figure in published().values():
        if figure["low"]:
            assert float(figure["low"]) <= float(figure["value"]) <= float(figure["high"])


def test_every_figure_that_a_text_names_is_in_the_list():
    named = {match for key in texts() for match in re.findall(r"\b[A-H]\d\d\b", texts()[key])}
    assert {"A04", "C10", "E08"} <= named <= published().keys()


def test_ids_are_spelled_out():
    assert cited("C10") == "CNIL 2023 / IFOP (C10)"
    assert cited("assumption") == "assumption"
    assert cited("A04; Sweeney 2002").endswith("(A04); Sweeney 2002")
