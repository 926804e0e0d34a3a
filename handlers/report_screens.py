"""What the officer sees of the report: the screen of the step, and the choice where two wrote the same answer."""

from aiogram.filters.callback_data import CallbackData
from aiogram.utils.formatting import Bold, Text

from handlers.kit import Row, Screen, Speaker, cut, page
from handlers.report_buttons import Back, Fix, Settle
from handlers.report_entry_screens import entry_screen
from handlers.report_preview_screens import preview
from handlers.report_question_screens import question_screen
from reporting.conflict import Conflict
from reporting.draft import Standing
from reporting.place import Place, place
from reporting.progress import PREVIEW


def screen(say: Speaker, standing: Standing, note: str = "") -> Screen:
    """What the officer sees at this step."""
    if standing.step == PREVIEW:
        return preview(say, standing, note)
    at = place(standing.draft.form, standing.step)
    if at.line_id is not None and at.part is None:
        return entry_screen(say, standing, at)
    made = question_screen(say, standing, at, note)
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
