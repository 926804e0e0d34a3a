"""Word to the office of what did not arrive: messages that are late or will never go, updates that were given up, a
messenger that refuses us. It is told within LATE and one tick, by a channel that works where there is one.

The promise is "never missing, rarely twice, and every non-delivery visible to the office within 15 minutes".
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from reporting import silence
from reporting.outcomes import STOPPED
from storage import heard, officers, outbox, undelivered
from storage.base import Json
from storage.officers import Address
from storage.undelivered import ALARM

KIND = "notice"
TO = ("office", "admin")
AGAIN = timedelta(hours=6)
"""A trouble that lasts is told again after so long."""
TOGETHER = timedelta(minutes=5)
"""What ends in the meantime is told of in one message."""
NAMES = 5
LASTS = timedelta(days=1)
"""An alarm of yesterday helps nobody."""


@dataclass(frozen=True)
class Trouble:
    """One thing to tell: `key` once for each that hears of it; `channels` are the ways that do not work now."""

    key: str
    text: str
    values: dict[str, Any]


def tick(session: Session, now: datetime, ways: Collection[str]) -> int:
    """Queue what the office has not been told yet; gives how many messages. `ways`: the channels that are served."""
    late = undelivered.late(session, now)
    stopped = {one.channel: one.why or "" for one in undelivered.stopped(session, now, STOPPED)}
    troubles = [*_stopped(session, stopped, late, now), *_late(session, late, stopped, now)]
    troubles += [*_dead(session, now), *_parked(session, now), *_silences(session, now)]
    if not troubles:
        return 0
    usable = [way for way in ways if way not in late and way not in stopped]
    return sum(_queue(session, trouble, usable, ways, now) for trouble in troubles)


def _stopped(session: Session, stopped: dict[str, str], late: dict[str, int], now: datetime) -> list[Trouble]:
    return [
        _about(f"stopped:{channel}", now, "alarm-stopped", channel=_named(channel), count=late.get(channel, 0))
        for channel in stopped
        if not _was_told(session, f"stopped:{channel}", now, AGAIN)
    ]


def _late(session: Session, late: dict[str, int], stopped: Collection[str], now: datetime) -> list[Trouble]:
    return [
        _about(f"late:{channel}", now, "alarm-late", channel=_named(channel), count=count)
        for channel, count in sorted(late.items())
        if channel not in stopped and not _was_told(session, f"late:{channel}", now, AGAIN)
    ]


def _dead(session: Session, now: datetime) -> list[Trouble]:
    if _was_told(session, "dead", now, TOGETHER):
        return []
    found = undelivered.dead_untold(session, now)
    if not found:
        return []
    undelivered.tell_dead(session, [number for number, _ in found], now)
    return [_about("dead", now, "alarm-dead", count=len(found), **_some([name for _, name in found]))]


def _parked(session: Session, now: datetime) -> list[Trouble]:
    if _was_told(session, "parked", now, TOGETHER):
        return []
    found = undelivered.parked_untold(session)
    if not found:
        return []
    undelivered.tell_parked(session, [number for number, _ in found], now)
    names = undelivered.names_of_chats(session, {chat for _, chat in found})
    return [_about("parked", now, "alarm-parked", count=len(found), **_some(names))]


def _silences(session: Session, now: datetime) -> list[Trouble]:
    found = heard.silences(session, now - LASTS)
    return [
        _about(silence.key(one), now, "alarm-silence", **silence.values(one))
        for one in found
        if not _was_told(session, silence.key(one), now, LASTS)
    ]


def _some(names: Sequence[str]) -> dict[str, Any]:
    """The first few names, and how many more there are."""
    once = list(dict.fromkeys(names))
    return {"names": ", ".join(once[:NAMES]) or "–", "more": max(0, len(once) - NAMES)}


def _about(key: str, now: datetime, text: str, **values: Any) -> Trouble:
    return Trouble(f"{ALARM}{key}:{now:%Y%m%d%H%M}", text, values)


def _was_told(session: Session, key: str, now: datetime, span: timedelta) -> bool:
    return undelivered.told_since(session, f"{ALARM}{key}:", now - span)


def _named(channel: str) -> str:
    return {"telegram": "Telegram", "web": "Web"}.get(channel, channel)


def _queue(session: Session, trouble: Trouble, usable: Sequence[str], ways: Collection[str], now: datetime) -> int:
    whom = undelivered.holders(session, TO)
    known = officers.addresses(session, whom)
    rows = []
    for officer_id in whom:
        address = _address(known.get(officer_id, []), usable, ways)
        if address is not None:
            rows.append(_row(trouble, officer_id, address, now))
    return outbox.put(session, rows) if rows else 0


def _address(held: Sequence[Address], usable: Sequence[str], ways: Collection[str]) -> Address | None:
    """One on a channel that works; where there is none the word arrives when the channel is back."""
    working = officers.best_address([address for address in held if address.channel in usable])
    return working or officers.best_address([address for address in held if address.channel in ways])


def _row(trouble: Trouble, officer_id: int, address: Address, now: datetime) -> Json:
    content = {
        "title": "alarm-title",
        "text": trouble.text,
        "values": trouble.values,
        "buttons": [[{"text": "menu-chuanop", "data": "m:chuanop"}]],
    }
    return {
        "key": f"{trouble.key}:{officer_id}",
        "kind": KIND,
        "channel": address.channel,
        "officer_id": officer_id,
        "address_id": address.id,
        "content": content,
        "state": "new",
        "not_before": now,
        "expires_at": now + LASTS,
        "attempts": 0,
        "created_at": now,
    }
