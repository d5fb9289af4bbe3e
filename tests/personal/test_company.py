"""What a company says about itself."""

import os

import pytest

from equipoise.core.errors import DataError
from equipoise.core.resources import data
from equipoise.personal.company import VARIABLE, company

NAMED = 'name = "Rosewood"\n'


def write(tmp_path, text):
    file = tmp_path / "company.toml"
    file.write_text(text, encoding="utf-8")
    return {VARIABLE: str(file)}


def test_an_installation_has_no_company_unless_it_is_told_so():
    assert company({}) is None


def test_the_example_can_be_used():
    own = company({VARIABLE: str(data("examples", "company.toml"))})
    assert own.name == "Rosewood Books" and len(own.measures) == 3
    assert own.settings["protect.k"] == 25 and own.settings["consent.model"] == "opt_in"  # the rest is as by default
    assert own.logo.startswith("data:image/svg+xml;base64,")


WRONG = {
    "no name": ("", "name has to be"),
    "long name": (f'name = "{"x" * 61}"', "1 to 60 characters"),
    "two lines": ('name = "a\\nb"', "on one line"),
    "no TOML": ("name = ", "cannot be read"),
    "unknown entry": (NAMED + "colour = 1", "Use one of"),
    "measures": (NAMED + 'measures = "all"', "list of at most 12"),
    "measure": (NAMED + "measures = [1]", "1 to 300 characters"),
    "settings": (NAMED + "settings = 1", "table of stages"),
    "lever": (NAMED + "[settings.protect]\nk = 1", "protect.k"),
    "no picture": (NAMED + 'logo = "missing.svg"', "beside the company's file"),
    "elsewhere": (NAMED + 'logo = "../company.svg"', "beside the company's file"),
    "address": (NAMED + 'logo = "https://example.org/a.svg"', "beside the company's file"),
    "not a picture": (NAMED + 'logo = "company.toml"', ".svg or .png"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_used_is_refused_with_value_rule_and_remedy(case, tmp_path):
    text, said = WRONG[case]
    with pytest.raises(DataError) as refused:
        company(write(tmp_path, text))
    assert said in str(refused.value)
    assert refused.value.value and refused.value.rule and refused.value.remedy


def test_a_file_that_is_not_there_is_refused():
    with pytest.raises(DataError, match="EQUIPOISE_COMPANY"):
        company({VARIABLE: "/nowhere/company.toml"})


def test_a_changed_file_is_read_again(tmp_path):
    told = write(tmp_path, NAMED)
    assert company(told).name == "Rosewood"
    (tmp_path / "company.toml").write_text('name = "Elm"\n', encoding="utf-8")
    os.utime(tmp_path / "company.toml", ns=(1, 1))
    assert company(told).name == "Elm"
