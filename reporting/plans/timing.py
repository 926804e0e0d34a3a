"""When a task is due: from its label, its own words, its steps or the heading above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from reporting.plans.model import Step, When
from reporting.plans.outline import Node
from reporting.plans.phrases import Spot, find_deadlines, find_recurring, together
from reporting.plans.pieces import Context
from reporting.plans.reports import is_about_a_report, periodic_spans, report_clauses, reports_only
from reporting.plans.text import capitalise, shorten, trim

_TARGET = re.compile(r"(?:phấn đấu|chỉ tiêu|mục tiêu)[^;.]*$", re.IGNORECASE)
_CLAUSE = re.compile(r"[;.](?:\s+|$)|,\s+(?=(?:đến|đợt|lần|lớp|giai đoạn|riêng|cấp|khu|xã|phường|huyện)\s)")


def own_time(text: str, context: Context) -> When:
    """The time that a sentence gives to the work it names: of several deadlines the last; reports have their own."""
    spots = _of_the_work(text, context)
    chosen = _main(text, spots)
    if chosen is not None:
        doubts = tuple(
            dict.fromkeys((*chosen.when.doubts, *(d for s in spots for d in s.when.doubts if d == "impossible-date")))
        )
        return replace(chosen.when, doubts=doubts)
    reports = [] if reports_only(text) else periodic_spans(text)
    for spot in find_recurring(text):
        if not any(begin <= spot.begin < end for begin, end in reports):
            return spot.when
    return When()


def _main(text: str, spots: list[Spot]) -> Spot | None:
    """The deadline of the whole: the last one, those of mere targets («phấn đấu …») aside."""
    dated = [spot for spot in spots if spot.when.due]
    firm = [spot for spot in dated if not _TARGET.search(text[max(0, spot.begin - 80) : spot.begin])]
    if firm or dated:
        return max(firm or dated, key=lambda spot: spot.when.due or date.min)
    return spots[0] if spots else None


def _of_the_work(text: str, context: Context) -> list[Spot]:
    spots = find_deadlines(text, context)
    if not spots:
        return spots
    often = find_recurring(text)
    spots = [spot for spot in spots if not any(o.begin < spot.end and spot.begin < o.end for o in often)]
    if is_about_a_report(text):
        return _merged(text, spots)
    spots = _outside(spots, periodic_spans(text))
    # a report to nobody is the end of the work, unless other words say when that ends
    others = _outside(spots, report_clauses(text, to_anybody=True))
    return _merged(text, others or _outside(spots, report_clauses(text)))


def _outside(spots: list[Spot], spans: list[tuple[int, int]]) -> list[Spot]:
    return [spot for spot in spots if not any(begin <= spot.begin < end for begin, end in spans)]


def _merged(text: str, spots: list[Spot]) -> list[Spot]:
    """Phrases with nothing but a bracket between them are one: «dự kiến ngày 16/01 (chậm nhất ngày 31/01)»."""
    merged: list[Spot] = []
    for spot in spots:
        last = merged[-1] if merged else None
        if last and not any(c.isalnum() for c in text[last.end : spot.begin]) and last.when.due and spot.when.due:
            when = replace(together([last.when, spot.when]), phrase=trim(text[last.begin : spot.end]))
            merged[-1] = Spot(last.begin, spot.end, when)
        else:
            merged.append(spot)
    return merged


def steps_of(node: Node, details: list[Node], labelled: bool, context: Context, label: str | None) -> Iterator[Step]:
    """Dated parts of a task: other clauses of its sentence, clauses of its label, and the lines below it."""
    if not labelled:
        yield from _clauses(node, context)
    elif label and ";" in label:
        yield from _clauses(Node(None, label, node.line), context, every=True)
    for detail in details:
        for line in detail.walk():
            if line.rows:
                continue
            when = own_time(line.text, context)
            if (when.due or when.relative) and not line.text.rstrip().endswith(":"):
                yield Step(shorten(trim(line.text)), when, line.line)


def _clauses(node: Node, context: Context, every: bool = False) -> Iterator[Step]:
    spots = [spot for spot in _of_the_work(node.text, context) if spot.when.due]
    if len(spots) < 2:
        return
    last = _main(node.text, spots)
    for spot in spots:
        if spot is not last or every:
            yield Step(capitalise(_clause_around(node.text, spot)), spot.when, node.line)


def _clause_around(text: str, spot: Spot) -> str:
    ends = [0, *(m.end() for m in _CLAUSE.finditer(text)), len(text)]
    begin = max(e for e in ends if e <= spot.begin)
    end = min(e for e in ends if e >= spot.end)
    return shorten(trim(text[begin:end]))


def result_steps(result: str | None, line: int, context: Context) -> Iterator[Step]:
    """A product with a day of its own: «Kết quả: báo cáo, trình trước ngày 15/6»."""
    when = own_time(result, context) if result else When()
    if result and when.due:
        yield Step(shorten(capitalise(result)), when, line)


def with_steps(
    own: When, steps: tuple[Step, ...], inherited: When | None
) -> tuple[When, tuple[Step, ...], tuple[str, ...]]:
    """The task's time with what it inherits, its steps, and what a person should look at."""
    when = own
    if not own.says_something and inherited is not None:
        when = replace(inherited, doubts=tuple(dict.fromkeys((*inherited.doubts, *own.doubts))))
    doubts = list(when.doubts)
    dues = [step.when.due for step in steps if step.when.due]
    if when.due and dues and max(dues) > when.due:
        doubts.append("step-after-due")
    if not when.says_something and dues:
        # the days are those of the steps: the text sets none for the whole, and an invented one would be chased
        doubts = [d for d in doubts if d != "time-not-understood"] + ["only-steps-dated"]
    for step in steps:
        doubts.extend(step.when.doubts)
    return when, steps, tuple(dict.fromkeys(doubts))
