"""What became of a broadcast: delivered, failed, pending, read, answered; and stopping it while it runs.

Who reads it and what they answer stands in reporting/broadcast_answers.py.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from reporting import rights
from reporting.broadcast_audience import ACT
from reporting.refusal import Refusal
from storage import audit, broadcasts, officers
from storage.broadcasts import Broadcast


@dataclass(frozen=True)
class State:
    """What became of it, in officers: each counts once, however many addresses were tried.

    `stopped`: not sent because somebody stopped it, or because it was wanted no longer. `failed`: who was not reached
    and what the messenger said. `unreached`: units that nobody could be written to when it was sent, with the reason.
    """

    broadcast: Broadcast
    by: str
    officers: int
    delivered: int
    pending: int
    stopped: int
    failed: tuple[tuple[str, str], ...]
    unreached: tuple[tuple[str, str], ...]
    read: int
    answers: int


def latest(session: Session, officer_id: int, limit: int = 5) -> list[Broadcast]:
    """The last broadcasts from the officer's branches, newest first."""
    return list(broadcasts.latest(session, rights.roots(session, officer_id, ACT), limit))


def seen(session: Session, officer_id: int, broadcast_id: int, lock: bool = False) -> Broadcast:
    """The broadcast that was sent, for whoever may send to that branch; with `lock`, nobody else changes it. Raises
    Refusal.
    """
    sent = broadcasts.by_id(session, broadcast_id, lock)
    if sent is None or sent.sent_at is None:
        raise Refusal("refused-out-of-date")
    rights.demand(session, officer_id, ACT, sent.root_id)
    return sent


def state(session: Session, officer_id: int, broadcast_id: int) -> State:
    """What became of it so far, for whoever may send to that branch. Reads only. Raises Refusal."""
    sent = seen(session, officer_id, broadcast_id)
    # A message that fell over to another address has a copy: only the last one of each officer counts.
    last = {row[0]: (row[1], row[2], row[3]) for row in broadcasts.states(session, broadcast_id)}
    states = [one[0] for one in last.values()]
    said = broadcasts.reads(session, broadcast_id)
    sender = officers.by_id(session, sent.by)
    return State(
        broadcast=sent,
        by=sender.name if sender else "",
        officers=len(states),
        delivered=states.count("sent"),
        pending=states.count("new") + states.count("sending"),
        stopped=states.count("cancelled"),
        failed=tuple((name, why or "") for one, why, name in last.values() if one == "dead"),
        unreached=tuple((one["unit"], one["why"]) for one in sent.unreached),
        read=len(said),
        answers=sum(1 for one, _ in said if one.answer),
    )


def stop(session: Session, now: datetime, officer_id: int, broadcast_id: int) -> int:
    """What has not left yet stays here; says how many messages that were. Raises Refusal."""
    sent = seen(session, officer_id, broadcast_id, lock=True)
    if sent.stopped_at is not None:
        return 0
    sent.stopped_at = now
    session.add(sent)
    count = broadcasts.stop(session, broadcast_id)
    told = {"messages": count}
    audit.note(session, now, officer_id, "broadcast.stop", "broadcast", sent.id, unit_id=sent.root_id, after=told)
    return count
