"""Put messages to officers into the outbox, inside the transaction that causes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from storage import officers, outbox
from storage.base import Json


@dataclass(frozen=True)
class Message:
    """What goes to some officers. `key` names the effect: the same for the same officer is never queued twice."""

    key: str
    officer_ids: Sequence[int]
    content: Json


def queue(
    session: Session,
    now: datetime,
    kind: str,
    key: str,
    officer_ids: Iterable[int],
    content: Json,
    *,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    nudge_id: int | None = None,
) -> list[int]:
    """One message to each officer, at the address heard from last. Gives the officers whom no address reaches.

    `key` names the effect: the same key for the same officer is never queued twice.
    """
    message = Message(key, list(officer_ids), content)
    return queue_all(session, now, kind, [message], not_before=not_before, expires_at=expires_at, nudge_id=nudge_id)


def queue_all(
    session: Session,
    now: datetime,
    kind: str,
    messages: Sequence[Message],
    *,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    nudge_id: int | None = None,
) -> list[int]:
    """All these in two statements, however many they are: as `queue` does each."""
    known = officers.reachable(session, {one for message in messages for one in message.officer_ids})
    rows: list[Json] = []
    unreached = []
    for message in messages:
        for officer_id in dict.fromkeys(message.officer_ids):
            address = known.get(officer_id)
            if address is None:
                unreached.append(officer_id)
                continue
            rows.append(
                {
                    "key": f"{message.key}:{officer_id}",
                    "kind": kind,
                    "channel": address[0],
                    "officer_id": officer_id,
                    "address_id": address[1],
                    "content": message.content,
                    "nudge_id": nudge_id,
                    "state": "new",
                    "not_before": not_before or now,
                    "expires_at": expires_at,
                    "attempts": 0,
                    "created_at": now,
                }
            )
    if rows:
        outbox.put(session, rows)
    return unreached
