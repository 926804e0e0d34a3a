"""To whom a broadcast goes: the rule that the sender chose, judged anew whenever it is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from reporting import missing, rights
from reporting.daysoff import Office
from reporting.missing import BLOCKED, FILING, GONE, NEVER_JOINED, NO_OFFICER
from reporting.refusal import Refusal
from storage import broadcasts, officers, units
from storage.base import Json
from storage.broadcasts import Broadcast
from storage.officers import ROLES, Address, Officer
from storage.units import Unit

ACT = "broadcast.send"
ALL, BRANCH, KIND, MISSING, HAND = "all", "branch", "kind", "missing", "hand"
# Hamlets and departments often have nobody here, and nobody expects it: they are named only when they were chosen.
NOT_EXPECTED = ("khu_dan_cu", "ban_chuyen_mon")
CHOSEN_MOST = 500


@dataclass(frozen=True)
class Unreached:
    """A chosen unit to which nobody can be written; `why` as in reporting/missing.py."""

    unit_id: int
    unit: str
    why: str


@dataclass(frozen=True)
class Audience:
    """The officers to write to, each once, the units that are reached through them, and those that are not."""

    officers: tuple[int, ...]
    units: tuple[str, ...]
    unreached: tuple[Unreached, ...]


def of(session: Session, now: datetime, draft: Broadcast, office: Office) -> Audience:
    """Who gets it as it stands now; the sender is left out. Reads only, in few statements. Raises Refusal."""
    chosen = _chosen(session, now, draft, office)
    wanted = FILING if draft.audience.get("rule") == MISSING else ROLES
    held: dict[int, list[Officer]] = {}
    ids = {unit.id for unit in chosen}
    for unit_id, _, officer in officers.holders_in_branch(session, draft.root_id, wanted):
        if unit_id in ids and officer.id != draft.by:
            held.setdefault(unit_id, []).append(officer)
    known = officers.addresses(session, list({one.id or 0 for several in held.values() for one in several}))
    reached: dict[int, None] = {}
    names, unreached = [], []
    for unit in chosen:
        there = held.get(unit.id or 0, [])
        found = [one.id or 0 for one in there if officers.best_address(known.get(one.id or 0, []))]
        reached.update(dict.fromkeys(found))
        if found:
            names.append(unit.name)
        elif there or _expected(unit, draft.audience):
            unreached.append(Unreached(unit.id or 0, unit.name, _why(there, known)))
    return Audience(tuple(reached), tuple(names), tuple(unreached))


def _expected(unit: Unit, audience: Json) -> bool:
    return audience.get("rule") in (KIND, HAND, MISSING) or unit.kind not in NOT_EXPECTED


def _why(held: Sequence[Officer], known: Mapping[int, list[Address]]) -> str:
    if not held:
        return NO_OFFICER
    reasons = [address.unreachable_why or "" for one in held for address in known.get(one.id or 0, [])]
    if not reasons:
        return NEVER_JOINED
    return BLOCKED if any("block" in reason.lower() for reason in reasons) else GONE


def _chosen(session: Session, now: datetime, draft: Broadcast, office: Office) -> Sequence[Unit]:
    """The units that the rule names, by name; the top itself only where it was typed by hand."""
    rule, today = draft.audience.get("rule"), office.today(now)
    inside = broadcasts.below(session, [draft.root_id], today)
    others = [unit for unit in inside if unit.id != draft.root_id]
    if rule == ALL:
        return others
    if rule == KIND:
        kinds = set(draft.audience.get("kinds", ()))
        return [unit for unit in others if unit.kind in kinds]
    ids = set(draft.audience.get("ids", ()))
    if rule == BRANCH:
        tops = [unit.id for unit in others if unit.id in ids]
        below = {unit.id for unit in broadcasts.below(session, [one for one in tops if one], today)} if tops else set()
        return [unit for unit in others if unit.id in below]
    if rule == HAND:
        return [unit for unit in inside if unit.id in ids]
    if rule == MISSING:
        duty, period = draft.audience["duty"], draft.audience["period"]
        owing = {one.unit_id for one in missing.who(session, now, draft.by, duty, period, draft.root_id, office)}
        return [unit for unit in inside if unit.id in owing]
    return []


def kinds(session: Session, now: datetime, officer_id: int, draft: Broadcast, office: Office) -> list[tuple[str, int]]:
    """The kinds of unit below the top and how many there are of each, most first."""
    rights.demand(session, officer_id, ACT, draft.root_id)
    counts: dict[str, int] = {}
    for unit in broadcasts.below(session, [draft.root_id], office.today(now)):
        if unit.id != draft.root_id:
            counts[unit.kind] = counts.get(unit.kind, 0) + 1
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def branches(session: Session, now: datetime, officer_id: int, draft: Broadcast, office: Office) -> Sequence[Unit]:
    """The units directly below the top: each begins a branch."""
    rights.demand(session, officer_id, ACT, draft.root_id)
    return units.children(session, draft.root_id, office.today(now))


def checked(session: Session, draft: Broadcast, audience: Json) -> Json:
    """The rule as it may be kept: numbers of units of the branch only. Raises Refusal for what was made up."""
    rule = audience.get("rule")
    if rule in (BRANCH, HAND):
        ids = list(dict.fromkeys(int(one) for one in audience.get("ids", ())))
        if len(ids) > CHOSEN_MOST:
            raise Refusal("refused-many", most=CHOSEN_MOST)
        if any(not units.is_within(session, one, [draft.root_id]) for one in ids):
            raise Refusal("refused-right")
        return {"rule": rule, "ids": ids}
    if rule == KIND:
        return {"rule": rule, "kinds": [str(one) for one in audience.get("kinds", ())]}
    if rule == MISSING:
        return {"rule": rule, "duty": str(audience["duty"]), "period": str(audience["period"])}
    if rule == ALL:
        return {"rule": rule}
    raise Refusal("refused-out-of-date")
