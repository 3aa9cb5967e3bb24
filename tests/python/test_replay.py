"""Replay: months, metrics, comparison, progress, pictures."""

import json

import pytest

import loyaltycore as lc
from tests.python.build import after, order


@pytest.fixture(scope="module")
def result(shop, busy):
    return lc.replay(
        shop,
        busy,
        as_of=after(days=1000),
        kind="numpy",
        outputs=["members", "ledger", "monthly", "refusals"],
    )


def test_months_roll_forward(result):
    months = result.monthly
    assert list(months["month"]) == sorted(months["month"])
    assert (months["outstanding"] == months["pending"] + months["available"] + months["held"]).all()
    books = result.accounts
    assert (books["opening"] + books["in"] - books["out"] == books["closing"]).all()


def test_the_ledger_sums_to_the_members(result):
    ledger = result.ledger
    moved = (ledger["kind"] == "moved") & (ledger["currency"] == "beans")
    gained = ledger["amount"][moved & (ledger["to_account"] == "available")].sum()
    lost = ledger["amount"][moved & (ledger["from_account"] == "available")].sum()
    assert gained - lost == result.members["beans"].sum()


def test_what_moves_nothing_has_no_amount(result):
    ledger = result.ledger
    change = ledger["kind"] != "moved"
    assert change.any()
    assert not ledger["amount"][change].any()
    for name in ("currency", "cause", "from_account", "to_account"):
        assert set(ledger[name][change]) == {""}
        assert "" not in ledger[name][~change]
    issued = ledger["amount"][(ledger["currency"] == "beans") & (ledger["cause"] == "earned")]
    assert 0 < issued.sum() <= result.members["issued"].sum()
    tiers = ledger["kind"] == "tier_changed"
    assert (ledger["until_us"][tiers] > ledger["at_us"][tiers]).all()


def test_tiers_hold_every_member(result):
    tiers = result.tiers
    last = tiers["month"] == tiers["month"].max()
    assert tiers["members"][last].sum() == 40


def test_refusals_name_row_and_code(result, busy):
    refused = result.refusals
    assert len(refused["code"]) == result.counters["refused"] > 0
    codes = {each.code for each in lc.refusals()}
    assert set(refused["code"].tolist()) <= codes
    for row, member in zip(refused["event_row"], refused["member"], strict=True):
        assert busy[row].member == str(member)


def test_metrics_are_plain_values(result, shop):
    metrics = result.metrics
    assert metrics["digest"] == result.digest
    assert metrics["fingerprint"] == shop.fingerprint
    assert metrics["events"] == metrics["accepted"] + metrics["refused"] + metrics["duplicates"]
    assert metrics["outstanding"] == int(result.monthly["outstanding"][-1])


def test_the_parameters_are_those_of_every_version_in_force(shop):
    login = [lc.Login(id="a", at=after(), member="ann")]
    first, second, third = shop.versions
    early = lc.replay(shop, login, as_of=second.from_us - 1).parameters()
    assert list(early) == [first.id]
    late = lc.replay(shop, login, as_of=third.from_us).parameters()
    assert list(late) == [first.id, second.id, third.id]
    for version in shop.versions:
        told = late[version.id]
        assert (told["from_us"], told["until_us"]) == (version.from_us, version.until_us)
        assert told["values"] == shop.values_of(version.id).to_dict()
    assert late[first.id]["values"] != late[third.id]["values"]


def test_compare_tells_members_beans_and_cost(shop, busy):
    twice = shop.with_({"beans.earn.purchase.rate": "0.2%"})
    highest = shop.tier_names[-1]
    lower = twice.with_({f"tiers.levels.{highest}.threshold": 10_000_000})
    past = lc.history(busy)
    one, two = (lc.replay(each, past) for each in (shop, lower))
    changed = one.compare(two)
    assert changed.members_moved > 0
    assert changed.totals["issued"][1] > changed.totals["issued"][0]
    assert changed.outstanding_value_fen[1] > changed.outstanding_value_fen[0]
    assert {each.path for each in changed.parameters} >= {"beans.earn.purchase.rate"}
    assert "issued:" in str(changed)
    assert "<table>" in changed._repr_html_()
    assert one.compare(one).members_moved == 0


def test_other_members_cannot_be_compared(shop):
    one, two = (lc.replay(shop, [order("o", 100, member=n)]) for n in (1, 2))
    with pytest.raises(lc.DataError):
        one.compare(two)


def test_progress_is_told(shop, busy, capsys):
    seen = []
    lc.replay(shop, busy, progress=lambda done, events: seen.append((done, events)))
    assert all(0 <= done <= events == len(busy) for done, events in seen)
    lc.replay(shop, busy, progress=True)


def test_what_a_progress_function_raises_reaches_the_caller(shop, busy):
    class EnoughError(Exception):
        pass

    def stop(done, events):
        raise EnoughError

    past = lc.history(busy * 200)
    with pytest.raises(EnoughError):
        lc.replay(shop, past, progress=stop, threads=1)


def test_as_of_before_the_events_is_misuse(shop, busy):
    with pytest.raises(lc.LoyaltyCoreError):
        lc.replay(shop, busy, as_of=after())


def test_nothing_gives_an_empty_replay(shop):
    empty = lc.replay(shop, [])
    assert empty.counters["events"] == 0
    assert int(empty.digest, 16) == 0
    assert len(empty.members) == 0


def test_it_prints_on_one_line(result, busy):
    assert repr(result).startswith("<Replay of shop: 40 members")
    assert "<table>" in result._repr_html_()
    past = lc.history(busy)
    assert repr(past).startswith("<History: ")
    assert "<table>" in past._repr_html_()
    assert len(past) == len(busy)
    assert len(past.member_ids()) == past.members == 40


def test_pictures_are_drawn(result):
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    from loyaltycore.plot import plot_beans, plot_tiers

    for draw in (plot_beans, plot_tiers):
        assert draw(result).get_title(loc="left").endswith("shop")
    plt.close("all")


def test_what_is_no_programme_or_no_number_of_threads_is_refused(shop):
    for wrong in (None, shop.core, "shop"):
        with pytest.raises(TypeError, match="Program"):
            lc.replay(wrong, [])
    for wrong in (-1, 1.5, True):
        with pytest.raises(lc.DataError) as caught:
            lc.replay(shop, [], threads=wrong)
        assert (caught.value.column, bool(caught.value.remedy)) == ("threads", True)
    assert lc.replay(shop, [], threads=2**40).threads == 1


def test_a_tick_without_sequence_keeps_the_order_of_the_others(shop):
    told = [
        lc.Adjusted(id="z", member="ann", beans=50, at=after(), sequence=1),
        lc.Adjusted(id="b", member="ann", beans=-50, at=after(), sequence=2),
    ]
    tick = lc.Tick(member="ann", at=after(days=1))
    plain = lc.replay(shop, told, as_of=after(days=60))
    ticked = lc.replay(shop, [*told, tick], as_of=after(days=60))
    assert ticked.counters["refused"] == 0
    engine = lc.Engine(shop)
    engine.apply_many([*told, tick])
    assert ticked.digest == plain.digest == engine.digest(after(days=60))


def test_a_tick_makes_no_replay_longer(shop):
    gift = lc.Adjusted(id="gift", at=after(), member="ann", beans=100)
    past = lc.history([gift, lc.Tick(member="ann", at=after(days=900))])
    assert past.latest == lc.history([gift]).latest
    assert lc.replay(shop, past).members["beans"].tolist() == [100]
    assert lc.replay(shop, past, as_of=after(days=900)).members["beans"].tolist() == [0]


def test_outputs_are_a_list(shop):
    with pytest.raises(lc.DataError, match=r"outputs: got str, write a list, as in \['ledger'\]"):
        lc.replay(shop, [], outputs="ledger")


def test_two_programmes_show_in_what_a_replay_prints(shop, busy):
    other = shop.with_({"beans.earn.purchase.rate": "0.2%"})
    for program in (shop, other):
        assert f"{program.fingerprint[:12]}>" in repr(lc.replay(program, busy))


@pytest.mark.parametrize(("unknown", "counted", "refused"), [("accept", 1, 0), ("reject", 0, 1)])
def test_unknown_categories_are_counted_or_refused(unknown, counted, refused):
    when = {"categories": ["tea"]}
    buy = {"trigger": "order_completed", "unit": "line", "rate": "1%", "when": when}
    document = {
        "format": 1,
        "meta": {"id": "t"},
        "categories": {"unknown": unknown},
        "beans": {"earn": {"buy": buy}},
    }
    lines = [lc.Line(line=1, amount_fen=1000), lc.Line(line=2, amount_fen=1000, category="tea")]
    lines.append(lc.Line(line=3, amount_fen=1000, category="moon"))
    told = [lc.OrderCompleted(id="o", member="m", at=after(), order="o", lines=lines)]
    counters = lc.replay(lc.Program.from_json(json.dumps(document)), told).counters
    assert (counters["unknown_categories"], counters["refused"]) == (counted, refused)
