"""Label lines: «Chủ trì thực hiện: …», «Thời gian hoàn thành: …», «Địa điểm: …», alone or several on a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reporting.plans.phrases import find_deadlines
from reporting.plans.pieces import Context
from reporting.plans.text import key, squeeze, trim

_WHO = r"(?:cac )?(?:don vi|co quan|bo phan|ban|phong|cap|to chuc|nguoi|can bo|dau moi|ca nhan|dong chi|luc luong)"
_DOING = (
    r"(?:thuc hien|tham muu|to chuc|trien khai|phu trach|chiu trach nhiem|duoc giao|duoc phan cong|dau moi"
    r"|chinh|va|phoi hop)"
)
_RULES = {
    "lead": rf"(?:{_WHO} )?chu tri(?: {_DOING})*|{_WHO}(?: {_DOING})+"
    r"|phan cong(?: thuc hien| nhiem vu| to chuc thuc hien)?"
    r"|trach nhiem(?: thuc hien| chinh)?|giao|chiu trach nhiem(?: chinh| thuc hien)*|dau moi(?: thuc hien)?|thuc hien"
    r"|tham muu(?: thuc hien)?|(?:nguoi|can bo) phu trach|phan cong (?:cho )?(?:don vi|bo phan)",
    "supervisor": r"(?:lanh dao |nguoi |dong chi |thuong truc )?"
    r"(?:truc tiep )?(?:phu trach )?chi dao(?: thuc hien| chung)?"
    r"|lanh dao phu trach|phu trach(?: chung)?|chiu trach nhiem chi dao",
    "partners": rf"(?:{_WHO} )?(?:cung )?phoi hop(?: thuc hien)?|(?:{_WHO} )?tham gia(?: phoi hop)?",
    "time": r"(?:thoi gian|thoi han|thoi diem|tien do|han|moc thoi gian|ky han)(?: .{0,70})?"
    r"|hoan thanh|ngay (?:thuc hien|to chuc|hoan thanh)",
    "result": r"(?:ket qua|san pham|du kien ket qua|yeu cau ket qua)"
    r"(?: san pham| dau ra| thuc hien| dat duoc| can dat| du kien| hoan thanh| va)*",
    "fact": r"(?:dia diem|noi|thanh phan|noi dung|hinh thuc|doi tuong|so luong|kinh phi|nguon kinh phi"
    r"|quy mo|pham vi|yeu cau|muc dich"
    r"|luu y|ghi chu|chi tieu|chuyen de(?: \w{1,3})?|bai \d{1,2}"
    r"|tai lieu|cach thuc|phuong phap|phuong thuc|chu de|chuong trinh|trang phuc"
    r"|co cau|tieu chuan|ket cau|bo cuc"
    r"|y nghia|muc tieu|dieu kien|ho so|khau hieu|ma nhan dang|lien he|email|dien thoai|dia ban|tong so"
    r"|du kien|le vat|co so vat chat)"
    r"(?: (?:to chuc|tham du|tham gia|thuc hien|chinh|du kien|chu yeu|trien khai|moi|khach moi|hoi nghi"
    r"|dai bieu|giam sat|kiem tra|khao sat"
    r"|phan bien|doan giam sat|cuoc thi|hoi thi|tuyen truyen|doan|lop))*",
}
_KINDS = {kind: re.compile(rule) for kind, rule in _RULES.items()}
_CANDIDATE = re.compile(r"(?:^|(?<=[;.,(])|(?<=\s[-–+])|(?<=^[-–+*]))\s*(?P<label>[^\W\d_][^:;.()\n]{1,80}?)\s*:(?!\d)")
_BARE_TIME = re.compile(
    r"(?P<label>(?:Thời gian|Thời hạn|Tiến độ|Hạn)(?:\s+(?:hoàn thành|thực hiện|tổ chức|triển khai|bắt đầu"
    r"|gửi|nộp))*)\s+"
    r"(?=(?:là|trước|từ|trong|đến|chậm|muộn|dự kiến|tháng|quý|ngày|vào|cuối|đầu|giữa|bắt đầu|xong)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Label:
    """A label and its value; kind: lead, supervisor, partners, time, result or fact."""

    kind: str
    name: str
    value: str


@dataclass(frozen=True)
class Labelled:
    """A text taken apart: what stands before the first label, and the labels."""

    text: str
    labels: tuple[Label, ...]

    def value(self, kind: str) -> str | None:
        """The value of the first label of that kind, None when there is none or it is empty."""
        return next((label.value for label in self.labels if label.kind == kind and label.value), None)


def kind_of(name: str) -> str | None:
    """Which label these words are, if any."""
    words = key(name)
    if len(words) > 90:
        return None
    return next((kind for kind, rule in _KINDS.items() if rule.fullmatch(words)), None)


def take_apart(text: str) -> Labelled:
    """Labels of a text. A fact («Địa điểm: …») counts only at the head, the others after a full stop or comma too."""
    bare = _BARE_TIME.match(text)
    if bare and ":" not in text[: bare.end() + 1]:
        return Labelled("", (Label("time", bare["label"], trim(text[bare.end() :])),))
    found: list[tuple[int, int, str, str]] = []
    for match in _CANDIDATE.finditer(text):
        name = match["label"].split(",")[-1].strip() if kind_of(match["label"]) is None else match["label"]
        kind = kind_of(name)
        at_head = not text[: match.start("label")].strip(" -–+*")
        if kind is None or (kind == "fact" and not at_head and not found):
            continue
        begin = match.end("label") - len(match["label"]) + match["label"].rfind(name)
        if not at_head and not _stands_apart(text, begin, kind):
            continue
        found.append((begin, match.end(), kind, name))
    if not found:
        return Labelled(squeeze(text), ())
    ends = [begin for begin, *_ in found[1:]] + [len(text)]
    labels = tuple(
        Label(kind, name, trim(text[after:end].rstrip(" -–+(")))
        for (_, after, kind, name), end in zip(found, ends, strict=True)
    )
    return Labelled(squeeze(text[: found[0][0]]).rstrip(" -–+*(;,"), labels)


def _stands_apart(text: str, begin: int, kind: str) -> bool:
    """A label inside a text begins with a capital, or follows a semicolon or an open bracket."""
    before = text[:begin].rstrip()
    return text[begin].isupper() or before.endswith((";", "(")) or (kind in ("lead", "time") and before.endswith(","))


def only_time(text: str, context: Context) -> bool:
    """Whether a line is nothing but a deadline: «Hoàn thành trước ngày 15/3/2026.»"""
    if len(text) > 90:
        return False
    spots = find_deadlines(text, context)
    if not spots:
        return False
    rest = "".join(
        text[a:b] for a, b in zip([0, *(s.end for s in spots)], [*(s.begin for s in spots), len(text)], strict=True)
    )
    return len(key(re.sub(r"(?i)hoàn thành|thực hiện|xong|dự kiến|phải|và", " ", rest))) <= 3
