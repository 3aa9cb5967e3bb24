"""The command: each subcommand answers, and what is wrong is one line."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

import loyaltycore as lc
from loyaltycore import cli, doctor
from tests.python.build import NOON, SHOP, after, busy_history, order

RUN = CliRunner()


def run(*arguments):
    """Run a subcommand and return its output."""
    done = RUN.invoke(cli.app, [*map(str, arguments)], env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def journal(tmp_path):
    path = tmp_path / "events.jsonl"
    lines = [each.to_json() for each in busy_history(6, 6)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_schema_is_json():
    assert json.loads(run("schema")) == lc.Program.schema()


def test_diff_shows_both_values(tmp_path, shop):
    path = tmp_path / "twice.json"
    twice = shop.with_({"beans.earn.purchase.rate": "0.2%"})
    path.write_text(twice.to_json(), encoding="utf-8")
    out = run("diff", SHOP, path)
    assert "1/1000" in out
    assert "1/500" in out


@pytest.mark.preset("jd-2013", "jd-2016")
def test_diff_of_two_presets_reads_path_by_path():
    out = run("diff", "jd-2013", "jd-2016")
    assert len(out.encode()) < 60_000
    rows = [row.split("\t") for row in out.splitlines()]
    assert ["from 2016-03-01", "growth.earn.photo.when.max_ordinal", "5", "10"] in rows
    assert any(row[:1] == ["from 2016-03-01 to 2022-02-17"] for row in rows)
    seen = {"COLUMNS": "70", "FORCE_COLOR": "1", "TERM": "xterm"}
    narrow = RUN.invoke(cli.app, ["diff", "jd-2013", "jd-2016"], env=seen).output
    assert "\u2502" in narrow  # a table where somebody looks
    assert "\u2026" not in narrow


def test_validate(tmp_path, shop):
    path = tmp_path / "programme.json"
    path.write_text(shop.to_json(), encoding="utf-8")
    assert "shop" in run("validate", path)


def test_the_doctor_plays_a_story_whose_answer_is_known(monkeypatch):
    out = run("doctor")
    assert doctor.ANSWER in out
    assert "answers as it must" in out
    monkeypatch.setattr(doctor, "ANSWER", "0" * 32)
    done = RUN.invoke(cli.app, ["doctor"])
    assert done.exit_code == 1
    assert "wrong answer" in done.output


def test_the_doctors_story_tells_something():
    """Every kind of effect that a wrong core would get wrong first."""
    program = lc.Program.from_json(doctor.PROGRAMME)
    replayed = lc.replay(
        program, doctor.story(), as_of=doctor.AS_OF, outputs=["ledger"], kind="numpy"
    )
    causes = {*replayed.ledger["cause"].tolist()}
    assert {"earned", "redeemed", "clawed_back", "expired", "tier_deduction"} <= causes
    assert {"tier_changed", "moved"} <= {*replayed.ledger["kind"].tolist()}
    assert replayed.counters["duplicates"] == 1
    assert replayed.counters["refused"] == 1


def test_replay_writes_tables(journal, tmp_path):
    from pyarrow import parquet

    out = run("replay", journal, "--program", SHOP, "--out", tmp_path / "out", "--ledger")
    assert "digest" in out
    members = parquet.read_table(tmp_path / "out" / "members.parquet")
    assert members.num_rows == 6
    metrics = json.loads((tmp_path / "out" / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["events"] == len(busy_history(6, 6))
    assert (tmp_path / "out" / "ledger.parquet").exists()
    asked = ["replay", journal, "--program", SHOP, "--out", tmp_path / "out"]
    again = RUN.invoke(cli.app, [*map(str, asked)], env={"COLUMNS": "200"})
    for name in ("members", "monthly", "refusals", "tiers", "flows", "accounts"):
        table = parquet.read_table(tmp_path / "out" / f"{name}.parquet")
        assert table.num_columns == len(getattr(lc.replay(lc.Program.load(SHOP), []), name).columns)
        assert f"{name}.parquet, " in again.stdout
    assert "metrics.json" in again.stdout
    assert "ledger.parquet is not of this replay" in again.stderr
    assert "ledger.parquet, " in out


@pytest.mark.preset("jd-2016")  # what the command takes when nothing is said
def test_replay_reads_parquet(tmp_path):
    import pyarrow as pa
    from pyarrow import parquet

    path = tmp_path / "events.parquet"
    parquet.write_table(
        pa.table({"id": ["a"], "member": ["m"], "kind": ["login"], "occurred_at_us": [10**15 * 2]}),
        path,
    )
    assert "accepted" in run("replay", path)


@pytest.mark.preset("jd-2016")  # what the command takes when nothing is said
def test_explain_tells_one_event(tmp_path):
    path = tmp_path / "ann.jsonl"
    path.write_text(order("o1", 29_900, member="ann").to_json() + "\n", encoding="utf-8")
    assert "beans.earn.purchase" in run("explain", path, "o1")


def test_explain_tells_it_in_chinese(tmp_path, command):
    path = tmp_path / "ann.jsonl"
    path.write_text(order("o1", 29_900, member="ann").to_json() + "\n", encoding="utf-8")
    explained = lc.Member(lc.Program.load(SHOP), id="ann").explain(order("o1", 29_900))
    told = run("explain", path, "o1", "--program", SHOP, "--language", "zh")
    assert told.splitlines()[0] == lc.text_of(explained, language="zh").splitlines()[0]
    code, said = command("explain", path, "o1", "--program", SHOP, "--language", "fr")
    assert (code, "write one of 'en', 'zh'" in said) == (1, True)


def written(path, *events):
    """Write events as JSON lines."""
    path.write_text("\n".join(each.to_json() for each in events), encoding="utf-8")
    return path


def test_replay_numbers_the_kinds_that_are_named(tmp_path):
    document = {
        "format": 1,
        "meta": {"id": "budget"},
        "beans": {
            "earn": {"in": {"trigger": "login", "fixed": 4, "caps": {"programme_budget": 10}}}
        },
    }
    program = tmp_path / "budget.json"
    program.write_text(json.dumps(document), encoding="utf-8")
    told = [lc.Login(id="in", at=after(hours=n), member=f"m{n}") for n in range(4)]
    asked = ["replay", written(tmp_path / "told.jsonl", *told), "--program", program]
    assert "unnumbered\t4" in run(*asked)
    counted = run(*asked, "--number", "login", "--number", "sign_in", "--number-by", "kind")
    assert "unnumbered\t0" in counted
    assert "outstanding\t10" in counted
    wrong = RUN.invoke(cli.app, [*map(str, asked), "--number", "login", "--number-by", "item"])
    assert isinstance(wrong.exception, lc.DataError)


def test_an_empty_cell_of_a_csv_is_no_record(tmp_path):
    table = tmp_path / "events.csv"
    table.write_text(
        "id,member,kind,at_us,archived\n"
        "a,m,login,1467345600000000,\nb,m,login,1467345600000001,00\n",
        encoding="utf-8",
    )
    wrong = RUN.invoke(cli.app, ["replay", str(table), "--program", str(SHOP)])
    assert wrong.exception.row == 1, "row 0 has none; row 1 has bytes that are none"


def test_explain_takes_the_order_of_a_history(tmp_path):
    """Sequence first where every event has one: the order is placed before it is paid."""
    line = lc.Line(amount_fen=29_900, category="appliance")
    placed = lc.OrderPlaced(id="z", at=NOON, order="o", lines=[line], sequence=1)
    paid = lc.OrderPaid(id="a", at=NOON, order="o", sequence=2)
    path = written(tmp_path / "two.jsonl", paid, placed)
    assert "order_paid a" in run("explain", path, "a", "--program", SHOP)
    assert "refused" not in run("explain", path, "a", "--program", SHOP)


def test_explain_orders_by_record_where_a_sequence_is_missing(tmp_path):
    line = lc.Line(amount_fen=29_900, category="appliance")
    placed = lc.OrderPlaced(id="z", at=NOON, order="o", lines=[line], sequence=1)
    paid = lc.OrderPaid(id="a", at=NOON, order="o")
    path = written(tmp_path / "two.jsonl", placed, paid)
    assert "refused, order_unknown" in run("explain", path, "a", "--program", SHOP)


def test_explain_prefers_the_try_that_was_accepted(tmp_path):
    line = lc.Line(amount_fen=29_900, category="appliance")
    early = lc.OrderPaid(id="p", at=NOON, order="o")
    placed = lc.OrderPlaced(id="o", at=after(hours=1), lines=[line])
    again = lc.OrderPaid(id="p", at=after(hours=2), order="o")
    other = lc.OrderPaid(id="p", at=after(hours=3), order="o", channel="app")
    path = written(tmp_path / "tries.jsonl", early, placed, again, other)
    out = run("explain", path, "p", "--program", SHOP)
    assert "refused" not in out
    assert "14:00 +08:00" in out


def test_explain_needs_one_member(journal):
    assert RUN.invoke(cli.app, ["explain", str(journal), "x"]).exit_code == 2


def told_wrong(*arguments):
    """Run a subcommand that is asked wrongly, and return what it says."""
    done = RUN.invoke(cli.app, [*map(str, arguments)])
    assert isinstance(done.exception, lc.DataError)
    return str(done.exception)


def test_explain_takes_the_member_of_a_file_that_names_none(tmp_path):
    path = written(tmp_path / "ann.jsonl", order("o1", 29_900), order("o2", 29_900))
    assert "order_completed o2" in run("explain", path, "o2", "--member", "ann", "-p", SHOP)
    said = told_wrong("explain", path, "o9", "-p", SHOP)
    assert "no event of the file has the id 'o9'" in said
    assert "Member.events" not in said
    path = written(tmp_path / "bob.jsonl", order("o1", 29_900, member="bob"))
    said = told_wrong("explain", path, "o1", "--member", "ann", "-p", SHOP)
    assert "no event names the member 'ann'" in said


def test_replay_names_the_refused_and_the_field_that_is_missing(tmp_path, monkeypatch, capsys):
    paid = lc.OrderPaid(id="p", at=NOON, order="none", member="ann")
    out = run("replay", written(tmp_path / "a.jsonl", paid), "-p", SHOP)
    assert "refused: p, order_unknown: " in out
    many = [lc.OrderPaid(id=n, at=NOON, order="none", member="ann") for n in range(12)]
    assert "and 2 more" in run("replay", written(tmp_path / "c.jsonl", *many), "-p", SHOP)
    path = written(tmp_path / "b.jsonl", order("o1", 29_900))
    monkeypatch.setattr("sys.argv", ["loyaltycore", "replay", str(path), "-p", str(SHOP)])
    with pytest.raises(SystemExit):
        cli.main()
    said = capsys.readouterr().err
    assert 'line 1: the event names no member; add a field "member"' in said


@pytest.mark.preset("jd-2016")
def test_small_answers_of_the_command():
    assert run("diff", "jd-2016", "jd-2016") == "no difference\n"
    assert run("--version") == f"loyaltycore {lc.__version__}\n"
    assert "jd-2016" in run("validate", "jd-2016")


def test_one_problem_is_one(tmp_path, monkeypatch, capsys):
    path = tmp_path / "bad.json"
    path.write_text("[]", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["loyaltycore", "validate", str(path)])
    with pytest.raises(SystemExit):
        cli.main()
    assert capsys.readouterr().err.startswith("1 problem in the programme")


def test_our_errors_are_lines_without_a_traceback(tmp_path, monkeypatch, capsys):
    path = tmp_path / "bad.json"
    path.write_text('{"format": 1, "tears": {}}', encoding="utf-8")
    for arguments, told in (
        (["validate", str(path)], "/tears"),
        (["diff", str(SHOP), "jd-1999"], "jd-1999"),
        (["validate", str(tmp_path / "none.json")], "none.json"),
        (["validate", "jd-2017"], "no preset is called"),
    ):
        monkeypatch.setattr("sys.argv", ["loyaltycore", *arguments])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        assert caught.value.code == 1
        assert told in capsys.readouterr().err


def test_explain_asks_the_other_members_of_a_group(tmp_path):
    deal = [
        lc.Adjusted(id=f"d-{who}", at=NOON, member=who, beans=beans, group="d")
        for who, beans in (("ann", -30), ("bob", 30))
    ]
    bob = written(tmp_path / "bob.jsonl", deal[1])
    alone = RUN.invoke(cli.app, ["explain", str(bob), "d-bob", "--program", str(SHOP)])
    assert "no event of another member is in the file" in alone.stderr
    both = written(tmp_path / "both.jsonl", *deal)
    found = RUN.invoke(
        cli.app, ["explain", str(both), "d-bob", "--member", "bob", "--program", str(SHOP)]
    )
    assert found.exception.code == "group_not_explained"


def test_the_package_runs_as_the_command():
    asked = [sys.executable, "-m", "loyaltycore", "--version"]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    assert said == f"loyaltycore {lc.__version__}\n"
