"""A unit's people, who has joined and who can be reached, and finding a unit by what people type."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from reporting import reach, rights
from reporting.daysoff import Office
from reporting.refusal import Refusal
from reporting.text import fold
from storage import officers, talks, units

INVITABLE = {
    "tinh": ("reviewer", "office", "admin"),
    "thanh_pho": ("reviewer", "office", "admin"),
    "huyen": ("reporter", "head", "reviewer"),
}
INVITABLE_ELSEWHERE = ("reporter", "head")


@dataclass(frozen=True)
class Member:
    """An officer of the unit; `reach` is a word of `reach.state_of`."""

    post_id: int
    officer_id: int
    name: str
    role: str
    reach: str
    away: bool


@dataclass(frozen=True)
class Below:
    """A unit one level down, with how many officers it has and how many of them have joined and can be written to."""

    id: int
    name: str
    people: int
    joined: int


@dataclass(frozen=True)
class Found:
    """A unit that a typed name may mean, with the unit above to tell it apart."""

    id: int
    name: str
    above: str


@dataclass(frozen=True)
class UnitPage:
    """What the page of a unit shows."""

    id: int
    name: str
    above_id: int | None
    people: tuple[Member, ...]
    below: tuple[Below, ...]
    may_invite: bool
    roles: tuple[str, ...]


def begin_search(session: Session, now: datetime, officer_id: int, topic: str) -> list[tuple[int, str]]:
    """From now on a typed name looks a unit up; gives the tops of the officer's branches. Raises Refusal."""
    tops = rights.roots(session, officer_id, "invite.make")
    if not tops:
        raise Refusal("refused-right")
    talks.put(session, officer_id, topic, {"typed": False}, now)
    names = units.by_ids(session, tops)
    return [(top, names[top].name) for top in tops]


def unit_page(session: Session, now: datetime, officer_id: int, unit_id: int, office: Office) -> UnitPage:
    """The page of a unit in the officer's branch. Raises Refusal."""
    rights.demand(session, officer_id, "invite.make", unit_id)
    unit = units.by_id(session, unit_id)
    assert unit is not None
    held = officers.posts_of_unit(session, unit_id)
    known = officers.addresses(session, [officer.id for _, officer in held if officer.id])
    today = office.today(now)
    people = tuple(
        Member(
            post_id=post.id or 0,
            officer_id=post.officer_id,
            name=officer.name,
            role=post.role,
            reach=reach.of_accounts(known.get(post.officer_id, []), now),
            away=post.away_until is not None and post.away_until >= today,
        )
        for post, officer in held
    )
    above = unit.parent_id
    if above is not None and not rights.may(session, officer_id, "invite.make", above):
        above = None
    roles = INVITABLE.get(unit.kind, INVITABLE_ELSEWHERE)
    return UnitPage(unit_id, unit.name, above, people, _below(session, now, unit_id, office), True, roles)


def _below(session: Session, now: datetime, unit_id: int, office: Office) -> tuple[Below, ...]:
    there = units.children(session, unit_id, office.today(now))
    held = officers.holders(session, [u.id for u in there if u.id], officers.ROLES)
    known = officers.addresses(session, [row[3].id for row in held if row[3].id])
    by_unit: dict[int, set[int]] = {}
    for row in held:
        by_unit.setdefault(row[0], set()).add(row[3].id or 0)
    found = []
    for unit in there:
        people = by_unit.get(unit.id or 0, set())
        joined = sum(reach.of_accounts(known.get(who, []), now) in reach.JOINED for who in people)
        found.append(Below(unit.id or 0, unit.name, len(people), joined))
    return tuple(found)


def find_units(session: Session, now: datetime, officer_id: int, typed: str, office: Office) -> list[Found]:
    """The units of the officer's branch whose name holds what was typed, exact names first."""
    wanted = fold(typed)
    if not wanted:
        return []
    living = {u.id: u for u in units.all_living(session, office.today(now))}
    hits = [u for u in living.values() if wanted in u.folded]
    hits.sort(key=lambda u: (u.folded != wanted, not u.folded.endswith(wanted), u.folded))
    inside = [u for u in hits[:50] if rights.may(session, officer_id, "invite.make", u.id or 0)]
    return [Found(u.id or 0, u.name, living[u.parent_id].name if u.parent_id in living else "") for u in inside]
