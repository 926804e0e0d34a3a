"""The screens of the report conversation: one open question each, the preview, the receipt."""

from typing import Any

from aiogram.filters.callback_data import CallbackData
from aiogram.utils.formatting import Bold, Text, as_list

from handlers.kit import Menu, Row, Screen, Speaker, cut, page
from reporting import progress
from reporting.answering import Conflict, Place, place
from reporting.draft import Standing
from reporting.figures_text import format_count
from reporting.form import Question
from reporting.progress import PREVIEW, Entry

SHOWN_ENTRIES = 6


class Tap(CallbackData, prefix="a"):
    """An option was tapped: `seen` is the version of the answer that the screen showed."""

    report: int
    seen: int
    step: str
    option: str


class Pass(CallbackData, prefix="s"):
    """Pass over this step, or say that a list has no more entries."""

    report: int
    step: str
    rest: bool = False


class Back(CallbackData, prefix="b"):
    """Go to the question before."""

    report: int
    step: str


class Fix(CallbackData, prefix="f"):
    """Go to a step to correct it; to the preview to see everything."""

    report: int
    step: str


class Remove(CallbackData, prefix="x"):
    """Take an entry out."""

    report: int
    line: int


class HandIn(CallbackData, prefix="h"):
    """Hand in the revision that the preview showed."""

    report: int
    revision: int


class FromLast(CallbackData, prefix="c"):
    """Start from the last report."""

    report: int


class Settle(CallbackData, prefix="k"):
    """End a conflict with a colleague."""

    report: int
    kept: int
    how: str


class Files(CallbackData, prefix="fl"):
    """Show what is attached; with a number, take that one out."""

    report: int
    remove: int = 0


def in_rows(buttons: list[tuple[str, CallbackData | str]], width: int) -> list[Row]:
    """Buttons in rows of that many."""
    return [buttons[i : i + width] for i in range(0, len(buttons), width)]


def option(say: Speaker, question: Question, part_code: str | None, code: str) -> str:
    """The words for an option."""
    holder = question.part(part_code) if part_code else question
    return say(f"option-{holder.options}-{code}")


def screen(say: Speaker, standing: Standing, note: str = "") -> Screen:
    """What the officer sees at this step."""
    if standing.step == PREVIEW:
        return preview(say, standing, note)
    at = place(standing.draft.form, standing.step)
    if at.line_id is not None and at.part is None:
        return entry_screen(say, standing, at)
    made = _question(say, standing, at, note)
    made.rows.append(_bottom(say, standing, at))
    return made


def _bottom(say: Speaker, standing: Standing, at: Place) -> Row:
    first = standing.draft.form.questions[0].code
    row: list[tuple[str, CallbackData | str]] = []
    if standing.fix:
        return [(say("preview"), Fix(report=standing.report_id, step=PREVIEW))]
    if standing.step != first:
        row.append((say("back"), Back(report=standing.report_id, step=standing.step)))
    if standing.done or standing.handed_revision:
        row.append((say("preview"), Fix(report=standing.report_id, step=PREVIEW)))
    return row


def _title(say: Speaker, standing: Standing) -> str:
    turn = standing.owed
    return say(
        "report-title",
        form=say(f"form-{turn.form}"),
        period=say.period(turn.period.code),
        unit=turn.unit,
    )


def _head(say: Speaker, standing: Standing) -> list[str]:
    """What stands above the question: at the first one the deadline and the warning, later just how far."""
    turn = standing.owed
    lines = []
    if standing.revision == 0:
        key = "report-late" if standing.late else "report-due"
        lines.append(say(key, nominal=say.day(turn.nominal_day), last=say.day(turn.last_good_day)))
        if turn.cutoff:
            lines.append(say("report-cutoff", day=say.day(turn.cutoff)))
        lines.append(say("report-warning"))
    if standing.fellow and standing.fellow_at:
        lines.append(say("report-fellow", name=standing.fellow, moment=say.moment(standing.fellow_at)))
    return lines


def _question(say: Speaker, standing: Standing, at: Place, note: str) -> Screen:
    lines = _head(say, standing)
    if note:
        lines.append(note)
    asked, rows = _asked(say, standing, at)
    done = say("report-progress", done=standing.done, asked=standing.asked)
    if standing.revision == 0:
        text = page(_title(say, standing), "\n".join(lines), asked)
    else:
        where = say("report-where", period=say.period(standing.owed.period.code), unit=standing.owed.unit, done=done)
        text = as_list(where, *lines, "", asked)
    if standing.revision == 0 and standing.earlier_report:
        rows.append([(say("report-from-last"), FromLast(report=standing.report_id))])
    return Screen(text, rows)


def _asked(say: Speaker, standing: Standing, at: Place) -> tuple[str | Text, list[Row]]:
    question, form = at.question, standing.draft.form
    if question.kind == "figures":
        return _figures(say, standing, at)
    if question.is_list and at.part is None:
        return _hub(say, standing, question)
    part = at.part or question
    key = f"form-{form.code}-{question.code}" + (f"-{at.part.code}" if at.part else "")
    entries = standing.draft.entries.get(question.code, ())
    entry = next((e for e in entries if e.id == at.line_id), None)
    number = len(entries) + 1 if entry is None else [e.id for e in entries].index(entry.id) + 1
    words = say(key, number=number, text=cut(str(entry.answers.get("text", "")), 300) if entry else "")
    asked: list[str | Text] = [Bold(words)]
    there = entry.answers.get(part.code) if entry else standing.draft.value(question.code)
    if there is not None and not (at.new or part.kind == "choice"):
        asked.append(say("report-now", value=cut(shown(say, question, at.part, there), 600)))
    rows: list[Row] = []
    if part.kind == "choice":
        codes = form.options[part.options or ""]
        buttons: list[tuple[str, CallbackData | str]] = [
            (
                ("• " if code == there else "") + say(f"option-{part.options}-{code}"),
                Tap(report=standing.report_id, seen=standing.seen, step=standing.step, option=code),
            )
            for code in codes
        ]
        rows += in_rows(buttons, 2 if len(codes) > 6 else 1)
    rows += _pass_rows(say, standing, at, entry)
    return as_list(*asked, sep="\n\n"), rows


def _pass_rows(say: Speaker, standing: Standing, at: Place, entry: Entry | None) -> list[Row]:
    report, step = standing.report_id, standing.step
    part = at.part or at.question
    if at.new:
        if at.question.skip and not standing.draft.entries.get(at.question.code):
            return [[(say("report-none"), Pass(report=report, step=at.question.code))]]
        return []
    if not part.skip:
        return []
    row: list[tuple[str, CallbackData | str]] = [(say("skip"), Pass(report=report, step=step))]
    if entry is not None and len([p for p in progress.open_parts(at.question, entry) if p.skip]) > 1:
        row.append((say("report-enough"), Pass(report=report, step=step, rest=True)))
    return [row]


def _hub(say: Speaker, standing: Standing, question: Question) -> tuple[str | Text, list[Row]]:
    """A list with its entries: another one, correct one, or no more. Text typed here begins another."""
    report = standing.report_id
    entries = standing.draft.entries.get(question.code, ())
    if not entries:
        asked = say(f"form-{standing.draft.form.code}-{question.code}-{question.parts[0].code}", number=1)
        none: list[Row] = [[(say("report-none"), Pass(report=report, step=question.code))]] if question.skip else []
        return Bold(asked), none
    lines: list[str | Text] = [Bold(say(f"form-{standing.draft.form.code}-{question.code}"))]
    lines += [f"{n}. {entry_line(say, question, entry)}" for n, entry in enumerate(entries, start=1)]
    edits: list[tuple[str, CallbackData | str]] = [
        (say("report-entry", number=n), Fix(report=report, step=f"{question.code}/{entry.id}"))
        for n, entry in enumerate(entries, start=1)
    ]
    rows: list[Row] = []
    if question.kind == "list":
        lines.append(say("report-more"))
        rows.append(
            [
                (say("report-add"), Fix(report=report, step=f"{question.code}/new")),
                (say("report-done"), Pass(report=report, step=question.code)),
            ]
        )
    return as_list(*lines, sep="\n\n"), rows + in_rows(edits, 4)


def entry_line(say: Speaker, question: Question, entry: Entry, most: int = 120) -> str:
    """One entry in a line: what it says, then what was chosen."""
    chosen = [
        shown(say, question, part, entry.answers.get(part.code))
        for part in question.parts
        if part.code != "text" and entry.answers.get(part.code) is not None
    ]
    words = cut(str(entry.answers.get("text", "")), most)
    return f"{words} ({'; '.join(chosen)})" if chosen else words


def shown(say: Speaker, question: Question, part: Any, value: Any) -> str:
    """A value as people read it."""
    holder = part or question
    if value is None:
        return say("skipped")
    if holder.kind == "choice":
        return say(f"option-{holder.options}-{value}")
    return format_count(value) if isinstance(value, int) else str(value)


def _figures(say: Speaker, standing: Standing, at: Place) -> tuple[str | Text, list[Row]]:
    question, report = at.question, standing.report_id
    given: dict[str, int] = standing.draft.value(question.code) or {}
    if at.figure:
        number = question.figures.index(at.figure) + 1
        words = say("report-figure", name=say(f"figure-{at.figure}"), number=number, count=len(question.figures))
        there = [say("report-now", value=format_count(given[at.figure]))] if at.figure in given else []
        zero = Tap(report=report, seen=standing.seen, step=standing.step, option="0")
        return as_list(Bold(words), *there, sep="\n\n"), [[("0", zero)]]
    listed = "\n".join(
        f"{n}. {say(f'figure-{code}')}" + (f": {format_count(given[code])}" if code in given else "")
        for n, code in enumerate(question.figures, start=1)
    )
    off = progress.sums_off(question, given) if len(given) == len(question.figures) else []
    if off or standing.fix:
        notes = [sum_words(say, total, is_, parts) for total, is_, parts in off]
        fixes: list[tuple[str, CallbackData | str]] = [
            (str(n), Fix(report=report, step=f"{question.code}/{code}"))
            for n, code in enumerate(question.figures, start=1)
        ]
        return as_list(*map(Bold, notes), listed, say("report-figures-fix"), sep="\n\n"), in_rows(fixes, 5)
    ask = Bold(say("report-figures", count=len(question.figures)))
    return as_list(ask, listed), [
        [
            (
                say("report-figures-zero"),
                Tap(report=report, seen=standing.seen, step=question.code, option="zero"),
            )
        ],
        [(say("report-figures-each"), Fix(report=report, step=f"{question.code}/{question.figures[0]}"))],
    ]


def sum_words(say: Speaker, total: str, given: int, parts: int) -> str:
    """The total that its parts do not add up to."""
    return say("report-sum-off", name=say(f"figure-{total}"), given=format_count(given), parts=format_count(parts))


def entry_screen(say: Speaker, standing: Standing, at: Place) -> Screen:
    """One entry with all its parts, each of which can be corrected."""
    question, report = at.question, standing.report_id
    entry = next(e for e in standing.draft.entries.get(question.code, ()) if e.id == at.line_id)
    form = standing.draft.form.code
    lines = [
        Text(
            Bold(say(f"name-{form}-{question.code}-{part.code}")),
            ": ",
            shown(say, question, part, entry.answers.get(part.code)),
        )
        for part in question.parts
    ]
    told = entry.answers.get("text") if question.kind == "outcomes" else None
    fixes: list[tuple[str, CallbackData | str]] = [
        (
            say(f"name-{form}-{question.code}-{part.code}"),
            Fix(report=report, step=f"{question.code}/{entry.id}/{part.code}"),
        )
        for part in question.parts
    ]
    rows: list[Row] = in_rows(fixes, 3)
    if question.kind == "list":
        rows.append([(say("report-remove"), Remove(report=report, line=entry.id))])
    rows.append([(say("preview"), Fix(report=report, step=PREVIEW))])
    return Screen(
        page(_title(say, standing), cut(str(told), 600) if told else "", as_list(*lines), say("report-which")), rows
    )


def preview(say: Speaker, standing: Standing, note: str = "") -> Screen:
    """Everything at a glance; each part can be corrected; what keeps it from being handed in is named."""
    draft, report = standing.draft, standing.report_id
    lines: list[Text | str] = []
    fixes: list[tuple[str, CallbackData | str]] = []
    for question in draft.form.questions:
        if not draft.applies(question):
            continue
        name = say(f"name-{draft.form.code}-{question.code}")
        lines.append(Text(Bold(name), ": ", _value_line(say, standing, question)))
        fixes.append((name, Fix(report=report, step=question.code)))
    found = progress.problems(draft, standing.officer_id, standing.now)
    if standing.files:
        lines.append(Text(Bold(say("report-files")), ": ", str(standing.files)))
    fixes.append((say("report-files-count", count=standing.files), Files(report=report)))
    rows: list[Row] = []
    if found:
        lines.append(_problem_lines(say, standing, found))
        rows.append([(say("report-go-on"), Fix(report=report, step=found[0].step))])
    elif standing.revision != standing.handed_revision:
        key = "report-hand-in" if not standing.handed_revision else "report-hand-in-again"
        rows.append([(say(key), HandIn(report=report, revision=standing.revision))])
    else:
        lines.append(say("report-unchanged"))
    rows += in_rows(fixes, 2)
    rows.append([(say("menu"), Menu(name="menu"))])
    head = [note] if note else []
    return Screen(page(_title(say, standing), *head, as_list(*lines, sep="\n"), say("report-preview-ask")), rows)


def _problem_lines(say: Speaker, standing: Standing, found: list[progress.Problem]) -> str:
    words = []
    for problem in found[:5]:
        if problem.key == "problem-sum":
            words.append("• " + sum_words(say, **problem.values))
        else:
            code = problem.step.split("/")[0]
            words.append("• " + say(problem.key, name=say(f"name-{standing.draft.form.code}-{code}")))
    return "\n" + say("report-problems") + "\n" + "\n".join(words)


def _value_line(say: Speaker, standing: Standing, question: Question) -> str:
    given = standing.draft.answers.get(question.code)
    if given and given.skipped:
        return say("report-none") if question.is_list else say("skipped")
    if question.kind == "figures":
        if not given:
            return say("none-given")
        return "; ".join(
            f"{say(f'figure-{code}')}: {format_count(given.value[code])}"
            for code in question.figures
            if given.value.get(code)
        ) or say("report-figures-none")
    if not question.is_list:
        return cut(shown(say, question, None, given.value), 300) if given else say("none-given")
    entries = standing.draft.entries.get(question.code, ())
    if not entries:
        return say("none-given")
    listed = [f"\n   {n}. {entry_line(say, question, e)}" for n, e in enumerate(entries[:SHOWN_ENTRIES], start=1)]
    if len(entries) > SHOWN_ENTRIES:
        listed.append("\n   " + say("report-and-more", count=len(entries) - SHOWN_ENTRIES))
    return "".join(listed)


def conflict(say: Speaker, report_id: int, clash: Conflict) -> Screen:
    """Two officers wrote the same answer: both texts, and the choice."""
    rows: list[Row] = [
        [(say("conflict-theirs", name=clash.who), Settle(report=report_id, kept=clash.kept_id, how="theirs"))],
        [(say("conflict-mine"), Settle(report=report_id, kept=clash.kept_id, how="mine"))],
    ]
    if clash.can_join:
        rows.append([(say("conflict-both"), Settle(report=report_id, kept=clash.kept_id, how="both"))])
    return Screen(
        page(
            say("conflict-title"),
            say("conflict-told", name=clash.who, moment=say.moment(clash.at)),
            Text(Bold(say("conflict-theirs-is")), " ", cut(str(clash.theirs), 1500)),
            Text(Bold(say("conflict-mine-is")), " ", cut(str(clash.mine), 1500)),
        ),
        rows,
    )
