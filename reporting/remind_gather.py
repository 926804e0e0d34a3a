"""Gathering: what is due goes to each officer in one message, however many duties, units and steps it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from reporting import remind_facts, remind_scene, remind_turns
from reporting.daysoff import Office
from reporting.ladder import MORNING
from reporting.remind_facts import Turns
from reporting.remind_scene import Scene
from storage import remind_views, reminding
from storage.outbox import Outbox
from storage.reminders import Reminder
from storage.reminding import SNOOZE
from storage.upsert import insert_new

KIND = "reminder"


@dataclass(frozen=True)
class Gathered:
    """What one gathering did."""

    messages: int = 0
    reminders: int = 0
    unreachable: int = 0
    cancelled: int = 0


def gather(session: Session, now: datetime, office: Office) -> Gathered:
    """Put what is due into one message an officer, in the office's working time only.

    Before the morning's hour what was missed waits for what comes at that hour: one message a morning.
    """
    if not office.is_working_time(now):
        return Gathered()
    rows = _after_breakfast(session, _ready(reminding.due(session, now), office, now), office, now)
    if not rows:
        return Gathered()
    scene = remind_scene.load(session, office, now)
    turns = remind_turns.of_rows(session, rows, office)
    kept = _worth_saying(rows, turns, scene, now)
    lost = [row for row in kept if scene.contacts[row.officer_id].address_id is None]
    going = [row for row in kept if scene.contacts[row.officer_id].address_id is not None]
    dropped = ids(rows) - ids(kept)
    reminding.settle(session, dropped, "cancelled")
    reminding.settle(session, ids(lost), "unreachable")
    messages = _send(session, _by_officer(going), turns, scene, now)
    return Gathered(messages, len(going), len(lost), len(dropped))


def said_at(office: Office, now: datetime) -> datetime:
    """When what is due at `now` is said: at once, or at the morning's hour after the office opens."""
    opens = office.next_working_time(now)
    morning = office.at(office.today(opens), MORNING)
    return office.next_working_time(max(opens, morning))


def _ready(rows: Sequence[Reminder], office: Office, now: datetime) -> Sequence[Reminder]:
    if office.local(now).time() >= MORNING:
        return rows
    today = office.today(now)
    early = {row.officer_id for row in rows if office.today(row.at) == today}
    return [row for row in rows if row.officer_id in early]


def _after_breakfast(session: Session, rows: Sequence[Reminder], office: Office, now: datetime) -> Sequence[Reminder]:
    """Without those of officers who asked not to hear anything before a later hour."""
    if not rows:
        return rows
    clock, mornings = office.local(now).time(), remind_views.mornings(session)
    return [row for row in rows if clock >= mornings.get(row.officer_id, clock)]


def _worth_saying(rows: Sequence[Reminder], turns: Turns, scene: Scene, now: datetime) -> list[Reminder]:
    """The latest of each report for each officer, if nothing has taken its place and the officer is in a post."""
    latest: dict[tuple[str, str, int, int], Reminder] = {}
    for row in sorted(rows, key=lambda one: (one.at, one.step != SNOOZE, one.id)):
        turn = turns.get((row.duty, row.period))
        known = turn is not None and turn.speaks_of(row.unit_id) and row.officer_id in scene.contacts
        if turn is not None and known and now < turn.ends(row.last_good_day, row.at):
            latest[row.duty, row.period, row.unit_id, row.officer_id] = row
    return list(latest.values())


def ids(rows: Iterable[Reminder]) -> set[int]:
    """The numbers of these reminders."""
    return {row.id for row in rows if row.id is not None}


def _by_officer(rows: Iterable[Reminder]) -> dict[int, list[Reminder]]:
    found: dict[int, list[Reminder]] = {}
    for row in rows:
        found.setdefault(row.officer_id, []).append(row)
    return found


def _send(session: Session, carried: dict[int, list[Reminder]], turns: Turns, scene: Scene, now: datetime) -> int:
    names = {unit.id: unit.name for unit in scene.units.values()}
    keys = {officer_id: _key(officer_id, rows, now) for officer_id, rows in carried.items()}
    made: list[dict[str, Any]] = []
    for officer_id, rows in carried.items():
        contact = scene.contacts[officer_id]
        front = scene.root_name(rows[0].unit_id)
        made.append(
            {
                "key": keys[officer_id],
                "kind": KIND,
                "channel": contact.channel,
                "officer_id": officer_id,
                "address_id": contact.address_id,
                "content": remind_facts.content((contact.name, contact.title), front, rows, turns, names, now),
                "nudge_id": None,
                "state": "new",
                "not_before": now,
                "expires_at": max(turns[row.duty, row.period].ends(row.last_good_day, row.at) for row in rows),
                "attempts": 0,
                "created_at": now,
            }
        )
    count = insert_new(session, Outbox, made)
    numbers = reminding.messages(session, list(keys.values()))
    reminding.carry(
        session, ((one, numbers[keys[officer_id]]) for officer_id, rows in carried.items() for one in ids(rows))
    )
    return count


def _key(officer_id: int, rows: Iterable[Reminder], now: datetime) -> str:
    """The officer and the instant; what was let go again (see `wanted`) goes with another message."""
    return f"remind:{officer_id}:{now:%Y%m%dT%H%M%S}:{max(ids(rows))}"
