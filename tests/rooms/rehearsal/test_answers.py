"""What invented participants answer to games whose form they fill in."""

import numpy as np

from equipoise.audit.checks.registry import CHECKS
from equipoise.audit.game import CHECKS_TO_SPEND
from equipoise.rooms.activities.audit_game import AuditGame
from equipoise.rooms.activities.kind import Moment
from equipoise.rooms.rehearsal.answers import rehearse
from equipoise.server.room.drawings.audit_game import AuditGame as Drawn
from rooms.activities.games import answer, person
from rooms.activities.test_audit_game import STEP, kept
from rooms.activities.test_safeguard import ASKED

KIND, ME = AuditGame(), person(1)


def played(seed):
    """Play a case to its end as an invented participant does, and return all of the answers."""
    coins, answers, known = np.random.default_rng(seed), [], kept()
    while True:
        found = KIND.result(STEP, answers[-1:], [ME], known, 0)
        form = Drawn().play(STEP, found, ME, None, 0)
        if not form:
            return [one.value for one in answers]
        sent = rehearse(STEP, coins, lambda drawn=form: drawn)
        answers.append(answer("p1", KIND.check(STEP, sent, Moment(me=ME, mine=answers[-1:], computed=known))))


def test_an_invented_auditor_spends_checks_and_names_one_in_the_end():
    games = [played(seed) for seed in range(40)]
    assert all(game[-1]["named"] in CHECKS and not game[-2]["named"] for game in games)
    spent = {len(game[-1]["spent"]) for game in games}
    assert spent <= set(range(1, CHECKS_TO_SPEND + 1)) and len(spent) > 2


def test_who_has_found_something_mostly_names_it():
    ends = [played(seed)[-1] for seed in range(80)]
    lucky = [end["named"] == "opt_outs" for end in ends if "opt_outs" in end["spent"]]
    unlucky = [end["named"] == "opt_outs" for end in ends if "opt_outs" not in end["spent"]]
    assert len(lucky) > 10 and sum(lucky) > len(lucky) / 2 and sum(unlucky) < len(unlucky) / 4


def test_a_safeguard_is_chosen_as_in_a_vote():
    sent = [rehearse(ASKED, np.random.default_rng(seed), str) for seed in range(30)]
    assert {one["option"] for one in sent} == {"0", "1", "2"}
