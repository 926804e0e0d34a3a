"""Planning the reminders of tasks and milestones: only for assigned units that have not said done.

The rows are of the same kind as those of reports, so that one gathering puts all into one message a morning. Planned in
a few statements, however many tasks and units there are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from reporting import remind_plan, remind_scene, task_moved, task_turns
from reporting.daysoff import Office
from reporting.ladder import Kind, Rung
from reporting.remind_plan import Call, Instants, Planned
from reporting.remind_scene import REPORTER, UPPER, Scene
from reporting.task_turns import TaskTurn
from storage import reminding, task_reminders
from storage.reminding import SNOOZE, Told

Rows = Mapping[str, list[Told]]
"""Reminders by the code of the task or milestone."""


@dataclass(frozen=True)
class Asked:
    """What the tasks ask to be done at a moment. `aside`: reminders that wait and are not to be said any more.
    `rungs`: the units that are spoken of, and who is to hear of them."""

    moves: list[tuple[TaskTurn, Call]]
    aside: list[int]
    rungs: list[tuple[TaskTurn, list[int], list[Call]]]


def plan(session: Session, now: datetime, office: Office) -> Planned:
    """Make what is due at `now` and was not made: only in the office's working time."""
    if not office.is_working_time(now):
        return Planned()
    turns = task_turns.near(session, office, now)
    if not turns:
        return Planned()
    scene = remind_scene.load(session, office, now)
    todo = asked(session, turns, scene, now)
    reminding.settle(session, todo.aside, "cancelled")
    told = remind_plan.put(session, scene, todo.moves, now)
    made = remind_plan.put(session, scene, [(turn, call) for turn, _, calls in todo.rungs for call in calls], now)
    nobody = sum(not scene.has_officer(unit_id) for _, unit_ids, _ in todo.rungs for unit_id in unit_ids)
    moved = Planned(moved=told.made, unreachable=told.unreachable)
    return made + moved + Planned(cancelled=len(todo.aside), nobody=nobody)


def asked(session: Session, turns: list[TaskTurn], scene: Scene, now: datetime) -> Asked:
    """What these tasks ask for now. Reads only."""
    spoken = task_moved.spoken(session, turns)
    waiting = task_reminders.waiting(session)
    now_said = [(turn, rung, unit_ids) for turn in turns for rung, unit_ids in current(turn, scene, now)]
    made = task_reminders.made(session, {(rung.code, rung.last_good_day) for _, rung, _ in now_said})
    moves = [(turn, call) for turn in turns for call in task_moved.moves(turn, scene, spoken, now)]
    aside = [one for turn in turns for one in _aside(turn, waiting, now)]
    rungs = []
    for turn, rung, unit_ids in now_said:
        since = task_moved.told_of(turn, spoken) | {
            (call.unit_id, call.officer_id): now for moved, call in moves if moved is turn
        }
        rungs.append((turn, unit_ids, fresh(turn, scene, rung, unit_ids, made, waiting, since)))
    return Asked(moves, aside, rungs)


def current(turn: TaskTurn, scene: Scene, now: datetime) -> Iterator[tuple[Rung, list[int]]]:
    """The rungs that are to be said at `now`, each with the living units that it speaks of."""
    for day, unit_ids in turn.by_day().items():
        rung = turn.current(day, now)
        living = [one for one in unit_ids if one in scene.units and scene.units[one].living]
        if rung is not None and living:
            yield rung, living


def fresh(
    turn: TaskTurn, scene: Scene, rung: Rung, unit_ids: list[int], made: Rows, waiting: Rows, since: Instants
) -> list[Call]:
    """The calls of this rung that were not made yet and that nobody asked to hear later.

    Who was given the task after a rung enters the ladder at the next one: the word of the new task was enough.
    """
    code, day = turn.period.code, rung.last_good_day
    known = [one for one in made.get(code, []) if one.step == rung.code and one.last_good_day == day]
    there = {(one.unit_id, one.officer_id) for one in known}
    told = {one.unit_id for one in known if one.state == "said" and one.to == REPORTER}
    asleep = {
        (one.unit_id, one.officer_id): one.at
        for one in waiting.get(code, [])
        # The last day and what follows cannot be slept through.
        if one.step == SNOOZE and one.last_good_day == day and rung.step.kind == Kind.BEFORE
    }
    units = [one for one in unit_ids if turn.parts[one].since <= rung.at]
    return [
        call
        for call in remind_plan.calls(scene, rung, units, told, since)
        if (call.unit_id, call.officer_id) not in there
        and (call.to == UPPER or asleep.get((call.unit_id, call.officer_id), rung.at) <= rung.at)
    ]


def _aside(turn: TaskTurn, waiting: Rows, now: datetime) -> Iterator[int]:
    """What waits and speaks of another last good day, or is overtaken by a later step."""
    rungs: dict[date, Rung | None] = {day: turn.current(day, now) for day in turn.by_day()}
    for one in waiting.get(turn.period.code, []):
        if not turn.speaks_of(one.unit_id):
            continue
        rung = rungs.get(one.last_good_day)
        overtaken = rung is not None and one.at <= rung.at and one.step != rung.code
        if one.last_good_day != turn.day_of(one.unit_id) or overtaken:
            yield one.id
