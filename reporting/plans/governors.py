"""The words that make a moment a deadline: «trước», «chậm nhất», «đến hết», «trong», «từ» …

Read backwards from the moment over a closed vocabulary; whatever stands before that is somebody else's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reporting.plans.text import fold_pattern

_HOUR = r"(?:\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{1,2}\s*(?:phút|')?)?\s*,?)|(?:\d{1,2}:\d{2}\s*,?)"
_PARTS = (
    r"những\s+ngày\s+đầu(?:\s+của)?|những\s+ngày\s+cuối(?:\s+của)?|nửa\s+đầu|nửa\s+cuối|thượng\s+tuần"
    r"|trung\s+tuần|hạ\s+tuần"
    r"|tuần\s+(?:lễ\s+)?(?:thứ\s+)?(?:[1-5]|nhất|hai|ba|tư|năm|đầu|cuối)(?:\s+của)?|đầu|giữa|cuối"
)
# «trong ngày bầu cử 15/3/2026»: the day of an event, named and dated
_EVENT_DAY = r"ngày\s+(?:bầu\s+cử|khai\s+mạc|bế\s+mạc|phát\s+động|khai\s+giảng|tổ\s+chức|đại\s+hội|lễ|hội)"
_VOCABULARY = (
    rf"{_HOUR}|{_PARTS}|{_EVENT_DAY}|trước|chậm\s+nhất|muộn\s+nhất|trễ\s+nhất|không\s+(?:muộn|chậm|trễ)\s+(?:hơn|quá)|không\s+quá|hạn\s+cuối\s+cùng|hạn\s+cuối"
    rf"|hạn\s+chót|thời\s+hạn"
    r"|thời\s+điểm|thời\s+gian|thời\s+hạn|hạn|là|vào|trong|nội|đến|tới|cho|hết|ngày|dự\s+kiến|khoảng|từ|kể"
    r"|bắt\s+đầu|thực\s+hiện"
    r"|triển\s+khai|hoàn\s+thành|hoàn\s+tất|xong|kết\s+thúc|sau|và|hoặc|các|lúc|tổ\s+chức|diễn\s+ra"
    r"|tiến\s+hành|cùng|phải|dịp|sáng"
    r"|chiều|tối|thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|chủ\s+nhật|nửa|của"
)
_LEAD = rf"(?<!\w)(?:(?:(?:{_VOCABULARY})(?!\w)|[:,(])\s*)+$"
_PART = rf"(?<!\w)(?:{_PARTS})\s*$"
_APPROXIMATE = r"(?:dự\s+kiến|dự\s+tính|khoảng(?!\s+(?:thời|từ))|ước\s+chừng|tạm\s+thời)[^,;.()]{0,40}$"
_BACKGROUND = r"(?:tính|số\s+liệu|hiệu\s+lực|áp\s+dụng|tồn\s+tại)\s*(?:tính\s*)?$"
# «ký ngày», «thành lập từ ngày» date a thing; «ban hành trước ngày» is a deadline again
_DATED = r"(?:được\s+ký|ký|ban\s+hành|thành\s+lập|(?<!học )sinh|kết\s+quả)\s*$"
_REACH = 90  # characters before a moment that may govern it


@dataclass(frozen=True)
class Governor:
    """What the words before a moment make of it.

    kind: before, latest, until, from, after, in, occasion or none; `begin`: where the governing words start.
    """

    kind: str
    begin: int
    part: str = ""
    approximate: bool = False
    inclusive: bool = False
    slip: bool = False
    done: bool = False  # «hoàn thành», «bắt đầu», «thực hiện» stand among the words
    background: bool = False


class _Words:
    def __init__(self, plain: bool) -> None:
        def rule(pattern: str) -> re.Pattern[str]:
            return re.compile(fold_pattern(pattern) if plain else pattern, re.IGNORECASE)

        self.lead, self.part, self.approximate = map(rule, (_LEAD, _PART, _APPROXIMATE))
        self.background, self.dated = map(rule, (_BACKGROUND, _DATED))
        self.before = rule(r"(?<!\w)trước(?!\w)")
        self.inclusive = rule(
            r"trước\s+(?:và|hoặc)\s+(?:trong|vào)|(?:trong|vào)\s+(?:và|hoặc)\s+trước|trước\s+hết|trước\s+(?:"
            + _HOUR
            + ")"
        )
        self.slip = rule(r"trước\s+vào(?!\w)")
        self.latest = rule(
            r"(?:chậm|muộn|trễ)\s+nhất|không\s+(?:(?:muộn|chậm|trễ)\s+(?:hơn|quá)|quá)|(?<!\w)hạn\s|(?<!\w)hạn$|hạn\s+cuối"
        )
        self.since = rule(r"(?<!\w)(?:từ|bắt\s+đầu)(?!\w)")
        self.after = rule(r"(?<!\w)sau(?!\w)")
        self.until = rule(r"(?<!\w)(?:đến|tới|hết|kết\s+thúc)(?!\w)")
        self.occasion = rule(r"(?<!\w)dịp(?!\w)")
        self.within = rule(
            r"(?<!\w)(?:trong|vào|nội|hoàn\s+thành|hoàn\s+tất|xong|diễn\s+ra|lúc|sáng|chiều|tối|thứ|chủ\s+nhật)(?!\w)|"
            + _HOUR
        )
        self.done = rule(
            r"hoàn\s+thành|hoàn\s+tất|xong|bắt\s+đầu|thực\s+hiện|triển\s+khai|diễn\s+ra|tổ\s+chức"
            r"|tiến\s+hành|kết\s+thúc"
        )


_WORDS = {False: _Words(False), True: _Words(True)}


def govern(text: str, floor: int, begin: int, plain: bool = False) -> Governor:
    """What governs the moment at `begin`; words before `floor` belong to an earlier moment."""
    words = _WORDS[plain]
    at = max(floor, begin - _REACH)
    left = text[at:begin]
    if at > floor:  # do not start inside a word
        cut = left.find(" ") + 1
        left, at = left[cut:], at + cut
    found = words.lead.search(left)
    lead = found[0] if found else ""
    start = at + found.start() if found else begin
    part = words.part.search(left)
    approximate = bool(words.approximate.search(left))
    outside = left[: found.start()] if found else left
    kind = _kind(words, lead)
    background = bool(words.background.search(outside))
    if kind in ("none", "from", "after") and words.dated.search(outside):
        background = True
    return Governor(
        kind,
        start,
        part=" ".join(part[0].split()) if part else "",
        approximate=approximate,
        inclusive=bool(words.inclusive.search(lead)),
        slip=bool(words.slip.search(lead)),
        done=bool(words.done.search(lead)),
        background=background,
    )


def _kind(words: _Words, lead: str) -> str:
    lead = re.split(r"[,(]\s*(?=\S)", lead)[-1] if words.before.search(lead) is None else lead
    if words.before.search(lead):
        return "before"
    if words.latest.search(lead):
        return "latest"
    if words.since.search(lead):
        return "from"
    if words.after.search(lead):
        return "after"
    if words.until.search(lead):
        return "until"
    if words.occasion.search(lead):
        return "occasion"
    return "in" if words.within.search(lead) else "none"
