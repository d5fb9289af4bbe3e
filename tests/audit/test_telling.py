import pytest

from equipoise.audit.run import Checked
from equipoise.audit.seen import Seen
from equipoise.audit.telling import chance, sure


@pytest.mark.parametrize(
    "p, words", [(1.0, "100"), (0.4, "40"), (0.0994, "9.9"), (0.025, "2.5"), (0.001, "0.1"), (4.8e-15, "under 0.1")]
)
def test_how_often_chance_gives_as_much_is_a_number_that_people_read(p, words):
    assert chance(p) == words


def test_how_sure_a_check_of_chance_is_stands_without_powers_of_ten():
    check = Checked(name="scores", verdict="found", sure="statistical", seen=Seen(of=9, reach=0.08), p=1e-12)
    assert "under 0.1 in 100 audits" in sure(check) and "0.08" in sure(check)
