"""What is loaded when: the package, its help and its lists need none of the large libraries."""

import subprocess
import sys

import pytest

HEAVY = ("pandas", "scipy", "sklearn", "fairlearn", "plotly", "streamlit", "rule_engine", "jsonschema", "rdflib")
LOADED = f"import sys; print([name for name in {HEAVY} if name in sys.modules])"


def loaded(code):
    run = subprocess.run([sys.executable, "-c", f"{code}\n{LOADED}"], capture_output=True, text=True, check=True)
    return run.stdout.splitlines()[-1]


@pytest.mark.parametrize("command", ["--help", "levers", "scenarios", "simulate --help", "rules --help"])
def test_help_and_lists_load_no_large_library(command):
    code = f"from equipoise.cli import main\ntry: main({command.split()})\nexcept SystemExit: pass"
    assert loaded(code) == "[]"


def test_the_package_is_light_until_a_name_is_used():
    assert loaded("import equipoise; equipoise.Settings()") == "[]"
    assert "pandas" in loaded("import equipoise; equipoise.simulate")


def test_every_public_name_can_be_loaded():
    import equipoise

    assert {name for name in equipoise.__all__ if getattr(equipoise, name, None) is None} == set()
    assert set(equipoise.__all__) <= set(dir(equipoise))
    with pytest.raises(AttributeError, match="no attribute 'simulat'"):
        equipoise.simulat  # noqa: B018
