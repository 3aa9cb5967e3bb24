"""Events that share a group: all of them are booked, or none."""

import pickle
from typing import Any

from tests.reference.model import ReferenceMember
from tests.reference.records import Result


def decide_together(
    members: dict[str, ReferenceMember], group: list[tuple[str, dict[str, Any]]]
) -> list[Result]:
    """Decide the events of one group, each by its own member; undo all unless all are new."""
    before = pickle.dumps(members)
    results = [members[name].apply(event) for name, event in group]
    if all(each.refusal is None and not each.duplicate for each in results):
        return results
    members.update(pickle.loads(before))
    refused = any(each.refusal is not None for each in results)
    code = "group_refused" if refused else "group_half_booked"
    return [
        each if each.refusal is not None or each.duplicate else Result(refusal=code)
        for each in results
    ]
