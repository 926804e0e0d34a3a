"""Numbers that belong to a person: identity papers, telephones, bank accounts. Pure.

A run of digits is judged by its length, its first digits, how it is grouped, the words before it and the unit behind
it. Figures of reports (1.250 hộ), money, dates and document numbers are none of these.
"""

import re
from collections.abc import Iterator

Found = tuple[str, int, int]
"""(kind, start, end)."""

# Groups of digits with one space, dot or hyphen between them; a comma or a slash ends the run.
_RUN = re.compile(r"(?<!\w)(?<!\d[.,])\+?\d+(?:(?:[ .\-]|\) ?| ?\()\d+)*")
_DIGITS = re.compile(r"\d+")
_DATE = re.compile(r"\d{1,2}([./\-])\d{1,2}\1\d{4}(?!\d)|\d{4}-\d\d-\d\d(?!\d)")
_UNIT = re.compile(
    r"\s*(?:%|m²|m³|/|(?:đồng|đ|vnđ|vnd|nghìn|ngàn|triệu|tỷ|tỉ|m2|m3|ha|km|kg|tấn|hộ|người|lượt|phiếu|cuộc|suất|con|cây"
    r"|ý kiến|đơn|tin|bản|cái|tài khoản)\b)",
    re.IGNORECASE,
)
_ID_LABEL = re.compile(
    r"(?:cccd|cmnd|cmtnd|cmt|căn cước(?: công dân)?|chứng minh(?: nhân dân| thư)?|định danh(?: cá nhân)?)"
    r"[^\d\n.;]{0,20}$",
    re.IGNORECASE,
)
_ACCOUNT_LABEL = re.compile(r"(?:\bstk\b|tài khoản|\btk\b|số thẻ|thẻ atm)[^\d\n.;]{0,30}$", re.IGNORECASE)
_TAX_LABEL = re.compile(r"(?:mã số thuế|\bmst\b|mã số doanh nghiệp)[^\d\n.;]{0,12}$", re.IGNORECASE)
_CONTEXT = 60
LONGEST, ACCOUNT_LEAST = 19, 8

# Since 2016: three digits of the province of birth (001-096), one of sex and century, two of the year.
_CARD = re.compile(r"0(?:0[1-9]|[1-8]\d|9[0-6])[0-3]\d{8}")
# Since 2018 mobiles have ten digits; fixed lines 02 and nine more; abroad +84 stands for the zero.
_PHONE = re.compile(r"0[35789]\d{8}|02\d{9}")
_ABROAD = re.compile(r"(?:\+|00)840?(?:[35789]\d{8}|2\d{9})")
_BARE_ABROAD = re.compile(r"84[35789]\d{8}")  # as telephones show it without the plus
# 09 12 34 56 78 and 0 912 345 678; a longer first group may be followed by any (0912 345 678, 091 2345 678).
_SPOKEN = ((2, 2, 2, 2, 2), (1, 3, 3, 3), (1, 9))


def numbers(text: str) -> Iterator[Found]:
    """Every number of a person. A run may hold several: each is found where its groups begin."""
    for run in _RUN.finditer(text):
        groups = [(run.start() + one.start(), run.start() + one.end()) for one in _DIGITS.finditer(run[0])]
        at = 0
        while at < len(groups):
            found, used = _begins(text, run, groups[at:])
            if found is not None:
                yield found
            at += used


def _begins(text: str, run: re.Match[str], groups: list[tuple[int, int]]) -> tuple[Found | None, int]:
    """What begins with the first group, and how many groups it takes: the longest that is something."""
    start = groups[0][0]
    dated = _DATE.match(text, start)
    if dated is not None:
        return None, sum(begin < dated.end() for begin, _ in groups)
    plus = start > 0 and text[start - 1] == "+"
    candidate = _Candidate(text, text[max(0, start - _CONTEXT) : start], plus)
    best: tuple[Found | None, int] = (None, 1)
    for count, (begin, end) in enumerate(groups, start=1):
        candidate.take(text[begin:end], end)
        if len(candidate.digits) > LONGEST:
            break
        kind = candidate.kind()
        if kind is not None:
            best = (kind, start - plus, end), count
    return best


class _Candidate:
    """Groups of digits that may be one number, with what stands before and behind."""

    def __init__(self, text: str, before: str, plus: bool) -> None:
        self.text, self.plus = text, plus
        self.is_account = _ACCOUNT_LABEL.search(before) is not None
        self.is_paper = _ID_LABEL.search(before) is not None
        self.is_tax = _TAX_LABEL.search(before) is not None
        self.digits, self.groups, self.end = "", (), 0  # type: str, tuple[int, ...], int

    def take(self, group: str, end: int) -> None:
        """One more group."""
        self.digits, self.groups, self.end = self.digits + group, (*self.groups, len(group)), end

    def kind(self) -> str | None:
        """What it is as it stands."""
        if len(self.digits) < ACCOUNT_LEAST:
            return None
        counts = _UNIT.match(self.text, self.end) is not None
        if not self.plus and not counts:
            if self.is_account:
                return "account"
            if self.is_paper and len(self.digits) in (9, 12):
                return "id"
        if self.is_tax:
            return None
        if self._is_phone():
            return "phone"
        return self._paper(counts)

    def _is_phone(self) -> bool:
        if self.plus or self.digits.startswith("00"):
            return _ABROAD.fullmatch(("+" if self.plus else "") + self.digits) is not None
        if self.groups == (11,) and _BARE_ABROAD.fullmatch(self.digits):
            return not self.digits.endswith("000")
        spoken = self.groups in _SPOKEN or (3 <= self.groups[0] <= 5 and min(self.groups) >= 2) or len(self.groups) == 1
        return spoken and _PHONE.fullmatch(self.digits) is not None

    def _paper(self, counts: bool) -> str | None:
        """A card without a word that says so: only what no figure looks like."""
        if self.plus:
            return None
        if _CARD.fullmatch(self.digits) and (len(self.groups) == 1 or set(self.groups) <= {3, 4, 6}):
            return "id"
        if self.groups == (9,) and not counts:
            return "id" if self.digits[0] == "0" or not self.digits.endswith("000") else None
        return "account" if self.groups in ((16,), (4, 4, 4, 4)) and self.digits.startswith("9704") else None
