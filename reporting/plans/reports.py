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
# «báo cáo Thường trực Tỉnh ủy kết quả 6 tháng (trước ngày …) và cả năm (trước ngày …)»
_RESULTS_OF = re.compile(
    rf"báo cáo\s+[^;.()]{{1,80}}?\bkết quả\s+(?:công tác\s+|thực hiện\s+)?{_PERIODS}[^;]*", re.IGNORECASE
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
    r"\b(?:về|cho|với|lên|đến|gửi|báo cáo)\s+(?:cho\s+|về\s+)?(?:[A-ZĐỦ]|cấp|các|lãnh đạo"
    r"|chủ tịch|tỉnh|trung ương|xã|trên)"
)
_FIRST_CLAUSE = 25


def periodic_spans(text: str) -> list[tuple[int, int]]:
    """Stretches that speak of periodic reports, with their days in brackets."""
    return [match.span() for rule in (_PERIODIC, _RESULTS_OF, _RECURRING) for match in rule.finditer(text)]


def report_clauses(text: str, to_anybody: bool = False) -> list[tuple[int, int]]:
    """Clauses that report on the work to somebody, or `to_anybody`: also those that do not say to whom.

    Not the first clause of the text either, for then reporting is the task.
    """
    spans = []
    for rule in (_RESULTS, _SENT):
        clauses = [match for match in rule.finditer(text) if match.start() > _FIRST_CLAUSE]
        # who receives the first report receives the others of the same line
        if to_anybody or any(_TO_SOMEBODY.search(match[0]) for match in clauses):
            spans += [match.span() for match in clauses]
    return spans


def is_about_a_report(text: str) -> bool:
    """Whether a report of one day is the work itself: «Xây dựng báo cáo tổng kết năm, nộp trước ngày 15/11/2026»."""
    return bool(_MAKES_ONE.match(text)) and not _RECURRING.search(text)


_MAKES_ONE = re.compile(
    r"(?:tổng hợp|thống kê|thu thập)\b[^;.]{0,120}\bbáo cáo\b|(?:tham mưu\s+)?(?:xây dựng"
    r"|hoàn thành|hoàn thiện|soạn(?: thảo)?|lập|viết|chuẩn bị|ban hành)\s+"
    r"(?:dự thảo\s+|và\s+gửi\s+)?báo cáo\b(?![^;]*báo cáo[^;]*\bngày)",
    re.IGNORECASE,
)


def reports_only(text: str) -> bool:
    """Whether reporting is all that the text asks for: it begins with it, and goes on to nothing else."""
    return bool(_ONLY.match(text))


_ONLY = re.compile(
    r"(?:(?:định kỳ|hàng|hằng|mỗi)[^,;.]{0,40},?\s*)?(?:tổng hợp,?\s*)?báo cáo[^;.]*[.;]?$", re.IGNORECASE
)
