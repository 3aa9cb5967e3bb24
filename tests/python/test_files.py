"""Files of the command: what cannot be read names file and line, before any work."""

import json
import sys

import pytest

import loyaltycore as lc
from loyaltycore import cli, files
from tests.python.build import SHOP, order

LOGIN = '{"kind":"login","id":"%s","member":"m","occurred_at":"2016-07-01T00:00:00Z"}'


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        pytest.param("bad.parquet", b"PAR1 not", "bad.parquet:", id="corrupt Parquet"),
        pytest.param("empty.csv", b"", "empty.csv: Empty CSV", id="an empty CSV"),
        pytest.param("ragged.csv", b"a,b\n1\n", "ragged.csv:", id="a ragged CSV"),
        pytest.param("a.jsonl", b"\xff\xfe{}\n", "a.jsonl, line 1: byte 1", id="not UTF-8"),
        pytest.param(
            "b.jsonl",
            (LOGIN % "a").encode() + b'\n\n{"kind":\n',
            "b.jsonl, line 3: field",
            id="not JSON",
        ),
        pytest.param(
            "c.jsonl",
            (LOGIN % "a").encode() + b'\n\n{"kind":"login","id":"b","occurred_at":1}',
            'c.jsonl, line 3: the event names no member; add a field "member"',
            id="no member",
        ),
        pytest.param("d.txt", b"a,b\n1,2\n", "d.txt: tables are read from .parquet", id="text"),
        pytest.param("UP.JSONL", b"{}", "UP.JSONL, line 1:", id="upper case"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(tmp_path, command, name, content, told):
    path = tmp_path / name
    path.write_bytes(content)
    code, said = command("replay", path, "--program", SHOP)
    assert code == 1
    assert told in said
    assert said.startswith("error: ")


@pytest.mark.parametrize("name", ["none.parquet", "none.csv", "none.jsonl"])
def test_a_file_that_is_not_there_says_so(tmp_path, command, name):
    code, said = command("replay", tmp_path / name, "--program", SHOP)
    assert code == 1
    assert said.endswith(f"{name}: No such file or directory")


def test_a_folder_is_no_table(tmp_path, command):
    folder = tmp_path / "events.parquet"
    folder.mkdir()
    assert "Is a directory" in command("replay", folder, "--program", SHOP)[1]


def test_only_events_are_explained(tmp_path, command):
    table = tmp_path / "events.csv"
    table.write_text("id\n1\n", encoding="utf-8")
    code, said = command("explain", table, "x")
    assert (code, "events are read from .jsonl" in said) == (1, True)


def test_lines_end_only_at_line_ends(tmp_path):
    path = tmp_path / "events.jsonl"
    event = lc.Login(id="a\u2028b", at=1_467_345_600_000_000, member="m")
    path.write_text(event.to_json() + "\r\n\n" + LOGIN % "c", encoding="utf-8")
    events, numbers = files.read_journal(path)
    assert [each.id for each in events] == ["a\u2028b", "c"]
    assert numbers == [1, 3]


def test_a_record_of_another_programme_names_its_line(tmp_path, command, shop):
    few = lc.Program.from_json(json.dumps({"format": 1, "meta": {"id": "few"}}))
    ann = lc.Member(shop, id="m")
    bought = order("o", 29_900, member="m")
    ann.apply(bought)
    day = 86_400_000_000
    (_, _, record), *_ = ann.settle(bought.occurred_at + 500 * day).archived
    late = bought.occurred_at + 501 * day
    back = lc.LineReturned(id="r", at=late, order="o", line=1, archived=record, member="m")
    path, other = tmp_path / "events.jsonl", tmp_path / "few.json"
    path.write_text(f"\n{LOGIN % 'l'}\n{back.to_json()}\n", encoding="utf-8")
    other.write_text(few.to_json(), encoding="utf-8")
    code, said = command("replay", path, "--program", other)
    assert (code, "events.jsonl, line 3: field archived" in said) == (1, True)


@pytest.mark.preset("jd-2016")
def test_a_preset_wins_over_a_file_of_its_name(tmp_path, monkeypatch, shop):
    monkeypatch.chdir(tmp_path)
    preset = "jd-2016"
    for name in (preset, "mine", "mine.json"):
        (tmp_path / name).write_text(shop.to_json(), encoding="utf-8")
    assert files.program_of(preset).id == preset
    assert files.program_of(f"./{preset}") == shop
    assert files.program_of("mine.json") == shop
    with pytest.raises(lc.ProgramError, match="mine"):
        files.program_of("mine")


def test_where_nothing_can_be_written_nothing_is_replayed(tmp_path, command, monkeypatch):
    monkeypatch.setattr(lc, "replay", None)
    events, taken = tmp_path / "events.jsonl", tmp_path / "taken"
    for path in (events, taken):
        path.write_text(LOGIN % "a", encoding="utf-8")
    code, said = command("replay", events, "--program", SHOP, "--out", taken)
    assert (code, said.endswith("taken: File exists")) == (1, True)


def test_threads_are_not_negative(tmp_path, command):
    code, said = command("replay", tmp_path / "x.jsonl", "--threads", "-5")
    assert (code, "threads" in said) == (2, True)


def test_ids_do_not_steer_the_terminal(tmp_path, command, monkeypatch, capsys):
    path = tmp_path / "events.jsonl"
    bad = order("o\x1b[31m", 29_900, member="m\x1b[2J[red]x[/red]")
    path.write_text(bad.to_json(), encoding="utf-8")
    monkeypatch.setattr(
        sys, "argv", ["loyaltycore", "explain", str(path), "o\x1b[31m", "-p", str(SHOP)]
    )
    with pytest.raises(SystemExit) as caught:
        cli.main()
    shown = capsys.readouterr().out
    assert caught.value.code in (0, None)
    assert "\\x1b[31m" in shown
    assert "\x1b" not in shown
    code, said = command("explain", path, "no\x1b[31m", "-p", SHOP)
    assert code == 1
    assert "\x1b" not in said
    cli.show(("what",), [("[red]a\x1b[2J",)])
    assert "[red]a\\x1b[2J" in capsys.readouterr().out
