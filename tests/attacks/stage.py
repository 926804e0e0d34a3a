"""Two provinces in the middle of a quarter, full of words that only some may read; built once, copied for an attack."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from reporting import broadcast, joining, nudge, plan_edit, plan_import, plan_issue, plan_units, staffing
from reporting import office as offices
from reporting.attach import Stored
from reporting.daysoff import VIETNAM, Office
from reporting.plan_import import Source
from reporting.plans.document import read_bytes
from reporting.text import fold
from storage.broadcasts import Broadcast
from storage.door import Door
from storage.files import FileStore
from storage.officers import Address, Officer, Post
from storage.outbox import Outbox
from storage.reminders import Reminder
from storage.reports import Attachment, PastAnswer, Report
from storage.tasks import Task
from storage.units import Unit
from tests.attacks.hand import UNITS
from tests.cast import START, Cast, settle
from tests.office.stories import Province
from tests.planning.office import PLAN
from tests.tasks.story import Story

NOW = datetime(2026, 12, 10, 2, 0, tzinfo=UTC)  # Thursday, 09:00 in Hà Nội; the quarter's report is due by the 15th
SECRET = "riêng <b>_*[y](http://e)"  # what a parser of markup would stumble over, or turn into a link

ADDED_UNITS = (
    ("doan", "to_chuc_thanh_vien", "Đoàn Thanh niên An Hòa", "an_hoa"),
    ("nam", "huyen", "Huyện Nam", "tinh"),
    ("khac", "tinh", "Tỉnh Khác", None),
    ("khac_xa", "xa", "Xã Khác", "khac"),
)
ADDED_PEOPLE = (
    ("revoked", "Lý Thị Cũ", "an_hoa", "reporter"),
    ("on_leave", "Mai Văn Nghỉ", "an_hoa", "reporter"),
    ("stand_in", "Cao Thị Thay", "an_hoa", "head"),
    ("admin", "Vũ Quản Trị", "tinh", "admin"),
    ("elsewhere", "Hà Thị Khác", "khac", "office"),
    *((f"writes_{unit}", f"Người viết {unit}", unit, "reporter") for unit in ("doan", "bac", "nam", "trung_tam")),
    ("writes_khac_xa", "Người viết xã khác", "khac_xa", "reporter"),
    *((f"holds_{unit}", f"Người giữ {unit}", unit, "head") for unit in UNITS),
)
ACTOR_NAMES = {"reporter": "an", "head": "binh", "reviewer": "dung", "office": "chi"}
WRITERS = {"an_hoa": "an", "binh_hoa": "em"} | {
    unit: f"writes_{unit}" for unit in ("doan", "bac", "nam", "trung_tam", "khac_xa")
}
REPORTING = ("an_hoa", "doan", "binh_hoa", "bac", "nam", "khac_xa")
"""Who has handed in; Trung Tâm has not."""


def secret(unit: str) -> str:
    """Words of that unit's own: seen on a screen, they tell whose they are."""
    return f"{SECRET} của {unit}"


@dataclass
class Stage:
    """The numbers of everything, by unit."""

    door: Door
    files: FileStore
    cast: Cast
    office: Office
    now: datetime = NOW
    accounts: dict[str, int] = field(default_factory=dict)
    report: dict[str, int] = field(default_factory=dict)
    attachment: dict[str, int] = field(default_factory=dict)
    line: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    revision: dict[str, int] = field(default_factory=dict)
    part: dict[str, int] = field(default_factory=dict)
    mark: dict[str, int] = field(default_factory=dict)
    entry: dict[str, int] = field(default_factory=dict)
    evidence: dict[str, int] = field(default_factory=dict)
    post: dict[str, int] = field(default_factory=dict)
    task: dict[str, int] = field(default_factory=dict)
    task_draft: dict[str, int] = field(default_factory=dict)
    plan: dict[str, int] = field(default_factory=dict)
    plan_draft: dict[str, int] = field(default_factory=dict)
    plan_item: dict[str, int] = field(default_factory=dict)
    plan_duty: dict[str, int] = field(default_factory=dict)
    series: dict[str, int] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)
    draft: dict[str, int] = field(default_factory=dict)
    nudge: dict[str, int] = field(default_factory=dict)
    reminded: dict[str, int] = field(default_factory=dict)
    audit: dict[str, int] = field(default_factory=dict)

    def account(self, actor: str) -> int:
        """The messenger's number of one of hand.ACTORS, or of one of the people by name."""
        return 9999 if actor == "stranger" else self.accounts[ACTOR_NAMES.get(actor, actor)]


def build(door: Door, files: FileStore) -> Stage:
    """Everything, through the use cases wherever there is one."""
    cast = door.write(settle)
    stage = Stage(door, files, cast, door.read(offices.load, VIETNAM))
    door.write(_people, stage)
    _reports(stage)
    _tasks(stage)
    _plans(stage)
    door.write(_messages, stage)
    door.write(_rows, stage)
    return stage


def _people(session: Session, stage: Stage) -> None:
    for key, kind, name, above in ADDED_UNITS:
        unit = Unit(kind=kind, name=name, folded=fold(name), valid_from=date(2020, 1, 1), code=key.upper())
        unit.parent_id = stage.cast.units[above] if above else None
        session.add(unit)
        session.flush()
        stage.cast.units[key] = unit.id or 0
    for key, name, unit_key, role in ADDED_PEOPLE:
        officer = Officer(name=name, created_at=START, consent_version="test", consent_at=START)
        session.add(officer)
        session.flush()
        number = officer.id or 0
        stage.cast.people[key] = number
        session.add(Post(officer_id=number, unit_id=stage.cast.units[unit_key], role=role, since=START))
        account = {"channel": "web", "external_id": str(2000 + number), "joined_at": START, "seen_at": NOW}
        session.add(Address(officer_id=number, **account))
    session.flush()
    for key in stage.cast.people:
        row = session.exec(select(Address).where(Address.officer_id == stage.cast.people[key])).one()
        row.seen_at = NOW
        stage.accounts[key] = int(row.external_id)
    by = stage.cast["chi"]
    posts = {row.officer_id: row.id or 0 for row in session.exec(select(Post)).all()}
    staffing.revoke(session, NOW, by, posts[stage.cast["revoked"]])
    last, stand_in = date(2026, 12, 20), stage.cast["stand_in"]
    staffing.leave(session, NOW, by, posts[stage.cast["on_leave"]], last, stand_in, stage.office)
    for unit in UNITS:
        stage.post[unit] = posts[stage.cast[f"holds_{unit}"]]


def _reports(stage: Stage) -> None:
    province = Province(stage.door, stage.cast, stage.office, WRITERS)
    for unit in REPORTING:
        words = secret(unit)
        said = {"text": words, "topic": "MT", "attitude": "upset", "level": "hot", "place": None, "people": None}
        province.files(
            unit,
            NOW - timedelta(hours=1),
            note=words,
            opinions=[{**said, "addressee": None}],
            recommendations=[(words, "province")],
            files=[f"{words}.jpg"],
        )
    stage.door.write(_report_rows, stage)


def _report_rows(session: Session, stage: Stage) -> None:
    from storage import reports

    for unit in REPORTING:
        row = session.exec(select(Report).where(Report.unit_id == stage.cast[unit])).one()
        stage.report[unit], stage.revision[unit] = row.id or 0, row.revision
        stage.line[unit] = reports.lines(session, row.id or 0)[0].id or 0
        kept = PastAnswer(
            report_id=row.id or 0,
            question="mood_note",
            value=secret(unit),
            officer_id=stage.cast[WRITERS[unit]],
            at=NOW,
        )
        session.add(kept)
        attached = session.exec(select(Attachment).where(Attachment.report_id == row.id)).one()
        attached.stored = stage.files.keep(secret(unit).encode()).stored
        session.flush()
        stage.kept[unit], stage.attachment[unit] = kept.id or 0, attached.id or 0


def _tasks(stage: Stage) -> None:
    story = Story(stage.door, stage.cast, stage.office, NOW)
    names = {"an_hoa": "Xã An Hòa", "binh_hoa": "Xã Bình Hòa", "bac": "Huyện Bắc", "nam": "Huyện Nam"}
    names |= {"doan": "Đoàn Thanh niên An Hòa"}
    ours = story.gives(secret("tinh"), units="; ".join(names.values()), lead=secret("tinh"), marks="Mốc: 25/12/2026")
    theirs = story.gives(secret("khac"), units="Xã Khác", lead=secret("khac"), who="elsewhere", marks="Mốc: 25/12/2026")
    stage.task = {"tinh": ours, "khac": theirs}
    for unit in (*names, "khac_xa"):
        who = WRITERS[unit]
        part = story.part(theirs if unit == "khac_xa" else ours, unit)
        story.answers(who, part, "note", secret(unit))
        stored = Stored(
            stage.files.keep(secret(unit).encode()).stored, f"{secret(unit)}.jpg", "image/jpeg", 9, "0" * 64
        )
        story.call(_attach, who, part, stored)
        card = story.says(who, part, "doing")
        stage.part[unit], stage.mark[unit], stage.entry[unit] = part, card.marks[0].id, card.undo or 0
    from storage.task_entries import TaskEvidence

    for row in story.rows(TaskEvidence):
        unit = next(key for key, part in stage.part.items() if part == row.assignment_id)
        stage.evidence[unit] = row.id
    from reporting import task_draft

    for who, top in (("chi", "tinh"), ("elsewhere", "khac")):
        stage.task_draft[top] = story.call(task_draft.begin, who).task_id
        story.types(f"{secret(top)} nháp", who)


def _attach(session: Session, now: datetime, officer: int, part: int, stored: Stored, office: Office) -> Any:
    from reporting import task_evidence

    return task_evidence.attach(session, now, officer, part, stored, office)


def _plans(stage: Stage) -> None:
    for who, top, units in (("chi", "tinh", "xã An Hòa; xã Bình Hòa"), ("elsewhere", "khac", "xã Khác")):
        stage.door.write(_plan, stage, who, top, units)


def _plan(session: Session, stage: Stage, who: str, top: str, units: str) -> None:
    officer, office = stage.cast[who], stage.office

    def reads(number: str) -> int:
        text = PLAN.replace("15/KH", f"{number}/KH").replace("Chăm lo", f"{secret(top)}: chăm lo")
        text = text.replace("Trao quà Tết", f"{secret(top)}: trao quà Tết")
        plan = read_bytes(text.encode(), f"{secret(top)}.txt")
        return plan_import.take_in(session, NOW, officer, plan, Source(f"{secret(top)}.txt", number * 32), office)

    from storage import plan_drafts, plan_duties, plan_tasks

    issued = reads("15")
    for one in plan_drafts.items(session, issued):
        one.pending = []
    plan_units.typed_for_rest(session, NOW, officer, issued, units, office)
    draft = plan_drafts.by_id(session, issued)
    assert draft is not None
    stage.plan[top] = plan_issue.issue(session, NOW, officer, issued, draft.version, office).plan_id
    stage.plan_duty[top] = plan_duties.of_plan(session, stage.plan[top])[0].id or 0
    there = session.exec(select(Task).where(Task.plan_id == stage.plan[top], Task.state == plan_tasks.SERIES)).all()
    stage.series[top] = there[0].id or 0
    stage.plan_draft[top] = reads("16")
    stage.plan_item[top] = plan_drafts.items(session, stage.plan_draft[top])[2].id or 0
    plan_edit.leave(session, officer)


def _messages(session: Session, stage: Stage) -> None:
    for who, root in (("chi", "tinh"), ("dung", "bac"), ("elsewhere", "khac")):
        officer, office = stage.cast[who], stage.office
        for kept in (stage.sent, stage.draft):
            draft = broadcast.begin(session, NOW, officer)
            assert draft is not None and draft.id is not None
            broadcast.write(session, NOW, officer, draft.id, f"{secret(root)} gửi các đơn vị")
            broadcast.address(session, NOW, officer, draft.id, {"rule": "all"})
            kept[root] = draft.id
            if kept is stage.sent:
                seen = broadcast.preview(session, NOW, officer, draft.id, office)
                broadcast.send(session, NOW, officer, draft.id, seen.draft.token, office)
    sent = nudge.preview(
        session, NOW, stage.cast["chi"], "situation", "2026-Q4", stage.cast["tinh"], None, stage.office
    )
    told = nudge.send(
        session,
        NOW,
        stage.cast["chi"],
        "situation",
        "2026-Q4",
        stage.cast["tinh"],
        None,
        stage.office,
        sent.token,
        secret("tinh"),
    )
    stage.nudge["tinh"] = told.id or 0
    joining.invite(session, NOW, stage.cast["chi"], stage.cast["an_hoa"], "reporter")


def _rows(session: Session, stage: Stage) -> None:
    """A reminder that reached Trung Tâm's reporter and one that An had before handing in; everything has left."""
    from storage import audit
    from storage.audit import Audit

    for unit in ("trung_tam", "khac_xa"):
        officer = stage.cast[WRITERS[unit]]
        out = Outbox(
            key=f"stage:{unit}",
            kind="reminder",
            channel="web",
            officer_id=officer,
            address_id=session.exec(select(Address.id).where(Address.officer_id == officer)).one(),
            content={"text": "reminder", "values": {"note": secret(unit)}},
            created_at=NOW,
            not_before=NOW,
        )
        session.add(out)
        session.flush()
        stage.reminded[unit] = out.id or 0
        session.add(
            Reminder(
                key=f"stage:{unit}",
                duty="situation",
                period="2026-Q4",
                unit_id=stage.cast[unit],
                officer_id=officer,
                step="3",
                to="reporter",
                last_good_day=date(2026, 12, 15),
                at=NOW,
                state="said",
                outbox_id=out.id,
                made_at=NOW,
            )
        )
    for row in session.exec(select(Outbox)).all():
        row.state, row.sent_at = "sent", NOW
    for unit in UNITS:
        told = {"note": secret(unit)}
        audit.note(session, NOW, None, "units.import", "unit", stage.cast[unit], unit_id=stage.cast[unit], after=told)
        session.flush()
        stage.audit[unit] = max(session.exec(select(Audit.id)).all()) or 0
    assert session.exec(select(Broadcast)).all()
