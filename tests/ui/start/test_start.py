from pathlib import Path

from equipoise.chain.settings import Settings
from equipoise.texts.catalogue import texts
from equipoise.ui.shared.bundles import STOLEN
from equipoise.ui.start.start import DOORS

ROOT = Path(__file__).parents[3]


def test_three_doors_say_for_whom_what_and_how_long_and_lead_somewhere():
    assert [door.name for door in DOORS] == ["staff", "customer", "workshop"]
    for door in DOORS:
        words = texts().under(f"ui.start.door.{door.name}")
        assert set(words) == {"title", "what", "time", "go"}
        assert (ROOT / "pages" / f"{door.leads_to}.py").exists()


def test_one_of_the_stolen_tables_is_the_typical_shops_own():
    assert Settings() in [Settings().replace(**levers) for levers in STOLEN.values()]
