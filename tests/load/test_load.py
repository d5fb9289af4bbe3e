"""What a server carries: ``pytest -m load -n 0 tests/load`` in short; ``-m durability`` takes half an hour."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import socket
from pathlib import Path

import pytest

from equipoise import Settings, simulate
from load.client import Session
from load.figures import Figures
from load.measure import PAGE, measure
from load.scenarios import SCENARIOS, Scenario
from load.server import commit, serve
from load.table import markdown
from load.visits import Toggling

ROOT = Path(__file__).parents[2]
SHORT = {"excluded": 30.0, "seconds": 60.0}
LONG = "mix"
SIZE = 500


@pytest.fixture(scope="module")
def runs():
    """The figures of this module's runs, printed as a table at the end."""
    found: dict[str, Figures] = {}
    yield found
    print("\n" + markdown({commit(ROOT): found}))


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def missed(name: str, scenario: Scenario, runs: dict[str, Figures]) -> list[str]:
    with serve(ROOT, free_port()) as server:
        runs[name] = asyncio.run(measure(scenario, server))
    return [f"{aim} but {runs[name]}" for aim in scenario.aims if aim.met(name, runs) is False]


@pytest.mark.load
def test_clicks_compute():
    """What a click shows is what the engine finds for the levers to which it leads."""

    async def turned(port: int) -> tuple[str, list[str]]:
        async with Session.open(port, PAGE, f"v=2&population.size={SIZE}") as session:
            await Toggling().arrive(session)
            for toggle, position in (("toggle.anonymisation", "None"), ("toggle.consent", "No choice")):
                answer = await session.click(toggle, [position])
                assert not answer.problem
            nodes = [node for node in session.page.nodes() if node.kind == "bidi_component"]
            return answer.address, [node.body.json for node in nodes if '"numbers"' in node.body.json]

    with serve(ROOT, free_port()) as server:
        address, drawn = asyncio.run(turned(server.port))
    settings = Settings.from_query(address)
    assert settings["population.size"] == SIZE and settings["consent.model"] == "notice"
    headlines = simulate(settings).headlines
    cards = {number["name"]: number["value"] for told in map(json.loads, drawn) for number in told["numbers"]}
    for name in ("right_offer", "identified"):
        assert cards[name].split()[0] == f"{100 * getattr(headlines, name).value:.0f}"


@pytest.mark.load
@pytest.mark.parametrize("name", [name for name in SCENARIOS if name != LONG])
def test_aims_in_short(name: str, runs: dict[str, Figures]):
    assert not missed(name, dataclasses.replace(SCENARIOS[name], **SHORT), runs)


@pytest.mark.durability
def test_half_an_hour(runs: dict[str, Figures]):
    assert not missed(LONG, SCENARIOS[LONG], runs)
