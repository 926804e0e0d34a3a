"""A task's last good day that was changed: what was said of the old one is put right, once."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlmodel import Session

from reporting import remind_plan, remind_scene, task_turns
from reporting.daysoff import Office
from reporting.remind_plan import Call
from reporting.remind_scene import OWN, Scene
from reporting.task_turns import TaskTurn
from storage import task_reminders
from storage.reminding import MOVED, Told

Spoken = Mapping[str, list[Told]]
"""By code, only of tasks and milestones whose day was moved or differs between units."""


def spoken(session: Session, turns: list[TaskTurn]) -> Spoken:
    """What was said, or waits to be said, of those tasks of which some reminder may speak of another day."""
    steps = task_reminders.spoken_steps(session)
    stirred = [
        turn.period.code
        for turn in turns
        if task_turns.is_stirred(set(turn.by_day()), {day for _, day in steps.get(turn.period.code, set())})
    ]
    return task_reminders.spoken(session, stirred) if stirred else {}


def moves(turn: TaskTurn, scene: Scene, about: Spoken, now: datetime) -> list[Call]:
    """Word of the new last good day, for those of a unit's officers who last heard of another one."""
    last: dict[tuple[int, int], Told] = {}
    for one in sorted(about.get(turn.period.code, []), key=lambda told: (told.at, told.id)):
        last[one.unit_id, one.officer_id] = one
    return [
        Call(unit_id, officer_id, one.to, MOVED, turn.day_of(unit_id), now)
        for (unit_id, officer_id), one in last.items()
        if turn.speaks_of(unit_id)
        and one.state == "said"
        and one.last_good_day != turn.day_of(unit_id)
        and officer_id in scene.addressees(unit_id, OWN)
    ]


def told_of(turn: TaskTurn, about: Spoken) -> dict[tuple[int, int], datetime]:
    """Who was told of the present last good day, and when: earlier rungs of its ladder have nothing to add."""
    return {
        (one.unit_id, one.officer_id): one.at
        for one in about.get(turn.period.code, [])
        if one.step == MOVED and turn.speaks_of(one.unit_id) and one.last_good_day == turn.day_of(one.unit_id)
    }


def answered(session: Session, now: datetime, office: Office, task_ids: Collection[int]) -> int:
    """The units hear of the new days of these tasks by a letter of its own: no reminder is to put them right again.

    Gives how many words of a new day that spares.
    """
    session.flush()
    turns = task_turns.of_tasks(session, task_ids, office)
    about = spoken(session, turns)
    if not about:
        return 0
    scene = remind_scene.load(session, office, now)
    calls = [(turn, call) for turn in turns for call in moves(turn, scene, about, now)]
    done = remind_plan.put(session, scene, calls, now, said=True)
    return done.made + done.unreachable
