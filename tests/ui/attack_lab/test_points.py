from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.shared.results import AttackResult
from equipoise.studies.unicity import Curve, Known
from equipoise.ui.attack_lab.points import alternative, lead, measured, table


def rate(value):
    return Rate(value, value - 0.05, value + 0.05, 200)


def known(points, unicity, linkage):
    return Known(
        points=points,
        unicity=rate(unicity),
        linkage=AttackResult(name="purchases", kind="identity", attack=rate(linkage), control=rate(0.06)),
    )


THREE = [known(1, 0.1, 0.2), known(2, 0.5, 0.7), known(3, 0.9, 0.95)]


def test_in_words():
    assert lead(THREE).startswith("**3 known purchases** fit one person only for **90 in 100**")
    assert "**50 in 100**" in lead(THREE[:2])
    assert "from 10 to 90 in 100" in alternative(THREE) and "from 20 to 95 in 100" in alternative(THREE)


def test_as_a_table():
    frame = table(THREE)
    assert frame.iloc[0].tolist() == ["1", "10.0 (5.0 to 15.0)", "20.0 (15.0 to 25.0)", "6.0 (1.0 to 11.0)", "200"]
    assert next(iter(frame.columns)) == "Known purchases"


def test_numbers_of_points_that_nobody_has_are_left_out():
    nobody = Known(points=4, unicity=UNKNOWN, linkage=AttackResult(name="purchases", kind="identity", mounted=False))
    assert measured(Curve(known=(*THREE, nobody))) == THREE
