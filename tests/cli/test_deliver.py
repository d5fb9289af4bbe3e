import json

import pytest

from equipoise.cli import main

SMALL = ["--set", "population.size=500"]


def test_messages_as_json_and_as_lines(capsys):
    assert main(["deliver", "content", "--json", *SMALL, "content.weeks=2"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["settings"]["content"]["weeks"] == 2 and 0 < found["content"]["engaged"]["value"] < 1
    assert main(["deliver", "content", *SMALL, "content.weeks=2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    share = found["content"]["engaged"]
    (line,) = [each for each in lines if each.startswith("content.engaged ")]
    assert (
        line.split(maxsplit=1)[1] == f"{share['value']:.4g} ({share['low']:.4g} to {share['high']:.4g}, n {share['n']})"
    )
    assert not [each for each in lines if each.startswith("content.part_adds.format")]  # the same for all: unknown


def test_advertisements_too(capsys):
    assert main(["deliver", "ads", "--json", *SMALL, "ads.addressing=context"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["settings"]["ads"]["addressing"] == "context"
    assert found["ads"]["extra_visits"]["value"] > 0 and found["attacks"]["retargeter"]["mounted"] is False


def test_what_is_no_branch_is_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["deliver", "pigeons"])
    assert ended.value.code == 2 and "pigeons" in capsys.readouterr().err
