"""The official list of provinces and communes that is shipped with the product (source: storage/data/NOTICE.md).

A seed, not the truth of an installation: names and kinds can change by law, and the table of units is what counts.
Read once, at first use, and kept.
"""

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from reporting.text import fold
from reporting.unit_match import near

DATA = Path(__file__).resolve().parent.parent / "storage" / "data"

# The day from which the listed units exist (two-tier local government, Law 72/2025/QH15).
LISTED_FROM = date(2025, 7, 1)

# What people call a province besides its name, folded and without "tỉnh" or "thành phố".
_NICKNAMES = {"hcm": "79", "tphcm": "79", "sai gon": "79", "hn": "01", "thua thien hue": "46"}
_RANK = re.compile("^(tinh|thanh pho|tp) ")

# The provinces that ended with 30 June 2025, folded, by the code of the one that they are part of now.
_MERGED = {
    "08": ("ha giang",),
    "15": ("yen bai",),
    "19": ("bac kan", "bac can"),
    "24": ("bac giang",),
    "25": ("hoa binh", "vinh phuc"),
    "31": ("hai duong",),
    "33": ("thai binh",),
    "37": ("ha nam", "nam dinh"),
    "44": ("quang binh",),
    "48": ("quang nam",),
    "51": ("kon tum",),
    "52": ("binh dinh",),
    "56": ("ninh thuan",),
    "66": ("phu yen",),
    "68": ("binh thuan", "dak nong"),
    "75": ("binh phuoc",),
    "79": ("ba ria vung tau", "binh duong"),
    "80": ("long an",),
    "82": ("tien giang",),
    "86": ("ben tre", "tra vinh"),
    "91": ("kien giang",),
    "92": ("hau giang", "soc trang"),
    "96": ("bac lieu",),
}


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A province or commune of the list. ``code`` is the National Statistics Office's (two or five digits), ``name``
    the full official name, ``kind`` one of tinh, thanh_pho, xa, phuong, dac_khu; a province has no ``parent_code``."""

    code: str
    name: str
    kind: str
    parent_code: str | None


class UnknownProvince(ValueError):
    """No province has this name. ``near`` holds the full names of present provinces that may be meant."""

    def __init__(self, name: str, near: tuple[str, ...]) -> None:
        self.name = name
        self.near = near
        super().__init__(f"no province is called {name!r}" + (f"; near: {', '.join(near)}" if near else ""))


def provinces() -> list[ListedUnit]:
    """Return the 34 provinces and cities of provincial rank, by code."""
    return list(_children()[None])


def communes(province_code: str) -> list[ListedUnit]:
    """Return the communes, wards and special zones of a province, by code. Raises ValueError for an unknown code."""
    if province_code not in _children():
        raise ValueError(f"no province has the code {province_code!r}")
    return list(_children()[province_code])


def listed(code: str) -> ListedUnit | None:
    """Return the province or commune with this code, or None."""
    return _by_code().get(code)


def find_province(name: str) -> ListedUnit:
    """Return the province that is meant: accents, case and "tỉnh", "thành phố" or "TP" before the name do not matter.

    Raises UnknownProvince (a ValueError) with names that may be meant; for a province that was merged in 2025, with
    the one that it is part of now.
    """
    wanted = _RANK.sub("", fold(name))
    if wanted in _NICKNAMES:
        return _by_code()[_NICKNAMES[wanted]]
    for province in provinces():
        if _RANK.sub("", fold(province.name)) == wanted:
            return province
    raise UnknownProvince(name, _meant(wanted))


def _meant(wanted: str) -> tuple[str, ...]:
    """Return the full names of provinces that may be meant by a folded name that none has."""
    for code, ended in _MERGED.items():
        if wanted in ended:
            return (_by_code()[code].name,)
    return tuple(province.name for province in near(wanted, provinces(), limit=3))


@lru_cache(maxsize=1)
def _by_code() -> dict[str, ListedUnit]:
    with (DATA / "units_vn.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        return {code: ListedUnit(code, name, kind, parent or None) for code, name, kind, parent in rows}


@lru_cache(maxsize=1)
def _children() -> dict[str | None, list[ListedUnit]]:
    """Return the list by parent; the provinces stand under None."""
    found: dict[str | None, list[ListedUnit]] = {None: []}
    for unit in _by_code().values():
        found.setdefault(unit.parent_code, []).append(unit)
    return found
