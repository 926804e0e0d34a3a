"""Invites for a whole branch at once, for the office to hand out (danh sách mã mời)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from reporting import joining
from reporting.joining import Made
from reporting.refusal import Refusal
from reporting.text import fold
from reporting.unit_kinds import COMMUNES
from storage import lists, officers, units
from storage.units import Unit

# Who is invited below a unit: whoever reports to it, not departments or hamlets.
INVITED = COMMUNES


def below(
    session: Session,
    now: datetime,
    today: date,
    unit: Unit,
    role: str,
    only_unjoined: bool = False,
    by: int | None = None,
) -> list[tuple[Unit, Made]]:
    """An invite to that role for every commune below the unit, by name.

    An officer who was imported with that role and has not joined gets an invite of their own, so that nobody becomes
    two; a unit that has none gets one for whoever takes the post. `only_unjoined` leaves out units in which somebody
    with the role has joined. `by` None is the command line. Raises Refusal: "invite-none-below", without the right.
    """
    found = [one for one in _communes(session, today, unit) if one.id is not None]
    if not found:
        raise Refusal("invite-none-below", unit=unit.name)
    waiting, joined = _holders(session, [one.id or 0 for one in found], role)
    made = []
    for one in found:
        if only_unjoined and one.id in joined:
            continue
        for officer_id in waiting.get(one.id or 0, [None]):
            made.append((one, joining.invite(session, now, by, one.id or 0, role, officer_id)))
    return made


def officer_of(session: Session, unit: Unit, typed: str) -> int:
    """The officer of the unit that is meant, by number or name. Raises Refusal("officer-unknown")."""
    held = [officer for post, officer in lists.posts(session) if post.unit_id == unit.id]
    people = {officer.id: officer.name for officer in held if officer.id is not None}
    if typed.isdigit() and int(typed) in people:
        return int(typed)
    meant = [number for number, name in people.items() if fold(name) == fold(typed)]
    if len(meant) != 1:
        known = "; ".join(f"{number} {name}" for number, name in people.items()) or "–"
        raise Refusal("officer-unknown", typed=typed, unit=unit.name, officers=known)
    return meant[0]


def _communes(session: Session, today: date, unit: Unit) -> Sequence[Unit]:
    inside = units.branch([unit.id or 0])
    rows = lists.living_in(session, inside, INVITED, today)
    return sorted((one for one in rows if one.id != unit.id), key=lambda one: (one.folded, one.code or ""))


def _holders(session: Session, unit_ids: list[int], role: str) -> tuple[dict[int, list[int | None]], set[int]]:
    """Per unit who holds the role and has not joined, and the units in which somebody with the role has."""
    held = officers.holders(session, unit_ids, [role])
    known = officers.addresses(session, [officer.id for _, _, _, officer in held if officer.id])
    waiting: dict[int, list[int | None]] = {}
    joined: set[int] = set()
    for unit_id, _, _, officer in held:
        if officer.id in known:
            joined.add(unit_id)
        else:
            waiting.setdefault(unit_id, []).append(officer.id)
    return waiting, joined
