"""The screens of the figures in a report: all in one message, or one after the other."""

from aiogram.filters.callback_data import CallbackData
from aiogram.utils.formatting import Bold, Text, as_list

from handlers.kit import Row, Speaker
from handlers.report_buttons import Fix, Tap, in_rows
from handlers.report_words import sum_words
from reporting import progress
from reporting.draft import Standing
from reporting.figures_text import format_count
from reporting.place import Place


def figures(say: Speaker, standing: Standing, at: Place) -> tuple[str | Text, list[Row]]:
    """What is asked for, and the buttons: of one figure, or of all together; sums that do not add up are named."""
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
