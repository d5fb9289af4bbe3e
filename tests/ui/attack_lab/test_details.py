from equipoise.numerics.rate import Rate
from equipoise.shared.results import AttackResult
from equipoise.ui.attack_lab.details import by_clue, ranked


def risk(value):
    return AttackResult(name="linkage", kind="identity", risk=Rate(value, value - 0.01, value + 0.01, 100))


def test_fewer_details_come_first_and_weaker_ones_before_stronger():
    results = {("birth_date",): risk(0.7), ("sex",): risk(0.1), ("birth_date", "sex"): risk(0.9)}
    bars = ranked(results)
    assert [name for name, _ in bars] == ["Sex", "Birth date", "Birth date + sex"]
    assert by_clue(bars).iloc[0].tolist() == ["Sex", "10.0", "9.0 to 11.0"]


def test_an_attack_that_cannot_be_mounted_has_no_bar():
    assert (
        ranked({("sex",): AttackResult(name="linkage", kind="identity", mounted=False, reason="no_person_rows")}) == []
    )
