import dataclasses
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from equipoise import Settings, run, simulate
from equipoise.chain import invented
from equipoise.chain.pipeline import Chain, effective, full_data_ceiling
from equipoise.chain.settings import LEVERS, STAGES
from equipoise.core.errors import Cancelled
from equipoise.core.vocabulary import INVENTED, MODELLED
from equipoise.runtime import remembered
from equipoise.runtime.memo import Memo
from equipoise.stages.attacks import registry as attacks

SMALL = Settings().replace(**{"population.size": 1_000})
ATTACKS = tuple(f"attack.{name}" for name in attacks.REGISTRY)
CHAIN = (
    "population", "consent", "minimise", "protect", "history", "train", "target", "deliver", "measure",
    *ATTACKS, "report",
)  # fmt: skip

# For every lever: what makes it active (nothing in most cases), and where it is moved to.
MOVES = {
    "population.seed": ({}, 8),
    "population.size": ({}, 1_500),
    "population.taste": ({}, "email"),
    "consent.model": ({}, "opt_out"),
    "consent.banner": ({}, "equal"),
    "consent.honour": ({}, False),
    "consent.revision": ({}, 0.3),
    "consent.withdrawal": ({}, 0.3),
    "consent.erasure": ({"consent.withdrawal": 0.3}, False),
    "consent.signal_share": ({}, 0.4),
    "consent.honour_signal": ({"consent.signal_share": 0.4}, False),
    "minimise.sources": ({}, ["purchases"]),
    "minimise.survey": ({}, False),
    "minimise.collect_heritage": ({}, True),
    "minimise.birth_precision": ({}, "decade"),
    "minimise.postcode_precision": ({}, "none"),
    "minimise.retention_months": ({}, 3),
    "minimise.detail": ({}, "receipts"),
    "minimise.spend": ({}, "by_topic"),
    "minimise.spend_precision": ({"minimise.spend": "total"}, "bands"),
    "protect.identifiers": ({}, "keep"),
    "protect.technique": ({}, "none"),
    "protect.k": ({}, 20),
    "protect.cohorts_by": ({"protect.technique": "cohorts"}, "interests"),
    "protect.l": ({"protect.technique": "l_diversity"}, 1.0),
    "protect.t": ({"protect.technique": "t_closeness"}, 0.05),
    "protect.behaviour": ({}, "banded"),
    "protect.epsilon": ({"protect.technique": "synthetic_dp"}, 0.3),
    "history.label_bias": ({}, 0.8),
    "history.exposure_bias": ({}, 0.8),
    "history.under_representation": ({}, 0.8),
    "history.biased_group": ({"history.label_bias": 0.8}, "men"),
    "train.learner": ({}, "boosting"),
    "train.mitigation": ({"history.label_bias": 0.8}, "reweigh"),
    "train.protected": ({"train.mitigation": "leave_out"}, "age_band"),
    "train.proxies": ({}, ["postcode"]),
    "train.privacy": ({}, "dp"),
    "train.epsilon": ({"train.privacy": "dp"}, 0.1),
    "target.strategy": ({"target.strategy": "contextual"}, "generic"),
    "target.budget": ({}, 0.1),
    "target.mitigation": ({"history.label_bias": 0.8}, "group_thresholds"),
    "deliver.price_gap": ({}, 0.5),
    "measure.protected": ({}, "age_band"),
    "attack.profile": ({}, "journalist"),
    "attack.trait": ({}, "money"),
}
# What makes a lever idle.
IDLE = {
    "consent.banner": {"consent.model": "notice"},
    "consent.honour": {"consent.model": "notice"},
    "consent.revision": {"consent.model": "notice"},
    "consent.withdrawal": {"consent.model": "notice"},
    "consent.erasure": {},
    "consent.honour_signal": {},
    "minimise.retention_months": {"minimise.sources": ["broker"]},
    "minimise.detail": {"protect.behaviour": "banded"},
    "minimise.spend": {"protect.technique": "cohorts"},
    "minimise.spend_precision": {},
    "protect.identifiers": {"protect.technique": "cohorts"},
    "protect.k": {"protect.technique": "none"},
    "protect.cohorts_by": {},
    "protect.l": {"protect.technique": "l_diversity", "minimise.survey": False},
    "protect.t": {"protect.technique": "l_diversity"},
    "protect.behaviour": {"minimise.sources": ["broker"]},
    "protect.epsilon": {"protect.technique": "none"},
    "history.label_bias": {"target.strategy": "generic"},
    "history.exposure_bias": {"target.strategy": "contextual"},
    "history.under_representation": {"target.strategy": "generic"},
    "history.biased_group": {},
    "train.learner": {"target.strategy": "generic"},
    "train.mitigation": {"target.strategy": "generic"},
    "train.protected": {},
    "train.proxies": {"target.strategy": "generic"},
    "train.privacy": {"train.learner": "boosting"},
    "train.epsilon": {},
    "target.budget": {"target.strategy": "contextual"},
    "target.mitigation": {"target.strategy": "generic"},
    "deliver.price_gap": {"target.strategy": "generic"},
    "attack.trait": {"minimise.sources": [], "minimise.survey": False},
}


def found(settings):
    """What a run found out, without the settings."""
    plain = simulate(settings).to_dict()
    del plain["settings"]
    return plain


def test_stages_come_in_the_order_of_the_chain_and_the_outcome_last():
    results = list(run(SMALL))
    assert tuple(result.stage for result in results) == CHAIN
    assert results[-1].value is simulate(SMALL)
    assert results[-1].value.settings == SMALL


def test_every_lever_is_tried():
    chain = {name: lever for name, lever in LEVERS.items() if name.split(".")[0] in STAGES}
    assert set(MOVES) == set(chain)
    assert set(IDLE) == {name for name, lever in chain.items() if lever.active}


@pytest.mark.parametrize("lever", MOVES)
def test_a_lever_changes_only_its_own_and_later_stages_and_changes_something(lever):
    context, value = MOVES[lever]
    before = SMALL.replace(**context)
    after = before.replace(**{lever: value})
    assert lever not in before.inactive() and lever not in after.inactive()
    stage = lever.split(".")[0]
    first = ATTACKS[0] if stage == "attack" else stage
    earlier = CHAIN[: CHAIN.index(first)]
    old, new = ({result.stage: result for result in run(settings)} for settings in (before, after))
    assert {name for name in earlier if old[name].fingerprint != new[name].fingerprint} == set()
    assert all(old[name].value is new[name].value for name in earlier)
    assert found(before) != found(after)


# Beside the default: one position for every family of techniques, of mitigation and of what decides who meets what.
CONTEXTS = {
    "raw": {"protect.technique": "none", "protect.identifiers": "keep", "consent.model": "notice"},
    "l_diversity": {"protect.technique": "l_diversity"},
    "t_closeness": {"protect.technique": "t_closeness", "attack.profile": "journalist"},
    "suppression": {"protect.technique": "suppression", "minimise.birth_precision": "decade"},
    "cohorts": {"protect.technique": "cohorts", "target.strategy": "cohort"},
    "randomised_response": {"protect.technique": "randomised_response", "attack.profile": "data_buyer"},
    "synthetic": {"protect.technique": "synthetic"},
    "synthetic_dp": {"protect.technique": "synthetic_dp", "attack.trait": "money"},
    "leave_out": {"train.mitigation": "leave_out", "train.proxies": ["postcode"]},
    "reweigh": {"train.mitigation": "reweigh", "history.exposure_bias": 0.5},
    "correlation_remover": {"train.mitigation": "correlation_remover", "train.protected": "heritage"},
    "group_thresholds": {"target.mitigation": "group_thresholds", "history.under_representation": 0.5},
    "both": {"train.mitigation": "reweigh", "target.mitigation": "group_thresholds", "protect.technique": "synthetic"},
    "private": {"train.privacy": "dp"},
    "boosting": {"train.learner": "boosting"},
    "generic": {"target.strategy": "generic", "protect.behaviour": "banded"},
    "auction": {"deliver.price_gap": 0.5, "minimise.sources": ["purchases", "cross_site", "broker"]},
    "receipts": {"minimise.detail": "receipts", "minimise.spend": "by_topic"},
    "taken back": {"consent.model": "opt_out", "consent.withdrawal": 0.3, "consent.signal_share": 0.3},
}


def itemised(settings):
    """The levers of receipts and euros that have an effect."""
    held = {name: settings[name] for name in ("minimise.detail", "minimise.spend", "minimise.spend_precision")}
    return {name: value for name, value in held.items() if name not in settings.inactive()}


def sanctioned(lever, before, after):
    """The earlier stages that a lever may change: four exceptions, and no other."""
    if lever.startswith("protect.") and effective(before).minimise != effective(after).minimise:
        assert itemised(before) != itemised(after)
        return {"minimise"}  # what no row of the release can hold is not kept
    invented = {"protect"} if before["protect.technique"] in INVENTED else set()
    if lever.startswith("history."):
        return invented  # the invented rows come with what their people answered
    if lever == "measure.protected" and before["train.protected"] == "follow":  # mitigation is about the same groups
        learnt = {"train"} if before["train.mitigation"] != "none" else set()
        return learnt | {"target", "deliver"} if learnt or before["target.mitigation"] != "none" else set()
    if before["target.strategy"] in MODELLED and after["target.strategy"] not in MODELLED:
        biased = any(before[f"history.{name}"] for name in ("label_bias", "exposure_bias", "under_representation"))
        return {"train"} | ({"history"} | invented if biased else set())  # no model, and nothing that biases its past
    return set()


def changed_earlier(before, lever, after):
    """The stages before a lever's own that give something else once it is moved."""
    stage = lever.split(".")[0]
    earlier = CHAIN[: CHAIN.index(stage)] if stage in CHAIN else CHAIN[: CHAIN.index(ATTACKS[0])]
    old, new = Chain(before), Chain(after)
    return {name for name in earlier if getattr(old, name).value is not getattr(new, name).value}


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_lever_changes_only_its_own_and_later_stages_wherever_the_others_stand(context):
    tried = {}
    for lever, (needs, value) in [*MOVES.items(), ("target.strategy", ({}, "generic"))]:
        before = SMALL.replace(**{"population.size": 500} | needs | CONTEXTS[context])
        after = before.replace(**{lever: value})
        if before != after and not {lever} & {*before.inactive(), *after.inactive()}:
            found = changed_earlier(before, lever, after)
            tried[f"{lever}: {before[lever]} to {value}"] = found, sanctioned(lever, before, after)
    assert len(tried) > 20
    assert {move: found for move, (found, allowed) in tried.items() if found != allowed} == {}


@pytest.mark.parametrize("lever", IDLE)
def test_an_idle_lever_changes_nothing_but_the_settings(lever):
    before = SMALL.replace(**IDLE[lever])
    after = before.replace(**{lever: MOVES[lever][1]})
    assert lever in before.inactive() and after[lever] != before[lever]
    old, new = (simulate(settings).to_dict() for settings in (before, after))
    stage, short = lever.split(".")
    assert old["settings"][stage].pop(short) != new["settings"][stage].pop(short)
    assert old == new
    assert effective(after) == effective(before)


def test_without_the_survey_l_and_t_have_nothing_to_act_on():
    silent = SMALL.replace(**{"minimise.survey": False})
    assert found(silent.replace(**{"protect.technique": "l_diversity"})) == found(silent)
    assert found(silent.replace(**{"protect.technique": "t_closeness"})) == found(silent)


def test_suppressed_people_get_the_generic_offer():
    chain = Chain(SMALL.replace(**{"protect.technique": "suppression", "minimise.birth_precision": "decade"}))
    decided, vault = chain.target.value, chain.protect.value[1]
    gone = chain.folds.value.in_release & (vault.row < 0)
    assert gone.any() and not decided.selected[gone].any()
    assert (decided.offer[gone] == chain.train.value.generic).all()


@pytest.mark.parametrize("lever", ["consent.banner", "minimise.sources", "protect.technique"])
def test_the_past_does_not_depend_on_what_is_kept_of_it(lever):
    moved = SMALL.replace(**{lever: MOVES[lever][1]})
    assert Chain(moved).history.value is Chain(SMALL).history.value


def test_a_fairness_lever_never_redraws_customers():
    fair = SMALL.replace(**{"target.mitigation": "group_thresholds"})
    assert Chain(fair).population.value is Chain(SMALL).population.value
    assert Chain(fair).train.value is Chain(SMALL).train.value
    by_age = fair.replace(**{"train.protected": "age_band"})
    assert Chain(by_age).train.value is Chain(SMALL).train.value  # only the thresholds are about ages


PROCESS = """
import json, sys
from equipoise import Settings, simulate
for text in sys.argv[1:]:
    print(json.dumps(simulate(Settings.from_query(text)).to_dict()))
"""


def test_the_same_settings_give_the_same_bytes_in_another_process():
    everything = SMALL.replace(
        **{
            "consent.banner": "per_purpose", "minimise.sources": ["purchases", "cross_site", "broker"],
            "history.label_bias": 0.4, "target.mitigation": "group_thresholds", "attack.profile": "data_buyer",
        }
    )  # fmt: skip
    queries = [SMALL.to_query(), everything.to_query()]
    other = {"PYTHONHASHSEED": "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"}  # than the order of sets here
    command = [sys.executable, "-c", PROCESS, *queries]
    there = subprocess.run(command, env=os.environ | other, capture_output=True, check=True, text=True).stdout
    here = [json.dumps(simulate(settings).to_dict()) for settings in (SMALL, everything)]
    assert there.splitlines() == here


def test_what_is_left_to_attack_where_nobody_has_a_row():
    cohorts, classes = (simulate(SMALL.replace(**{"protect.technique": name})) for name in ("cohorts", "k_anonymity"))
    assert {cohorts.attacks[name].reason for name in ("linkage", "purchases")} == {"no_person_rows"}
    assert cohorts.headlines.identified.value == 0  # this attacker is after rows
    found = cohorts.attacks["disclosed"]
    assert found.attack == classes.attacks["disclosed"].attack  # an average tells what its rows told
    assert found.mounted and cohorts.attacks["inferred"].mounted and cohorts.attacks["membership"].mounted
    finder = simulate(SMALL.replace(**{"protect.technique": "cohorts", "attack.profile": "journalist"}))
    assert finder.headlines.strongest_attack == "singling_out" and finder.headlines.identified.low > 0.1


def test_cohorts_and_raw_rows_are_their_own_cohorts():
    for technique in ("cohorts", "none"):
        personal = SMALL.replace(**{"protect.technique": technique})
        alike = personal.replace(**{"target.strategy": "cohort"})
        offers = [Chain(settings).target.value.offer for settings in (personal, alike)]
        assert (offers[0] == offers[1]).all()
    typical = SMALL.replace(**{"target.strategy": "cohort"})
    assert (Chain(typical).target.value.offer != Chain(SMALL).target.value.offer).any()
    assert Chain(typical).train.value is Chain(SMALL).train.value
    assert "as_personal_as_a_cohort" in simulate(SMALL.replace(**{"protect.technique": "cohorts"})).notes


def test_long_training_tells_how_far_it_is_and_can_be_stopped(monkeypatch):
    monkeypatch.setattr(remembered, "MEMORY", Memo(byte_limit=2**28))
    fair = SMALL.replace(**{"train.mitigation": "exponentiated_gradient", "history.label_bias": 0.5})
    told = []

    def stop(fraction, message=""):
        told.append(fraction)
        if fraction > 0:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        simulate(fair, stop)
    assert len(told) == 2 and told[1] > 0
    outcome = simulate(fair)  # what was stopped is not remembered
    assert (
        outcome.to_dict()["targeting"] != simulate(fair.replace(**{"train.mitigation": "none"})).to_dict()["targeting"]
    )


def test_a_second_run_does_no_work():
    simulate(SMALL)
    before = remembered.MEMORY.stats
    again = list(run(SMALL))
    assert remembered.MEMORY.stats.misses == before.misses
    assert sum(result.seconds for result in again) < 0.5


def test_concurrent_runs_of_one_setting_compute_it_once(monkeypatch):
    monkeypatch.setattr(remembered, "MEMORY", Memo(byte_limit=2**28))
    alone = simulate(SMALL)
    needed = remembered.MEMORY.stats.misses
    built, lock, outcomes = [], threading.Lock(), []
    build = invented.build

    def counted(settings):
        with lock:
            built.append(settings)
        return build(settings)

    def work():
        outcomes.append(simulate(SMALL))

    monkeypatch.setattr(invented, "build", counted)
    monkeypatch.setattr(remembered, "MEMORY", Memo(byte_limit=2**28))
    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 6 and all(outcome is outcomes[0] for outcome in outcomes)
    assert len(built) == 1 and remembered.MEMORY.stats.misses == needed
    assert outcomes[0].to_dict() == alone.to_dict()


def parts_of(value, path="", seen=None):
    """Everything in a result that could be assigned to, with the path to it: what was noted on the way too."""
    seen = set() if seen is None else seen
    if id(value) in seen:
        return
    seen.add(id(value))
    parts = {}
    if isinstance(value, (np.ndarray, pd.DataFrame, Mapping)):
        yield path, value
    if isinstance(value, Mapping):
        parts = value
    elif isinstance(value, (tuple, list, set)):
        parts = dict(enumerate(value))
    elif dataclasses.is_dataclass(value):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        parts = fields | getattr(value, "__dict__", {})
    for name, part in parts.items():
        if not str(name).startswith("_"):  # what a result notes for itself
            yield from parts_of(part, f"{path}.{name}", seen)


def assign_to(part):
    """Write another value into a table or a mapping."""
    if isinstance(part, pd.DataFrame):
        part.iat[0, -1] = 99
    else:
        part[next(iter(part), "name")] = 99


@pytest.mark.parametrize(
    "levers",
    [
        {},
        {"target.strategy": "contextual", "protect.technique": "none"},
        {"protect.technique": "cohorts", "attack.profile": "data_buyer"},
        {"protect.technique": "randomised_response", "minimise.sources": ["purchases", "broker"]},
        {"protect.technique": "synthetic"},
    ],
    ids=str,
)
def test_results_are_frozen(levers):
    chain = Chain(SMALL.replace(**levers))
    results = [*run(SMALL.replace(**levers)), chain.coarsened, chain.inside, chain.exposure.knowledge]
    assert len(chain.protect.value[0].frame) == len(chain.protect.value[0])  # made when somebody looks, and kept
    parts = {path: part for result in results for path, part in parts_of(result.value, result.stage)}
    kinds = [sum(isinstance(part, kind) for part in parts.values()) for kind in (np.ndarray, pd.DataFrame, Mapping)]
    assert all(found >= least for found, least in zip(kinds, (50, 5, 15), strict=True)), kinds
    assert [path for path, part in parts.items() if isinstance(part, np.ndarray) and part.flags.writeable] == []
    for part in parts.values():
        if not (isinstance(part, np.ndarray) or (isinstance(part, pd.DataFrame) and part.empty)):
            with pytest.raises(TypeError, match=r"read-only|does not support item assignment"):
                assign_to(part)
    for result in results:
        if dataclasses.is_dataclass(result.value):
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(result.value, dataclasses.fields(result.value)[0].name, None)


def test_a_session_cannot_change_what_another_one_sees():
    mine, theirs = (Chain(SMALL).protect.value[0] for _ in range(2))
    value = theirs.exact.iat[0, -1]
    with pytest.raises(TypeError, match="change a copy"):
        mine.exact.iat[0, -1] = value + 1
    own = mine.exact.copy()
    own.iat[0, -1] = value + 1
    assert theirs.exact.iat[0, -1] == value and own.iat[0, -1] == value + 1


def test_unknown_numbers_are_none_in_json():
    plain = simulate(SMALL.replace(**{"target.strategy": "generic"})).to_dict()
    assert plain["targeting"]["auc"]["value"] is None
    assert plain["attacks"]["membership"]["risk"]["value"] is None
    json.dumps(plain, allow_nan=False)


def test_a_raw_table_with_identifiers_gives_nearly_everybody_away():
    raw = SMALL.replace(**{"consent.model": "notice", "protect.identifiers": "keep", "protect.technique": "none"})
    outcome = simulate(raw)
    assert outcome.attacks["linkage"].attack.value > 0.99
    assert outcome.attacks["linkage"].control.value < 0.05
    assert outcome.headlines.identified.value > 0.95


def test_the_ceiling_is_that_of_the_world_and_above_every_setting(typical):
    ceiling = full_data_ceiling(typical.settings, Chain(typical.settings).population)
    assert typical.targeting.ceiling_full_data == ceiling
    assert typical.headlines.right_offer.value < ceiling.value < 1
    blind = simulate(typical.settings.replace(**{"minimise.sources": [], "minimise.survey": False}))
    assert blind.targeting.ceiling_full_data == ceiling
    assert blind.headlines.right_offer.value < typical.headlines.right_offer.value


def test_a_moved_lever_looks_the_ceiling_up_at_once(typical):
    world = Chain(typical.settings).population
    full_data_ceiling(typical.settings, world)
    before = remembered.MEMORY.stats
    full_data_ceiling(typical.settings.replace(**{"target.budget": 0.2}), world)
    assert (remembered.MEMORY.stats.hits - before.hits, remembered.MEMORY.stats.misses - before.misses) == (1, 0)


def test_stages_of_the_settings_are_stages_of_the_chain():
    assert set(STAGES) - {"attack"} < set(CHAIN)


def test_receipts_are_drawn_only_when_somebody_asks(monkeypatch):
    monkeypatch.setattr(remembered, "MEMORY", Memo(byte_limit=2**28))

    def refuse(world):
        raise AssertionError("nobody asked for receipts")

    with monkeypatch.context() as patch:
        patch.setattr(invented, "allot", refuse)
        patch.setattr(invented, "allot_views", refuse)
        simulate(SMALL)
    chain = Chain(SMALL)
    world = chain.population.value
    assert (chain.receipts.value.totals() == world.events["purchases"].counts).all()
    assert (chain.page_views.value.totals() == world.events["browsing"].counts).all()
    assert chain.receipts.value is chain.varied(**{"protect.k": 9}).receipts.value
