"""Orders with their lines and tenders in one Parquet file, as warehouses keep them."""

import pyarrow as pa
from pyarrow import parquet

from tests.python.build import SHOP, after


def purchases_in_one_file(folder, **changes):
    """Two orders of one member with their lines and tenders inside; the last has neither."""
    table = {
        "id": ["a", "b", "c"],
        "member": ["ann", "ann", "ann"],
        "kind": ["order_completed", "order_completed", "login"],
        "order": ["a", "b", None],
        "at": [after(), after(days=1), after(days=2)],
        "lines": [
            [{"amount_fen": 20_000, "sku": "pan"}, {"amount_fen": 10_000, "sku": "pot"}],
            [{"amount_fen": 5_000, "sku": "cup"}],
            [],
        ],
        "tenders": [[{"kind": "cash", "amount_fen": 30_000}], None, None],
    }
    path = folder / "year.parquet"
    parquet.write_table(pa.table(table | changes), path)
    return path


def test_one_file_holds_orders_with_their_lines(command, tmp_path):
    shop = tmp_path / "shop.json"
    shop.write_bytes(SHOP.read_bytes())
    path = purchases_in_one_file(tmp_path)
    out = tmp_path / "out"
    code, said = command("replay", path, "--program", shop, "--out", out)
    assert code == 0, said
    (member,) = parquet.read_table(out / "members.parquet").to_pylist()
    assert (member["orders"], member["refused"], member["growth"] >= 350) == (2, 0, True)


def test_lines_inside_and_beside_are_refused(command, tmp_path):
    path = purchases_in_one_file(tmp_path)
    code, said = command("replay", path, "--program", SHOP, "--lines", path)
    assert (code, "holds lines already" in said) == (2, True)


def test_a_column_of_lines_that_are_no_records_is_named(command, tmp_path):
    path = purchases_in_one_file(tmp_path, lines=[[1], [2], [3]])
    code, said = command("replay", path, "--program", SHOP)
    assert (code, "column lines: its type is list<" in said) == (1, True)
