"""Obligations to report that a plan states: who, to whom, what, how often, by when.

Only the verb makes one: «báo cáo kết quả về …», «định kỳ phản ánh với …». A report that is a document of its own («báo
cáo chính trị», «báo cáo kiểm điểm») or asks for approval is not an obligation but work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reporting.plans.frequency import find_reports_often
from reporting.plans.model import Obligation
from reporting.plans.outline import Node
from reporting.plans.pieces import Context
from reporting.plans.report_days import Part, frequencies_of
from reporting.plans.subjects import subject_of
from reporting.plans.text import shorten, squeeze, trim

_UNIT = (
    r"(?:Ban Thường trực|Ban Thường vụ|BTT|BTV|Thường trực|(?:Ủy|Uỷ) ban|UBND|UBMTTQ|UBMT|MTTQ|Mặt trận"
    r"|Văn phòng|Ban |Đảng ủy|Đảng uỷ|Huyện ủy|Tỉnh ủy|Thành ủy"
    r"|[Cc]ấp ủy|[Cc]ấp uỷ|[Cc]hi ủy|[Cc]hi bộ|[Cc]ấp trên|[Cc]ấp có thẩm quyền|[Cc]hủ tịch|Chánh|Hội đồng"
    r"|Bảo hiểm xã hội|Trung tâm |Công an |Liên đoàn |Tiểu ban |Hội (?=[A-ZĐ])"
    r"|HĐND|Đoàn|[Ll]ãnh đạo|[Cc]ơ quan|[Pp]hòng |Sở |[Tt]rung ương|(?<=về )(?:tỉnh|xã|phường|huyện)\b)"
)
_TO = r"(?:(?:trực tiếp\s+)?(?:về|cho|với|lên|đến|tới|gửi về|gửi đến|gửi cho|gửi)\s+(?:cho\s+)?)"
_RECIPIENT = re.compile(rf"{_TO}(?:các\s+)?(?P<to>{_UNIT}[^;.()]*)")
_STRAIGHT = re.compile(
    rf"(?:báo cáo|phản ánh)\s+(?:trực tiếp\s+)?(?:với\s+|cho\s+|về\s+|lên\s+)?(?:các\s+)?(?P<to>{_UNIT}[^;.()]*)",
    re.IGNORECASE,
)
_TO_ENDS = re.compile(
    r",?\s*(?:\b(?:để|theo|trước|qua|chậm nhất|vào|hàng|hằng|định kỳ|khi|xem xét|đúng|bằng|kịp thời"
    r"|thường xuyên|trong|và đột xuất|nhằm|biết|gồm|ngay|,? email|từ ngày|"
    r"tại (?:phiên|cuộc|hội nghị|kỳ) "
    r"|về (?:tình hình|kết quả|việc)|kết quả|làm cơ sở|phục vụ)\b|,\s+(?:qua|theo|email)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_THROUGH = re.compile(r"\bqua\s+(?P<through>(?:Ban|Văn phòng|Phòng|Bộ phận|Tổ)\s[^,;.()]{2,80})")
_WHAT = re.compile(
    r"(?P<what>báo cáo\s+(?:tình hình|kết quả|tiến độ|sơ kết|tổng kết|việc|số liệu|công tác|nhanh)[^,;.()]{0,120})",
    re.IGNORECASE,
)

_SENT_TO = re.compile(rf"\s+(?:gửi|(?:về|với|cho|lên)\s+(?={_UNIT})).*$", re.DOTALL)

_DOCUMENT = re.compile(
    r"^\s*(?:chính trị|kiểm điểm|tham luận|thành tích|trình|tổng hợp ý|thẩm tra|viên|nêu|cần|gồm|đề dẫn|tóm tắt|của"
    r"|cáo viên|phải|chuyên đề|giải trình|đánh giá|số \d|thẩm định)\b",
    re.IGNORECASE,
)
_APPROVAL = re.compile(
    r"\b(?:phê duyệt|duyệt|cho ý kiến|xin ý kiến|cho chủ trương|xin chủ trương|quyết định|thẩm định"
    r"|để thống nhất|thông qua(?! (?:Sở|Ban|Văn phòng|Phòng|Bộ phận|Công an|Tổ|Trung tâm)))\b",
    re.IGNORECASE,
)
_TROUBLE = re.compile(r"phát sinh|vướng mắc|khó khăn", re.IGNORECASE)
_SENDS = re.compile(r"\b(?:báo cáo|phản ánh|gửi|thông tin|liên hệ|trao đổi)\b", re.IGNORECASE)
_REPORT = re.compile(r"\bbáo cáo\b", re.IGNORECASE)
_REFLECT = re.compile(r"\bphản ánh\b", re.IGNORECASE)
# «Tổng hợp tình hình Nhân dân gửi Tỉnh ủy (hằng tháng)»: a report by another name
_COLLECTS = re.compile(rf"\b(?:[Tt]ổng hợp|[Tt]hống kê)\b[^;.]{{0,100}}?\bgửi\s+(?:về\s+|đến\s+|cho\s+)?{_UNIT}")
_NOUN_BEFORE = re.compile(
    r"(?<!\w)(?:chất lượng|các|những|dự thảo|hoặc|đề cương|bằng|hình thức|hồ sơ|tài liệu|bản|mẫu|biểu mẫu|viết"
    r"|xây dựng|chuẩn bị|nghe|in|trong|thông qua"
    r"|chương trình|nội dung|quy định về|hội nghị|số|văn kiện)\s*$",
    re.IGNORECASE,
)


# «báo cáo tổng hợp ý kiến, kiến nghị của cử tri gửi Ban Thường trực …» is more than a document for a meeting
_OPINIONS_SENT = re.compile(rf"\s*tổng hợp ý kiến[^;.]*?\bgửi\s+(?:về\s+|đến\s+|tới\s+)?(?:{_UNIT}|[Kk]ỳ họp|Quốc hội)")
_DRAWN_UP = re.compile(r"(?:xây dựng|chuẩn bị|viết|có|bằng)\s*$", re.IGNORECASE)
_HANDED_IN = re.compile(rf"\b(?:gửi|nộp)\s+(?:về|đến|cho|lên|{_UNIT}|các|tỉnh|xã|phường)")


def find_obligations(live: Iterable[tuple[Node, str | None]], context: Context) -> list[Obligation]:
    """Every obligation of these lines; a line with the unit that its branch gives the work to."""
    found: list[Obligation] = []
    seen: set[int] = set()
    for node, lead in live:
        if id(node) in seen or not node.text:
            continue
        seen.add(id(node))
        found.extend(_of_line(node, lead, context))
    return sorted(found, key=lambda o: o.line)


def _of_line(node: Node, lead: str | None, context: Context) -> Iterator[Obligation]:
    """The obligations of a line; of several reports without a period, divided by semicolons, those of each."""
    text = squeeze(node.text)
    clauses = [clause for clause in re.split(r";\s+", text) if _verb(clause) is not None]
    if len(clauses) < 2 or find_reports_often(text):
        yield from _of_text(text, node.line, lead, context)
        return
    who, to = subject_of(text) or lead, None
    for clause in clauses:
        for duty in _of_text(clause, node.line, who, context):
            to = duty.to or to or _recipient(text)
            yield replace(duty, to=to)


def _of_text(text: str, line: int, lead: str | None, context: Context) -> Iterator[Obligation]:
    verb = _verb(text)
    if verb is None:
        return
    sentence_at = max(text.rfind(". ", 0, verb), text.rfind("; ", 0, verb)) + 2 if verb else 0
    sentence_at = 0 if sentence_at == 1 else sentence_at
    about = text[sentence_at:]
    to = _recipient(about[max(0, verb - sentence_at) :]) or _recipient(about)
    parts = list(frequencies_of(about, context))
    if to is None and not parts:
        return
    who = (lead if sentence_at else subject_of(about) or lead) or _who_before(text, verb)
    through = _THROUGH.search(about)
    what = _WHAT.search(about)
    what_is_named = bool(what and re.match(r"báo cáo (?:tình hình|nhanh)", what["what"], re.IGNORECASE))
    base = Obligation(
        who=who,
        to=to,
        what=shorten(trim(_SENT_TO.sub("", what["what"])) if what else trim(about), 160),
        frequency="unspecified",
        line=line,
        through=trim(through["through"]) if through else None,
    )
    for part in parts or [Part("unspecified", 0, 0)]:
        yield replace(
            base,
            what=base.what if what_is_named else _named_report(about, part) or base.what,
            frequency=part.frequency,
            before_day=part.day,
            month=part.month,
            year=part.year,
            phrase=squeeze(
                about[part.day_begin : part.day_end] or about[slice(*part.group)] or about[part.begin : part.end]
            ).strip(" ,;(")
            or None,
        )


def _named_report(text: str, part: Part) -> str | None:
    """«báo cáo quý»: the report that a frequency names together with the noun before it."""
    begin, end = part.group if part.group[1] else (part.begin, part.end)
    found = re.search(r"báo cáo(?: kết quả| định kỳ)?\s*$", text[:begin], re.IGNORECASE)
    named = squeeze(text[found.start() if found else begin : end])
    return named if _REPORT.match(named) else None


def _verb(text: str) -> int | None:
    """Where the text speaks of reporting as something to do; None when it only names documents or asks for approval."""
    for match in _REPORT.finditer(text):
        after, before = text[match.end() : match.end() + 120], text[max(0, match.start() - 25) : match.start()]
        named = _NOUN_BEFORE.search(before) and not _sent(before, after)
        document = _DOCUMENT.match(after) and not _OPINIONS_SENT.match(after)
        if document or (named and not _periodic(match[0] + after)):
            continue
        clause = re.split(r"[;.](?:\s|$)", after, maxsplit=1)[0]
        if _APPROVAL.search(clause) and not _periodic(match[0] + after):
            continue
        return match.start()
    for match in _REFLECT.finditer(text):
        around = re.split(r"[;.]\s", text[max(0, match.start() - 80) : match.end() + 80])
        if any(_REFLECT.search(part) and find_reports_often(part) for part in around):
            return match.start()
    if (collects := _COLLECTS.search(text)) and find_reports_often(text):
        return collects.start()
    if _TROUBLE.search(text):
        sends = _SENDS.search(text, _TROUBLE.search(text).start())  # type: ignore[union-attr]
        if sends and _recipient(text[sends.start() :]):
            return sends.start()
    return None


def _sent(before: str, after: str) -> bool:
    """«Xây dựng báo cáo kết quả, gửi về Ban Thường trực …»: what is drawn up is sent to somebody."""
    return bool(_DRAWN_UP.search(before) and _HANDED_IN.search(re.split(r"[;.](?:\s|$)", after, maxsplit=1)[0]))


def _periodic(text: str) -> bool:
    often = find_reports_often(text)
    return bool(often and often[0].begin < 20)


def _recipient(text: str) -> str | None:
    matches = [match for rule in (_STRAIGHT, _RECIPIENT) for match in rule.finditer(text)]
    for match in sorted(matches, key=lambda m: m.start("to")):
        to = trim(_TO_ENDS.sub("", match["to"]))
        if len(to) > 3:
            return shorten(to, 200)
    return None


def _who_before(text: str, verb: int) -> str | None:
    """The unit named right before the verb in a closing sentence: «… các đồng chí phụ trách báo cáo trực tiếp …»."""
    clause = text[:verb]
    for mark in re.finditer(r"(?:đề nghị|yêu cầu|,|vướng mắc)\s+(?=các|Các|đồng chí|Ban|Ủy|Uỷ|cơ quan|đơn vị)", clause):
        who = subject_of(text[mark.end() :])
        if who:
            return who
    return None
