import pytest

from equipoise.chain.settings import Settings
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.studies.group_loss import PRESSURES, GroupLoss, positions
from equipoise.ui.protection_lab.who_pays import wording


def loss(name, verdict, value=-0.02):
    rate = Rate(value, value - 0.01, value + 0.01, 500)
    return GroupLoss(name=name, n=500, change=rate, apart=rate, verdict=verdict)


LIGHT = (loss("women", "unclear"), loss("men", "unclear"))
STRONG = (loss("women", "more", -0.05), loss("men", "less", 0.0))


def test_a_lane_for_every_group_and_a_line_for_every_step():
    women, men = wording.lanes("sex", ["10", "100"], [LIGHT, STRONG])
    assert (women.title, women.worse, men.worse) == ("Women", True, False)
    assert [line.label for line in women.lines] == ["10", "100"]
    assert women.lines[1].change.value == pytest.approx(-5) and women.lines[1].words == "−5.0 (−6.0 to −4.0)"
    assert "worse" in women.remark and "better" in men.remark
    assert "Women: −5.0 (−6.0 to −4.0)" in wording.alternative((women, men))


def test_the_table_holds_every_step():
    table = wording.table("sex", ["10", "100"], [LIGHT, STRONG])
    assert table.iloc[:, 0].tolist() == ["Women", "Men"] * 2 and table.iloc[:, 1].tolist() == ["10", "10", "100", "100"]
    assert table.iloc[2, 3] == table.iloc[2, 4] == "−5.0 (−6.0 to −4.0)"


def test_a_comparison_without_steps_has_no_column_of_steps():
    table = wording.table("sex", [""], [STRONG])
    assert list(table.columns) == ["Group", "People", *wording.table("sex", ["10"], [STRONG]).columns[3:]]
    assert table.iloc[0].tolist()[:2] == ["Women", "500"]


def test_the_conclusion_names_who_pays_or_says_that_nobody_can_be_told_apart():
    assert wording.conclusion("sex", STRONG) == (
        "**Pays more than the others:** women. **Pays less than the others:** men."
    )
    assert "Nobody can be told apart" in wording.conclusion("sex", LIGHT)
    assert wording.conclusion("sex", STRONG, "groups of 9").startswith("At the last step (groups of 9): **Pays more")


def test_nobody_in_a_group_is_a_dash():
    assert wording.change(UNKNOWN) == "–"


@pytest.mark.parametrize(
    ("pressure", "expert", "words"),
    [
        ("k", False, ["groups of 2", "groups of 5", "groups of 10", "groups of 25", "groups of 50", "groups of 100"]),
        ("noise", True, ["ε = 10", "ε = 3", "ε = 1", "ε = 0.3", "ε = 0.1"]),
        ("noise", False, ["odds 22,000×", "odds 20×", "odds 2.7×", "odds 1.3×", "odds 1.1×"]),
        ("opt_out", False, ["10 in 100", "25 in 100", "50 in 100", "75 in 100"]),
    ],
)
def test_every_step_says_how_strong_it_is(pressure, expert, words):
    steps = positions(Settings(), pressure)[1:]
    assert [wording.strength(pressure, step, expert=expert) for step in steps] == words
    assert set(PRESSURES) == set(wording.LEVER)
