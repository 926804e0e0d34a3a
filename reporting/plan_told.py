"""What the units of a plan hear when it changes: new tasks, changed ones, those that are asked for no more.

Told by comparing: a picture of the plan before the change, and how it stands after. One message an officer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlmodel import Session

from reporting import mail, task_moved
from reporting.daysoff import Office
from reporting.task_card import plan_name
from reporting.task_give import TOLD_ROLES
from storage import assigning, mark_days, officers, plan_tasks, tasks
from storage.base import Json
from storage.tasks import Plan

NAMED_MOST = 8
"""Tasks of each sort that a message names; the others are counted."""
_CONTENT = ("detail", "lead", "result")


@dataclass(frozen=True)
class Seen:
    """A task as its units see it."""

    title: str
    start: date | None
    due: date | None
    content: tuple[str, ...]
    marks: tuple[tuple[str, date | None], ...]


@dataclass(frozen=True)
class Picture:
    """The tasks of a plan, each unit's (unit → task → its last good day), and days of milestones of single units."""

    tasks: Mapping[int, Seen] = field(default_factory=dict)
    units: Mapping[int, Mapping[int, date | None]] = field(default_factory=dict)
    own_marks: Mapping[tuple[int, int], tuple[tuple[int, date], ...]] = field(default_factory=dict)


@dataclass
class Word:
    """What a message says: numbers of tasks, with the last good day; of changed ones the day before and after, and
    whether days of milestones moved for this unit alone."""

    new: dict[int, date | None] = field(default_factory=dict)
    changed: dict[int, tuple[date | None, date | None, bool]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)

    def add(self, other: "Word") -> None:
        """An officer may be of several units: what one of them is given is not gone."""
        self.new |= other.new
        self.changed |= other.changed
        self.gone |= other.gone
        self.gone -= set(self.new) | set(self.changed)

    def key(self) -> tuple[tuple[object, ...], ...]:
        """The same for those who are to hear the same."""
        return tuple(sorted(self.new.items())), tuple(sorted(self.changed.items())), tuple(sorted(self.gone))


def picture(session: Session, plan_id: int | None) -> Picture:
    """How the plan stands now; nothing for one that is not in force yet."""
    there = plan_tasks.in_force(session, plan_id) if plan_id is not None else []
    marks = tasks.milestones(session, [one.id or 0 for one in there])
    seen = {
        one.id or 0: Seen(
            one.title,
            one.start,
            one.due,
            tuple(str(getattr(one, name)) for name in _CONTENT),
            tuple((mark.title, mark.due) for mark in marks.get(one.id or 0, [])),
        )
        for one in there
    }
    units: dict[int, dict[int, date | None]] = {}
    for part in assigning.parts(session, seen):
        units.setdefault(part.unit_id, {})[part.task_id] = part.due or seen[part.task_id].due
    of_task = {mark.id: mark.task_id for rows in marks.values() for mark in rows}
    own: dict[tuple[int, int], tuple[tuple[int, date], ...]] = {}
    for (mark_id, unit_id), day in sorted(mark_days.of_tasks(session, list(marks)).items() if marks else ()):
        key = (of_task[mark_id], unit_id)
        own[key] = (*own.get(key, ()), (mark_id, day))
    return Picture(seen, units, own)


def tell(session: Session, now: datetime, plan: Plan, before: Picture, office: Office) -> int:
    """Tell the officers of each unit what is different for it, in working time; gives how many no address reaches.

    The plan's `version` grows: it names the occasion, so that each is told once.
    """
    session.flush()
    after = picture(session, plan.id)
    words = {unit: _word(unit, before, after) for unit in {**before.units, **after.units}}
    words = {unit: word for unit, word in words.items() if word.new or word.changed or word.gone}
    plan.version += 1
    session.add(plan)
    task_moved.answered(session, now, office, {task for word in words.values() for task in word.changed})
    by_officer: dict[int, Word] = {}
    for unit_id, _, _, officer in officers.holders(session, list(words), TOLD_ROLES):
        by_officer.setdefault(officer.id or 0, Word()).add(words[unit_id])
    alike: dict[tuple[object, ...], list[int]] = {}
    for officer_id, word in by_officer.items():
        alike.setdefault(word.key(), []).append(officer_id)
    messages = [
        mail.Message(f"plan:{plan.id}:{plan.version}", told, _content(plan, by_officer[told[0]], before, after))
        for told in alike.values()
    ]
    return len(mail.queue_all(session, now, "notice", messages, not_before=office.next_working_time(now)))


def _word(unit_id: int, before: Picture, after: Picture) -> Word:
    had, has = before.units.get(unit_id, {}), after.units.get(unit_id, {})
    return Word(
        new={task: day for task, day in has.items() if task not in had},
        changed={
            task: (had[task], day, _moved(task, unit_id, before, after))
            for task, day in has.items()
            if task in had and (had[task] != day or _differs(task, unit_id, before, after))
        },
        gone={task for task in had if task not in has},
    )


def _differs(task: int, unit_id: int, before: Picture, after: Picture) -> bool:
    """Whether it says something else to that unit; the last day is compared beside."""
    was, seen = replace(before.tasks[task], due=None), replace(after.tasks[task], due=None)
    return was != seen or _moved(task, unit_id, before, after)


def _moved(task: int, unit_id: int, before: Picture, after: Picture) -> bool:
    return before.own_marks.get((task, unit_id)) != after.own_marks.get((task, unit_id))


def _content(plan: Plan, word: Word, before: Picture, after: Picture) -> Json:
    new = sorted(word.new.items(), key=lambda one: (one[1] or date.max, one[0]))
    changed = sorted(word.changed.items(), key=lambda one: (one[1][1] or date.max, one[0]))
    values = {
        "plan": plan_name(plan.number, plan.title),
        "again": bool(before.tasks),
        "new": [{"title": after.tasks[task].title, "due": _iso(day)} for task, day in new[:NAMED_MOST]],
        "new_count": len(new),
        "changed": [_changed(before.tasks[task], after.tasks[task], days) for task, days in changed[:NAMED_MOST]],
        "changed_count": len(changed),
        "gone": [before.tasks[task].title for task in sorted(word.gone)[:NAMED_MOST]],
        "gone_count": len(word.gone),
    }
    return {"text": "plan-word", "values": values}


def _changed(was: Seen, seen: Seen, days: tuple[date | None, date | None, bool]) -> Json:
    what = {
        "title": was.title != seen.title,
        "start": was.start != seen.start,
        "due": days[0] != days[1],
        "marks": was.marks != seen.marks or days[2],
        "content": was.content != seen.content,
    }
    return {
        "title": seen.title,
        "was": was.title,
        "what": _true(what.items()),
        "due_before": _iso(days[0]),
        "due": _iso(days[1]),
    }


def _true(told: Iterable[tuple[str, bool]]) -> list[str]:
    return [name for name, differs in told if differs]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
