"""What a shop does with data in the words of the Data Privacy Vocabulary, as JSON-LD.

Terms are those of DPV 2.3 (https://w3id.org/dpv, W3C licence) that ``data/rules/vocabulary.toml`` lists. What it has no
word for, such as findings, is in a namespace of Equipoise.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from equipoise.core.vocabulary import INVENTED
from equipoise.rules.fact import REGIONS, Value, regions_of
from equipoise.rules.facts import facts
from equipoise.rules.findings import Finding, found_in

if TYPE_CHECKING:
    from equipoise.chain.outcome import Outcome
    from equipoise.chain.settings import Settings
    from equipoise.rules.practices import Card

CONTEXT = {
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "dct": "http://purl.org/dc/terms/",
    "eq": "urn:equipoise:",
}
_PURPOSES = {
    "behavioural_profiling": "dpv:PersonalisedAdvertising",
    "cross_context_tracking": "dpv:TargetedAdvertising",
    "email_marketing": "dpv:DirectMarketing",
    "sells_data": "dpv:SellDataToThirdParties",
}
_PROCESSING = {
    "behavioural_profiling": "dpv:Profiling",
    "sensitive_inference": "dpv:Infer",
    "cross_context_tracking": "dpv:TrackingByThirdParty",
    "third_party_sharing": "dpv:Share",
    "transfer_abroad": "dpv:CrossBorderTransfer",
    "retention_schedule": "dpv:Erase",
}
_BASES = {
    "opt_in": ("dpv:Consent", "eu-gdpr:A6-1-a"),
    "opt_out": ("dpv:LegitimateInterest", "eu-gdpr:A6-1-f"),
    "implied": ("dpv:LegitimateInterest", "eu-gdpr:A6-1-f"),
    "none": (),
}
"""The legal basis that each way to get a yes claims; whether it bears is for the rules to say."""
_SOURCES = {
    "purchases": "pd:Purchase",
    "browsing": "pd:BrowsingBehaviour",
    "email": "pd:EmailAddress",
    "store": "pd:Location",
    "cross_site": "pd:BrowsingBehaviour",
    "broker": "pd:Interest",
}


def export(settings: Settings, outcome: Outcome, card: Card, regions: Collection[str]) -> dict[str, Any]:
    """Return the processing of a run, and what the rules find, as JSON-LD.

    Raises:
        DataError: a region is unknown, or there is none.
    """
    read = facts(settings, outcome, card, regions)
    known = read.values
    process = {
        "@id": "eq:process",
        "@type": "dpv:Process",
        "dpv:hasPurpose": _ids(["dpv:Advertising", *_told(known, _PURPOSES)]),
        "dpv:hasProcessing": _ids(["dpv:Collect", *_told(known, _PROCESSING), *_hidden(known)]),
        "dpv:hasLegalBasis": _ids(_BASES[str(known["consent_model"])]),
        "dpv:hasPersonalData": _ids(_data(settings, known)),
        "eq:customersLiveIn": list(regions_of(known[REGIONS])),
        "eq:hasFinding": [_finding(each) for each in found_in(read)],
    }
    return {"@context": CONTEXT, "@graph": [process]}


def _told(known: Mapping[str, Value], words: Mapping[str, str]) -> Iterator[str]:
    return (word for fact, word in words.items() if known[fact])


def _hidden(known: Mapping[str, Value]) -> Iterator[str]:
    if known["deidentification"] == "pseudonymised":
        yield "dpv:Pseudonymise"


def _data(settings: Settings, known: Mapping[str, Value]) -> Iterator[str]:
    yield "dpv:PersonalData"
    yield from dict.fromkeys(_SOURCES[source] for source in settings.minimise.sources)
    if settings.minimise.birth_precision != "none":
        yield "pd:AgeRange"
    if settings.minimise.survey:
        yield "pd:Health"
    if settings.minimise.collect_heritage:
        yield "pd:Ethnicity"
    if known["sensitive_data_used"]:
        yield "dpv:SensitivePersonalData"
    if known["sensitive_inference"]:
        yield "dpv:InferredPersonalData"
    if settings.protect.technique in INVENTED:
        yield "dpv:SyntheticData"


def _ids(words: Iterable[str]) -> list[dict[str, str]]:
    return [{"@id": word} for word in dict.fromkeys(words)]


def _finding(finding: Finding) -> dict[str, Any]:
    rule = finding.rule
    official = {"dct:source": {"@id": rule.official}} if rule.official else {}
    return {
        "@id": f"eq:rule:{rule.id}",
        "@type": "eq:Finding",
        "dct:identifier": rule.id,
        "dct:title": rule.title,
        "eq:level": rule.level,
        "eq:regime": rule.regime,
        "eq:article": rule.article,
        **official,
    }
