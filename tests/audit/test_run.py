import json

import pytest

from equipoise.audit.compare import compare
from equipoise.audit.run import audit
from equipoise.core.errors import DataError


def test_an_audit_is_compared_with_the_one_before(chain):
    before = audit(chain.settings.replace(**{"incident.kind": "missed_copy"}))
    now = audit(chain.settings.replace(**{"incident.kind": "unchanged_key"}))
    assert "erasure" in before.found and "keys" in now.found
    changes = {each.name: each for each in compare(now, json.loads(json.dumps(before.to_dict())))}
    assert changes["erasure"].change == "mended" and changes["keys"].change == "new"
    assert changes["attacks"].change == "still" and changes["receipts"].change == "clean"
    assert changes["erasure"].before > 0 and changes["erasure"].now == 0


def test_attacks_and_rules_tell_how_things_are(chain):
    found = audit(chain.settings)
    risk = chain.report.value.headlines.identified
    assert found["attacks"].seen.effect == risk.value and (found["attacks"].verdict == "found") == (risk.low > 0.05)
    assert found["rules"].verdict == "found" and "EU-07" in found["rules"].seen.where


def test_the_same_audit_twice_is_the_same(chain):
    broken = chain.settings.replace(**{"incident.kind": "lost_answers"})
    assert audit(broken) == audit(broken)


def test_what_is_no_audit_is_refused(chain):
    with pytest.raises(DataError, match="no audit"):
        compare(audit(chain.settings), {"checks": [{"name": "keys"}]})


TOOK_BACK = {"consent.withdrawal": 0.3}


@pytest.mark.parametrize(("conduct", "verdict"), [("joins", "nothing"), ("keeps", "found"), ("sells", "found")])
def test_a_partner_who_keeps_copies_keeps_those_who_took_their_yes_back(chain, conduct, verdict):
    found = audit(chain.settings.replace(**TOOK_BACK, **{"partners.conduct": conduct}))["partner"]
    assert found.verdict == verdict and (found.seen.wrong > 100) == (verdict == "found")


@pytest.mark.parametrize(
    "deal", [{"partners.fields": ()}, {"partners.join": "clean_room"}, {"partners.grain": "groups"}]
)
def test_where_no_row_of_a_person_leaves_there_is_no_partners_copy_to_look_into(chain, deal):
    seen = audit(chain.settings.replace(**TOOK_BACK, **{"partners.conduct": "keeps"}, **deal))["partner"].seen
    assert (seen.of, seen.reason) == (0, "audit.reason.no_partner")
