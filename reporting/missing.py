"""Who has not handed in (đơn vị chưa nộp), and why we may not have heard from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from reporting import due, progress, turns
from reporting.daysoff import Office
from reporting.progress import Draft, Entry, Given
from reporting.turns import Turn
from storage import branches, duties, officers
from storage.officers import Address, Officer
from storage.units import Unit

ACT = "missing.read"
# Who can file for a unit. The head is written to only when no reporter can be reached.
FILING = ("reporter", "head")

NO_OFFICER, NEVER_JOINED, BLOCKED, GONE, WAITING = "no_officer", "never_joined", "blocked", "gone", "waiting"


@dataclass(frozen=True)
class Missing:
    """One unit that owes and has not handed in.

    `why`: no_officer (nobody holds a post), never_joined (they have no account here), blocked or gone (the
    messenger says so of every account), waiting (somebody can be reached). `officers` are all who could file,
    `reached` those of them to whom a nudge goes. `draft`: questions done and asked, None when nothing is begun.
    `days_left` counts to the last good day, 0 on that day itself; None once it is past, and then `days_overdue`
    counts. `extended_to`: the last good day that the unit was given, if it was.
    """

    unit_id: int
    code: str | None
    unit: str
    why: str
    officers: tuple[str, ...]
    reached: tuple[int, ...]
    draft: tuple[int, int] | None
    last_good_day: date
    days_left: int | None
    days_overdue: int
    extended_to: date | None


def who(
    session: Session, now: datetime, officer_id: int | None, duty: str, period: str, root_unit_id: int, office: Office
) -> list[Missing]:
    """Units that owe and have not handed in: those that nobody can reach first, then by name. Reads only.

    The officer needs the right to it (None: the command line). Raises Refusal.
    """
    return of_turn(session, now, turns.find(session, officer_id, ACT, duty, period, root_unit_id, office), office)


def of_turn(session: Session, now: datetime, turn: Turn, office: Office) -> list[Missing]:
    """The same for a turn that was found already, so with the right that was asked for there."""
    handed = {row[1] for row in branches.handed(session, turn.scope)}
    owing = [unit for unit in branches.owing(session, turn.scope) if unit.id not in handed]
    extended = duties.extensions(session, turn.duty.code, turn.period.code)
    drafts = _drafts(session, now, turn)
    holders = _holders(session, turn)
    known = officers.addresses(session, list({o.id or 0 for held in holders.values() for _, o in held}))
    found = []
    for unit in owing:
        assert unit.id is not None
        held = holders.get(unit.id, [])
        last = due.last_good_day(turn.rule, turn.period, office, extended.get(unit.id))
        found.append(_missing(unit, held, known, drafts.get(unit.id), last, extended.get(unit.id), office.today(now)))
    return sorted(found, key=lambda one: one.why == WAITING)  # stable: within each half they stay by name


def _missing(
    unit: Unit,
    held: Sequence[tuple[str, Officer]],
    known: Mapping[int, list[Address]],
    draft: tuple[int, int] | None,
    last: date,
    extended_to: date | None,
    today: date,
) -> Missing:
    reached = _reached(held, known)
    left = (last - today).days
    return Missing(
        unit_id=unit.id or 0,
        code=unit.code,
        unit=unit.name,
        why=WAITING if reached else _why(held, known),
        officers=tuple(dict.fromkeys(officer.name for _, officer in held)),
        reached=reached,
        draft=draft,
        last_good_day=last,
        days_left=left if left >= 0 else None,
        days_overdue=max(0, -left),
        extended_to=extended_to,
    )


def _reached(held: Sequence[tuple[str, Officer]], known: Mapping[int, list[Address]]) -> tuple[int, ...]:
    for role in FILING:
        ids = [o.id for of, o in held if of == role and o.id and officers.best_address(known.get(o.id, []))]
        if ids:
            return tuple(dict.fromkeys(ids))
    return ()


def _why(held: Sequence[tuple[str, Officer]], known: Mapping[int, list[Address]]) -> str:
    """Why nobody is reached. One who blocked the bot is named first: that account can be won back by a call."""
    if not held:
        return NO_OFFICER
    reasons = [address.unreachable_why or "" for _, o in held for address in known.get(o.id or 0, [])]
    if not reasons:
        return NEVER_JOINED
    return BLOCKED if any("block" in reason.lower() for reason in reasons) else GONE


def _holders(session: Session, turn: Turn) -> dict[int, list[tuple[str, Officer]]]:
    found: dict[int, list[tuple[str, Officer]]] = {}
    for unit_id, role, officer in officers.holders_in_branch(session, turn.scope.root_id, FILING):
        found.setdefault(unit_id, []).append((role, officer))
    return found


def _drafts(session: Session, now: datetime, turn: Turn) -> dict[int, tuple[int, int]]:
    """Per unit how far its draft is: questions done, questions asked."""
    given: dict[int, dict[str, Given]] = {}
    for row in branches.draft_answers(session, turn.scope):
        answer = Given(row.value, row.skipped, row.version, row.officer_id, row.at)
        given.setdefault(row.report_id, {})[row.question] = answer
    entries: dict[int, dict[str, list[Entry]]] = {}
    for line in branches.draft_lines(session, turn.scope):
        entry = Entry(line.id or 0, dict(line.answers), line.officer_id, line.at)
        entries.setdefault(line.report_id, {}).setdefault(line.list, []).append(entry)
    found = {}
    for report in branches.drafts(session, turn.scope):
        number = report.id or 0
        draft = Draft(number, turn.form, given.get(number, {}), entries.get(number, {}))
        if report.revision:  # opened and left empty is not begun
            found[report.unit_id] = progress.counted(draft, report.started_by, now)
    return found


def counted(found: Iterable[Missing]) -> dict[str, int]:
    """How many units for each reason, every reason in its order."""
    counts = dict.fromkeys((NO_OFFICER, NEVER_JOINED, BLOCKED, GONE, WAITING), 0)
    for one in found:
        counts[one.why] += 1
    return counts
