"""Planning: a row for every officer who is to be told, made once, however often it is planned.

`calls` says who is to hear of which unit for one rung and writes nothing; the plan, the preview and the demo's clock
stand on it. Nothing here looks at the hour at which it was planned last: a restart, a day's downtime or three
processes planning at once make the same rows.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from reporting import remind_scene, remind_turns
from reporting.daysoff import Office
from reporting.ladder import Kind, Rung
from reporting.remind_scene import OWN, REPORTER, UPPER, Scene
from reporting.remind_turns import AnyTurn, Turn
from storage import remind_views, reminding
from storage.reminders import Reminder
from storage.reminding import MOVED, Told
from storage.upsert import insert_new


@dataclass(frozen=True)
class Planned:
    """What one planning did. `nobody` counts units that nobody can be told of, at every planning anew."""

    made: int = 0
    unreachable: int = 0
    moved: int = 0
    cancelled: int = 0
    nobody: int = 0

    def __add__(self, other: "Planned") -> "Planned":
        return Planned(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Planned)))


@dataclass(frozen=True)
class Call:
    """One officer who is to hear of one unit's missing report. `to`: as reporter, head or upper level."""

    unit_id: int
    officer_id: int
    to: str
    step: str
    last_good_day: date
    at: datetime

    def key(self, turn: AnyTurn) -> str:
        """Unique for the effect: a new last good day is a new effect."""
        rung = f"{self.last_good_day.isoformat()}/{self.step}"
        if self.step == MOVED:  # a day may be moved there and back again
            rung += f"@{self.at:%Y%m%dT%H%M}"
        return f"{turn.duty}/{turn.period.code}/{self.unit_id}/{rung}/{self.officer_id}"


# (unit, officer) → an instant: from when on this officer is told of this unit anew, or until when not.
Instants = Mapping[tuple[int, int], datetime]


@dataclass(frozen=True)
class Asked:
    """What one turn asks to be done at a moment. `aside`: reminders that wait and speak of another last good day."""

    moves: list[Call]
    aside: list[int]
    rungs: list[tuple[Rung, list[int], list[Call]]]


@dataclass(frozen=True)
class Asking:
    """Units of one turn that are spoken of at one instant, and who is to hear of them."""

    turn: AnyTurn
    at: datetime
    unit_ids: list[int]
    calls: list[Call]


def heard(scene: Scene, asking: Asking) -> set[int]:
    """The units of which somebody with an address that works would be told."""
    return {call.unit_id for call in asking.calls if scene.contacts[call.officer_id].address_id is not None}


def plan(session: Session, now: datetime, office: Office) -> Planned:
    """Make what is due at `now` and was not made: only in the office's working time."""
    if not office.is_working_time(now):
        return Planned()
    scene = remind_scene.load(session, office, now)
    begun = (turn for turn in remind_turns.turns(session, office, now) if has_begun(session, turn, now))
    return sum((_turn(session, turn, scene, now) for turn in begun), Planned())


def has_begun(session: Session, turn: Turn, now: datetime) -> bool:
    """Whether this turn's ladder has begun, or had begun before its deadline was moved."""
    return turn.begun(now) or reminding.is_spoken_of(session, turn.duty, turn.period.code)


def missing(session: Session, turn: Turn, scene: Scene) -> list[int]:
    """The units that owe this turn and have not handed it in, by name."""
    handed = remind_views.handed(session, turn.duty, turn.period.code)
    return [unit_id for unit_id in scene.owing(turn.kinds) if unit_id not in handed]


def asked(session: Session, turn: Turn, scene: Scene, now: datetime) -> Asked:
    """What this turn asks for now. Reads only."""
    open_units = missing(session, turn, scene)
    strays = reminding.strays(session, turn.duty, turn.period.code, turn.usual, list(turn.extended))
    moves = _moves(turn, scene, open_units, strays, now)
    since = _told_of_move(turn, strays) | {(move.unit_id, move.officer_id): now for move in moves}
    rungs = []
    for day, unit_ids in remind_turns.by_day(turn, open_units).items():
        rung = turn.current(day, now)
        if rung is not None:
            rungs.append((rung, unit_ids, fresh(session, turn, scene, rung, unit_ids, since)))
    return Asked(moves, _aside(turn, open_units, strays), rungs)


def _turn(session: Session, turn: Turn, scene: Scene, now: datetime) -> Planned:
    todo = asked(session, turn, scene, now)
    reminding.settle(session, todo.aside, "cancelled")
    told = put(session, scene, ((turn, move) for move in todo.moves), now)
    done = Planned(moved=told.made, unreachable=told.unreachable, cancelled=len(todo.aside))
    for rung, unit_ids, wanted in todo.rungs:
        gone = reminding.supersede(session, turn.duty, turn.period.code, rung.last_good_day, rung.code, rung.at)
        nobody = sum(not scene.has_officer(unit_id) for unit_id in unit_ids)
        made = put(session, scene, ((turn, call) for call in wanted), now)
        done += made + Planned(cancelled=gone, nobody=nobody)
    return done


def fresh(
    session: Session, turn: Turn, scene: Scene, rung: Rung, unit_ids: Iterable[int], since: Instants
) -> list[Call]:
    """The calls of this rung that were not made yet and that nobody asked to hear later. Reads only."""
    known = reminding.made(session, turn.duty, turn.period.code, rung.code, rung.last_good_day)
    there = {(one.unit_id, one.officer_id) for one in known}
    told = {one.unit_id for one in known if one.state == "said" and one.to == REPORTER}
    asleep = {
        (one.unit_id, one.officer_id): one.at
        for one in reminding.asked_for(session, turn.duty, turn.period.code)
        # The last day and what follows cannot be slept through.
        if rung.step.kind == Kind.BEFORE and one.last_good_day == rung.last_good_day
    }
    return [
        call
        for call in calls(scene, rung, unit_ids, told, since)
        if (call.unit_id, call.officer_id) not in there
        and (call.to == UPPER or asleep.get((call.unit_id, call.officer_id), rung.at) <= rung.at)
    ]


def calls(scene: Scene, rung: Rung, unit_ids: Iterable[int], told: Collection[int], since: Instants) -> list[Call]:
    """Who is to hear of these units at this rung. Whose post began after it enters at the next one."""
    found = []
    for unit_id in unit_ids:
        for officer_id, (to, post) in scene.addressees(unit_id, rung.step.to, unit_id in told).items():
            if max(post.since, since.get((unit_id, officer_id), post.since)) <= rung.at:
                found.append(Call(unit_id, officer_id, to, rung.code, rung.last_good_day, rung.at))
    return found


def put(
    session: Session, scene: Scene, asked: Iterable[tuple[AnyTurn, Call]], now: datetime, said: bool = False
) -> Planned:
    """Make these rows (`said`: another letter says it). Where no address works the row is kept as unreachable: the
    office sees it."""
    rows = [_row(turn, call, scene, now) for turn, call in asked]
    waiting = [row | {"state": "said"} if said else row for row in rows if row["state"] == "waiting"]
    lost = [row for row in rows if row["state"] != "waiting"]
    return Planned(
        made=insert_new(session, Reminder, waiting),
        unreachable=insert_new(session, Reminder, lost),
    )


def _row(turn: AnyTurn, call: Call, scene: Scene, now: datetime) -> dict[str, Any]:
    reached = scene.contacts[call.officer_id].address_id is not None
    return {
        "key": call.key(turn),
        "duty": turn.duty,
        "period": turn.period.code,
        "unit_id": call.unit_id,
        "officer_id": call.officer_id,
        "step": call.step,
        "to": call.to,
        "last_good_day": call.last_good_day,
        "at": call.at,
        "state": "waiting" if reached else "unreachable",
        "made_at": now,
    }


def _moves(turn: Turn, scene: Scene, open_units: list[int], strays: list[Told], now: datetime) -> list[Call]:
    """Word of a new last good day, for those of the unit's officers who last heard of another one."""
    last: dict[tuple[int, int], Told] = {}
    for one in sorted(strays, key=lambda told: (told.at, told.id)):
        last[one.unit_id, one.officer_id] = one
    still = set(open_units)
    return [
        Call(unit_id, officer_id, one.to, MOVED, turn.day_of(unit_id), now)
        for (unit_id, officer_id), one in last.items()
        if unit_id in still
        and one.state == "said"
        and one.last_good_day != turn.day_of(unit_id)
        and officer_id in scene.addressees(unit_id, OWN)
    ]


def _aside(turn: Turn, open_units: list[int], strays: list[Told]) -> list[int]:
    """What waits and speaks of a last good day that is no longer the unit's."""
    still = set(open_units)
    return [
        one.id
        for one in strays
        if one.state == "waiting" and one.unit_id in still and one.last_good_day != turn.day_of(one.unit_id)
    ]


def _told_of_move(turn: Turn, strays: list[Told]) -> dict[tuple[int, int], datetime]:
    """Who was told of the present last good day, and when: earlier rungs of its ladder have nothing to add."""
    return {
        (one.unit_id, one.officer_id): one.at
        for one in strays
        if one.step == MOVED and one.last_good_day == turn.day_of(one.unit_id)
    }
