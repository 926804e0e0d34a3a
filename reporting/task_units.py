"""Which units are meant by what a person typed or a cell holds: codes, names, and "tất cả xã", several parted by ";".

Never a guess: a name that several units have, or none, comes back as a question. Pure: the caller brings the units.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reporting.text import clean_name, fold
from reporting.unit_kinds import COMMUNES, RANKS
from reporting.unit_match import match, near
from storage.units import Unit

UNCLEAR, UNKNOWN, COUNT, NOBODY = "unclear", "unknown", "count", "nobody"
SUGGESTED = 6

# Which kinds the words of a group name, folded, the longer ones first.
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("don vi cap xa", COMMUNES),
    ("don vi cap huyen", ("huyen",)),
    ("to chuc thanh vien", ("to_chuc_thanh_vien",)),
    ("ban cong tac mat tran", ("khu_dan_cu",)),
    ("ban chuyen mon", ("ban_chuyen_mon",)),
    ("khu dan cu", ("khu_dan_cu",)),
    ("thi tran", ("thi_tran",)),
    ("thanh pho", ("huyen", "thanh_pho")),
    ("cap huyen", ("huyen",)),
    ("dac khu", ("dac_khu",)),
    ("thi xa", ("huyen",)),
    ("cap xa", COMMUNES),
    ("don vi", ()),
    ("phuong", ("phuong",)),
    ("huyen", ("huyen",)),
    ("quan", ("huyen",)),
    ("xa", ("xa",)),
)
_KIND_WORDS = "|".join(words for words, _ in _GROUPS)
_GROUP = re.compile(
    rf"(?:(?P<all>tat ca|toan bo|toan the|moi)(?: (?:cac|nhung))?|cac|(?P<count>\d{{1,4}}))"
    rf" (?P<kinds>(?:{_KIND_WORDS})(?: (?:va )?(?:{_KIND_WORDS}))*)"
    rf"(?: (?:thuoc|cua|trong|o|tren dia ban|truc thuoc) (?P<where>.+))?"
)
_WHERE_ALL = {"tinh", "toan tinh", "thanh pho", "toan thanh pho", "dia ban", "dia ban tinh", "dia ban thanh pho"}
_ALL_WORDS = {"tat ca", "toan bo", "all", "all units"}


@dataclass(frozen=True)
class Question:
    """A piece that is not one unit. `why`: unclear (several have the name), unknown (`candidates` are suggestions),
    count ("11 huyện" where there are `found` of them), nobody (a group without any unit)."""

    piece: str
    why: str
    candidates: tuple[int, ...] = ()
    said: int = 0
    found: int = 0


@dataclass(frozen=True)
class Meant:
    """The units, each once, in the order in which they were named; and what must be asked back.

    `beside`: how many units of the same rank a group such as "tất cả xã" leaves out, by kind.
    """

    units: tuple[int, ...]
    questions: tuple[Question, ...]
    beside: Mapping[str, int]


def read(typed: str, there: Sequence[Unit]) -> Meant:
    """What these words mean among these units (those that live and that the officer may give tasks to)."""
    found: dict[int, None] = {}
    questions: list[Question] = []
    beside: dict[str, int] = {}
    for piece in _pieces(typed):
        for one in _one(piece, there, beside):
            if isinstance(one, Question):
                questions.append(one)
            else:
                found.setdefault(one)
    return Meant(tuple(found), tuple(questions), beside)


def _pieces(typed: str) -> list[str]:
    pieces = (clean_name(piece).strip(" .,") for piece in re.split(r"[;\n]", typed))
    return [piece for piece in pieces if piece]


def _one(piece: str, there: Sequence[Unit], beside: dict[str, int]) -> list[int | Question]:
    whole = _named(piece, there, beside)
    if isinstance(whole, Question) and whole.why == UNKNOWN and re.search(r",| và ", piece):
        parts = [part for part in (clean_name(one) for one in re.split(r",| và ", piece)) if part]
        return [one for part in parts for one in _flat(_named(part, there, beside))]
    return _flat(whole)


def _flat(told: "list[int] | Question") -> list[int | Question]:
    return [told] if isinstance(told, Question) else list(told)


def _named(piece: str, there: Sequence[Unit], beside: dict[str, int]) -> list[int] | Question:
    code = piece.casefold()
    coded = [_id(unit) for unit in there if unit.code and unit.code.casefold() == code]
    if coded:
        return coded
    if group := _group(piece, there, beside):
        return group
    meant = match(piece, there)
    if len(meant) == 1:
        return [_id(meant[0])]
    if meant:
        return Question(piece, UNCLEAR, tuple(_id(unit) for unit in meant[:SUGGESTED]))
    return Question(piece, UNKNOWN, tuple(_id(unit) for unit in near(piece, there, SUGGESTED)))


def _group(piece: str, there: Sequence[Unit], beside: dict[str, int]) -> list[int] | Question | None:
    """The units of "tất cả xã", "các phường thuộc …", "11 huyện, thị xã, thành phố"; None where it names no group."""
    folded = fold(piece)
    shape = _GROUP.fullmatch(folded)
    if shape is None:
        return _everybody(piece, there) if folded in _ALL_WORDS else None
    place = _place(shape["where"], there)
    if isinstance(place, Question):
        return place
    kinds = _kinds(shape["kinds"])
    chosen = [unit for unit in place if not kinds or unit.kind in kinds]
    if not chosen:
        return Question(piece, NOBODY)
    if shape["count"] and int(shape["count"]) != len(chosen):
        return Question(piece, COUNT, said=int(shape["count"]), found=len(chosen))
    for unit in place if kinds else ():
        same = RANKS.get(unit.kind) in {RANKS[kind] for kind in kinds if kind in RANKS}
        if same and unit.kind not in kinds:
            beside[unit.kind] = beside.get(unit.kind, 0) + 1
    return [_id(unit) for unit in chosen]


def _everybody(piece: str, there: Sequence[Unit]) -> list[int] | Question:
    below = _below_tops(there)
    return [_id(unit) for unit in below] if below else Question(piece, NOBODY)


def _below_tops(there: Sequence[Unit]) -> list[Unit]:
    """Everybody but the tops themselves: who gives the task does not mean the own office."""
    known = {unit.id for unit in there}
    return [unit for unit in there if unit.parent_id in known]


def _kinds(words: str) -> set[str]:
    found: set[str] = set()
    rest = words
    for name, kinds in _GROUPS:
        if re.search(rf"\b{name}\b", rest):
            rest = re.sub(rf"\b{name}\b", " ", rest)
            found |= set(kinds)
    return found


def _place(where: str | None, there: Sequence[Unit]) -> list[Unit] | Question:
    """The units at and below the place that a group is narrowed to; all below the tops without one."""
    if where is None or where in _WHERE_ALL:
        return _below_tops(there)
    tops = match(where, there)
    if len(tops) != 1:
        why = UNCLEAR if tops else UNKNOWN
        return Question(where, why, tuple(_id(unit) for unit in tops[:SUGGESTED]))
    return [unit for unit in _branch(tops[0], there) if unit.id != tops[0].id]


def _branch(top: Unit, there: Iterable[Unit]) -> list[Unit]:
    children: dict[int | None, list[Unit]] = {}
    for unit in there:
        children.setdefault(unit.parent_id, []).append(unit)
    found, seen = [top], {top.id}
    for unit in found:  # it grows while it is walked over
        fresh = [child for child in children.get(unit.id, []) if child.id not in seen]
        seen |= {child.id for child in fresh}
        found += fresh
    return found


def _id(unit: Unit) -> int:
    assert unit.id is not None
    return unit.id
