import dataclasses

import numpy as np
import pytest

from equipoise.chain.pipeline import Chain
from equipoise.core.vocabulary import OFFERS
from equipoise.personal.offers import decide, gains, rule, worth
from equipoise.personal.wishes import chain_of, wishes_at_first

RULES = {
    "by person": {},
    "all served": {"target.budget": 1.0},
    "by group": {"target.mitigation": "group_thresholds"},
    "trees": {"train.learner": "boosting"},
}


@pytest.mark.parametrize("levers", RULES.values(), ids=RULES)
def test_the_rule_gives_everybody_the_decision_that_was_counted(settings, levers):
    """Applied one by one, from chances and a cut-off, it has to agree with stage 7, which sorts everybody at once."""
    chain = Chain(settings.replace(**levers))
    decided, rows, known = chain.target.value, chain.inside.value[1].row, gains(chain)
    people = np.flatnonzero(chain.folds.value.evaluation & decided.reachable)
    for place in people.tolist():
        row = rows[place]
        found = rule(chain, known.chance[row], known.cutoff[known.group[row]])
        assert found.offer == decided.offer[place]


def test_people_who_are_not_counted_follow_the_same_rule(chain, learned):
    known, rows = gains(chain), chain.inside.value[1].row
    served = 0
    for place in learned[:200].tolist():
        found = decide(chain, place)
        served += found.why == "personal"
        assert (found.uplift >= known.cutoff[0]) == (found.why == "personal")
        assert found.uplift == pytest.approx(known.uplift[rows[place]])
    assert 0 < served < 200


def test_worth_is_chance_times_sales_times_margin():
    # Baby: .2 * .0685 * 24 - .1 * .054 * 26 = .3288 - .1404 = .1884. Bargains: .2 * .0685 * 19 - .1404 = .1199.
    found = worth(np.array([0.2] * OFFERS + [0.1], dtype=np.float32))
    assert found[0] == pytest.approx(0.1884, abs=1e-6) and found[11] == pytest.approx(0.1199, abs=1e-6)


def test_everybody_without_a_say_sees_what_a_stranger_sees(settings, chain, learned, refuser):
    found = decide(chain, refuser)
    assert (found.why, found.offer) == ("no_row", found.generic) and not found.chance.size
    kept = wishes_at_first(settings, int(learned[0]))
    silent = chain_of(settings, int(learned[0]), dataclasses.replace(kept, agrees=("analytics",)))
    assert decide(silent, int(learned[0])).why == "no_consent"
    for strategy in ("generic", "contextual"):
        run = Chain(settings.replace(**{"target.strategy": strategy}))
        assert decide(run, refuser).why == strategy
        assert decide(run, refuser).offer == run.target.value.offer[refuser]
