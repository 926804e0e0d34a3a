"""The provincial office at a plan, through the use cases alone; plans of our own, with invented places."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from reporting import office as offices
from reporting import plan_edit, plan_import, plan_issue, plan_units, plan_view
from reporting.daysoff import VIETNAM
from reporting.plan_import import Source
from reporting.plan_view import Line, Overview
from reporting.plans.document import read_bytes
from reporting.plans.model import Plan
from storage import plan_drafts, plan_tasks, tasks
from storage.door import Door
from storage.tasks import Task
from tests.cast import START, Cast

PLAN = """ỦY BAN MTTQ VIỆT NAM
TỈNH MẪU
BAN THƯỜNG TRỰC
Số: 15/KH-MTTQ-BTT

Mẫu, ngày 16 tháng 11 năm 2026

KẾ HOẠCH
Chăm lo người nghèo và chuẩn bị Đại hội năm 2027

I. MỤC ĐÍCH, YÊU CẦU
- Phát huy tinh thần tương thân, tương ái.

II. NHIỆM VỤ
1. Rà soát hộ nghèo trên địa bàn
- Đơn vị chủ trì: Ban Thường trực Ủy ban MTTQ Việt Nam các xã, phường.
- Thời gian hoàn thành: trước ngày 16/12/2026.
2. Vận động Quỹ “Vì người nghèo”
- Đơn vị chủ trì: Ban Phong trào.
- Thời gian hoàn thành: 31/02/2027.
3. Trao quà Tết cho hộ nghèo
- Đơn vị chủ trì: Ban Công tác xã hội.
- Thời gian hoàn thành: trong tháng 01/2027.
4. Họp giao ban với cơ sở
- Đơn vị chủ trì: Văn phòng.
- Thời gian thực hiện: hằng tháng.
5. Gửi văn kiện Đại hội
- Đơn vị chủ trì: Ban Thường trực Ủy ban MTTQ Việt Nam các xã, phường.
- Thời gian hoàn thành: trước 30 ngày tổ chức Đại hội.
6. Tuyên truyền trong Nhân dân
- Đơn vị chủ trì: Ban Tuyên giáo.
- Thời gian thực hiện: thường xuyên.

III. TỔ CHỨC THỰC HIỆN
1. Ủy ban MTTQ Việt Nam các xã, phường định kỳ hằng tháng gửi báo cáo kết quả về tỉnh trước ngày 20.
"""


class Desk:
    """What Chi, the office, does; `draft` is the document that was read last."""

    def __init__(self, door: Door, cast: Cast, who: str = "chi") -> None:
        self.door, self.cast, self.officer = door, cast, cast[who]
        self.now: datetime = START
        self.office = door.read(offices.load, VIETNAM)
        self.draft = 0

    def passes(self, span: timedelta) -> None:
        """So much time goes by."""
        self.now += span

    def reads(self, text: str) -> Overview:
        """Send the document."""
        source = Source("ke-hoach.txt", hashlib.sha256(text.encode()).hexdigest())
        self.draft = self.writes(plan_import.take_in, read(text), source)
        return self.sees()

    def acts(self, use_case: Any, *args: Any) -> Any:
        """A use case of the form (session, officer, …)."""
        return self.door.write(use_case, self.officer, *args)

    def writes(self, use_case: Any, *args: Any, **more: Any) -> Any:
        """A use case of the form (session, now, officer, …, office)."""
        return self.door.write(use_case, self.now, self.officer, *args, self.office, **more)

    def sees(self) -> Overview:
        """The draft as a whole."""
        return self.door.read(plan_view.overview, self.officer, self.draft)

    def lines(self) -> list[Line]:
        """Every task of the draft."""
        return self.door.read(lambda s: plan_view.lines(s, plan_drafts.by_id(s, self.draft)))

    def line(self, begins: str) -> Line:
        """The task whose title begins so."""
        found = [one for one in self.lines() if one.title.startswith(begins)]
        assert len(found) == 1, [one.title for one in self.lines()]
        return found[0]

    def corrects(self, begins: str, what: str, raw: str) -> Line:
        """Type a correction."""
        item = self.line(begins).item_id
        self.writes(plan_edit.correct, item, what, raw)
        return next(one for one in self.lines() if one.item_id == item)

    def gives(self, begins: str, raw: str) -> Any:
        """Type units."""
        return self.writes(plan_units.typed, self.line(begins).item_id, raw)

    def issues(self, version: int | None = None) -> plan_issue.Issued:
        """Ban hành, as the preview shows it."""
        return self.writes(plan_issue.issue, self.draft, self.sees().version if version is None else version)

    def issues_all(self, text: str = PLAN) -> plan_issue.Issued:
        """Read, give what has no unit to both communes, issue."""
        self.reads(text)
        if self.sees().without_units:
            self.writes(plan_units.typed_for_rest, self.draft, "xã An Hòa; xã Bình Hòa")
        return self.issues()

    def task(self, plan_id: int, begins: str) -> Task:
        """The task in force whose title begins so."""
        there = self.door.read(plan_tasks.tasks_of, plan_id)
        return next(one for one in there if one.title.startswith(begins))

    def units_of(self, task: Task) -> list[int]:
        """Who has it now."""
        return [one.unit_id for one in self.door.read(tasks.assignments, [task.id]).get(task.id, [])]


def read(text: str) -> Plan:
    """What the reader understands, without a process of its own."""
    return read_bytes(text.encode(), "ke-hoach.txt")
