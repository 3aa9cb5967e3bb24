"""Columns of results as one Arrow struct array, by nanoarrow alone: no other library is needed."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["blobs", "coded_texts", "dates", "stamps", "struct_array", "texts", "whole_numbers"]

_MOST_BYTES_OF_STRING = 2**31 - 1


def _validity(missing: np.ndarray[Any, Any]) -> tuple[Any, int]:
    """Return the bitmap of what is there (None if everything is) and the number of nulls."""
    nulls = int(missing.sum())
    return (np.packbits(~missing, bitorder="little") if nulls else None), nulls


def whole_numbers(values: np.ndarray[Any, Any]) -> Any:
    """Return integers of any width as an Arrow column of that width, truths as bits."""
    import nanoarrow as na

    values = np.ascontiguousarray(values)
    if values.dtype == np.bool_:
        bits = np.packbits(values, bitorder="little")
        return na.c_array_from_buffers(na.bool_(), len(values), [None, bits], null_count=0)
    makers = {
        "int8": na.int8,
        "int16": na.int16,
        "int32": na.int32,
        "int64": na.int64,
        "uint8": na.uint8,
        "uint16": na.uint16,
        "uint32": na.uint32,
        "uint64": na.uint64,
    }
    kind = makers[values.dtype.name]()
    return na.c_array_from_buffers(kind, len(values), [None, values], null_count=0)


def dates(days: np.ndarray[Any, Any], missing: np.ndarray[Any, Any]) -> Any:
    """Return days since 1970-01-01 as date32; nulls where they are missing."""
    import nanoarrow as na

    bitmap, nulls = _validity(missing)
    whole = np.where(missing, 0, days).astype(np.int32)
    return na.c_array_from_buffers(na.date32(), len(whole), [bitmap, whole], null_count=nulls)


def stamps(micros: np.ndarray[Any, Any], missing: np.ndarray[Any, Any]) -> Any:
    """Return microseconds since 1970-01-01 UTC as aware timestamps; nulls where missing."""
    import nanoarrow as na

    bitmap, nulls = _validity(missing)
    whole = np.where(missing, 0, micros).astype(np.int64)
    kind = na.timestamp("us", timezone="UTC")
    return na.c_array_from_buffers(kind, len(whole), [bitmap, whole], null_count=nulls)


def texts(words: Sequence[str]) -> Any:
    """Return texts as an Arrow column."""
    encoded = [word.encode() for word in words]
    offsets = np.fromiter(accumulate(map(len, encoded), initial=0), np.int64, len(encoded) + 1)
    return _of_bytes(offsets, b"".join(encoded))


def blobs(values: Sequence[bytes]) -> Any:
    """Return bytes of any length as an Arrow column."""
    offsets = np.fromiter(accumulate(map(len, values), initial=0), np.int64, len(values) + 1)
    return _of_bytes(offsets, b"".join(values), texts=False)


def coded_texts(codes: np.ndarray[Any, Any], words: Sequence[str]) -> Any:
    """Return the texts that codes stand for as an Arrow column."""
    encoded = [word.encode() for word in words]
    lengths = np.asarray([len(each) for each in encoded], dtype=np.int64)
    sizes = lengths[codes] if encoded else np.zeros(0, dtype=np.int64)
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    return _of_bytes(offsets, b"".join([encoded[code] for code in codes.tolist()]))


def _of_bytes(offsets: np.ndarray[Any, Any], data: bytes, *, texts: bool = True) -> Any:
    """Return a column of what stands one after the other; wide offsets where they must be."""
    import nanoarrow as na

    wide = len(data) > _MOST_BYTES_OF_STRING
    if texts:
        kind = na.large_string() if wide else na.string()
    else:
        kind = na.large_binary() if wide else na.binary()
    places = offsets if wide else offsets.astype(np.int32)
    return na.c_array_from_buffers(kind, len(offsets) - 1, [None, places, data], null_count=0)


def struct_array(columns: Mapping[str, Any]) -> Any:
    """Return columns of one length as a struct array with the Arrow stream interface."""
    import nanoarrow as na

    kind = na.struct({name: column.schema for name, column in columns.items()})
    length = max((len(column) for column in columns.values()), default=0)
    children = [*columns.values()]
    return na.Array(na.c_array_from_buffers(kind, length, [None], null_count=0, children=children))
