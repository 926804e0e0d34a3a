"""The sheet of invites (phiếu mời) of a branch: whom it covers, and making its invites with one audit line."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from reporting import exports, invite_many, rights
from reporting.daysoff import Office
from reporting.joining import Made
from reporting.refusal import Refusal
from storage import audit, lists, officers, units
from storage.units import Unit

ACT = "invite.make"
# What one tap may make: more than the communes of any province (Thanh Hóa has 166, Ho Chi Minh City 168).
CHAT_MOST = 400


@dataclass(frozen=True)
class Coming:
    """What making the sheet would do: for how many units an invite is missing, and how many there are."""

    unit: str
    waiting: int
    units: int


@dataclass(frozen=True)
class Sheet:
    """The invites with their secrets, which are kept nowhere: the sheet can be drawn once only."""

    unit: str
    role: str
    made: tuple[tuple[Unit, str, Made], ...]
    """(unit, the unit above it, invite), by name."""


def coming(session: Session, now: datetime, officer_id: int, unit_id: int, role: str, office: Office) -> Coming:
    """For which units below a sheet would be made: those in which nobody with the role has joined. Reads only.

    Raises Refusal without the right.
    """
    unit = _allowed(session, officer_id, unit_id, role)
    today = office.today(now)
    there = lists.living_in(session, units.branch([unit_id]), invite_many.INVITED, today)
    ids = [one.id for one in there if one.id and one.id != unit_id]
    held = officers.holders(session, ids, [role])
    known = officers.addresses(session, [officer.id for *_, officer in held if officer.id])
    joined = {found for found, _, _, officer in held if officer.id in known}
    return Coming(unit.name, len(set(ids) - joined), len(ids))


def make(
    session: Session,
    now: datetime,
    officer_id: int,
    unit_id: int,
    role: str,
    office: Office,
    joined_too: bool = False,
    again: bool = False,
) -> Sheet:
    """One invite for every unit below that has nobody with the role here yet (`joined_too`: for all of them).

    `again`: the one that was made before for the same tap could not be delivered.

    Raises Refusal: without the right; "invite-none-below"; "invite-sheet-none" when everybody has joined.
    """
    unit = _allowed(session, officer_id, unit_id, role)
    if len(lists.living_in(session, units.branch([unit_id]), invite_many.INVITED, office.today(now))) > CHAT_MOST:
        raise Refusal("invite-sheet-many", most=CHAT_MOST)
    return draw(session, now, office.today(now), unit, role, joined_too, officer_id, again)


def draw(
    session: Session,
    now: datetime,
    today: date,
    unit: Unit,
    role: str,
    joined_too: bool,
    by: int | None = None,
    again: bool = False,
) -> Sheet:
    """The same from the command line (`by` None), for any number of units and any number of times. Raises Refusal."""
    made = invite_many.below(session, now, today, unit, role, not joined_too, by)
    if not made:
        raise Refusal("invite-sheet-none", unit=unit.name)
    if by is not None and not again:
        exports.demand(session, now, by, "invite.sheet", len(made))
    above = units.by_ids(session, list({one.parent_id for one, _ in made if one.parent_id}))
    told = {"role": role, "invites": len(made)} | ({"again": True} if again else {})
    audit.note(session, now, by, "invite.sheet", "unit", unit.id, unit_id=unit.id, after=told)
    named = ((one, above[one.parent_id].name if one.parent_id in above else "", invite) for one, invite in made)
    return Sheet(unit.name, role, tuple(named))


def _allowed(session: Session, officer_id: int, unit_id: int, role: str) -> Unit:
    rights.demand(session, officer_id, ACT, unit_id)
    unit = units.by_id(session, unit_id)
    if unit is None or role not in officers.ROLES:
        raise Refusal("refused-out-of-date")
    return unit
