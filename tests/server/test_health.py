"""The health report takes what the compute service says, in whatever form it says it."""

from __future__ import annotations

import dataclasses
import json

from equipoise.server.health import health


@dataclasses.dataclass(frozen=True)
class Worker:
    pid: int


@dataclasses.dataclass(frozen=True)
class Status:
    workers: tuple[Worker, ...]
    queue: dict[str, int]


def test_a_dataclass_and_a_mapping_give_the_same_report():
    said = Status((Worker(7),), {"page": 2})
    plain = {"workers": [{"pid": 7}], "queue": {"page": 2}}
    assert json.loads(json.dumps(health(lambda: said))) == json.loads(json.dumps(health(lambda: plain)))
    assert health(lambda: plain)["queue"] == {"page": 2}


def test_it_says_version_and_visitors():
    report = health(dict)
    assert report["version"].count(".") == 2 and report["visitors"] == 0
