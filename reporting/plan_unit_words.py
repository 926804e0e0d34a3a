"""Units as people type them into a plan: the Front's own bodies, short words, groups with exceptions. Pure.

Everything that is still not one unit, or not that many, comes back as a question: nothing is guessed.
"""

import re
from collections.abc import Mapping, Sequence

from reporting import task_units
from reporting.task_units import SUGGESTED, UNCLEAR, Meant, Question
from reporting.text import clean_name, fold
from reporting.unit_match import match
from storage.units import Unit

# The Front's own bodies before the name of a place: «Ban Thường trực Ủy ban MTTQ Việt Nam các xã, phường».
_BODY = re.compile(
    r"^(?:(?:đề nghị|de nghi)\s+)?(?:(?:ban\s+)?(?:thường trực|thuong truc)\s+|ban\s+tt\s+|btt\s+)?"
    r"(?:(?:(?:ủy|uỷ|uy)\s*ban|ub)\s*)?"
    r"(?:mttq|mttqvn|mặt trận tổ quốc|mat tran to quoc|mặt trận|mat tran|mt(?=\s))\s*"
    r"(?:(?:việt nam|viet nam|vn)\s*)?(?:(?:cấp|cap)\s+)?",
    re.IGNORECASE,
)
# How kinds are shortened in a list of them: «các huyện, thị, thành», «các xã, TT».
_KINDS = {
    "huyen": "huyện",
    "quan": "quận",
    "thi": "thị xã",
    "thi xa": "thị xã",
    "tx": "thị xã",
    "thanh": "thành phố",
    "thanh pho": "thành phố",
    "tp": "thành phố",
    "thanh thi": "thị xã, thành phố",
    "xa": "xã",
    "x": "xã",
    "phuong": "phường",
    "p": "phường",
    "dac khu": "đặc khu",
    "dk": "đặc khu",
    "thi tran": "thị trấn",
    "tt": "thị trấn",
    "cap xa": "cấp xã",
    "cap huyen": "cấp huyện",
}
_ORGANISATIONS = {
    "LHPN": "Liên hiệp Phụ nữ",
    "CCB": "Cựu chiến binh",
    "LĐLĐ": "Liên đoàn Lao động",
    "NCT": "Người cao tuổi",
    "CTĐ": "Chữ thập đỏ",
}
_LEAD_IN = re.compile(
    r"^(?P<all>(?:tất cả|tat ca|toàn bộ|toan bo|toàn thể|mọi|moi|100\s*%(?:\s*số|\s*so)?)(?:\s+(?:các|cac))?"
    r"|các|cac|\d{1,4})\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?P<kind>phường|phuong|p|f|quận|quan|q)\.?\s*0*(?P<number>\d{1,3})$", re.IGNORECASE)
_NAMES = re.compile(
    r"^(?:các|cac)\s+(?P<kind>xã|xa|phường|phuong|huyện|huyen|đặc khu|dac khu|thị trấn|thi tran)"
    r"\s*:?\s+(?P<names>\S.*)$",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"^(?P<all>.+?)\s*,?\s*\(?(?:ngoại trừ|ngoai tru|trừ|tru|không kể|khong ke)\s+(?P<but>.+?)\)?$", re.IGNORECASE
)
_WITHIN = re.compile(
    r"^(?P<name>.+?)\s*(?:\(\s*|\s(?:thuộc|thuoc|của|cua)\s+|\s)"
    r"(?P<above>(?:huyện|huyen|thị xã|thi xa|thành phố|thanh pho|quận|quan|tỉnh|tinh|h\.|tp\.?|tx\.?)\s.+?)\)?$",
    re.IGNORECASE,
)


def place_of(words: str) -> str:
    """The words without the Front's own bodies before them."""
    return _BODY.sub("", words)


def read(typed: str, there: Sequence[Unit]) -> Meant:
    """What these words mean among these units; pieces are parted by semicolons and lines."""
    found = Meant((), (), {})
    for piece in filter(None, (clean_name(one).strip(" .,") for one in re.split(r"[;\n]", typed))):
        found = _joined(found, _piece(place_of(piece), there))
    return found


def _piece(piece: str, there: Sequence[Unit]) -> Meant:
    if parted := _EXCEPT.match(piece):
        whole, but = _piece(parted["all"], there), _piece(place_of(parted["but"]), there)
        kept = tuple(one for one in whole.units if one not in but.units)
        return Meant(() if but.questions else kept, (*whole.questions, *but.questions), whole.beside)
    spelled = _group(piece) or piece
    meant = task_units.read(spelled, there)
    if not meant.questions:
        return meant
    for other in (_within(piece, there), _named(piece, there)):
        if other is not None:
            return other
    if numbered := _NUMBERED.match(piece):
        return task_units.read(f"{_KINDS.get(fold(numbered['kind']), 'phường')} {numbered['number']}", there)
    longer = _organisation(piece)
    return task_units.read(longer, there) if longer != piece else meant


def _group(piece: str) -> str | None:
    """«11 huyện, thị, thành», «xã, phường», «100 % số xã» in the words that groups are known by."""
    led = _LEAD_IN.match(piece)
    names = re.split(r"\s*(?:,|/|\+|-|\bvà\b|\bva\b)\s*", led["rest"] if led else piece)
    kinds = [_KINDS.get(fold(one).strip(" .")) for one in names if one]
    if not kinds or None in kinds or (led is None and len(kinds) == 1 and fold(piece) not in ("cap xa", "cap huyen")):
        return None
    lead = led["all"] if led else "các"
    if "%" in lead:
        lead = "tất cả"
    return f"{lead} {', '.join(one for one in kinds if one)}"


def _named(piece: str, there: Sequence[Unit]) -> Meant | None:
    """«các xã An Hòa, Bản Hòn»: the kind goes with every name."""
    told = _NAMES.match(piece)
    if told is None:
        return None
    names = [one for one in re.split(r"\s*(?:,|\bvà\b|\bva\b)\s*", told["names"]) if one]
    return task_units.read("; ".join(f"{told['kind']} {one}" for one in names), there)


def _within(piece: str, there: Sequence[Unit]) -> Meant | None:
    """«xã An Hòa (huyện Bắc)»: the one of that name at or below the other."""
    told = _WITHIN.match(piece)
    tops = match(told["above"], there) if told else []
    if told is None or len(tops) != 1:
        return None
    group = re.match(r"(?:các|cac|tất cả|tat ca)\s", told["name"], re.IGNORECASE)
    if group:
        return task_units.read(f"{told['name']} thuộc {told['above']}", there)
    inside = [unit for unit in match(told["name"], there) if _stands_below(unit, tops[0], there)]
    if len(inside) > 1:
        alike = tuple(unit.id or 0 for unit in inside[:SUGGESTED])
        return Meant((), (Question(told["name"], UNCLEAR, alike),), {})
    return Meant((inside[0].id or 0,), (), {}) if inside else None


def _stands_below(unit: Unit, top: Unit, there: Sequence[Unit]) -> bool:
    known: Mapping[int | None, Unit] = {one.id: one for one in there}
    at, seen = unit, {unit.id}
    while at.parent_id in known and at.parent_id not in seen:
        at = known[at.parent_id]
        seen.add(at.id)
        if at.id == top.id:
            return True
    return False


def _organisation(piece: str) -> str:
    return " ".join(_ORGANISATIONS.get(word.upper(), word) for word in piece.split(" "))


def _joined(one: Meant, other: Meant) -> Meant:
    units = tuple(dict.fromkeys((*one.units, *other.units)))
    return Meant(units, (*one.questions, *other.questions), {**one.beside, **other.beside})
