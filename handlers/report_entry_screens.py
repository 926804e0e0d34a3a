"""The screens of a list in a report: its entries, and one of them with all its parts."""

from aiogram.filters.callback_data import CallbackData
from aiogram.utils.formatting import Bold, Text, as_list

from handlers.kit import Row, Screen, Speaker, cut, page
from handlers.report_buttons import Fix, Pass, Remove, in_rows
from handlers.report_words import entry_line, shown, title
from reporting.draft import Standing
from reporting.form import Question
from reporting.place import Place
from reporting.progress import PREVIEW


def hub(say: Speaker, standing: Standing, question: Question) -> tuple[str | Text, list[Row]]:
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
        page(title(say, standing), cut(str(told), 600) if told else "", as_list(*lines), say("report-which")), rows
    )
