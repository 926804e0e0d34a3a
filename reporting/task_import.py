"""A sheet of tasks against the tasks that are there: what is new, what changes, what cannot be; then all or nothing.

What a sheet does not say stays as it is: an empty cell takes nothing away, a task that is not in it goes on. A filled
cell of units or milestones replaces the list; who loses a task keeps its history, and what was reported stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from reporting import rights, sheet_tasks, task_give, task_rows, task_units
from reporting.daysoff import Office
from reporting.imports import Added, Changed, Imported, in_order
from reporting.refusal import Refusal
from reporting.sheet_rows import Problem, problem
from reporting.sheet_tasks import TaskRow, TaskSheet
from reporting.task_card import MANAGE
from reporting.task_units import Meant
from reporting.task_words import Mark
from reporting.text import fold
from storage import assigning, audit, tasks
from storage.tasks import DRAFT, OPEN, WITHDRAWN, Assignment, Milestone, Plan, Task
from storage.units import Unit

# Tasks times units: 200 communes with 250 tasks each. What is more is a slip ("tất cả" in every row of a long list).
PARTS_MOST = 50_000
FIELDS = ("title", "lead", "supervisor", "partners", "result", "start", "due", "time_phrase")
NAMES_SHOWN = 5


def preview(
    session: Session, now: datetime, officer_id: int | None, root_id: int, sheet: TaskSheet, office: Office
) -> Imported:
    """What the sheet would bring to the office of that unit (officer None: the command line). Reads only.

    Raises Refusal("refused-right").
    """
    return _Matching(session, now, officer_id, root_id, sheet, office).result()


def bring_in(
    session: Session, now: datetime, officer_id: int | None, root_id: int, sheet: TaskSheet, office: Office
) -> Imported:
    """Store and publish it, unless a row has a problem: then nothing is stored and `problems` says why.

    The officers of units that get tasks are told in one message each.
    """
    matching = _Matching(session, now, officer_id, root_id, sheet, office)
    result = matching.result()
    if not result.problems and not result.idle:
        _Storing(matching, result).store()
    return result


def key_of(root_id: int, row: TaskRow) -> str:
    """The key by which the same task is found again when it is imported again."""
    return sha256("\n".join((str(root_id), *sheet_tasks.identity(row))).encode()).hexdigest()


@dataclass
class _Target:
    """One row with the task that it means, None for a new one, and the units that are to have it."""

    row: TaskRow
    key: str
    task: Task | None
    units: tuple[int, ...]


@dataclass
class _Matching:
    """One pass over the sheet."""

    session: Session
    now: datetime
    officer_id: int | None
    root_id: int
    sheet: TaskSheet
    office: Office
    targets: list[_Target] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    units: dict[int, Unit] = field(default_factory=dict)
    marks: dict[int, list[Milestone]] = field(default_factory=dict)
    given: dict[int, list[Assignment]] = field(default_factory=dict)

    def result(self) -> Imported:
        """Go through the sheet; to be called once."""
        if self.officer_id is not None:
            rights.demand(self.session, self.officer_id, MANAGE, self.root_id)
        there = task_give.assignable(self.session, self.now, self.root_id, self.office)
        self.units = {unit.id: unit for unit in there if unit.id is not None}
        self._look_up(there)
        added = [self._added(one) for one in self.targets if one.task is None]
        changed = [change for one in self.targets if one.task is not None for change in self._changes(one, one.task)]
        touched = {one.row for one in added} | {one.row for one in changed}
        return Imported(
            added=tuple(added),
            changed=tuple(changed),
            same=len(self.targets) - len(touched),
            problems=in_order([*self.sheet.problems, *self.problems]),
        )

    def _look_up(self, there: list[Unit]) -> None:
        keys = {key_of(self.root_id, row): row for row in self.sheet.tasks}
        known = tasks.by_keys(self.session, list(keys))
        meant: dict[str, Meant] = {}
        parts = 0
        for key, row in keys.items():
            if row.units not in meant:  # long lists repeat the same cell
                meant[row.units] = task_units.read(row.units, there)
            told = meant[row.units]
            parts += len(told.units)
            self.problems += [self._unit_problem(row, one) for one in told.questions]
            self.targets.append(_Target(row, key, known.get(key), told.units))
        if parts > PARTS_MOST:
            raise Refusal("task-refused-parts", most=PARTS_MOST)
        ids = [task.id for task in known.values() if task.id is not None]
        self.marks = tasks.milestones(self.session, ids)
        self.given = tasks.assignments(self.session, ids)

    def _unit_problem(self, row: TaskRow, asked: task_units.Question) -> Problem:
        names = [f"{self.units[one].name} ({self.units[one].code or '–'})" for one in asked.candidates]
        if asked.why == task_units.COUNT:
            return problem(row.row_number, "import-task-unit-count", name=asked.piece[:80], found=asked.found)
        if asked.why == task_units.NOBODY:
            return problem(row.row_number, "import-task-unit-nobody", name=asked.piece[:80])
        key = "import-task-unit-unclear" if asked.why == task_units.UNCLEAR else "import-task-unit-near"
        if not names:
            return problem(row.row_number, "import-unit-unknown", name=asked.piece[:80])
        return problem(row.row_number, key, name=asked.piece[:80], units="; ".join(names))

    def _added(self, target: _Target) -> Added:
        names = self._names(target.units)
        return Added(target.row.row_number, "task", target.row.title, names)

    def _names(self, unit_ids: tuple[int, ...] | list[int]) -> str:
        names = [self.units[one].name if one in self.units else str(one) for one in unit_ids]
        rest = len(names) - NAMES_SHOWN
        return "; ".join(names[:NAMES_SHOWN]) + (f"; +{rest}" if rest > 0 else "")

    def _changes(self, target: _Target, task: Task) -> Iterator[Changed]:
        row, called = target.row, task.title
        if task.state == WITHDRAWN:
            yield Changed(row.row_number, called, "state", "withdrawn", "open")
        for name in FIELDS:
            told, there = getattr(row, name), getattr(task, name)
            if told and told != there:
                # "title" is an officer's in the sentences of imports.
                field_name = "task" if name == "title" else name
                yield Changed(row.row_number, called, field_name, _shown(there), _shown(told))
        there_marks = tuple(Mark(one.title, one.due) for one in self.marks.get(task.id or 0, []))
        if row.milestones and row.milestones != there_marks:
            before, after = ("; ".join(map(_mark, marks)) for marks in (there_marks, row.milestones))
            yield Changed(row.row_number, called, "milestones", before, after)
        start, due = row.start or task.start, row.due or task.due
        if start and due and due < start:
            self.problems.append(problem(row.row_number, "sheet-problem-task-turned"))
        held = [one.unit_id for one in self.given.get(task.id or 0, [])]
        if set(held) != set(target.units):
            more = [one for one in target.units if one not in held]
            less = [one for one in held if one not in target.units]
            yield Changed(row.row_number, called, "units", self._names(less), self._names(more))


def _shown(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")


def _mark(mark: Mark) -> str:
    return f"{mark.title}: {_shown(mark.due)}" if mark.due else mark.title


@dataclass
class _Storing:
    """The second pass, when there is nothing to object to."""

    matching: _Matching
    imported: Imported
    plans: dict[str, Plan] = field(default_factory=dict)
    told: dict[int, list[Task]] = field(default_factory=dict)

    def store(self) -> None:
        """Write all of it."""
        matching = self.matching
        session, now = matching.session, matching.now
        self.plans = {fold(one.number or ""): one for one in tasks.plans_of(session, matching.root_id)}
        touched = {one.row for one in self.imported.changed}
        self._write([one for one in matching.targets if one.task is None or one.row.row_number in touched])
        mark = sha256("".join(one.key for one in matching.targets).encode()).hexdigest()[:12] + f":{now:%Y%m%dT%H%M%S}"
        task_give.tell_given(session, now, self.told, matching.office, mark)
        counts = {"added": len(self.imported.added), "changed": [dict(vars(one)) for one in self.imported.changed]}
        root = matching.root_id
        audit.note(session, now, matching.officer_id, "tasks.import", "task", unit_id=root, after=counts)

    def _write(self, targets: list[_Target]) -> None:
        """A few statements for all of them: nobody else can write meanwhile."""
        matching = self.matching
        session, now, officer, unit = matching.session, matching.now, matching.officer_id, matching.root_id
        known = task_rows.described_all(session, [one.task for one in targets if one.task])
        written = [(self._task(one), one) for one in targets]
        session.flush()
        for task, target in written:
            if target.row.milestones:
                task_rows.put_marks(session, task, target.row.milestones)
        self._give({task.id or 0: task for task, _ in written}, {task.id or 0: one.units for task, one in written})
        after = task_rows.described_all(session, [task for task, _ in written])
        for task, target in written:
            number = task.id or 0
            before = known[number] if target.task else None
            act = "task.edit" if before else "task.publish"
            audit.note(session, now, officer, act, "task", number, unit_id=unit, before=before, after=after[number])

    def _task(self, target: _Target) -> Task:
        matching, row = self.matching, target.row
        task = target.task or Task(
            key=target.key, unit_id=matching.root_id, state=DRAFT, made_by=matching.officer_id, made_at=matching.now
        )
        for name in FIELDS:
            setattr(task, name, getattr(row, name) or getattr(task, name))
        task.lead_key, task.code, task.position = task_give.lead_key(task.lead), row.code or None, row.row_number
        task.plan_id = self._plan(row.plan) if row.plan else task.plan_id
        if task.state != OPEN:
            task.state, task.published_at = OPEN, matching.now
        task.version += 1
        matching.session.add(task)
        return task

    def _give(self, of: dict[int, Task], wanted: dict[int, tuple[int, ...]]) -> None:
        matching = self.matching
        had = [one for number in wanted for one in matching.given.get(number, [])]
        task_give.take_away(
            matching.session, matching.now, [one for one in had if one.unit_id not in wanted[one.task_id]]
        )
        for one in assigning.give(matching.session, matching.now, matching.officer_id, wanted):
            self.told.setdefault(one.unit_id, []).append(of[one.task_id])

    def _plan(self, number: str) -> int:
        plan = self.plans.get(fold(number))
        if plan is None:
            matching = self.matching
            plan = Plan(unit_id=matching.root_id, number=number, made_by=matching.officer_id, made_at=matching.now)
            matching.session.add(plan)
            matching.session.flush()
            self.plans[fold(number)] = plan
        assert plan.id is not None
        return plan.id
