"""Every rule, by hand: what of a shop that puts privacy first has to change, and how far, for the rule to speak."""

import pytest

from equipoise.rules.book import book
from equipoise.rules.fact import known_facts
from equipoise.rules.facts import declared

FIRST = declared("first").values
SPEAKS = {
    "CA-01": {"honour_gpc": False, "cross_context_tracking": True},
    "CA-02": {"cross_context_tracking": True, "dns_link": False},
    "CA-03": {"show_optout_status": False, "cross_context_tracking": True},
    "CA-04": {"optout_days": 16, "cross_context_tracking": True},
    "CA-05": {"optout_needs_id": True},
    "CA-06": {"optout_scope": "device", "cross_context_tracking": True},
    "CA-07": {"precise_location": True, "limit_sensitive_link": False},
    "CA-08": {"cross_context_tracking": True, "youngest_profiled_age": 15, "parental_consent": False},
    "CA-09": {"retention_days": 1096},
    "CA-10": {"third_party_sharing": True, "partners_no_contract": 1},
    "CA-11": {"cross_context_tracking": True, "dpia_done": False},
    "CA-12": {"significant_decision": True, "human_review": False},
    "CA-13": {"optout_penalty": True},
    "CA-14": {"data_broker": True, "processes_drop": False},
    "EU-01": {"trackers_before_consent": True},
    "EU-02": {"consent_model": "opt_out", "cross_context_tracking": True},
    "EU-03": {"consent_model": "opt_out", "behavioural_profiling": True},
    "EU-04": {"consent_prechecked": True},
    "EU-05": {"reject_clicks": 2},
    "EU-06": {"withdraw_clicks": 2},
    "EU-07": {"consent_granularity": "bundled"},
    "EU-08": {"consent_record_kept": False},
    "EU-09": {"access_wall": "hard"},
    "EU-10": {"access_wall": "consent_or_pay"},
    "EU-11": {"fields_collected": 12},
    "EU-12": {"retention_days": 1096},
    "EU-13": {"retention_schedule": False},
    "EU-14": {"consent_age_months": 7},
    "EU-15": {"retargeting": True, "retargeting_window_days": 391},
    "EU-16": {"sensitive_data_used": True, "sensitive_explicit_consent": False},
    "EU-17": {"behavioural_profiling": True, "sensitive_data_used": True},
    "EU-18": {"behavioural_profiling": True, "youngest_profiled_age": 17},
    "EU-19": {"youngest_profiled_age": 12, "parental_consent": False},
    "EU-20": {"deidentification": "none", "claims_anonymous": True},
    "EU-21": {"claims_anonymous": True, "reid_rate": 0.06},
    "EU-22": {"third_party_sharing": True, "partners_no_contract": 1},
    "EU-23": {"joint_control": True, "joint_arrangement": False},
    "EU-24": {"third_party_sharing": True, "partner_secondary_use": True},
    "EU-25": {"transfer_abroad": True, "transfer_tool": "none"},
    "EU-26": {"transfer_abroad": True, "transfer_tool": "scc", "transfer_assessment": False},
    "EU-27": {"sensitive_data_used": True, "dpia_done": False},
    "EU-28": {"ropa_kept": False},
    "EU-29": {"significant_decision": True, "human_review": False},
    "EU-30": {"behavioural_profiling": True, "notice_profiling": False},
    "EU-31": {"third_party_sharing": True, "notice_partners": False},
    "EU-32": {"why_this_ad": False},
    "EU-33": {"optout_days": 4},
    "EU-34": {"dsr_days": 31},
    "EU-35": {"email_optin": False},
    "EU-36": {"dark_patterns": True},
    "EU-37": {"vulnerability_targeting": True},
    "EU-38": {"ai_generated_creative": True, "ai_label": False},
    "EU-39": {"breach_notice_hours": 73},
    "EU-40": {"security_controls": False},
    "EU-41": {"profiling_default_on": True},
    "DMA-01": {"consent_model": "opt_out", "cross_context_tracking": True},
    "EU-42": {"refusals_overridden": 0.01},
    "PB-01": {"deidentification": "k_anonymous", "k_value": 9},
    "PB-02": {"deidentification": "dp", "dp_epsilon": 8.1},
    "PB-03": {"clean_room_exact": True},
    "GL-01": {"unsubscribe_link": False},
    "FA-01": {"min_exposure_ratio": 0.79},
    "FA-02": {"min_exposure_ratio": 0.89, "ad_category": "housing"},
    "FA-03": {"behavioural_profiling": True, "bias_monitoring": False},
    "GV-01": {"audit_interval_months": 13},
    "GV-02": {"staff_trained_pct": 79},
    "QC-01": {"behavioural_profiling": True, "profiling_default_on": True},
    "QC-02": {"youngest_profiled_age": 13, "parental_consent": False},
    "CN-01": {"reject_clicks": 4, "behavioural_profiling": True},
    "CN-02": {"differential_pricing": True},
    "CN-03": {"precise_location": True, "sensitive_explicit_consent": False},
    "IN-01": {"behavioural_profiling": True, "youngest_profiled_age": 17},
    "BR-01": {"behavioural_profiling": True, "youngest_profiled_age": 17},
    "ZA-01": {"email_optin": False},
    "KR-01": {"consent_model": "opt_out", "behavioural_profiling": True},
    "JP-01": {"consent_model": "opt_out", "third_party_sharing": True},
    "AU-01": {"optout_days": 31},
    "CH-01": {"sensitive_data_used": True, "sensitive_explicit_consent": False},
    "UK-01": {"significant_decision": True, "human_review": False},
    "US-01": {"sensitive_data_used": True, "sensitive_explicit_consent": False},
    "US-02": {"sensitive_data_used": True, "sells_data": True},
    "US-03": {"cross_context_tracking": True, "youngest_profiled_age": 17},
    "US-04": {"youngest_profiled_age": 12, "parental_consent": False},
}
"""The fewest changes; a number is the first one, as whole numbers go, at which the rule speaks."""


def holds(rule, changes):
    known = {name: known_facts()[name].check(value) for name, value in changes.items()}
    return book().rules[rule].condition.holds({**FIRST, **known})


def nearer(name, value):
    """The number one nearer to that of a shop that puts privacy first."""
    return value - 1 if value > FIRST[name] else value + 1


def test_every_rule_is_here():
    assert set(SPEAKS) == set(book().rules)


@pytest.mark.parametrize("rule", SPEAKS)
def test_it_speaks_when_all_of_this_is_so_and_is_silent_without_any_of_it(rule):
    changes = SPEAKS[rule]
    assert holds(rule, changes)
    without = [{name: value for name, value in changes.items() if name != out} for out in changes]
    assert [each for each in without if holds(rule, each)] == []


@pytest.mark.parametrize("rule", SPEAKS)
def test_it_is_silent_at_its_line(rule):
    whole = [name for name in SPEAKS[rule] if known_facts()[name].whole]
    at_the_line = [SPEAKS[rule] | {name: nearer(name, SPEAKS[rule][name])} for name in whole]
    assert [each for each in at_the_line if holds(rule, each)] == []


@pytest.mark.parametrize("rule", [name for name, each in book().rules.items() if each.condition.regions])
def test_it_speaks_for_no_customers_but_its_own(rule):
    own, everywhere = book().rules[rule].condition.regions, FIRST["regions"]
    elsewhere = tuple(region for region in everywhere if region not in own)
    assert not holds(rule, SPEAKS[rule] | {"regions": elsewhere})
    assert all(holds(rule, SPEAKS[rule] | {"regions": (region,)}) for region in own)
