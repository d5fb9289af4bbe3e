import csv
import math
from pathlib import Path

import pytest

from equipoise.core.errors import DataError
from equipoise.core.resources import data
from equipoise.studies.evidence.entries import AREAS, CONCERNED, about, entries, read
from equipoise.texts.catalogue import texts
from equipoise.texts.published import published

GOOD = {
    "claim": '"Three facts point to one person."',
    "source": '"Somebody 2020"',
    "link": '"https://example.org/paper"',
    "year": "2020",
    "verified": '"verified"',
    "unit": '"percent"',
    "status": '"not_fitted"',
    "headlines": '["identified"]',
    "value": "40",
    "low": "30",
    "high": "50",
    "measured": '"The share whom three facts single out."',
    "measure": '"disclosure.unique_share"',
}


def written(tmp_path, name="Z01", without=(), **fields):
    """Read a file that holds one entry, written from `GOOD` with some fields changed."""
    lines = [f"{field} = {text}" for field, text in (GOOD | fields).items() if field not in without]
    path = tmp_path / "identity.toml"
    path.write_text("\n".join([f'["{name}"]', *lines]), encoding="utf-8")
    return read(path)


def test_there_are_at_least_forty_effects_and_every_file_is_an_area():
    assert len(entries()) >= 40
    assert {path.stem for path in data("evidence").glob("*.toml")} == set(AREAS)
    assert next(iter(entries())) == "A08-purchases"  # what is known about purchases comes first


def test_an_entry_as_it_is_written(tmp_path):
    (entry,) = written(tmp_path, here='{"protect.k" = 10}')
    assert (entry.id, entry.area, entry.value, entry.here) == ("Z01", "identity", 40, {"protect.k": 10})
    assert entry.computed and not entry.directed and entry.against is None


def test_an_effect_without_a_value_has_only_a_direction(tmp_path):
    (entry,) = written(tmp_path, without=("value", "low", "high"), agrees='"up"')
    assert entry.directed and math.isnan(entry.value)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": "z1"}, "A01-month"),
        ({"colour": '"red"'}, "no field called colour"),
        ({"without": ("source",)}, "source is missing"),
        ({"status": '"sure"'}, "status cannot be"),
        ({"headlines": '["happiness"]'}, "headlines cannot be"),
        ({"headlines": "[]"}, "headlines cannot be"),
        ({"claim": '" "'}, "claim cannot be"),
        ({"year": "2020.5"}, "year cannot be"),
        ({"value": "true"}, "value cannot be"),
        ({"value": "nan"}, "value cannot be"),
        ({"here": '{"protect.k" = 1}'}, "here cannot be"),
        ({"value": "60"}, "outside its range"),
        ({"link": '"http://example.org"'}, "no address"),
        ({"status": '"not_expressible"', "reason": '"No."'}, "no measure"),
        ({"without": ("measure",)}, "needs measure"),
        ({"reason": '"No."'}, "needs measure"),
        ({"without": ("low",)}, "needs low and high"),
    ],
)
def test_an_entry_that_breaks_a_rule_is_named(tmp_path, changed, told):
    with pytest.raises(DataError) as refused:
        written(tmp_path, **changed)
    assert refused.value.value == f"'{changed.get('name', 'Z01')}'"
    assert told in str(refused.value)


def test_a_file_that_is_no_toml_is_named(tmp_path):
    path = tmp_path / "identity.toml"
    path.write_text("[A01", encoding="utf-8")
    with pytest.raises(DataError, match=r"identity\.toml"):
        read(path)


def test_two_effects_may_not_have_one_name(tmp_path, monkeypatch):
    for area in AREAS:
        (tmp_path / f"{area}.toml").write_text("", encoding="utf-8")
    written(tmp_path)
    (tmp_path / "traits.toml").write_text((tmp_path / "identity.toml").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr("equipoise.studies.evidence.entries.data", lambda *parts: Path(tmp_path, *parts[1:]))
    with pytest.raises(DataError, match="two entries"):
        entries.__wrapped__()


def test_every_measure_is_there():
    from equipoise.studies.evidence.measured import measure_of

    for entry in entries().values():
        if entry.computed:
            assert callable(measure_of(entry.measure)), entry.id


def test_every_number_that_is_concerned_exists_and_has_effects():
    for number in CONCERNED:
        assert f"number.{number}.title" in texts()
        assert about(number)


def test_figures_that_are_also_published_inputs_agree_with_them():
    """One figure, one value: where an entry has the name of a published input, both give the same value and range."""
    names = entries().keys() & published().keys()
    assert {"A04", "C02", "C11", "D16"} <= names
    differing = {
        name: (entries()[name].value, published()[name]["value"])
        for name in names
        if entries()[name].value == entries()[name].value
        and abs(entries()[name].value) != pytest.approx(abs(float(published()[name]["value"])))
    }
    assert differing.keys() <= {"C04", "D16", "E08"}, differing  # these are differences, or one of several values


def test_no_entry_says_what_only_a_lawyer_could():
    said = " ".join(f"{entry.claim} {entry.measured} {entry.remark} {entry.reason}" for entry in entries().values())
    assert "compliant" not in said and "anonymous" not in said


def test_published_inputs_without_an_entry_are_few():
    with data("published", "published_inputs.csv").open(encoding="utf-8", newline="") as file:
        ids = {row["id"] for row in csv.DictReader(file)}
    told = {name.partition("-")[0] for name in entries()}
    assert ids - told == set()
