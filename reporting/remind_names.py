"""The names of the units below that a message lists: the first of them, and how many more there are."""

from collections.abc import Iterable, Mapping

from storage.base import Json


def listed(unit_ids: Iterable[int], names: Mapping[int, str], most: int) -> Json:
    """How many units, the names of the first `most` of them in the order of names, and how many more."""
    ordered = sorted((names[unit_id], unit_id) for unit_id in unit_ids)
    return {
        "count": len(ordered),
        "names": [name for name, _ in ordered[:most]],
        "more": max(0, len(ordered) - most),
    }
