import dataclasses

import pytest

import fakes
from equipoise.chain.scenarios import scenario
from equipoise.chain.settings import BRANCHES, LEVERS, Settings
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.story.narrate import explain, tell
from equipoise.texts.catalogue import texts


def told(changes=None, *, start=None, learned=(0.62, 0.62), overridden=(0.0, 0.0), **levers):
    before = Settings().replace(**{name.replace("__", "."): value for name, value in (start or {}).items()})
    after = before.replace(**{name.replace("__", "."): value for name, value in levers.items()})
    return tell(
        fakes.outcome(before, learned=learned[0], overridden=overridden[0]),
        fakes.outcome(after, learned=learned[1], overridden=overridden[1]),
        changes or fakes.changes(),
    )


def test_the_sentence_follows_the_chain():
    changes = fakes.changes(reach=-0.09, right_offer=-0.03, identified=-0.04)
    assert told(changes, learned=(0.62, 0.53), consent__banner="equal") == (
        "You moved “Design of the banner” from “Highlighted accept” to “Equal buttons”: "
        "No is as easy to find as Yes, so 9 in 100 fewer can get a personal offer, the model learns from fewer people, "
        "3 in 100 fewer get the offer that suits them best and 4 in 100 fewer could be identified."
    )


def test_nothing_moved():
    assert explain(fakes.outcome(), fakes.outcome()) == "No lever was moved."


def test_no_effect_is_said_plainly():
    assert told(protect__k=6) == (
        "You moved “Size of the groups” from “5 people” to “6 people”: each person hides among more people. "
        "No headline moved beyond what chance alone can do."
    )


def test_what_happens_behind_the_headlines_is_told_when_they_stand_still():
    def after(**result):
        made = fakes.outcome(Settings().replace(**{"protect.k": 6}))
        return dataclasses.replace(made, attacks={**made.attacks, **result})

    start = fakes.outcome()
    now = dataclasses.replace(start.attacks["purchases"], risk=fakes.rate(0.11))
    end = "chance alone can do, but the attack “Linkage by known purchases” "
    # The risk was .23; .23 - .11 = .12.
    assert tell(start, after(purchases=now), fakes.changes()).endswith(f"{end}succeeds for 12 in 100 fewer.")
    overlapping = dataclasses.replace(now, risk=fakes.rate(0.22))
    assert tell(start, after(purchases=overlapping), fakes.changes()).endswith("chance alone can do.")
    gone = dataclasses.replace(now, mounted=False, risk=UNKNOWN)
    assert tell(start, after(purchases=gone), fakes.changes()).endswith(f"{end}is no longer possible.")
    back = tell(after(purchases=gone), start, fakes.changes())
    assert back.endswith(f"{end}is now possible.")


def test_without_a_model_nobody_speaks_of_learning():
    start = {"target__strategy": "contextual"}
    assert "learns" not in told(start=start, learned=(0.62, 0.3), consent__banner="equal")


@pytest.mark.parametrize("change", [Rate(-0.03, -0.07, 0.01, 500), Rate(-0.004, -0.0045, -0.0035, 10**6)])
def test_an_effect_within_chance_or_too_small_is_not_told(change):
    assert "No headline moved" in told(fakes.changes(right_offer=change), protect__k=6)


def test_an_unknown_number_is_not_told():
    unknown = Rate(float("nan"), float("nan"), float("nan"), 0)
    assert "nan" not in told(fakes.changes(identified=unknown), protect__k=6)


def test_a_later_lever_never_explains_an_earlier_stage():
    sentence = told(fakes.changes(treated_alike=0.12), learned=(0.62, 0.5), target__mitigation="group_thresholds")
    assert sentence == (
        "You moved “Fairness while choosing” from “Nothing” to “The same share for every group”: "
        "every group gets the same share of the personal offers, so "
        "the worst-treated group gets 12 more offers for every 100 of the best-treated."
    )


def test_a_switch_is_switched_and_the_refusals_are_counted():
    sentence = told(fakes.changes(reach=0.3), overridden=(0.0, 0.3), consent__honour=False)
    assert sentence.startswith("You switched “Respect the choices” off: data are used whatever people answered, so ")
    assert "30 in 100 more customers have their No ignored" in sentence


def test_a_lever_without_effect_says_why():
    sentence = told(start={"protect__technique": "none"}, protect__k=50)
    assert sentence.endswith(f". {texts()['lever.protect.k.inactive']}")


def test_of_several_levers_only_those_that_act_are_named():
    sentence = told(fakes.changes(identified=0.2), protect__technique="none", protect__k=50)
    assert "Size of the groups" not in sentence
    assert "every detail stands as it was collected, so 20 in 100 more could be identified" in sentence


def test_two_levers_are_both_named():
    sentence = told(fakes.changes(identified=-0.2), protect__identifiers="drop", protect__k=50)
    assert "to “Removed” and “Size of the groups” from" in sentence
    assert "names are gone from the table and each person hides among more people, so" in sentence


def test_many_levers_are_counted_and_scenarios_named():
    many = {"protect__identifiers": "drop", "protect__k": 50, "minimise__survey": False}
    assert told(fakes.changes(identified=-0.2), **many) == "You moved 3 levers: 20 in 100 fewer could be identified."
    before, after = fakes.outcome(), fakes.outcome(scenario("growth").settings)
    assert tell(before, after, fakes.changes()).startswith("You switched to “Growth at all costs”. No headline")


def test_other_people_are_not_compared():
    sentence = told(fakes.changes(comparable=False, right_offer=0.1), population__seed=8)
    assert "nobody can be compared with themselves" in sentence and "in 100" not in sentence


@pytest.mark.parametrize(
    ("sources", "clause"),
    [(["purchases"], "both see less"), (list(LEVERS["minimise.sources"].choices), "both see more"), (["broker"], None)],
)
def test_fewer_more_and_other_sources(sources, clause):
    sentence = told(minimise__sources=sources)
    assert clause in sentence if clause else "see" not in sentence


def directions(name):
    match LEVERS[name].kind:
        case "choice":
            return LEVERS[name].choices
        case "flag":
            return ("on", "off")
        case _:
            return ("more", "less")


def test_every_move_has_its_why_and_no_text_is_orphaned():
    levers = [name for name in LEVERS if name.split(".")[0] not in {"population", *BRANCHES}]
    assert set(texts().under("narrate.why")) == {f"{name}.{way}" for name in levers for way in directions(name)}


def test_a_lever_of_a_branch_changes_none_of_these_numbers():
    sentence = told(fakes.changes(), incident__kind="missed_copy")
    assert sentence.startswith("You moved “What goes wrong in the records” from “Nothing” to")
    assert sentence.endswith("changes what follows from these numbers, and none of them.")


def test_every_choice_makes_at_most_two_sentences():
    choices = [(name, choice) for name in LEVERS if LEVERS[name].kind == "choice" for choice in LEVERS[name].choices]
    moved = [(name, choice) for name, choice in choices if choice != Settings()[name]]
    assert len(moved) > 30
    for name, choice in moved:
        sentence = told(fakes.changes(identified=-0.2), **{name: choice})
        assert sentence.endswith(".") and sentence.count(". ") <= 1 and "{" not in sentence, (name, choice)
