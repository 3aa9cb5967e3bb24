"""Files that the command reads, and the folder it writes to: what is wrong names file and line."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loyaltycore._core import Event
from loyaltycore.attached import ATTACHED
from loyaltycore.errors import DataError
from loyaltycore.program import Program, presets

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "apart",
    "check_folder",
    "is_journal",
    "line_named",
    "program_of",
    "read_journal",
    "read_rows",
]

_JOURNALS = (".jsonl", ".ndjson")
_TABLES = (".csv", ".csv.gz", ".csv.bz2")


def program_of(name: str) -> Program:
    """Return a preset by its id, or the programme of a file: a path, or a name in .json.

    Raises
    ------
    ProgramError
        No such preset, or a document that does not load.
    OSError
        A file that cannot be read.
    """
    is_path = name.lower().endswith(".json") or Path(name).name != name
    if name not in presets() and is_path:
        return Program.load(name)
    return Program.preset(name)


def is_journal(path: Path) -> bool:
    """Tell a file of events, one a line, from a table."""
    return path.name.lower().endswith(_JOURNALS)


def read_journal(path: Path) -> tuple[list[Event], list[int]]:
    """Read events as JSON lines, and the line of each.

    Raises
    ------
    DataError
        What is no event or no UTF-8; names file and line.
    OSError
        The file cannot be read.
    """
    if not is_journal(path):
        raise _unreadable(path, "", f"events are read from {' or '.join(_JOURNALS)}")
    events: list[Event] = []
    numbers: list[int] = []
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if not line.strip():
            continue
        with line_named(path, [number]):
            try:
                text = line.decode()
            except UnicodeDecodeError as error:
                what = f"byte {error.start + 1} is no UTF-8; "
                raise _unreadable(path, what, "write the file as UTF-8", row=0) from None
            try:
                events.append(Event.from_json(text))
            except DataError as error:
                raise _again(error, str(error), row=0) from None
        numbers.append(number)
    return events, numbers


def read_rows(path: Path) -> Any:
    """Read a table from Parquet or CSV.

    Raises
    ------
    DataError
        A file that is no such table; names the file.
    OSError
        There is no such file.
    """
    name = path.name.lower()
    if not name.endswith((".parquet", *_TABLES)):
        raise _unreadable(path, "", f"tables are read from .parquet or {', '.join(_TABLES)}")
    if not path.is_file():
        code = errno.EISDIR if path.is_dir() else errno.ENOENT
        raise OSError(code, os.strerror(code), str(path))
    try:
        import pyarrow as pa
        from pyarrow import csv, parquet
    except ImportError as error:
        message = "files of tables need pyarrow: pip install 'loyaltycore[pyarrow]'"
        raise SystemExit(message) from error
    try:
        if name.endswith(".parquet"):
            return parquet.read_table(path)
        return _empty_as_null(csv.read_csv(path))
    except (pa.ArrowException, OSError) as error:
        raise _unreadable(
            path, str(error).partition("\n")[0] + "; ", "write the file again"
        ) from None


def _empty_as_null(table: Any) -> Any:
    """Return a CSV's table with null for an empty cell that would be a record or a quote."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for name in ATTACHED:
        place = table.column_names.index(name) if name in table.column_names else -1
        if place >= 0 and pa.types.is_string(table[name].type):
            cells = pc.if_else(pc.equal(table[name], ""), None, table[name])
            table = table.set_column(place, name, cells)
    return table


def apart(events: Any, name: str) -> tuple[Any, Any]:
    """Take a column of lists of records out of an events table, as a table of its own.

    Returns
    -------
    tuple of pyarrow.Table and (pyarrow.Table or None)
        The events without the column; a row a record with the `event_id` that it belongs to, None
        where there is no such column.

    Raises
    ------
    DataError
        column_type: the column holds something else.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if name not in events.column_names:
        return events, None
    column = events[name].combine_chunks()
    kind = column.type
    if not (pa.types.is_list(kind) or pa.types.is_large_list(kind)) or not pa.types.is_struct(
        kind.value_type
    ):
        remedy = f"write a list of records, or a table of their own (--{name})"
        message = f"column {name}: its type is {kind}; {remedy}"
        raise DataError(message, column=name, remedy=remedy, code="column_type")
    records = pa.Table.from_struct_array(pc.list_flatten(column))
    owners = events["id"].take(pc.list_parent_indices(column))
    return events.drop_columns([name]), records.append_column("event_id", owners)


@contextmanager
def line_named(path: Path, numbers: list[int]) -> Iterator[None]:
    """Name file and line in what is refused of events that were read from lines."""
    try:
        yield
    except DataError as error:
        if error.row is None or error.row >= len(numbers):
            raise
        said = str(error)
        if error.column == "member" and error.code == "null":
            said = 'the event names no member; add a field "member"'
        raise _again(error, f"{path}, line {numbers[error.row]}: {said}") from None


def check_folder(out: Path) -> None:
    """Make a folder, and find out now whether it can be written to.

    Raises
    ------
    OSError
        It cannot.
    """
    from tempfile import TemporaryFile

    out.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=out):
        pass


def _unreadable(path: Path, what: str, remedy: str, row: int | None = None) -> DataError:
    """Return the error for a file."""
    message = what + remedy if row is not None else f"{path}: {what}{remedy}"
    return DataError(message, column=str(path), row=row, remedy=remedy, code="file_unreadable")


def _again(error: DataError, message: str, row: int | None = None) -> DataError:
    """Return an error with another sentence."""
    return DataError(
        message,
        column=error.column,
        row=error.row if row is None else row,
        remedy=error.remedy,
        code=error.code,
    )
