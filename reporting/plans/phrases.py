"""Phrases of time: what «trước ngày 16 tháng cuối quý», «dự kiến cuối tháng 9/2023» or «quý IV» mean.

Two doors. `read_label` reads the value of a label line or a cell («Thời gian thực hiện: …»), where every date counts.
`find_deadlines` reads running text, where a date counts only when a word governs it. Conventions: `due` is the last
good day; «trước D» ends the day before D, «trước tháng M» with the month before; «chậm nhất D», «đến D» end on D.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from reporting.plans import masks
from reporting.plans.events import Counted, find_events
from reporting.plans.frequency import Often, find_often
from reporting.plans.model import Relative, When
from reporting.plans.moment_forms import find_moments
from reporting.plans.pieces import DAY, Context, Piece, find_pieces
from reporting.plans.text import blank, fold, has_accents, squeeze


@dataclass(frozen=True)
class Spot:
    """A phrase of time and where it stands in the text."""

    begin: int
    end: int
    when: When


_STANDING = re.compile(
    r"^(?:thường xuyên|liên tục|kịp thời|đột xuất|khi (?:có|cần|phát sinh|xảy ra)|hàng ngày|hằng ngày"
    r"|cả năm$|trong suốt)"
    r"|(?:thường xuyên|liên tục)$|thường xuyên,? (?:và )?(?:liên tục|trong năm|hàng năm)|suốt (?:năm|quá trình)",
    re.IGNORECASE,
)


def read_label(value: str, context: Context) -> When:
    """The meaning of a value of time as a whole. Words that name no day keep their phrase and leave the rest empty."""
    text = squeeze(value).strip(" .,;:")
    plain = not has_accents(text)
    cited = masks.without_citations(text)
    calm = masks.without_anniversaries(cited)
    events = find_events(cited, label=True, plain=plain)
    often = find_often(cited, plain)
    pieces = find_pieces(_without_counted(calm, events), context, plain)
    occasion = False
    if not pieces and calm != cited:
        pieces, occasion = find_pieces(cited, context, plain), True
    when = together([_meaning(p, label=True) for p in pieces])
    when = replace(when, phrase=text or None, approximate=when.approximate or occasion)
    return _with_the_rest(when, text, events, often, context)


def _with_the_rest(when: When, text: str, events: list[Counted], often: list[Often], context: Context) -> When:
    if often:
        when = replace(when, recurring=often[0].frequencies[0], due=None)
    elif _STANDING.search(text):
        when = replace(when, standing=True, due=None, start=None)
    for counted in events[:1]:
        named = bool(counted.relative.event)
        when = (
            _counted(when, counted.relative, context) if named else replace(when, standing=True, start=None, due=None)
        )
        if (day := _day_of_event(text[counted.end :], context)) and (due := counted.relative.settle(day)):
            when = replace(when, start=None, due=due, approximate=True)
    if not when.says_something and text and not when.doubts:
        when = replace(when, doubts=("time-not-understood",))
    return when


_EXPECTED = re.compile(r"[^(;]{0,60}\(\s*dự kiến\s*(?P<day>[^()]{4,40})\)")


def _day_of_event(text: str, context: Context) -> date | None:
    """The day that brackets expect of an event: «chậm nhất 02 ngày trước ngày khai mạc (dự kiến 30/9/2025)»."""
    said = _EXPECTED.match(text)
    pieces = find_pieces(said["day"], context, not has_accents(said["day"])) if said else []
    days = [p.span for p in pieces if p.grain == "day" and p.span]
    return days[0][0] if len(days) == 1 else None


def _counted(when: When, relative: Relative, context: Context) -> When:
    when = replace(when, relative=relative)
    event = fold(relative.event)
    own = re.fullmatch(r"(?:ky|ban hanh|ky ban hanh)(?: van ban| ke hoach)?(?: nay)?", event)
    if own and context.issued and not when.due and not relative.working:
        return replace(when, due=relative.settle(context.issued))
    return when


def find_deadlines(text: str, context: Context) -> list[Spot]:
    """Every phrase of running text that fixes something in time, in order; citations and anniversaries do not."""
    plain = not has_accents(text)
    calm = masks.running_text(text)
    spots = []
    events = find_events(calm, label=False, plain=plain)
    for piece in find_pieces(_without_counted(calm, events), context, plain):
        if not _counts(piece, calm, context):
            continue
        when = replace(_meaning(piece, label=False), phrase=_words(text, piece))
        spots.append(Spot(piece.begin, piece.end, when))
    for counted in events:
        when = _counted(When(phrase=squeeze(text[counted.begin : counted.end])), counted.relative, context)
        spots.append(Spot(counted.begin, counted.end, when))
    return sorted(spots, key=lambda s: s.begin)


def _words(text: str, piece: Piece) -> str:
    """The phrase as written, from its governing word on."""
    lead = re.split(r"[,(:]", text[piece.begin : piece.at])[-1]
    lead = re.sub(
        r"^\s*(?:thực hiện|triển khai|tổ chức|tiến hành|phải|ngày|các)\s+(?=\S+\s)", "", lead, flags=re.IGNORECASE
    )
    return squeeze(lead + text[piece.at : piece.end])


def find_recurring(text: str) -> list[Spot]:
    """Frequencies of running text that are about the work itself: named with «định kỳ», or shorter than a year."""
    return [
        Spot(o.begin, o.end, When(phrase=squeeze(text[o.begin : o.end]), recurring=o.frequencies[0]))
        for o in find_often(masks.without_citations(text))
        if "định kỳ" in text[max(0, o.begin - 10) : o.end].lower() or o.frequencies[0] != "yearly"
    ]


def heading_window(text: str, context: Context) -> When | None:
    """The window that a heading gives to all below it: months, quarters, half-years, days; a year is only context."""
    calm = masks.running_text(text)
    pieces = [
        p for p in find_pieces(calm, context, False) if p.span and p.grain != "year" and not p.governor.background
    ]
    pieces = [p for p in pieces if not p.bare and (p.grain != "day" or p.governor.kind != "none" or p.joined)]
    if not pieces:
        return None
    when = together([_meaning(p, label=True) for p in pieces])
    return replace(when, phrase=squeeze(text[pieces[0].begin : pieces[-1].end]).strip(" ,(:"))


def named_year(text: str) -> int | None:
    """The year that a title or heading speaks of, when it names just one; terms, stages and documents do not count."""
    calm = masks.running_text(text)
    years = {m.year for m in find_moments(calm) if m.year and not (m.grain == "year" and m.bare)}
    return years.pop() if len(years) == 1 else None


def _without_counted(text: str, events: list[Counted]) -> str:
    """The text without the counts of days, which would else be taken for dates; named days inside them stay."""
    return blank(
        text, [(c.begin, c.end) for c in events if all(m.grain == "year" for m in find_moments(text[c.begin : c.end]))]
    )


def _meaning(piece: Piece, label: bool) -> When:
    """What a piece says: the governor decides which end of its days counts."""
    governor = piece.governor
    doubts = tuple(d for d, on in (("year-guessed", piece.guessed), ("slip", governor.slip)) if on)
    if piece.span is None:
        impossible = "year-missing" if piece.guessed else "impossible-date"
        return When(doubts=(impossible,))
    start, end = piece.span
    near = governor.approximate or (bool(governor.part) and piece.grain not in ("day", "tet"))
    near = near or governor.kind == "occasion"
    kind = "in" if piece.joined else governor.kind
    if piece.open_end:
        kind = "from"
    if kind == "before":
        when = When(due=_before(piece, start, end))
    elif kind in ("latest", "until"):
        when = When(due=end)
    elif kind == "from":
        when = When(start=start, relative=Relative(piece.until) if piece.until else None)
    elif kind == "after":
        when = When(start=end + DAY)
    elif piece.grain == "tet" and label:  # an occasion: before the feast
        when, near = When(due=start - DAY), True
    else:
        when = When(start=start, due=end)
    return replace(when, approximate=near, doubts=doubts)


def _before(piece: Piece, start: date, end: date) -> date:
    governor = piece.governor
    if governor.inclusive and piece.grain == "day":
        return end
    last_part = fold(governor.part) in ("cuoi", "ha tuan", "nua cuoi", "nhung ngay cuoi")
    return end if last_part and piece.grain not in ("day", "tet") else start - DAY


def together(parts: list[When]) -> When:
    """Several phrases of one value: the strictest words give the due, the earliest window the start."""
    if not parts:
        return When()
    strict = [p for p in parts if p.due and not p.start]
    windows = [p for p in parts if p.due and p.start]
    open_ends = [p for p in parts if p.start and not p.due]
    dues = [p.due for p in strict or windows if p.due]
    starts = [p.start for p in [*windows, *open_ends] if p.start]
    due = max(dues) if dues else None
    start = min(starts) if starts else None
    doubts = tuple(dict.fromkeys(d for p in parts for d in p.doubts))
    if start and due and start > due:
        start, doubts = None, (*doubts, "start-after-due")
    return When(start=start, due=due, approximate=any(p.approximate for p in parts), doubts=doubts)


def _counts(piece: Piece, text: str, context: Context) -> bool:
    """Whether a date of running text is a deadline at all."""
    kind, governor = piece.governor.kind, piece.governor
    if governor.background:
        return False
    if piece.span and context.issued and piece.span[1] < context.issued:
        return False
    if piece.grain == "year":
        return kind in ("until", "latest", "before") and bool(
            governor.part or "hết" in text[governor.begin : piece.end]
        )
    if piece.bare and not piece.joined:
        return kind in ("before", "latest", "until") or (kind == "in" and piece.grain == "month")
    if piece.joined:
        return kind in ("from", "in", "until") or _stands_alone(piece, text)
    if kind == "from":
        heads = not text[: piece.begin].strip() and text[piece.end :].lstrip().startswith(":")
        return governor.done or piece.open_end or piece.until is not None or heads
    if kind == "none" and governor.approximate and not piece.bare:
        return True
    if kind in ("before", "latest", "until", "in"):
        return True
    return piece.grain != "tet" and kind in ("none", "occasion") and _stands_alone(piece, text)


def _stands_alone(piece: Piece, text: str) -> bool:
    """In brackets of its own, first words of the item («Tháng 9/2026: …»), or its last («…, quý II/2026»)."""
    left, right = text[: piece.begin].rstrip(), text[piece.end :].lstrip()
    opened = left.endswith("(") or text[piece.begin : piece.end].lstrip().startswith("(")
    if opened and right.startswith(")"):
        return True
    if not left.strip() and right[:1] in (":", ",", "-", "–"):
        return True
    lead = text[piece.begin : piece.end].lstrip()
    return (
        right.strip(" .;") == ""
        and (left.endswith((",", "-", "–", ":")) or lead.startswith((",", ":")))
        and (piece.grain != "day" or left.endswith(":") or lead.startswith(":"))
    )
