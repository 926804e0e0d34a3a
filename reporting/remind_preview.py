"""Who would get what and when, and who cannot be reached and why: read only, for `remind --dry-run` and the demo."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from reporting import remind_plan, remind_scene, remind_turns, task_ahead
from reporting.daysoff import Office
from reporting.remind_gather import said_at
from reporting.remind_plan import Asking, Call
from reporting.remind_scene import UPPER, Contact, Scene
from reporting.remind_turns import AnyTurn, Turn
from reporting.task_turns import TaskTurn
from storage import reminding


@dataclass(frozen=True)
class Item:
    """One unit's missing report, as a line of somebody's message. `to`: reporter, head or upper.

    A task has the duty "task"; `title` says which, and which milestone of it.
    """

    duty: str
    period: str
    unit_id: int
    unit: str
    step: str
    to: str
    last_good_day: date
    title: str | None = None


@dataclass(frozen=True)
class Line:
    """One message: at that instant (UTC), to that officer, on the channel of the address heard from last."""

    at: datetime
    officer_id: int
    officer: str
    channel: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Unreached:
    """Why a unit, or one of its officers, cannot be told: no_officer, never_joined, blocked, gone."""

    duty: str
    period: str
    unit_id: int
    unit: str
    officer_id: int | None
    officer: str | None
    why: str
    title: str | None = None


@dataclass(frozen=True)
class DryRun:
    """What the tick at `at` would send, and what comes next for each unit that is missing."""

    at: datetime
    open: bool
    lines: tuple[Line, ...]
    unreached: tuple[Unreached, ...]

    def to_json(self, office: Office) -> dict[str, Any]:
        """Plain values; instants in office time with offset."""

        def local(at: datetime) -> str:
            return office.local(at).isoformat()

        return {
            "at": local(self.at),
            "office_open": self.open,
            "messages": [
                {
                    "at": local(line.at),
                    "officer_id": line.officer_id,
                    "officer": line.officer,
                    "channel": line.channel,
                    "items": [{**_plain(item), "last_good_day": item.last_good_day.isoformat()} for item in line.items],
                }
                for line in self.lines
            ],
            "unreached": [_plain(one) for one in self.unreached],
        }


def _plain(one: Item | Unreached) -> dict[str, Any]:
    """Its values; a report has no title."""
    return {name: value for name, value in vars(one).items() if name != "title" or value is not None}


def dry_run(session: Session, at: datetime, office: Office) -> DryRun:
    """What is due at `at` and not made yet, what waits to be sent, and each missing unit's next rung after `at`.

    Outside working time what is due is shown at the moment at which it will be said. Posts, addresses and reports
    are taken as they are now. Nothing is written.
    """
    scene = remind_scene.load(session, office, at)
    turns = remind_turns.turns(session, office, at)
    found = [
        *_waiting(session, scene, turns, said_at(office, at)),
        *_due(session, turns, scene, said_at(office, at)),
        *_ahead(session, turns, scene, at),
        *task_ahead.askings(session, scene, office, at, said_at(office, at), due=True),
    ]
    return DryRun(at, office.is_working_time(at), _lines(found, scene), tuple(_unreached(found, scene)))


def next_moment(session: Session, now: datetime, office: Office) -> datetime | None:
    """The next instant after `now` at which somebody is to be told of something, None when nothing lies ahead."""
    scene = remind_scene.load(session, office, now)
    turns = remind_turns.turns(session, office, now)
    found = [
        *_waiting(session, scene, turns, said_at(office, now)),
        *_ahead(session, turns, scene, now),
        *task_ahead.askings(session, scene, office, now, said_at(office, now), due=False),
    ]
    return min((line.at for line in _lines(found, scene) if line.at > now), default=None)


def _waiting(session: Session, scene: Scene, turns: list[Turn], opens: datetime) -> Iterator[Asking]:
    """What was made and is in no message yet, snoozed reminders among them."""
    known = {(turn.duty, turn.period.code): turn for turn in turns}
    for row in reminding.waiting(session):
        turn = known.get((row.duty, row.period))
        if turn is not None and row.officer_id in scene.contacts and row.unit_id in scene.units:
            call = Call(row.unit_id, row.officer_id, row.to, row.step, row.last_good_day, row.at)
            yield Asking(turn, max(row.at, opens), [row.unit_id], [call])


def _due(session: Session, turns: list[Turn], scene: Scene, now: datetime) -> Iterator[Asking]:
    """What the plan would make at that moment."""
    for turn in turns:
        if remind_plan.has_begun(session, turn, now):
            todo = remind_plan.asked(session, turn, scene, now)
            yield Asking(turn, now, [move.unit_id for move in todo.moves], todo.moves)
            yield from (Asking(turn, now, unit_ids, calls) for _, unit_ids, calls in todo.rungs)


def _ahead(session: Session, turns: list[Turn], scene: Scene, now: datetime) -> Iterator[Asking]:
    """For each duty and unit the first rung after `now` at which somebody is told of it, in the oldest such turn."""
    told: set[tuple[str, int]] = set()
    for turn in turns:
        open_units = [one for one in remind_plan.missing(session, turn, scene) if (turn.duty, one) not in told]
        for day, unit_ids in remind_turns.by_day(turn, open_units).items():
            for asking in _climb(session, turn, scene, day, unit_ids, now):
                yield asking
                told |= {(turn.duty, unit_id) for unit_id in remind_plan.heard(scene, asking)}


def _climb(
    session: Session, turn: Turn, scene: Scene, day: date, unit_ids: list[int], now: datetime
) -> Iterator[Asking]:
    """Rung after rung, for the units of which nobody has been told yet."""
    for rung in turn.rungs(day):
        if rung.at > now and unit_ids:
            asking = Asking(turn, rung.at, unit_ids, remind_plan.fresh(session, turn, scene, rung, unit_ids, {}))
            yield asking
            heard = remind_plan.heard(scene, asking)
            unit_ids = [unit_id for unit_id in unit_ids if unit_id not in heard]


def _lines(found: list[Asking], scene: Scene) -> tuple[Line, ...]:
    """One message an officer and instant; who cannot be reached has none."""
    grouped: dict[tuple[datetime, int], dict[tuple[str, str, int], Item]] = {}
    for asking in found:
        duty, period = asking.turn.duty, asking.turn.period.code
        for call in asking.calls:
            if scene.contacts[call.officer_id].address_id is not None:
                unit = scene.units[call.unit_id].name
                title = _title(asking.turn)
                item = Item(duty, period, call.unit_id, unit, call.step, call.to, call.last_good_day, title)
                grouped.setdefault((asking.at, call.officer_id), {})[duty, period, call.unit_id] = item
    lines = []
    for (at, officer_id), items in grouped.items():
        contact = scene.contacts[officer_id]
        lines.append(Line(at, officer_id, contact.name, contact.channel or "", tuple(items.values())))
    return tuple(sorted(lines, key=lambda line: (line.at, line.officer, line.officer_id)))


def _title(turn: AnyTurn) -> str | None:
    if not isinstance(turn, TaskTurn):
        return None
    return f"{turn.title}: {turn.mark}" if turn.mark else turn.title


def _unreached(found: list[Asking], scene: Scene) -> list[Unreached]:
    """The units' own officers, and those above who are asked for: each once a turn."""
    lost: dict[tuple[str, str, int, int | None], Unreached] = {}
    for asking in found:
        for unit_id in asking.unit_ids:
            for contact, why in scene.unreached(unit_id):
                _note(lost, asking.turn, scene, unit_id, contact, why)
        told: set[int] = set()
        for call in asking.calls:
            contact = scene.contacts[call.officer_id]
            if call.to == UPPER and contact.why is not None and call.officer_id not in told:
                told.add(call.officer_id)
                _note(lost, asking.turn, scene, call.unit_id, contact, contact.why)
    return list(lost.values())


def _note(
    lost: dict[tuple[str, str, int, int | None], Unreached],
    turn: AnyTurn,
    scene: Scene,
    unit_id: int,
    contact: Contact | None,
    why: str,
) -> None:
    number, name = (contact.officer_id, contact.name) if contact else (None, None)
    duty, period, unit = turn.duty, turn.period.code, scene.units[unit_id].name
    one = Unreached(duty, period, unit_id, unit, number, name, why, _title(turn))
    lost.setdefault((duty, period, unit_id, number), one)
