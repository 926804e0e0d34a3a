"""Numbers as officers type them and as reports print them in Vietnamese: "2.403", "85,7 %"."""

import re
from decimal import ROUND_HALF_UP, Decimal

from reporting.text import clean_name, fold

# Above any count that a unit can owe, below what PostgreSQL's integer holds.
MAX_COUNT = 999_999_999

_PLAIN = re.compile(r"[0-9]{1,9}")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([. ])[0-9]{3})(?:\1[0-9]{3})*")
_NONE_WORDS = {"khong", "khong co", "ko", "none", "no", "zero"}
_TENTH = Decimal("0.1")


def parse_count(text: str) -> int:
    """Return the count that a person typed: "2403", "2.403", "2 403", "05", "0", "không", "không có".

    Raises ValueError for everything else: decimals ("2,5", "2.5"), negatives, words or units beside the digits
    ("12 nghìn" must not become 12), a comma between thousands (a decimal comma in Vietnamese, so the person is asked
    again) and counts above MAX_COUNT.
    """
    typed = clean_name(text)
    if _PLAIN.fullmatch(typed) or _GROUPED.fullmatch(typed):
        count = int(re.sub("[. ]", "", typed))
        if count <= MAX_COUNT:
            return count
    elif fold(typed) in _NONE_WORDS:
        return 0
    raise ValueError(f"not a count: {typed[:40]!r}")


def format_count(count: int) -> str:
    """Return the count with a dot between thousands, as Vietnamese reports print it: 2403 -> "2.403"."""
    return f"{count:,}".replace(",", ".")


def percent(part: int, whole: int) -> Decimal | None:
    """Return ``part`` of ``whole`` in percent with one decimal, half rounded up; None when the whole is nothing.

    100 is kept for all and 0 for none: 3,320 of 3,321 units is 99.9, because "100 %" would hide the one that is
    missing. A part larger than the whole is more than 100. Raises ValueError for negative numbers.
    """
    if part < 0 or whole < 0:
        raise ValueError("a share is made of counts, which are never negative")
    if whole == 0:
        return None
    share = (Decimal(100) * part / whole).quantize(_TENTH, ROUND_HALF_UP)
    if 0 < part < whole:
        share = min(max(share, _TENTH), 100 - _TENTH)
    return share


def format_percent(share: Decimal | None) -> str:
    """Return a share as Vietnamese reports print it: "85,7 %", "100 %"; a dash when there is none."""
    if share is None:
        return "–"
    return f"{share:.1f}".removesuffix(".0").replace(".", ",") + " %"
