"""Everything that a report says at a glance, and what keeps it from being handed in."""

from aiogram.filters.callback_data import CallbackData
from aiogram.utils.formatting import Bold, Text, as_list

from handlers.kit import Menu, Row, Screen, Speaker, cut, page
from handlers.report_buttons import Files, Fix, HandIn, in_rows
from handlers.report_words import entry_line, shown, sum_words, title
from reporting import progress
from reporting.draft import Standing
from reporting.figures_text import format_count
from reporting.form import Question

SHOWN_ENTRIES = 6


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
    return Screen(page(title(say, standing), *head, as_list(*lines, sep="\n"), say("report-preview-ask")), rows)


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
