"""Who would hear of which task and when: read only, for the dry run and the demo's clock."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlmodel import Session

from reporting import remind_plan, task_remind, task_turns
from reporting.daysoff import Office
from reporting.remind_plan import Asking, Call
from reporting.remind_scene import Scene
from reporting.task_remind import Rows
from reporting.task_turns import TaskTurn
from storage import reminding, task_reminders
from storage.task_open import DUTY


def askings(
    session: Session, scene: Scene, office: Office, now: datetime, opens: datetime, due: bool
) -> Iterator[Asking]:
    """What waits, with `due` what the plan would make at `opens`, and each open unit's next rung after `now`."""
    turns = task_turns.ahead(session, office, now)
    yield from _waiting(session, turns, scene, opens)
    if due:
        todo = task_remind.asked(session, turns, scene, opens)
        yield from (Asking(turn, opens, [call.unit_id], [call]) for turn, call in todo.moves)
        yield from (Asking(turn, opens, unit_ids, calls) for turn, unit_ids, calls in todo.rungs)
    waiting = task_reminders.waiting(session)
    for turn in turns:
        for day, unit_ids in turn.by_day().items():
            yield from _climb(turn, scene, day, unit_ids, waiting, now)


def _waiting(session: Session, turns: list[TaskTurn], scene: Scene, opens: datetime) -> Iterator[Asking]:
    known = {turn.period.code: turn for turn in turns}
    for row in reminding.waiting(session):
        turn = known.get(row.period) if row.duty == DUTY else None
        if turn is not None and turn.speaks_of(row.unit_id) and row.officer_id in scene.contacts:
            call = Call(row.unit_id, row.officer_id, row.to, row.step, row.last_good_day, row.at)
            yield Asking(turn, max(row.at, opens), [row.unit_id], [call])


def _climb(
    turn: TaskTurn, scene: Scene, day: date, unit_ids: list[int], waiting: Rows, now: datetime
) -> Iterator[Asking]:
    """The first rung after `now` at which somebody is told, for each of these units. None of it can be made yet."""
    left = [one for one in unit_ids if one in scene.units and scene.units[one].living]
    for rung in turn.rungs(day):
        if rung.at > now and left:
            asking = Asking(turn, rung.at, left, task_remind.fresh(turn, scene, rung, left, {}, waiting, {}))
            yield asking
            heard = remind_plan.heard(scene, asking)
            left = [unit_id for unit_id in left if unit_id not in heard]
