"""Choosing units for a broadcast one by one: branches and kinds by taps, units by names that are typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from reporting import broadcast
from reporting.broadcast_audience import BRANCH, HAND, KIND
from reporting.daysoff import Office
from reporting.refusal import Refusal
from reporting.unit_match import match, near
from storage import broadcasts
from storage.broadcasts import Broadcast
from storage.units import Unit

NAMES_MOST = 50
ALIKE_FOR, ALIKE = 3, 3


@dataclass(frozen=True)
class Candidate:
    """A unit that a typed name may mean, with the unit above to tell it apart."""

    id: int
    name: str
    above: str


@dataclass(frozen=True)
class Unclear:
    """A name that means several units (`several`) or none; then the candidates only look alike."""

    typed: str
    several: bool
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Picked:
    """The draft with the names of the units that are chosen, and what was not clear in the last message."""

    draft: Broadcast
    chosen: tuple[str, ...]
    unclear: tuple[Unclear, ...] = ()


def toggle(session: Session, now: datetime, officer_id: int, broadcast_id: int, rule: str, value: str) -> Broadcast:
    """Take this branch or kind in, or out again. Raises Refusal."""
    draft = broadcast.mine(session, officer_id, broadcast_id)
    same = draft.audience.get("rule") == rule
    if rule == KIND:
        before = list(draft.audience.get("kinds", ())) if same else []
        audience = {"rule": KIND, "kinds": _toggled(before, value)}
    elif rule == BRANCH and value.isdigit():
        before = list(draft.audience.get("ids", ())) if same else []
        audience = {"rule": BRANCH, "ids": _toggled(before, int(value))}
    else:
        raise Refusal("refused-out-of-date")
    return broadcast.address(session, now, officer_id, broadcast_id, audience)


def _toggled(before: Sequence[Any], value: Any) -> list[Any]:
    return [one for one in before if one != value] if value in before else [*before, value]


def names(session: Session, now: datetime, officer_id: int, broadcast_id: int, office: Office) -> Picked:
    """What is chosen by hand so far; names can be typed from now on."""
    draft = broadcast.opened(session, now, officer_id, broadcast_id, broadcast.UNITS)
    return _picked(session, now, draft, office)


def take(session: Session, now: datetime, officer_id: int, broadcast_id: int, unit_id: int, office: Office) -> Picked:
    """Add one unit, 0 to begin the list anew. Raises Refusal for a unit outside the officer's branch."""
    draft = broadcast.opened(session, now, officer_id, broadcast_id, broadcast.UNITS)
    ids = [*_ids(draft), unit_id] if unit_id else []
    draft = broadcast.address(session, now, officer_id, broadcast_id, {"rule": HAND, "ids": ids})
    return _picked(session, now, draft, office)


def typed(session: Session, now: datetime, officer_id: int, broadcast_id: int, text: str, office: Office) -> Picked:
    """Add the units whose names were typed, a name a line or between commas. What is not clear is asked back.

    Raises Refusal.
    """
    draft = broadcast.opened(session, now, officer_id, broadcast_id, broadcast.UNITS)
    wanted = [part.strip() for part in re.split(r"[\n,;]+", text) if part.strip()]
    if not wanted:
        raise Refusal("refused-empty")
    if len(wanted) > NAMES_MOST:
        raise Refusal("refused-many", most=NAMES_MOST)
    inside = broadcasts.below(session, [draft.root_id], office.today(now))
    above = {unit.id: unit.name for unit in inside}
    ids, unclear = _ids(draft), list[Unclear]()
    for name in wanted:
        found = _coded(name, inside) or match(name, inside)
        if len(found) == 1:
            ids.append(found[0].id or 0)
            continue
        alike = found or (near(name, inside, ALIKE) if len(unclear) < ALIKE_FOR else [])
        candidates = tuple(Candidate(one.id or 0, one.name, above.get(one.parent_id, "")) for one in alike)
        unclear.append(Unclear(name, bool(found), candidates))
    draft = broadcast.address(session, now, officer_id, broadcast_id, {"rule": HAND, "ids": ids})
    return _picked(session, now, draft, office, tuple(unclear))


def _coded(name: str, inside: Sequence[Unit]) -> list[Unit]:
    return [unit for unit in inside if unit.code and unit.code.casefold() == name.casefold()]


def _ids(draft: Broadcast) -> list[int]:
    return list(draft.audience.get("ids", ())) if draft.audience.get("rule") == HAND else []


def _picked(
    session: Session, now: datetime, draft: Broadcast, office: Office, unclear: tuple[Unclear, ...] = ()
) -> Picked:
    ids = set(_ids(draft))
    inside = broadcasts.below(session, [draft.root_id], office.today(now)) if ids else []
    return Picked(draft, tuple(unit.name for unit in inside if unit.id in ids), unclear)
