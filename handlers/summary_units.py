"""Pages of a summary that list units: branches, units with how they stand, the units behind an option."""

from collections.abc import Iterable

from handlers.figures import option, percent
from handlers.kit import Row, Screen, Speaker
from handlers.listing import Entry, at, listed
from handlers.office_buttons import Read, See
from handlers.summary_screens import options_of, title
from reporting.summary import Summary
from reporting.timeliness import LATE, RECEIVED, BranchLine, UnitLine


def branches(say: Speaker, found: Summary, see: See) -> Screen:
    """Each child of the root with what stands below it; its number opens its own summary."""
    entries = [
        Entry(_branch(say, branch), at(see.model_copy(update={"root": branch.unit_id}), "o"))
        for branch in found.branches
    ]
    own = [Entry(_unit(say, line), _to(see, line)) for line in found.units if line.branch_id is None]
    every: Row = [(say("summary-all-units"), at(see, "u"))]
    return listed(say, see, title(say, found, say("summary-units")), [*own, *entries], more=[every])


def _branch(say: Speaker, branch: BranchLine) -> str:
    now, before = branch.reports.now, branch.reports.before
    told = say(
        "summary-branch",
        unit=branch.name,
        received=now.received,
        owed=now.owed,
        percent=percent(say, now.received_percent),
        ontime=now.on_time,
        late=now.late,
        missing=now.missing,
    )
    return told + (" " + say("summary-branch-before", received=before.received, owed=before.owed) if before else "")


def units(say: Speaker, found: Summary, see: See) -> Screen:
    """Every unit that owes with how it stands; the number opens its report."""
    return listed(say, see, title(say, found, say("summary-all-units")), _entries(say, found.units, see))


def choosers(say: Speaker, found: Summary, see: See) -> Screen:
    """The units behind one option of a question."""
    question, _, chosen = see.code.partition(".")
    options = next((line.options for line in found.choices if line.question == question), ())
    ids = {report for one in options if one.option == chosen for report in one.report_ids}
    behind = [line for line in found.units if line.report_id in ids]
    part = option(say, options_of(found, question), chosen) if options else ""
    return listed(say, see, title(say, found, part), _entries(say, behind, see), at(see, "c"))


def _entries(say: Speaker, lines: Iterable[UnitLine], see: See) -> list[Entry]:
    return [Entry(_unit(say, line), _to(see, line)) for line in lines]


def _to(see: See, line: UnitLine) -> Read | None:
    return None if line.report_id is None else read(see, line.report_id)


def read(see: See, report_id: int) -> Read:
    """The button to a report that leads back to this page."""
    return Read(report=report_id, page=0, view=see.view, root=see.root, code=see.code, at=max(see.page, 0))


def _unit(say: Speaker, line: UnitLine) -> str:
    before = " " + say("summary-unit-before", state=say(f"state-{line.before}")) if line.before else ""
    if line.state in RECEIVED and line.handed_at is not None:
        key = "summary-unit-late" if line.state == LATE else "summary-unit-on-time"
        return say(key, unit=line.name, moment=say.moment(line.handed_at), days=line.days) + before
    told = say(f"summary-unit-{line.state}", unit=line.name, days=line.days)
    given = " " + say("summary-extended-to", last=say.day(line.last_good_day)) if line.extended else ""
    return told + given + before
