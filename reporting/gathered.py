"""What the reports say, added up: choices, figures, opinions, recommendations and what became of earlier ones.

Pure: rows of two turns go in, lines of a summary come out. Rows begin with (report, unit, …); `before` None
means that there is no turn to compare with.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reporting.changes import change, points
from reporting.figures_text import percent
from reporting.form import Form
from reporting.summary import (
    AddresseeLine,
    AskedFor,
    CheckLine,
    ChoiceLine,
    FigureLine,
    HotSpot,
    OptionLine,
    OutcomeLine,
    ShareLine,
    TopicLine,
)
from storage.contents import Opinion

Rows = Sequence[Any]


def has(form: Form, table: str) -> bool:
    """Whether the form asks for entries of this kind."""
    return any(question.table == table for question in form.questions)


def hottest(form: Form) -> str | None:
    """The most serious level, which a form names last."""
    return form.options["level"][-1] if has(form, "opinion") else None


def _codes(form: Form, options: str, seen: Iterable[Any]) -> list[Any]:
    """The options in the form's order; codes of older reports that the form no longer knows stand behind them."""
    known = form.options[options]
    return [*known, *sorted({code for code in seen if code is not None} - set(known))]


def _once(values: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(values))


def choices(form: Form, rows: Rows, before: Rows | None) -> tuple[ChoiceLine, ...]:
    """Every question with fixed options, each option in the form's order."""
    was = Counter((row[2], row[3]) for row in before or ())
    made = []
    for question in form.questions:
        if question.kind != "choice":
            continue
        answered = sum(row[2] == question.code for row in rows)
        lines = []
        chosen = {row[3] for row in rows if row[2] == question.code}
        for option in _codes(form, question.options or "", chosen):
            reports = _once(row[0] for row in rows if (row[2], row[3]) == (question.code, option))
            earlier = None if before is None else was[question.code, option]
            share = percent(len(reports), answered)
            lines.append(OptionLine(option, len(reports), share, change(len(reports), earlier), reports))
        made.append(ChoiceLine(question.code, answered, tuple(lines)))
    return tuple(made)


def sums(rows: Rows) -> dict[str, int]:
    """Each figure added up."""
    found: dict[str, int] = {}
    for row in rows:
        found[row[2]] = found.get(row[2], 0) + row[3]
    return found


def figures(form: Form, rows: Rows, before: Rows | None) -> tuple[FigureLine, ...]:
    """Every figure of the form with the reports that it comes from."""
    now, was = sums(rows), sums(before or ())
    behind: dict[str, list[int]] = {}
    for row in rows:
        if row[3]:
            behind.setdefault(row[2], []).append(row[0])
    return tuple(
        FigureLine(
            code,
            now.get(code, 0),
            change(now.get(code, 0), None if before is None else was.get(code, 0)),
            tuple(behind.get(code, ())),
        )
        for question in form.questions
        for code in question.figures
    )


def checks(form: Form, rows: Rows) -> tuple[CheckLine, ...]:
    """Every sum that the form demands, looked at again on what was added up."""
    now = sums(rows)
    made = []
    for demanded in (one for question in form.questions for one in question.sums):
        given, added = now.get(demanded.total, 0), sum(now.get(part, 0) for part in demanded.parts)
        made.append(CheckLine(demanded.total, demanded.parts, given, added, given == added))
    return tuple(made)


def shares(form: Form, rows: Rows, before: Rows | None) -> tuple[ShareLine, ...]:
    """Every percentage that the form asks for: computed from the sums, never a mean of percentages."""
    now, was = sums(rows), sums(before or ())
    made = []
    for part, whole in (pair for question in form.questions for pair in question.percents):
        share = percent(now.get(part, 0), now.get(whole, 0))
        earlier = percent(was.get(part, 0), was.get(whole, 0))
        made.append(ShareLine(part, whole, share, earlier, points(share, earlier)))
    return tuple(made)


def _counts(form: Form, options: str, rows: Rows, place: int) -> dict[str, int]:
    found = Counter(row[place] for row in rows)
    return {code: found[code] for code in _codes(form, options, found)}


def _topic(form: Form, topic: str | None, rows: Rows, before: Rows | None) -> TopicLine:
    seriousness = {level: place for place, level in enumerate(form.options["level"])}
    worst_first = sorted(rows, key=lambda row: (-seriousness.get(row[5], -1), row[2]))
    units = len({row[1] for row in rows})
    return TopicLine(
        topic=topic,
        opinions=len(rows),
        units=units,
        people=sum(row[6] or 0 for row in rows),
        attitudes=_counts(form, "attitude", rows, 4),
        attitudes_before=None if before is None else _counts(form, "attitude", before, 4),
        levels=_counts(form, "level", rows, 5),
        levels_before=None if before is None else _counts(form, "level", before, 5),
        change=change(len(rows), None if before is None else len(before)),
        units_change=change(units, None if before is None else len({row[1] for row in before})),
        opinion_ids=tuple(row[2] for row in worst_first),
        report_ids=_once(row[0] for row in worst_first),
    )


def _by(rows: Rows | None, place: int) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for row in rows or ():
        found.setdefault(row[place], []).append(row)
    return found


def opinions(form: Form, rows: Rows, before: Rows | None) -> tuple[TopicLine | None, tuple[TopicLine, ...]]:
    """All opinions, and topic by topic: most hot spots first, then the next level, then the most opinions.

    A topic that was raised only in the turn before stands at the end with nothing: that it is gone is news too.
    """
    if not has(form, "opinion"):
        return None, ()
    now, was = _by(rows, 3), _by(before, 3)
    lines = [
        _topic(form, topic, now.get(topic, []), None if before is None else was.get(topic, []))
        for topic in _codes(form, "topic", [*now, *was])
        if topic in now or topic in was
    ]
    worst_first = form.options["level"][::-1]
    lines.sort(key=lambda line: [-line.levels[level] for level in worst_first])
    return _topic(form, None, rows, before), tuple(lines)


def hot_spots(
    topics: Sequence[TopicLine], found: Sequence[tuple[Opinion, int]], names: Mapping[int, str]
) -> tuple[HotSpot, ...]:
    """The hot spots in the order of the topics, in each those that move the most people first."""
    place = {line.topic: number for number, line in enumerate(topics)}
    in_order = sorted(found, key=lambda pair: (place[pair[0].topic], -(pair[0].people or 0), pair[0].id or 0))
    return tuple(
        HotSpot(
            opinion_id=opinion.id or 0,
            report_id=opinion.report_id,
            unit_id=unit_id,
            unit=names[unit_id],
            topic=opinion.topic,
            attitude=opinion.attitude,
            text=opinion.text,
            place=opinion.place,
            people=opinion.people,
            addressee=opinion.addressee,
        )
        for opinion, unit_id in in_order
    )


def recommendations(form: Form, rows: Rows, before: Rows | None, names: Mapping[int, str]) -> tuple[AddresseeLine, ...]:
    """What is asked of whom, addressees in the form's order and those without one last."""
    if not has(form, "recommendation"):
        return ()
    now, was = _by(rows, 3), _by(before, 3)
    return tuple(
        AddresseeLine(
            addressee=addressee,
            recommendations=len(now.get(addressee, ())),
            units=len({row[1] for row in now.get(addressee, ())}),
            change=change(len(now.get(addressee, ())), None if before is None else len(was.get(addressee, ()))),
            items=tuple(AskedFor(row[2], row[0], row[1], names[row[1]], row[4]) for row in now.get(addressee, ())),
        )
        for addressee in (*_codes(form, "addressee", [*now, *was]), None)
        if addressee in now or addressee in was
    )


def outcomes(form: Form, rows: Rows, before: Rows | None) -> tuple[OutcomeLine, ...]:
    """What became of earlier recommendations, results in the form's order."""
    if not has(form, "outcome"):
        return ()
    now, was = _by(rows, 3), _by(before, 3)
    made = []
    for result in _codes(form, "result", [*now, *was]):
        ended = now.get(result, [])
        sent_to = Counter(row[4] for row in ended)
        made.append(
            OutcomeLine(
                result=result,
                settled=result in form.settled.get("result", ()),
                outcomes=len(ended),
                percent=percent(len(ended), len(rows)),
                addressees={code: sent_to[code] for code in _codes(form, "addressee", sent_to) if sent_to[code]},
                change=change(len(ended), None if before is None else len(was.get(result, []))),
                outcome_ids=tuple(row[2] for row in ended),
                report_ids=_once(row[0] for row in ended),
            )
        )
    return tuple(made)
