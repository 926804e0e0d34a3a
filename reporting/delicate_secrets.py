"""Marks of state secrets (Mật, Tối mật, Tuyệt mật) and words that say that something is one. Pure.

A stamp is written in capitals and stands out: alone on its line, in brackets, behind "độ mật", among small letters.
Words speak of secret papers ("công văn mật"). A sentence about the law, a training or the duty to guard secrets is
ordinary work of the Front, and "mật ong", "mật độ", "bảo mật", "thân mật" are ordinary words.
"""

import re
from collections.abc import Iterator

_HIGH = re.compile(r"(?<!\w)(?:TUYỆT|TỐI)\s+MẬT(?!\w)")
_ALONE = re.compile(r"(?<!\w)MẬT(?!\w)")
_STATE = re.compile(r"(?<!\w)BÍ\s+MẬT\s+NHÀ\s+NƯỚC(?!\w)")
_GUARD = re.compile(r"(?:BẢO\s+VỆ|LUẬT|CÔNG\s+TÁC|NGÀY|GIỮ\s+GÌN|GIỮ|VỀ|LỘ|LỌT)\s+(?:\S+\s+)?$", re.IGNORECASE)

# What stands before or behind the word in capitals and makes another word of it.
_BEFORE = "BÍ BẢO THÂN CƠ NỒNG MỸ HỮU NẬM DỊU LẤY NUÔI BÁN MUA"
_BEHIND = "ĐỘ ONG KHẨU THIẾT MÍA MÃ VỤ THƯ NGỌT DỪA GẤU"
_BEFORE_PLAIN, _BEHIND_PLAIN = frozenset(_BEFORE.split()), frozenset(_BEHIND.split())
_PAPER_WORDS = "tài liệu|văn bản|công văn|báo cáo|hồ sơ|thông tin|nội dung|điện|tờ trình|kế hoạch|quyết định|công điện"
_PAPERS = re.compile(rf"(?:{_PAPER_WORDS}|độ|dấu|mức|loại|chế độ)\s*[:“\"'(\[]?\s*$", re.IGNORECASE)
_OPEN, _CLOSE = "([{“\"'*-–—_", ")]}”\"'*-–—_"

_PHRASE = re.compile(
    rf"(?<!\w)(?:(?:{_PAPER_WORDS})\s+(?:(?:tối|tuyệt)\s+)?mật(?!\s+(?:độ|ong|thiết|khẩu|vụ|mã|mía|thư))"
    r"|(?:đóng\s+dấu|dấu|độ)\s+[“\"(]?(?:(?:tối|tuyệt)\s+)?mật(?!\s+(?:độ|ong|thiết|khẩu|vụ|mã|mía))"
    r"|tối\s+mật|tuyệt\s+mật|(?:danh\s+mục|thuộc|chứa|có|là|tài\s+liệu|nội\s+dung|thông\s+tin|văn\s+bản)\s+"
    r"(?:nội\s+dung\s+|tài\s+liệu\s+|danh\s+mục\s+)?bí\s+mật\s+nhà\s+nước)(?!\w)",
    re.IGNORECASE,
)
# The sentence is about guarding secrets, not one that holds them.
_ABOUT = re.compile(
    r"bảo vệ|tuyên truyền|tập huấn|phổ biến|quán triệt|luật|nghị định|thông tư|quy định|quy chế|nghiêm cấm|giữ gìn"
    r"|không (?:được|đưa|gửi|đăng|có|chia sẻ|phát tán|tiết lộ|cung cấp|sử dụng)"
    r"|hội nghị|lớp|bồi dưỡng|triển khai|kiểm tra|công tác",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.;!?\n]")
NEAR, SENTENCE = 60, 200
"""Letters that are looked at on either side: of the line, of the sentence."""


def stamps(text: str) -> Iterator[tuple[int, int]]:
    """Where marks of secrecy stand."""
    for found in _HIGH.finditer(text):
        yield found.span()
    for found in _STATE.finditer(text):
        if not _GUARD.search(text[max(0, found.start() - 24) : found.start()]):
            yield found.span()
    for found in _ALONE.finditer(text):
        if _is_stamp(text, found.start(), found.end()):
            yield found.span()


def _is_stamp(text: str, start: int, end: int) -> bool:
    before, behind = _line_before(text, start), _line_behind(text, end)
    left, right = before.rstrip(), behind.lstrip()
    if not left.strip(_OPEN + " .:") and not right.strip(_CLOSE + " .:"):
        return True  # alone on its line
    if left[-1:] in tuple("([{“\"'*") and right[:1] in tuple(")]}”\"'*"):
        return True
    last, first = _last_word(left), _first_word(right)
    if last.upper() in _BEFORE_PLAIN or first.upper() in _BEHIND_PLAIN:
        return False
    if last in ("TỐI", "TUYỆT"):
        return False  # told as a whole
    if _PAPERS.search(left):
        return True
    return not (_loud(last) or _loud(first))


def _line_before(text: str, start: int) -> str:
    return text[max(0, start - NEAR) : start].rpartition("\n")[2]


def _line_behind(text: str, end: int) -> str:
    return text[end : end + NEAR].partition("\n")[0]


def _last_word(left: str) -> str:
    words = re.findall(r"[^\W\d_]+", left)
    return words[-1] if words else ""


def _first_word(right: str) -> str:
    words = re.findall(r"[^\W\d_]+", right)
    return words[0] if words else ""


def _loud(word: str) -> bool:
    """In capitals like the mark itself: then it does not stand out."""
    return len(word) > 1 and word.isupper()


def phrases(text: str) -> Iterator[tuple[int, int]]:
    """Where something is said to be secret, outside sentences about guarding secrets."""
    for found in _PHRASE.finditer(text):
        before = _ENDS.split(text[max(0, found.start() - SENTENCE) : found.start()])[-1]
        behind = _ENDS.split(text[found.end() : found.end() + SENTENCE], maxsplit=1)[0]
        if not _ABOUT.search(before + found[0] + behind):
            yield found.span()
