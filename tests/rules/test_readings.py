import pytest

from equipoise import Settings
from equipoise.chain.pipeline import Chain
from equipoise.rules.readings import kept_fields, used_fields

LESS = {
    "train.mitigation": "leave_out",
    "train.proxies": (),
    "minimise.sources": ("purchases", "browsing", "broker"),
    "minimise.birth_precision": "none",
}
MORE = {
    "protect.identifiers": "keep",
    "protect.technique": "none",
    "minimise.spend": "by_topic",
    "minimise.collect_heritage": True,
}


@pytest.mark.parametrize(
    ("levers", "kept", "used"),
    [
        ({}, 58, 57),  # a code, 6 details, 3 answers, 12 topics of 4 sources
        (
            LESS,
            45,
            30,
        ),  # without the birth date 9, 12 topics of 3 sources; not seen: sex, postcode, 12 topics, the code
        (MORE, 72, 70),  # two names, 7 details, 3 answers, 12 topics of 4 sources and of euros
        ({"minimise.spend": "total", "minimise.survey": False, "minimise.sources": ("purchases",)}, 20, 19),
        ({"target.strategy": "generic"}, 58, 0),
    ],
)
def test_fields_are_those_of_the_table_and_of_the_model(levers, kept, used):
    settings = Settings().replace(**{"population.size": 1_000, **levers})
    chain = Chain(settings)
    columns = chain.inside.value[0].schema.columns
    assert kept_fields(settings) == {column.name for column in columns} and len(kept_fields(settings)) == kept
    model = chain.train.value
    shown = model.design.shows if model.fitted else frozenset()
    assert used_fields(settings) == {column.name for column in columns if {column.name, column.source} & shown}
    assert len(used_fields(settings)) == used
