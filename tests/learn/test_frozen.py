"""Published versions stay as they are."""

import dataclasses
import tomllib

import pytest

from equipoise.learn import frozen
from equipoise.learn.frozen import Published, fingerprint, published, stands
from equipoise.learn.lesson import versions
from equipoise.numerics.rate import Rate

REMEDY = "a published version changed: undo it, and put the change into a file with the next version"


def test_every_version_is_published_and_none_is_gone():
    assert set(published()) == set(versions()), "run: python -m equipoise.learn.frozen"


def test_no_published_version_has_changed():
    kept = {key: one.fingerprint for key, one in published().items()}
    assert {key: fingerprint(one) for key, one in versions().items()} == kept, REMEDY


def test_a_number_stands_while_chance_explains_how_it_moved():
    sharp, vague = Rate(0.30, 0.29, 0.31, 9_000), Rate(0.011, -0.046, 0.068, 600)
    assert stands(sharp, 0.315) and not stands(sharp, 0.33)  # .30 to .315 is less than 2 in 100, .30 to .33 is more
    assert stands(vague, -0.009) and not stands(vague, 0.07)  # 7 in 100 is more than chance explains


@pytest.fixture
def one():
    return versions()["personal_data@1"]


def test_a_changed_word_a_changed_lever_and_a_changed_claim_are_noticed(one):
    moved = dataclasses.replace(one.after, settings=one.after.settings.replace(**{"population.seed": 8}))
    bolder = dataclasses.replace(one.claims[0], by=0.95)
    changed = (
        dataclasses.replace(one, title="What is data?"),
        dataclasses.replace(one, after=moved),
        dataclasses.replace(one, claims=(bolder, *one.claims[1:])),
    )
    assert len({fingerprint(one), *map(fingerprint, changed)}) == 4


def test_only_new_versions_are_added(tmp_path, monkeypatch, one):
    kept = tmp_path / "published.toml"
    kept.write_text('["old@1"]\nfingerprint = "as it was"\nnumbers = [[0.5, 0.25]]\n', encoding="utf-8")
    monkeypatch.setattr(frozen, "data", lambda *parts: kept)
    monkeypatch.setattr(frozen, "versions", lambda: {"old@1": one, "personal_data@1": one})
    monkeypatch.setattr(frozen, "numbers", lambda lesson: ((1.0, 0.996),))
    published.cache_clear()
    try:
        frozen.main()
        found = tomllib.loads(kept.read_text(encoding="utf-8"))
        assert found["old@1"]["fingerprint"] == "as it was"
        assert found["personal_data@1"]["numbers"] == [[1.0, 0.996]]
        published.cache_clear()
        assert published()["old@1"] == Published(fingerprint="as it was", numbers=((0.5, 0.25),))
    finally:
        published.cache_clear()
