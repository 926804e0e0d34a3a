"""From an obligation to report, as a plan states it and the office completes it, to a due rule. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from reporting.due import LAST_MONTH, DueRule
from reporting.periods import TURNS_A_YEAR
from reporting.plan_turns import CADENCES
from reporting.refusal import Refusal
from reporting.text import fold

FREQUENCIES = tuple(CADENCES)
"""Those that a duty can have; what comes once, or when something happens, is no duty."""

_KINDS_OF = {
    "cap xa": ("xa", "phuong", "dac_khu"),
    "cap huyen": ("huyen",),
    "to chuc thanh vien": ("to_chuc_thanh_vien",),
    "to chuc chinh tri xa hoi": ("to_chuc_thanh_vien",),
    "khu dan cu": ("khu_dan_cu",),
    "thanh pho": ("huyen",),
    "dac khu": ("dac_khu",),
    "thi tran": ("thi_tran",),
    "thi xa": ("huyen",),
    "phuong": ("phuong",),
    "huyen": ("huyen",),
    "quan": ("huyen",),
    "xa": ("xa",),
}
_KINDS = re.compile(rf"\b({'|'.join(_KINDS_OF)})\b")
_ALL_OF = re.compile(r"\b(?:cac|tat ca|toan bo|moi)\b|\b(?=cap (?:xa|huyen)\b)")


def rule_of(told: Mapping[str, Any], given: Mapping[str, Any] | None = None) -> DueRule | None:
    """The due rule that an obligation states, without a day where the text gives none that a rule can hold.

    `given`: what the office says instead ("frequency"; "before_day", "month" and "before" together). None for what
    does not come back («đột xuất», once, or a frequency that the text does not tell).
    """
    told = {**told, **(given or {})}
    cadence = CADENCES.get(str(told.get("frequency")))
    if cadence is None:
        return None
    month, only, day = told.get("month"), None, told.get("before_day")
    length = 12 // TURNS_A_YEAR[cadence]
    if isinstance(month, int):
        only = (month - 1) // length + 1 if TURNS_A_YEAR[cadence] > 1 and length > 1 else None
        month = (month - 1) % length + 1
    elif month == "first_of_next":
        month, day = LAST_MONTH, None  # a rule counts within its own period: the office gives the day
    elif month == "first_of_period":
        month = 1
    elif month == "last_of_quarter" or month == "each" or length == 1:
        month = LAST_MONTH
    else:
        month, day = LAST_MONTH, None
    return DueRule(
        cadence,
        month=month,
        day=day if isinstance(day, int) else None,
        cutoff_day=None,
        only_index=only,
        before=told.get("before", True),
    )


def kinds_of(who: str) -> tuple[str, ...]:
    """The kinds of unit that the words name as a group («các xã, phường»); none where they name no group."""
    folded = fold(who)
    begins = [found.end() for found in _ALL_OF.finditer(folded)]
    if not begins:
        return ()
    named = _KINDS.findall(folded[begins[-1] :])
    return tuple(dict.fromkeys(kind for words in named for kind in _KINDS_OF[words]))


_DAY = re.compile(
    r"(?P<sign>truoc|cham nhat(?: la)?(?: vao)?|het)?\s*(?:ngay\s*)?(?P<day>\d{1,2})"
    r"(?:\s+(?:cua thang\s+|thang\s+)?(?P<month>\d{1,2}|cuoi|dau)(?: (?:quy|ky|nam))?| hang thang| moi thang)?"
)


def day_typed(raw: str) -> dict[str, Any]:
    """The day of «20», «trước ngày 16 tháng cuối quý», «chậm nhất ngày 15 tháng 5», as `rule_of` takes it.

    Raises Refusal("plan-refused-duty-day").
    """
    found = _DAY.fullmatch(fold(raw).strip(" .,"))
    day = int(found["day"]) if found else 0
    month = found["month"] if found else None
    if found is None or not 1 <= day <= 31 or (month is not None and month.isdigit() and not 1 <= int(month) <= 12):
        raise Refusal("plan-refused-duty-day")
    places: dict[str | None, str] = {"cuoi": "last_of_quarter", "dau": "first_of_period", None: "each"}
    told = places.get(month) or int(str(month))
    return {"before_day": day, "month": told, "before": (found["sign"] or "truoc") == "truoc"}
