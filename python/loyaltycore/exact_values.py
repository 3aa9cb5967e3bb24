"""Values of parameters as exact JSON: a float has no place in a programme."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from loyaltycore.errors import DataError

__all__ = ["json_of", "refused_value"]


def json_of(value: Any, path: str) -> str:
    """Write a parameter value as JSON; floats have no place in a programme."""
    if path == "zone" and isinstance(value, str):
        remedy = f'write offsets; loyaltycore.zone_offsets("{value:.64}") makes them of a name'
        raise refused_value(path, f"got the text {value!r:.64}", remedy)
    return json.dumps(_exact(value, path))


def _exact(value: Any, path: str) -> Any:
    """Return a value with Fraction and Decimal as exact text; a float is refused."""
    if isinstance(value, float | np.floating):
        remedy = 'rates are exact: write it as text, "0.2%", "1/500" or "1.2"'
        raise refused_value(path, f"got the float {value!r}", remedy)
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list | tuple):
        return [_exact(each, path) for each in value]
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                raise refused_value(path, f"its key {key!r} is no str", "write keys as str")
        return {key: _exact(each, f"{path}.{key}") for key, each in value.items()}
    if hasattr(value, "__index__") and not isinstance(value, np.ndarray | np.bool_):
        return int(value)
    remedy = "write an int, str, bool, Fraction, Decimal, list, dict or None"
    raise refused_value(path, f"got {type(value).__name__} {value!r:.64}", remedy)


def refused_value(path: str, what: str, remedy: str) -> DataError:
    """Return the error for a value that no programme can hold."""
    message = f"{path}: {what}; {remedy}"
    return DataError(message, column=path, remedy=remedy, code="field_invalid")
