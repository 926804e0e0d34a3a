"""The head of a plan (number, day of issue, issuer, title) and where its body begins and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reporting.plans.lines import Line, read_mark
from reporting.plans.phrases import named_year
from reporting.plans.subjects import subject_of
from reporting.plans.text import fold, key, squeeze, trim

_TYPES = re.compile(
    r"^(?:(?:du thao )?(?:ke hoach|chuong trinh|huong dan|phuong an|de an|cong van|thong bao"
    r"|chuong trinh cong tac)(?: lien tich| phoi hop)?)$"
)
_TYPE_AND_TITLE = re.compile(
    r"^(?P<type>KẾ HOẠCH|CHƯƠNG TRÌNH(?: CÔNG TÁC)?|HƯỚNG DẪN|PHƯƠNG ÁN)\s+(?P<title>\S.{5,})$"
)
_NUMBER = re.compile(r"^Số\s*:?\s*(?P<n>\d{1,5}\s*[-/]\s*[^\s,;]+(?:\s*[-/]\s*[A-ZĐ]{2,}[^\s,;]*)*)", re.IGNORECASE)
_ISSUED = re.compile(r"ngày\s*(?P<d>\d{1,2})\s*tháng\s*(?P<m>\d{1,2})\s*năm\s*(?P<y>(?:19|20)\d{2})", re.IGNORECASE)
_SHORT = 40  # letters of a line of the head that may break inside the date
_ISSUE_YEAR = re.compile(r"ngày[\s.…_]*tháng[\s.…_\d]*năm\s*(?P<y>(?:19|20)\d{2})", re.IGNORECASE)
_TITLE_ENDS = re.compile(
    r"^(?:căn cứ|thực hiện|thi hành|triển khai thực hiện|nhằm|để\s|kính gửi|-{3,}|_{3,}|\*+$|xét"
    r"|(?-i:Hưởng ứng|Trên cơ sở|Phát huy|Nhân dịp|Sau khi|Được sự|Năm \d{4} là|Ban Thường trực|Ban Thường vụ)\b"
    r"|tiếp tục thực hiện|thời gian qua|ban thường trực .* (?:xây dựng|ban hành))",
    re.IGNORECASE,
)
# On folded text: the verb itself is sometimes misspelt.
_OPENING = re.compile(
    r"\b(?:xay dung|ban hanh|de ra)\s+(?:va trien khai\s+)?(?:ke hoach|chuong trinh|huong dan|phuong an)"
)
_SIGNATURE = re.compile(r"^(?:[*\s]*nơi nhận\s*:?|(?:TM|T/M|KT|K/T|TL|T/L|TUQ)\s*[./]?\s*[A-ZĐỦ])")
_ANNEX = re.compile(r"^(?:PHỤ LỤC|BIỂU|DANH MỤC|BẢNG PHÂN CÔNG|LỊCH|PHỤ BIỂU|TIẾN ĐỘ)\b")
_STATE = re.compile(r"cong hoa xa hoi|doc lap tu do|dang cong san viet nam|^so\b")
_HEAD_LINES = 60


@dataclass(frozen=True)
class Head:
    """What stands above the body of a plan; `year` is the one that its title speaks of."""

    number: str | None = None
    issued: date | None = None
    issuer: str | None = None
    title: str | None = None
    year: int | None = None


def split(lines: list[Line]) -> tuple[Head, list[Line]]:
    """The head of a document and the lines of its body, annexes after the signatures included."""
    at = _type_line(lines)
    top = lines[: at if at is not None else 0]
    title, body_at = _title(lines, at)
    if at is None:
        body_at = _first_heading(lines)
        top = lines[:body_at]
    body = _to_signatures(_without_contents(lines[body_at:]))
    number = next((_NUMBER.match(part) for part in _parts(top) if _NUMBER.match(part)), None)
    issued, issue_year = _issue(top)
    head = Head(
        number=re.sub(r"\s+", "", number["n"]) if number else None,
        issued=issued,
        issuer=_issuer(top, body),
        title=title,
        year=(named_year(title) if title else None) or (None if issued else issue_year),
    )
    return head, body


def _parts(lines: list[Line]) -> list[str]:
    """The head's lines; a row of the two-column table that Word heads are made of counts as several."""
    return [squeeze(part) for line in lines for part in (line.cells or (line.text,)) if part.strip()]


def _type_line(lines: list[Line]) -> int | None:
    for i, line in enumerate(lines[: _HEAD_LINES * 3]):
        text = squeeze(line.text)
        if (
            not line.cells
            and text
            and ((_TYPES.match(key(text)) and text.upper() == text) or _TYPE_AND_TITLE.match(text))
        ):
            return i
    return None


def _title(lines: list[Line], at: int | None) -> tuple[str | None, int]:
    """The title below the type line, over several lines, and where it ends."""
    if at is None:
        return None, 0
    type_line = squeeze(lines[at].text)
    same_line = None if _TYPES.match(key(type_line)) else _TYPE_AND_TITLE.match(type_line)
    parts = [same_line["title"]] if same_line else []
    i, gap = at + 1, False
    while i < len(lines):
        text = squeeze(lines[i].text)
        if not text:
            gap = bool(parts)
        elif (
            lines[i].cells
            or len(text) > 250
            or _ends_title(text, parts)
            or read_mark(text)[0]
            or (parts and gap and not (text[0].islower() or text.startswith(("(", "Năm", "năm", "Nhiệm kỳ"))))
        ):
            break
        else:
            parts.append(text)
            gap = False
        i += 1
    return trim(" ".join(parts)).strip("-_* ") or None, i


def _ends_title(text: str, parts: list[str]) -> bool:
    """Whether a line is no more title; a title may itself begin with «Triển khai thực hiện …»."""
    if key(text) == "muc luc":
        return True
    if parts and text.upper() == text and parts[0].upper() != parts[0]:
        return True  # the first heading of the body, in capitals as the title is not
    return bool(_TITLE_ENDS.match(text)) and (
        bool(parts) or text.lower().startswith(("căn cứ", "kính gửi", "-", "_", "*"))
    )


def _first_heading(lines: list[Line]) -> int:
    for i, line in enumerate(lines):
        marks, _ = read_mark(squeeze(line.text))
        if (line.cells and line.table and len(line.cells) > 2) or (marks and not marks[0].rank):
            return i
    return 0


def _issue(top: list[Line]) -> tuple[date | None, int | None]:
    parts = _parts(top)
    for i, text in enumerate(parts):
        after = "".join(parts[i + 1 : i + 2])
        if text.lower().startswith(("căn cứ", "- căn cứ")):
            continue
        found = _ISSUED.search(text) or (_ISSUED.search(f"{text} {after}") if len(text) < _SHORT else None)
        if found:
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"])), int(found["y"])
            except ValueError:
                continue
        if found := _ISSUE_YEAR.search(text):
            return None, int(found["y"])
    return None, None


def _issuer(top: list[Line], body: list[Line]) -> str | None:
    """Who issues the plan: the subject of the opening sentence, else the names above the number."""
    for line in body[:40]:
        text = squeeze(line.text)
        if read_mark(text)[0] and not read_mark(text)[0][0].rank:
            break
        if not line.cells and (found := _OPENING.search(fold(text))) and found.start() < 300:
            # the opening may come after the grounds in the same sentence: «Thực hiện …, Ban Thường trực … xây dựng»
            opening = text[: found.start()] + "xây dựng kế hoạch"
            for clause in [opening, *re.split(r"[,;]\s+", opening)]:
                who = subject_of(clause)
                if who and not clause.lower().startswith("căn cứ"):
                    return who
    names = [
        part for part in _parts(top) if part.upper() == part and not _STATE.search(key(part)) and len(key(part)) > 5
    ]
    return " ".join(names[:3]) or None


def _without_contents(lines: list[Line]) -> list[Line]:
    """The lines without a list of contents: from «MỤC LỤC» to where its first entry comes again as a heading."""
    at = next((i for i, line in enumerate(lines) if key(line.text) == "muc luc"), None)
    if at is None:
        return lines
    entries = [i for i in range(at + 1, min(at + 200, len(lines))) if lines[i].text.strip()]
    if not entries:
        return lines[:at]
    first = _entry(lines[entries[0]].text)
    again = next((i for i in entries[1:] if _entry(lines[i].text) == first), None)
    return lines[:at] + lines[again if again is not None else entries[0] :]


def _entry(text: str) -> str:
    """An entry of a list of contents without its page number."""
    return re.sub(r"[\s.…_]*\d*$", "", key(text)).strip()


# a form to fill in, an outline of a report: nobody's work, though it stands in an annex
_FORM = re.compile(r"^(?:mẫu(?: số)?\s*:?\s*[\d:/]|biểu mẫu\b|biên bản\b|đề cương\b)|[.…]{6,}", re.IGNORECASE)


def _to_signatures(lines: list[Line]) -> list[Line]:
    """The body without «Nơi nhận» and the signatures; it goes on where an annex or a table of many columns begins."""
    kept, inside, titled, signed = [], True, False, False
    for line in lines:
        first = squeeze(line.cells[0] if line.cells else line.text)
        if (inside and _SIGNATURE.match(first) and (not line.cells or len(line.cells) <= 3)) or (
            inside and not line.cells and re.match(r"nơi nhận\s*:", first, re.IGNORECASE)
        ):
            inside, signed = False, True
        elif inside and signed and not line.cells and _FORM.search(first):
            inside = False
        elif not inside and ((_ANNEX.match(first) and not line.cells) or len(line.cells) > 3):
            inside, titled = True, not line.cells
        elif titled and first and (line.cells or read_mark(first)[0]):
            titled = False
        if inside and (not titled or _ANNEX.match(first)):  # its name goes on to the table, its title says nothing
            kept.append(line)
    return kept
