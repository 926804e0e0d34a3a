"""Where a text speaks of reporting: the verb, and how far what it says reaches.

Shared by the reader of time (a report's day is not the task's) and by the reader of obligations.
"""

from __future__ import annotations

import re

_PERIODS = r"(?:hàng|hằng)?\s*(?:tháng|quý|quí|(?:0?[369]|sáu|ba|chín)\s*tháng|nửa năm|năm|tuần)(?!\s*\d)(?!\w)"
# «báo cáo hàng tháng, quý», «báo cáo 6 tháng (trước ngày …)», «báo cáo năm»
_PERIODIC = re.compile(
    rf"báo cáo\s+(?:kết quả\s+|định kỳ\s+|sơ kết\s+|tổng kết\s+)?{_PERIODS}(?:\s*(?:,|và|/"
    rf"|;)\s*{_PERIODS}){{0,6}}[^;]*",
    re.IGNORECASE,
)
_RECURRING = re.compile(
    r"(?:định kỳ|(?:hàng|hằng)\s+(?:tháng|quý|năm|tuần))[^.;]{0,160}?(?:báo cáo|phản ánh)[^;]*"
    r"|báo cáo[^.;]{0,120}?định kỳ[^;]*",
    re.IGNORECASE,
)
# A clause that only reports on the work: «…; báo cáo kết quả về Ban Thường trực trước ngày 30/11».
_ABOUT = r"(?:kết quả|tình hình|tiến độ|việc|công tác|sơ kết|tổng kết|định kỳ|số liệu|hoạt động)"
_RESULTS = re.compile(
    rf"(?:^|[.;,]\s*|\svà\s+)(?:(?:tổng hợp|gửi|nộp|có|lập|đồng thời|xây dựng|hoàn thành"
    rf"|thực hiện)[\s,]+){{0,3}}báo cáo\s+{_ABOUT}[^.;]*",
    re.IGNORECASE,
)
_SENT = re.compile(r"(?:^|[.;,]\s*|\svà\s+)(?:gửi|nộp)\s+(?:\w+\s+){0,3}?báo cáo[^.;]*", re.IGNORECASE)


_TO_SOMEBODY = re.compile(
    r"\b(?:về|cho|với|lên|đến|gửi|báo cáo)\s+(?:cho\s+|về\s+)?(?:[A-ZĐỦ]|cấp|các|lãnh đạo|chủ tịch)"
)
_FIRST_CLAUSE = 25


def periodic_spans(text: str) -> list[tuple[int, int]]:
    """Stretches that speak of periodic reports, with their days in brackets."""
    return [match.span() for rule in (_PERIODIC, _RECURRING) for match in rule.finditer(text)]


def report_clauses(text: str) -> list[tuple[int, int]]:
    """Clauses that report on the work to somebody; a report to nobody is the end of the work itself.

    Not the first clause of the text either, for then reporting is the task.
    """
    spans = []
    for rule in (_RESULTS, _SENT):
        for match in rule.finditer(text):
            if match.start() > _FIRST_CLAUSE and _TO_SOMEBODY.search(match[0]):
                spans.append(match.span())
    return spans


def reports_only(text: str) -> bool:
    """Whether reporting is all that the text asks for: it begins with it, and goes on to nothing else."""
    return bool(_ONLY.match(text))


_ONLY = re.compile(
    r"(?:(?:định kỳ|hàng|hằng|mỗi)[^,;.]{0,40},?\s*)?(?:tổng hợp,?\s*)?báo cáo[^;.]*[.;]?$", re.IGNORECASE
)
