"""The command: each subcommand answers, and what is wrong is one line."""

import json

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
    rows = [[cell.strip() for cell in row.split("\u2502")[1:-1]] for row in out.splitlines()]
    assert ["from 2016-03-01", "growth.earn.photo.when.max_ordinal", "5", "10"] in rows
    assert any(row[:1] == ["from 2016-03-01 to 2022-02-17"] for row in rows)
    narrow = RUN.invoke(cli.app, ["diff", "jd-2013", "jd-2016"], env={"COLUMNS": "70"}).output
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


def written(path, *events):
    """Write events as JSON lines."""
    path.write_text("\n".join(each.to_json() for each in events), encoding="utf-8")
    return path


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
    assert "06:00:00Z" in out


def test_explain_needs_one_member(journal):
    assert RUN.invoke(cli.app, ["explain", str(journal), "x"]).exit_code == 2


def test_our_errors_are_lines_without_a_traceback(tmp_path, monkeypatch, capsys):
    path = tmp_path / "bad.json"
    path.write_text('{"format": 1, "tears": {}}', encoding="utf-8")
    for arguments, told in (
        (["validate", str(path)], "/tears"),
        (["diff", str(SHOP), "jd-1999"], "jd-1999"),
        (["validate", str(tmp_path / "none.json")], "none.json"),
    ):
        monkeypatch.setattr("sys.argv", ["loyaltycore", *arguments])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        assert caught.value.code == 1
        assert told in capsys.readouterr().err
