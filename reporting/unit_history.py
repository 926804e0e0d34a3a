"""The communes as they stood until 30 June 2025 and the present units that took them over, for history and search."""

import csv
import gzip
from dataclasses import dataclass
from functools import lru_cache

from reporting.unit_kinds import kind_in_name
from reporting.unit_list import DATA, ListedUnit, listed


@dataclass(frozen=True, slots=True)
class OldCommune:
    """A commune of the three-tier order. ``district`` and ``province`` are the full names of that time.

    ``code`` is the National Statistics Office's of that time, None for the five island districts without communes
    (Côn Đảo and others: there ``name`` is the district's). ``successors`` are codes of present units, one or more; the
    source's main one first.
    """

    province: str
    district: str
    name: str
    code: str | None
    successors: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The kind, read from the name: xa, phuong, thi_tran, or huyen for an island district."""
        return kind_in_name(self.name) or "xa"


def old_communes(province_code: str | None = None) -> list[OldCommune]:
    """Return the old communes that lie in the present province with this code; all 10,040 without a code."""
    if province_code is None:
        return list(_all())
    return [old for old in _all() if province_code in _provinces_of(old)]


def predecessors(code: str) -> list[OldCommune]:
    """Return the old communes of which the present unit took over the whole or a part."""
    return list(_by_successor().get(code, ()))


def successors(old: OldCommune) -> list[ListedUnit]:
    """Return the present units that took over an old commune, the source's main one first."""
    return [unit for code in old.successors if (unit := listed(code))]


def _provinces_of(old: OldCommune) -> set[str | None]:
    return {unit.parent_code for unit in successors(old)}


@lru_cache(maxsize=1)
def _all() -> tuple[OldCommune, ...]:
    with gzip.open(DATA / "units_vn_legacy.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        return tuple(
            OldCommune(province, district, name or district, code or None, tuple(codes.split()))
            for province, district, name, code, codes in rows
        )


@lru_cache(maxsize=1)
def _by_successor() -> dict[str, list[OldCommune]]:
    found: dict[str, list[OldCommune]] = {}
    for old in _all():
        for code in old.successors:
            found.setdefault(code, []).append(old)
    return found
