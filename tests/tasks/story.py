"""A province whose office gives tasks and whose communes say how they stand, driven through the use cases alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from reporting import (
    task_answer,
    task_card,
    task_draft,
    task_entry,
    task_evidence,
    task_import,
    task_pick,
    task_publish,
    task_steps,
    tasks,
)
from reporting.attach import Stored
from reporting.daysoff import Office
from reporting.imports import Imported
from reporting.refusal import Refusal
from reporting.sheet_tasks import parse_tasks
from reporting.sheets import read_rows
from reporting.task_card import Card
from reporting.text import fold
from storage.audit import Audit
from storage.door import Door
from storage.officers import Address, Officer, Post
from storage.outbox import Outbox
from storage.task_entries import TaskEntry
from storage.tasks import Assignment, Task, TaskStatus
from storage.units import Unit
from tests.cast import Cast

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 9:00 in Hà Nội
HEADER = "Mã;Nhiệm vụ;Chủ trì;Chỉ đạo;Bắt đầu;Hạn;Thời gian;Các mốc;Đơn vị thực hiện"


@contextmanager
def refused(key: str) -> Iterator[None]:
    """Within, exactly this is refused."""
    with pytest.raises(Refusal) as told:
        yield
    assert told.value.key == key


@dataclass
class Story:
    """The door, the cast, the office's calendar, and the hour."""

    door: Door
    cast: Cast
    office: Office
    now: datetime = MONDAY
    files: int = field(default=0)

    def later(self, **span: float) -> None:
        """Time goes on."""
        self.now += timedelta(**span)

    def call(self, use_case: Any, who: str, *args: Any) -> Any:
        """A use case of the usual shape: (session, now, officer, …, office)."""
        return self.door.write(use_case, self.now, self.cast[who], *args, self.office)

    # the office

    def gives(
        self,
        title: str = "Tổ chức Đại hội",
        units: str = "Xã An Hòa",
        due: str | None = "30/11/2026",
        lead: str = "Ban Phong trào",
        who: str = "chi",
        marks: str = "",
    ) -> int:
        """Enter a task and publish it; gives its number."""
        draft = self.call(task_draft.begin, who)
        self.types(title, who)
        if due is None:
            self.call(task_steps.skip, who, draft.task_id, "due")
        else:
            self.types(due, who)
        self.types(units, who)
        self.call(task_pick.units_done, who, draft.task_id)
        draft = self.types(lead, who)
        if marks:
            self.call(task_draft.go, who, draft.task_id, "marks")
            draft = self.types(marks, who)
        self.call(task_publish.publish, who, draft.task_id, draft.version)
        return int(draft.task_id)

    def types(self, text: str, who: str = "chi") -> task_draft.Draft:
        """Type the answer to the open step."""
        return self.call(task_steps.answer, who, text)

    def imports(self, *rows: str, header: str = HEADER, who: str | None = "chi", only_look: bool = False) -> Imported:
        """A sheet of these rows, semicolons between the cells."""
        sheet = parse_tasks(read_rows("nhiem-vu.csv", "\n".join((header, *rows)).encode()))
        officer = self.cast[who] if who else None
        act = task_import.preview if only_look else task_import.bring_in
        run = self.door.read if only_look else self.door.write
        return run(act, self.now, officer, self.cast["tinh"], sheet, self.office)

    # a unit

    def part(self, task_id: int, unit: str = "an_hoa") -> int:
        """The number of that unit's part in the task."""
        asked = select(Assignment.id).where(Assignment.task_id == task_id, Assignment.unit_id == self.cast[unit])
        return int(self.door.read(lambda s: s.exec(asked).one()) or 0)

    def says(self, who: str, part: int, state: str, seen: int | None = None) -> Card:
        """A plain status."""
        return self.call(tasks.set_state, who, part, state, seen)

    def stuck(self, who: str, part: int, reason: str = "funding") -> Card:
        """It is stuck for that reason."""
        return self.call(tasks.set_stuck, who, part, reason, None)

    def percent(self, who: str, part: int, percent: int, seen: int | None = None) -> Card:
        """A button of progress."""
        return self.call(tasks.set_percent, who, part, percent, seen)

    def answers(self, who: str, part: int, what: str, text: str) -> Card:
        """Asked, and typed."""
        self.call(task_answer.ask, who, part, what)
        return self.call(task_answer.answer, who, part, what, text)

    def attaches(self, who: str, part: int, name: str = "anh.jpg", body: str | None = None) -> Card:
        """A picture of evidence."""
        self.files += 1
        sha = (body or f"{self.files}").rjust(64, "0")
        stored = Stored(f"{self.files:032x}", name, "image/jpeg", 1000, sha)
        return self.call(task_evidence.attach, who, part, stored)[0]

    def undoes(self, who: str, entry: int | None) -> Card:
        """Take it back."""
        return self.call(task_entry.undo, who, entry)

    def card(self, part: int, who: str = "an") -> Card:
        """The page as that officer sees it."""
        return self.door.read(task_card.card, self.now, self.cast[who], part, self.office)

    # what is stored

    def rows(self, table: Any) -> list[Any]:
        """All rows of a table."""
        return list(self.door.read(lambda s: s.exec(select(table)).all()))

    def entries(self, part: int) -> list[TaskEntry]:
        """The history, oldest first."""
        asked = select(TaskEntry).where(TaskEntry.assignment_id == part).order_by(TaskEntry.id)  # type: ignore
        return list(self.door.read(lambda s: s.exec(asked).all()))

    def status(self, part: int) -> TaskStatus:
        """The row of the present."""
        found = self.door.read(lambda s: s.get(TaskStatus, part))
        assert found is not None
        return found

    def task(self, task_id: int) -> Task:
        """The row of the task."""
        found = self.door.read(lambda s: s.get(Task, task_id))
        assert found is not None
        return found

    def acts(self) -> list[str]:
        """The acts of the audit about tasks, in order."""
        return [row.act for row in sorted(self.rows(Audit), key=lambda row: row.id or 0) if row.act.startswith("task")]

    def letters(self, kind: str = "notice") -> list[Outbox]:
        """What waits in the outbox."""
        return [row for row in self.rows(Outbox) if row.kind == kind]

    # more of the province

    def adds_unit(self, key: str, name: str, kind: str = "xa", above: str = "bac", code: str | None = None) -> int:
        """Another unit."""

        def add(session: Session) -> int:
            unit = Unit(
                kind=kind,
                name=name,
                folded=fold(name),
                parent_id=self.cast[above],
                valid_from=date(2020, 1, 1),
                code=code or key.upper(),
            )
            session.add(unit)
            session.flush()
            return unit.id or 0

        self.cast.units[key] = self.door.write(add)
        return self.cast.units[key]

    def appoints(self, key: str, name: str, unit: str, role: str = "reporter") -> int:
        """Another officer, with an account."""

        def add(session: Session) -> int:
            officer = Officer(name=name, created_at=self.now)
            session.add(officer)
            session.flush()
            number = officer.id or 0
            since = self.now - timedelta(days=400)
            session.add(Post(officer_id=number, unit_id=self.cast[unit], role=role, since=since))
            told = {"channel": "web", "external_id": str(2000 + number), "joined_at": since, "seen_at": self.now}
            session.add(Address(officer_id=number, **told))
            return number

        self.cast.people[key] = self.door.write(add)
        return self.cast.people[key]
