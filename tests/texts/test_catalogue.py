import dataclasses
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from equipoise import simulate
from equipoise.chain.partnership import PartnershipOutcome
from equipoise.chain.scenarios import scenario
from equipoise.chain.settings import BRANCHES, LEVERS, STAGES, Settings
from equipoise.core import wording
from equipoise.core.errors import DataError
from equipoise.core.keywords import KEYWORDS
from equipoise.core.vocabulary import GROUPS, PURPOSES
from equipoise.shared.partnership import Learned, Matching, Used
from equipoise.shared.results import (
    AdsReport,
    AttackResult,
    ConsentReport,
    ConsentSide,
    ContentReport,
    Disclosure,
    GroupReport,
    GroupRow,
    Headlines,
    Reidentification,
    Targeting,
)
from equipoise.stages.attacks.registry import ON_DEMAND, REGISTRY
from equipoise.stages.targeting.catalogue import CHOOSING, TRAINING
from equipoise.story.wording import value_in_words
from equipoise.studies.consent_loss import ConsentLoss
from equipoise.studies.field_value import FieldValue
from equipoise.studies.group_loss import GroupLoss
from equipoise.studies.meeting import BY, Answers, Moved
from equipoise.studies.proxies import Variant
from equipoise.studies.strength import FAMILIES, key_of
from equipoise.texts import catalogue as module
from equipoise.texts.catalogue import Texts, texts

DETAILS = (
    "advantage", "tpr_at_1_fpr", "tpr_at_0_1_fpr", "fpr_held_out", "train_auc", "test_auc", "auc_gap",
    "false_accusations", "recall", "claimed", "names_recovered", "withdrawn_found", "withdrawn_advantage",
    "control_people", "public_panel", "linked", "room_bound",
)  # fmt: skip
PERSONAL = ("guess_sure", "guess_wrong", "push", "offer_worth", "people_alike", "member_place")
REASONS = (
    "no_sensitive_column", "no_known_purchases", "no_model", "no_model_access",
    "empty_table", "no_known_fields", "no_behaviour", "no_targets", "no_pseudonyms",
    "no_person_rows", "no_synthetic_table", "as_job", "no_old_table",
    "nothing_shown", "no_retargeting",
    "clean_room", "no_clean_room", "not_sold", "nothing_shared",
)  # fmt: skip
NOTES = (
    "refusals_ignored", "nobody_to_learn_from", "as_personal_as_a_cohort", "mitigation_without_attribute",
    "noise_in_training_only", "raw_table_inside", "answers_left_to_chance",
)  # fmt: skip
REPORTS = (
    Answers,
    Moved,
    Headlines,
    Targeting,
    GroupRow,
    GroupReport,
    ConsentReport,
    ConsentSide,
    ConsentLoss,
    Disclosure,
    Reidentification,
    AttackResult,
    Variant,
    FieldValue,
    GroupLoss,
    ContentReport,
    AdsReport,
    PartnershipOutcome,
    Matching,
    Learned,
    Used,
)
NOT_NUMBERS = {
    "strongest_attack", "best_group", "worst_group", "name", "n", "sufficient", "attribute", "groups", "four_fifths",
    "found", "kind", "mounted", "reason", "details", "sides", "method", "done", "total", "none", "full", "verdict",
    "people", "budget_spent",
    "settings", "matching", "learned", "used", "attacks", "enrichment",
}  # fmt: skip


def numbers() -> set[str]:
    reported = {field.name for report in REPORTS for field in dataclasses.fields(report)}
    return reported - NOT_NUMBERS | {*DETAILS, *PERSONAL}


def expected() -> set[str]:
    """Every key that the declarations ask for."""
    keys = {
        f"stage.{stage}.{part}" for stage in STAGES | BRANCHES if stage != "incident" for part in ("title", "plain")
    }
    for name, declared in LEVERS.items():
        parts = ["label", "help", "expert", "source", *(["inactive"] if declared.active else [])]
        keys |= {f"lever.{name}.{part}" for part in parts}
        keys |= {f"lever.{name}.choice.{choice}" for choice in declared.choices}
        keys |= {f"lever.{name}.position.{position}" for position in declared.positions}
    mounted, parts = REGISTRY | ON_DEMAND, ("title", "goal", "plain", "threat", "source")
    keys |= {f"attack.{name}.{part}" for name in mounted for part in parts}
    keys |= {f"attack_reason.{reason}" for reason in REASONS}
    keys |= {f"profile.{name}.{part}" for name in LEVERS["attack.profile"].choices for part in ("title", "plain")}
    divided = GROUPS | BY
    keys |= {f"attribute.{name}.title" for name in divided}
    keys |= {f"attribute.{name}.group.{group}" for name, groups in divided.items() for group in groups}
    keys |= {f"note.{note}" for note in NOTES}
    mitigations = {*TRAINING, *CHOOSING} - {"none"}
    keys |= {f"mitigation.{name}.{part}" for name in mitigations for part in ("aims", "not_fixed", "source")}
    keys |= {f"purpose.{purpose}" for purpose in PURPOSES}
    keys |= {"item.name", *(f"keyword.{topic}.{word}" for topic, words in KEYWORDS.items() for word in words)}
    keys |= {
        f"consent_side.{side}.{part}" for side in ("consenters", "refusers", "everyone") for part in ("title", "plain")
    }
    keys |= {f"value.{name}" for name in ("on", "off", "none", "share")}
    protections = {key_of(family, choice) for family in FAMILIES for choice in LEVERS[family].choices}
    keys |= {f"{name}.{part}" for name in protections for part in ("title", "what", "not_against", "cost", "source")}
    parts = ("title", "plain", "what", "how", "good", "who", "source")
    return keys | {f"number.{key}.{part}" for key in numbers() for part in parts}


OWNED = {key.split(".")[0] for key in expected()} - {"value"}


def test_nothing_lacks_its_text():
    assert expected() - set(texts()) == set()


def test_no_text_is_orphaned():
    assert {key for key in texts() if key.split(".")[0] in OWNED} - expected() == set()


SENTENCES = {
    "plain", "help", "expert", "what", "how", "good", "who", "threat", "not_against", "cost", "inactive",
}  # fmt: skip
"""Last parts of the keys of whole sentences."""
CLAIMS = re.compile(r"anonymous|compliant|simply|leverage|seamless", re.IGNORECASE)
TERMS = re.compile(
    r"\b(propensit|quasi|epsilon|regress|propens|equivalence|k-anonym|release|threshold|labels?\b|attribute)",
    re.IGNORECASE,
)


def is_clean(key, text):
    """Whether it is written evenly, claims nothing that it may not, and ends in a full stop if it is a sentence."""
    even = text and text == text.strip() and "  " not in text
    title_like = key.startswith("number.") and key.endswith(".plain")
    ends = key.split(".")[-1] not in SENTENCES or title_like != text.endswith(".")
    return bool(even and ends and not CLAIMS.search(text))


def test_texts_are_clean():
    owned = {key: texts()[key] for key in texts() if key.split(".")[0] in OWNED}
    assert len(owned) > 1_000
    assert {key: text for key, text in owned.items() if not is_clean(key, text)} == {}


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("stage.x.title", ""),
        ("stage.x.title", " Title"),
        ("stage.x.title", "Two  spaces"),
        ("stage.x.title", "Simply Anonymous"),
        ("lever.x.help", "No full stop"),
        ("number.x.plain", "Like a title."),
    ],
)
def test_the_rule_sees_a_text_that_is_not_clean(key, text):
    assert not is_clean(key, text)


def test_help_is_plain():
    assert TERMS.search("The Epsilon of it.")
    helps = {name: texts()[f"lever.{name}.help"] for name in LEVERS}
    assert {name: text for name, text in helps.items() if TERMS.search(text)} == {}


@pytest.mark.parametrize("profile", LEVERS["attack.profile"].choices)
@pytest.mark.parametrize("name", ["growth", "contextual"])
def test_whatever_an_attack_reports_has_its_text(name, profile):
    levers = {"population.size": 500, "attack.profile": profile}
    outcome = simulate(scenario(name).settings.replace(**levers))
    for result in outcome.attacks.values():
        assert result.mounted or f"attack_reason.{result.reason}" in texts()
        assert set(result.details) <= set(DETAILS)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("consent.banner", "equal", "Equal buttons"),
        ("protect.k", 10, "10 people"),
        ("population.size", 20_000, "20,000 customers"),
        ("target.budget", 0.4, "40 in 100"),
        ("target.budget", 0.125, "12.5 in 100"),
        ("population.taste", 0.45, "0.45"),
        ("population.taste", 0.35, "A shop's own pages"),
        ("population.seed", 7, "7"),
        ("consent.honour", True, "on"),
        ("consent.honour", False, "off"),
        ("minimise.sources", (), "none"),
        ("minimise.sources", ("email", "purchases"), "Purchases, Opened e-mails"),
    ],
)
def test_values_in_words(name, value, words):
    assert value_in_words(name, value) == words


def test_every_default_has_words():
    assert all(value_in_words(name, Settings()[name]) for name in LEVERS)


def test_lookups():
    some = Texts({"a.b.c": "text", "a.bb": "other"})
    assert some["a.b.c"] == "text" and "a.b.c" in some and len(some) == 2
    assert some.under("a.b") == {"c": "text"}
    assert some.get("x") is None and some.get("x", "default") == "default"
    with pytest.raises(DataError, match="'x': there is no such text"):
        some["x"]


@pytest.mark.parametrize("second", ["a = ", 'a = "again"'])
def test_broken_and_doubled_files_are_named(tmp_path, monkeypatch, second):
    (tmp_path / "1.toml").write_text('a = "once"')
    (tmp_path / "2.toml").write_text(second)
    monkeypatch.setattr(module, "data", lambda *parts: tmp_path)
    with pytest.raises(DataError, match=r"2\.toml"):
        module.read("en")


@pytest.fixture
def two_languages(tmp_path, monkeypatch):
    """English and a little German; returns where the latter is."""
    (tmp_path / "de").mkdir()
    (tmp_path / "en.toml").write_text('a = "{count} people"\nb = "yes"')
    monkeypatch.setattr(module, "data", lambda *parts: tmp_path.joinpath(*parts[1:]))
    module.in_language.cache_clear()
    yield tmp_path / "de" / "de.toml"
    module.in_language.cache_clear()


def test_a_translation_stands_below_the_english_which_fills_its_gaps(two_languages, monkeypatch):
    two_languages.write_text('a = "{count} Leute"')
    assert texts()["a"] == "{count} people"
    monkeypatch.setenv(wording.LANGUAGE, "de")
    assert texts()["a"].format(count=3) == "3 Leute"
    assert texts()["b"] == "yes"


def test_one_process_serves_two_languages_at_once(two_languages):
    two_languages.write_text('a = "{count} Leute"')

    def read(language):
        wording.speak(language)
        return [texts()["a"] for _ in range(100)]

    with ThreadPoolExecutor(2) as pool:
        german, english = pool.submit(read, "de"), pool.submit(read, "en")
        assert {*german.result()} == {"{count} Leute"} and {*english.result()} == {"{count} people"}
    assert texts()["a"] == "{count} people"


def test_whoever_knows_the_reader_is_asked_once_a_thread(two_languages, monkeypatch):
    two_languages.write_text('a = "{count} Leute"')
    asked = []
    monkeypatch.setattr(wording, "_askers", [lambda: asked.append(1), lambda: asked.append(2) or "de"])
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: [texts()["a"] for _ in range(3)]).result() == ["{count} Leute"] * 3
    assert asked == [1, 2]


@pytest.mark.parametrize("wrong", ['c = "nothing in English has this key"', 'a = "{number} Leute"'])
def test_a_translation_that_does_not_go_with_the_english_is_refused(two_languages, wrong):
    two_languages.write_text(wrong)
    with pytest.raises(DataError, match="'de'"):
        module.read("de")


def test_a_language_that_is_not_there_is_refused():
    with pytest.raises(DataError, match="data/texts/xx"):
        module.read("xx")


def test_every_translation_goes_with_the_english():
    assert module.languages()[0] == "en"
    assert all(module.read(language) for language in module.languages())
