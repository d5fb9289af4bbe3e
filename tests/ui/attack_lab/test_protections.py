from equipoise.chain.settings import Settings
from equipoise.stages.protect.catalogue import TECHNIQUES
from equipoise.ui.attack_lab import protections

NAMES = list(protections.protections())


def under(name):
    return Settings().replace(**protections.protections()[name])


def test_every_protection_is_recognised_and_has_its_words():
    assert [protections.stands(under(name)) for name in NAMES] == NAMES
    for name in NAMES:
        assert protections.title(name) and {"what", "not_against"} <= set(protections.about(under(name))), name


def test_every_technique_is_on_offer():
    assert {under(name)["protect.technique"] for name in NAMES} == set(TECHNIQUES)


def test_the_typical_retailer_is_on_the_list_and_another_k_is_not():
    assert protections.stands(Settings()) == "groups_5"
    assert protections.stands(Settings().replace(**{"protect.k": 7})) is None


def test_suggestions_climb_from_names_in_clear_to_cohorts_and_end():
    name, path = protections.WEAKEST, []
    while name is not None:
        path.append(name)
        name = protections.suggested(under(name))
    assert path == ["names", "hashes", "codes", "groups_5", "groups_25", "groups_25_rough", "cohorts"]
    assert protections.suggested(Settings().replace(**{"protect.k": 7})) == "cohorts"
    assert protections.suggested(under("synthetic")) is None
