"""The draft of a report: begun once for the unit, kept answer by answer, shared by the unit's officers."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from reporting import form as forms
from reporting import owed, progress, rights
from reporting.daysoff import Office
from reporting.owed import Owed
from reporting.progress import Draft, Entry, Given
from reporting.refusal import Refusal
from storage import audit, contents, drafting, officers, talks, written
from storage.reports import Line, Report
from storage.upsert import insert_new
from storage.written import Written

TOPIC = "report"


@dataclass(frozen=True)
class Standing:
    """Where an officer stands in a draft: what a screen needs to show the open question."""

    owed: Owed
    draft: Draft
    step: str
    seen: int
    fix: bool
    done: int
    asked: int
    revision: int
    handed_revision: int
    files: int
    late: bool
    earlier_report: int | None
    fellow: str | None
    fellow_at: datetime | None
    officer_id: int
    now: datetime

    @property
    def report_id(self) -> int:
        """The report's number."""
        return self.draft.report_id


def snapshot(session: Session, report: Written | Report) -> Draft:
    """What is written so far."""
    assert report.id is not None
    form, answers = _answers(session, report.id)
    return Draft(report.id, forms.load(form), answers, _entries(session, report.id))


def with_answers(session: Session, draft: Draft) -> Draft:
    """The draft after an answer was written by who holds its lock: the entries are what they were."""
    return replace(draft, answers=_answers(session, draft.report_id)[1])


def with_entries(session: Session, draft: Draft) -> Draft:
    """The draft after an entry was written by who holds its lock: the answers are what they were."""
    return replace(draft, entries=_entries(session, draft.report_id))


def _answers(session: Session, report_id: int) -> tuple[str, dict[str, Given]]:
    form, rows = drafting.given(session, report_id)
    return form, {row[0]: Given(*row[1:]) for row in rows}


def _entries(session: Session, report_id: int) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for row in drafting.entries(session, report_id):
        found.setdefault(row[0], []).append(Entry(*row[1:]))
    return found


def editable(session: Session, now: datetime, officer_id: int, report_id: int, office: Office) -> Written:
    """The report, locked for this transaction, if the officer may change it now. Raises Refusal."""
    report = held(session, officer_id, report_id)
    demand_open(session, now, report, office)
    return report


def held(session: Session, officer_id: int, report_id: int) -> Written:
    """The report, locked for this transaction, if it is the officer's to change at all. Raises Refusal."""
    report = written.held(session, report_id)
    if report is None:
        raise Refusal("refused-out-of-date")
    rights.demand(session, officer_id, "report.write", report.unit_id)
    return report


def demand_open(session: Session, now: datetime, report: Written, office: Office) -> None:
    """Go on only while the report may still be changed. Raises Refusal("refused-closed")."""
    if not owed.is_correctable(session, report, office, now):
        raise Refusal("refused-closed", receipt=report.receipt or "")


def begin(
    session: Session, now: datetime, officer_id: int, duty: str, period: str, unit_id: int, office: Office
) -> Standing:
    """Open the unit's draft for that turn, making it if nobody has, at the officer's next open question."""
    rights.demand(session, officer_id, "report.write", unit_id)
    turn = owed.find(session, duty, period, unit_id, office)
    if turn.report is None:
        _make(session, now, officer_id, turn)
    report = written.of_unit(session, duty, unit_id, period, hold=True)
    assert report is not None
    demand_open(session, now, report, office)
    return go_on(session, now, officer_id, report, office)


def _make(session: Session, now: datetime, officer_id: int, turn: Owed) -> None:
    row = {
        "duty": turn.duty,
        "unit_id": turn.unit_id,
        "unit_name": turn.unit,
        "period": turn.period.code,
        "state": "draft",
        "revision": 0,
        "handed_revision": 0,
        "versions": 0,
        "started_by": officer_id,
        "started_at": now,
        "changed_at": now,
    }
    if not insert_new(session, Report, [row]):
        return  # a colleague began it a moment ago: it is the unit's, so it is ours too
    report = written.of_unit(session, turn.duty, turn.unit_id, turn.period.code)
    assert report is not None
    _ask_after_earlier(session, now, officer_id, report, turn)
    audit.note(session, now, officer_id, "report.begin", "report", report.id, unit_id=turn.unit_id)


def earlier_report(session: Session, turn: Owed) -> Written | None:
    """The unit's report of the turn before, if it was handed in."""
    found = written.of_unit(session, turn.duty, turn.unit_id, turn.period.previous().code)
    return found if found and found.versions > 0 else None


def _ask_after_earlier(session: Session, now: datetime, officer_id: int, report: Written, turn: Owed) -> None:
    """Put the last report's recommendations, and those it told of as open, in front of the officer."""
    form = forms.load(turn.form)
    question = next((q for q in form.questions if q.kind == "outcomes"), None)
    before = earlier_report(session, turn)
    if question is None or before is None:
        return
    asked: list[Any] = list(contents.open_outcomes(session, before.id, form.settled.get("result", ())))
    asked += contents.recommendations(session, before.id)
    for position, row in enumerate(asked[: forms.LINES_MOST]):
        known = {"text": row.text, "addressee": row.addressee}
        session.add(
            Line(
                report_id=report.id,
                list=question.code,
                position=position,
                answers=known,
                officer_id=officer_id,
                at=now,
            )
        )
    session.flush()


def stand(
    session: Session,
    now: datetime,
    officer_id: int,
    report: Written,
    office: Office,
    step: str,
    fix: bool = False,
    draft: Draft | None = None,
) -> Standing:
    """Put the officer at that step and remember it for every channel and device.

    `draft`: what is written by now, where the caller has just read it.
    """
    draft = draft or snapshot(session, report)
    turn, files = owed.of_report(session, report, office)
    seen = version_at(draft, step)
    done, asked = progress.counted(draft, officer_id, now)
    before = earlier_report(session, turn) if report.revision == 0 else None
    fellow = _fellow(session, now, officer_id, draft)
    kept = {"report": report.id, "step": step, "seen": seen, "fix": fix, "typed": takes_text(draft, step)}
    talks.put(session, officer_id, TOPIC, kept, now)
    return Standing(
        owed=turn,
        draft=draft,
        step=step,
        seen=seen,
        fix=fix,
        done=done,
        asked=asked,
        revision=report.revision,
        handed_revision=report.handed_revision,
        files=files,
        late=office.today(now) > turn.last_good_day,
        earlier_report=before.id if before else None,
        fellow=fellow[0] if fellow else None,
        fellow_at=fellow[1] if fellow else None,
        officer_id=officer_id,
        now=now,
    )


def go_on(
    session: Session, now: datetime, officer_id: int, report: Written, office: Office, draft: Draft | None = None
) -> Standing:
    """Put the officer at the next open question."""
    draft = draft or snapshot(session, report)
    return stand(session, now, officer_id, report, office, progress.next_step(draft, officer_id, now), draft=draft)


def resume(session: Session, now: datetime, officer_id: int, report_id: int, office: Office) -> Standing:
    """Where the officer left off, on whatever device: the step that was open, if it still is."""
    report = editable(session, now, officer_id, report_id, office)
    talk = talks.of(session, officer_id)
    if talk and talk.topic == TOPIC and talk.data.get("report") == report_id and talk.data.get("fix"):
        return stand(session, now, officer_id, report, office, str(talk.data["step"]), fix=True)
    return go_on(session, now, officer_id, report, office)


def takes_text(draft: Draft, step: str) -> bool:
    """Whether what is typed at this step is an answer (at the preview and at buttons it may be a command)."""
    if step == progress.PREVIEW:
        return False
    pieces = step.split("/")
    question = draft.form.question(pieces[0])
    if len(pieces) == 3:
        return question.part(pieces[2]).kind != "choice"
    if len(pieces) == 2 and question.is_list and pieces[1] != "new":
        return False
    return question.kind != "choice"


def version_at(draft: Draft, step: str) -> int:
    """The version of what a step would change: 0 where nothing is there yet."""
    pieces = step.split("/")
    if len(pieces) == 3:
        found = (entry for entry in draft.entries.get(pieces[0], ()) if str(entry.id) == pieces[1])
        return next((entry.version for entry in found), 0)
    given = draft.answers.get(pieces[0])
    return given.version if given else 0


def _fellow(session: Session, now: datetime, officer_id: int, draft: Draft) -> tuple[str, datetime] | None:
    """A colleague who wrote in this draft within the last half hour."""
    touched = [(g.at, g.officer_id) for g in draft.answers.values()]
    touched += [(e.at, e.officer_id) for found in draft.entries.values() for e in found]
    others = [t for t in touched if t[1] != officer_id and now - t[0] <= progress.OTHERS_TURN]
    if not others:
        return None
    at, who = max(others)
    officer = officers.by_id(session, who)
    return (officer.name, at) if officer else None
