"""A long object is printed as `print_json` prints it, member by member, all or nothing."""

from __future__ import annotations

import json

import pytest

from perfrules.cli.long_json import print_long_json
from perfrules.cli.output import print_json
from perfrules.diagnostics import json_text

MEMBERS = ({"项目": "甲\n乙", "parts": [], "more": [{"x": "1"}, {}]}, "text\x9b", [["1"], []], None)


@pytest.mark.parametrize("rest", [{}, {"diagnostics": []}, {"noticed": ["乙"]}])
@pytest.mark.parametrize("number", range(5))
def test_the_characters_are_those_of_print_json(number, rest, capsys):
    members = [*MEMBERS[:number], *MEMBERS[: number // 2]]
    print_long_json("cards", map(json_text, members), lambda: rest)
    long = capsys.readouterr().out
    print_json({"cards": members, **rest})
    assert long == capsys.readouterr().out
    assert json.loads(long) == {"cards": members, **rest}


def test_an_error_leaves_no_half_of_an_object(capsys):
    def members():
        yield from map(json_text, MEMBERS)
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        print_long_json("cards", members(), dict)
    assert capsys.readouterr().out == ""


def test_long_output_waits_in_a_file(capsys, monkeypatch):
    monkeypatch.setattr("perfrules.cli.long_json.IN_MEMORY", 10)
    print_long_json("cards", map(json_text, MEMBERS), dict)
    assert json.loads(capsys.readouterr().out) == {"cards": list(MEMBERS)}
