"""One open question of the report, with what stands above it and the buttons that answer it."""

from aiogram.filters.callback_data import CallbackData
from aiogram.utils.formatting import Bold, Text, as_list

from handlers.kit import Row, Screen, Speaker, cut, page
from handlers.report_buttons import FromLast, Pass, Tap, in_rows
from handlers.report_entry_screens import hub
from handlers.report_figure_screens import figures
from handlers.report_words import shown, title
from reporting import progress
from reporting.draft import Standing
from reporting.place import Place
from reporting.progress import Entry


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


def question_screen(say: Speaker, standing: Standing, at: Place, note: str) -> Screen:
    """What is asked at this step; the row at the bottom is for the caller to add."""
    lines = _head(say, standing)
    if note:
        lines.append(note)
    asked, rows = _asked(say, standing, at)
    done = say("report-progress", done=standing.done, asked=standing.asked)
    if standing.revision == 0:
        text = page(title(say, standing), "\n".join(lines), asked)
    else:
        where = say("report-where", period=say.period(standing.owed.period.code), unit=standing.owed.unit, done=done)
        text = as_list(where, *lines, "", asked)
    if standing.revision == 0 and standing.earlier_report:
        rows.append([(say("report-from-last"), FromLast(report=standing.report_id))])
    return Screen(text, rows)


def _asked(say: Speaker, standing: Standing, at: Place) -> tuple[str | Text, list[Row]]:
    question, form = at.question, standing.draft.form
    if question.kind == "figures":
        return figures(say, standing, at)
    if question.is_list and at.part is None:
        return hub(say, standing, question)
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
