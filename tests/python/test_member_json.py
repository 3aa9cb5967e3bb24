"""A member as JSON: interchange without loss, strict about everything that is not sound."""

import copy
import json

import pytest

import loyaltycore as lc
from tests.python.build import after, busy_history, order

AS_OF = after(days=1500)


@pytest.fixture(scope="module")
def events():
    history = busy_history(members=6, orders=12)
    return sorted(history, key=lambda each: (each.recorded_at, each.id))


@pytest.fixture(scope="module")
def busy(shop, events):
    """A member with open orders, holds and tasks: half of its year."""
    member = lc.Member(shop, id="3")
    mine = [each for each in events if each.member == "3"]
    for event in mine[: len(mine) // 2]:
        member.apply(event)
    return member


def test_what_is_written_is_read_after_every_event(shop, events):
    for id in range(6):
        member = lc.Member(shop, id=id)
        for event in (each for each in events if each.member == str(id)):
            member.apply(event)
            text = member.to_json()
            read = lc.Member.from_json(shop, text)
            assert read == member
            assert read.to_json() == text
            assert read.save() == member.save()
            assert read.digest(AS_OF) == member.digest(AS_OF)


def test_it_goes_on_alike(shop, events, busy):
    left, right = busy.copy(), lc.Member.from_json(shop, busy.to_json())
    mine = [each for each in events if each.member == "3"]
    for event in mine:
        a, b = left.apply(event), right.apply(event)
        assert (a.refusal, a.beans, a.growth) == (b.refusal, b.beans, b.growth)
        assert [str(each) for each in a.effects] == [str(each) for each in b.effects]
    assert left == right


def test_every_preset_writes_what_it_reads(events):
    for name in lc.presets():
        program = lc.Program.preset(name)
        member = lc.Member(program, id="2")
        for event in (each for each in events if each.member == "2"):
            member.apply(event)
        assert lc.Member.from_json(program, member.to_json()) == member


def test_a_person_reads_names(shop, busy):
    document = json.loads(busy.to_json())
    assert list(document) == ["format", "programme", "scope", "id", "facts", "standing"]
    assert document["id"] == "3"
    assert document["programme"]["fingerprint"] == shop.fingerprint
    assert document["standing"]["ladders"][0]["tier"] == busy.tier
    assert document["standing"]["purses"][0]["available"] == busy.beans
    rules = {each["rule"] for each in document["standing"]["grants"]}
    assert any("purchase" in each for each in rules if each)


def test_integer_ids_are_their_text(shop):
    member = lc.Member(shop, id=17)
    member.apply(order("o", 9000, member=17))
    document = json.loads(member.to_json())
    assert document["id"] == "17"
    document["id"] = 17
    assert lc.Member.from_json(shop, json.dumps(document)) == member


def changed(member, pointer, value):
    document = json.loads(member.to_json())
    *path, last = pointer.split("/")[1:]
    place = document
    for each in path:
        place = place[int(each) if isinstance(place, list) else each]
    place[int(last) if isinstance(place, list) else last] = value
    return json.dumps(document)


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        ("/facts/suspended", 1, "field_type"),
        ("/facts/sequence", 1.0, "json_invalid"),
        ("/facts/sequence", 2**32, "field_range"),
        ("/facts/sequence", 2**64, "json_invalid"),
        ("/facts/sequences", 1, "field_unknown"),
        ("/facts/last_purchase_on", "2016-02-30", "field_range"),
        ("/facts/last_purchase_on", 16800, "field_type"),
        ("/standing/ladders/0/tier", "diamnd", "field_range"),
        ("/standing/grants/0/rule", "beans.earn.purchas", "field_range"),
        ("/standing/grants/0/source", "", "id_invalid"),
    ],
)
def test_what_is_no_document_is_told_with_its_pointer_and_remedy(shop, busy, pointer, value, code):
    with pytest.raises(lc.DataError) as caught:
        lc.Member.from_json(shop, changed(busy, pointer, value))
    assert (caught.value.code, caught.value.column) == (code, pointer)
    assert caught.value.remedy in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "[" * 1_000_000, "{" * 9, '"', "\x00"])
def test_other_text_is_a_data_error(shop, text):
    with pytest.raises(lc.DataError):
        lc.Member.from_json(shop, text)
    with pytest.raises(TypeError, match="to_json"):
        lc.Member.from_json(shop, text.encode())


def test_books_that_do_not_close_are_refused(shop, busy):
    more = busy.beans + 1
    with pytest.raises(lc.SnapshotError, match="books do not close") as caught:
        lc.Member.from_json(shop, changed(busy, "/standing/purses/0/available", more))
    assert (caught.value.code, caught.value.section) == ("snapshot_damaged", "/standing")


def test_other_programmes_and_newer_documents_are_refused(shop, busy):
    for program, text, code in (
        (shop, changed(busy, "/format", 2), "snapshot_newer_format"),
        (
            shop.with_({"beans.earn.purchase.rate": "0.3%"}),
            busy.to_json(),
            "snapshot_other_program",
        ),
        (shop, changed(busy, "/programme/fact_plan", "0" * 32), "snapshot_other_plan"),
        (shop, changed(busy, "/scope", "store-1"), "snapshot_other_member"),
    ):
        with pytest.raises(lc.SnapshotError) as caught:
            lc.Member.from_json(program, text)
        assert caught.value.code == code
        assert caught.value.section.startswith("/")
        assert caught.value.expected


def test_an_erased_member_has_no_texts(shop, busy):
    member = busy.copy()
    member.apply(lc.Erased(id="gone", at=after(days=1400)))
    text = member.to_json()
    assert lc.Member.from_json(shop, text) == member
    assert "gone" not in text
    assert lc.Member.from_json(shop, text).id.startswith("#")


def test_a_new_document_goes_on(shop, busy):
    document = json.loads(shop.to_json())
    later = {"id": "later", "from": "2036-01-01", "changes": {"beans": {"per_yuan": 200}}}
    document["overlays"] = [*document.get("overlays", []), later]
    new = lc.Program.from_json(json.dumps(document))
    read = lc.Member.from_json(new, busy.to_json())
    assert read == lc.Member.load(new, busy.save())
    assert copy.copy(read).program == new


def mended(member, change):
    """Return the member's document after a change of its object."""
    document = json.loads(member.to_json())
    change(document)
    return json.dumps(document)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: d["facts"]["orders"].clear(), "an order that is not open"),
        (lambda d: d["facts"]["lines"][0].update(order="other"), "an order that is not open"),
        (lambda d: d["standing"]["grants"][0].update(due_at=1), "pending and an end"),
        (lambda d: d["standing"]["holds"].clear(), "a hold that is not open"),
        (lambda d: d["facts"].update(erased=True), "erased and still has something"),
    ],
)
def test_a_document_whose_parts_do_not_meet_is_refused(shop, change, says):
    """Later events would follow what points nowhere."""
    member = lc.Member(shop, id="ann")
    member.apply(order("o", 100_000))
    member.apply(lc.BeansHeld(id="h", at=after(hours=1), subject="h", beans=10))
    with pytest.raises(lc.SnapshotError, match=says):
        lc.Member.from_json(shop, mended(member, change))
