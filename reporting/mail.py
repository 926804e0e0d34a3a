"""Put a message to officers into the outbox, inside the transaction that causes it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlmodel import Session

from storage import officers, outbox
from storage.base import Json


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
    wanted = list(dict.fromkeys(officer_ids))
    known = officers.addresses(session, wanted)
    rows: list[dict[str, Any]] = []
    unreached = []
    for officer_id in wanted:
        address = officers.best_address(known.get(officer_id, []))
        if address is None:
            unreached.append(officer_id)
            continue
        rows.append(
            {
                "key": f"{key}:{officer_id}",
                "kind": kind,
                "channel": address.channel,
                "officer_id": officer_id,
                "address_id": address.id,
                "content": content,
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
