import dataclasses

import numpy as np
import pandas as pd
import pytest

from equipoise import Settings
from equipoise.chain.pipeline import Chain
from equipoise.shared.identity import e_mail_hashes
from equipoise.stages.attacks import registry as attacks
from equipoise.stages.attacks.reversal import reverse
from samples import KNOWN, boxes, case, truth_of

OPEN = Settings().replace(**{"population.size": 2_000, "consent.model": "notice", "protect.technique": "none"})


def knowing(names, controls, control_for):
    """An attacker who knows nothing but names."""
    targets, others = (np.array(codes, dtype=float)[:, None] for codes in (names, controls))
    return attacks.Auxiliary(fields=("name",), targets=targets, controls=others, control_for=np.array(control_for))


def table(names, mailboxes):
    """A release of nothing but plain hashes."""
    hashes = pd.Series(e_mail_hashes(np.array(names), np.array(mailboxes)))
    return boxes(np.zeros((len(names), 1)), np.zeros((len(names), 1)), pseudonym=("direct", hashes))


def test_by_hand():
    # rows: names 5, 9 and 9 (numbers 3, 1 and 2). Targets 0 and 1 are named 5 and 9, in rows 0 and 1; target 2 is named
    # 7 and has no row. Row 0 is the only 5: right. The two 9 are drawn from: right or not. Nobody is called 7.
    # controls: a 5 in the place of target 0 names row 0 and counts; an 8 names none. Control 1/2.
    auxiliary = knowing([5, 9, 7], [5, 8], [0, 1])
    scored = attacks.run_with_hits("reversal", table([5, 9, 9], [3, 1, 2]), auxiliary, truth_of([0, 1, -1]))
    assert scored.hits[[0, 2]].tolist() == [1, 0]
    assert scored.result.control.value == 0.5
    assert scored.result.details["names_recovered"].value == 1.0


def test_one_of_many_of_the_same_name_is_drawn_at_random():
    # 400 people, four to a name: one in four is right
    names, mailboxes = np.repeat(np.arange(100), 4), np.tile(np.arange(1, 5), 100)
    result = attacks.run("reversal", table(names, mailboxes), knowing(names, [1], [0]), truth_of(np.arange(400)))
    assert result.attack.low < 0.25 < result.attack.high


def test_a_dictionary_reverses_what_it_lists_and_nothing_else():
    names, mailboxes = np.array([0, 1023, 500, 7]), np.array([1, 16, 17, 49])
    strangers = np.array([1, 2, 3])
    found = reverse(np.concatenate([e_mail_hashes(names, mailboxes), strangers]))
    # 1 and 16 are in the first round, 17 in the second; the third finds nobody, so that 49 is never tried
    assert found.tolist() == [0, 1023, 500, -1, -1, -1, -1]


def test_a_raw_table_of_plain_hashes_gives_nearly_everybody_away():
    drawn = case(0)
    result = attacks.run("reversal", drawn.release, drawn.auxiliary, drawn.truth)
    assert result.risk.value > 0.97 and result.baseline.value < 0.01
    assert result.details["names_recovered"].value == 1.0


def test_a_few_reversed_rows_are_all_that_is_named():
    drawn = case(1, n=200, controls=50)
    codes = drawn.release.exact["pseudonym"].to_numpy().copy()
    codes[100:] = np.arange(100)  # no address has these
    release = dataclasses.replace(drawn.release, exact=drawn.release.exact.assign(pseudonym=codes))
    scored = attacks.run_with_hits("reversal", release, drawn.auxiliary, drawn.truth)
    assert scored.hits[:100].mean() > 0.97 and scored.hits[100:].max() == 0
    assert scored.result.details["names_recovered"].value == 0.5


@pytest.mark.parametrize("register", [False, True])
def test_codes_that_no_address_has_name_nobody(register):
    drawn = case(2, register=register)
    codes = np.arange(len(drawn.release))
    release = dataclasses.replace(drawn.release, exact=drawn.release.exact.assign(pseudonym=codes))
    result = attacks.run("reversal", release, drawn.auxiliary, drawn.truth)
    assert result.mounted
    assert (result.attack.value, result.control.value, result.risk.value) == (0.0, 0.0, 0.0)
    assert result.details["names_recovered"].value == 0.0


def test_names_are_known_in_any_case_and_help_linkage_only_where_the_table_has_them():
    drawn = case(3)
    known = drawn.auxiliary
    cut = {part: getattr(known, part)[:, :3] for part in ("targets", "controls")}
    nameless = dataclasses.replace(known, fields=KNOWN[:3], **cut)
    first, second = (attacks.run("linkage", drawn.release, each, drawn.truth) for each in (known, nameless))
    assert first == second


@pytest.mark.parametrize("profile", ["curious_employee", "journalist"])
def test_in_the_shop_a_plain_hash_is_reversed_and_a_keyed_one_is_not(profile):
    plain, keyed, kept = (
        Chain(OPEN.replace(**{"protect.identifiers": treatment, "attack.profile": profile})).report.value
        for treatment in ("hash", "keyed", "keep")
    )
    assert plain.attacks["reversal"].risk.value > 0.95 and kept.attacks["reversal"].risk.value > 0.95
    assert keyed.attacks["reversal"].risk.value == 0.0
    assert plain.attacks["linkage"] == keyed.attacks["linkage"]  # who does not look at the codes gains nothing


def test_where_the_groups_hide_a_person_the_name_does_not():
    grouped = OPEN.replace(**{"protect.technique": "k_anonymity", "protect.identifiers": "hash"})
    outcome = Chain(grouped).report.value
    assert outcome.attacks["linkage"].attack.value < 0.2 and outcome.attacks["reversal"].attack.value > 0.9
    assert outcome.headlines.strongest_attack == "reversal"
