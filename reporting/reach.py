"""Whom the office cannot count on to get a reminder: posts empty, never joined, not reachable, long silent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from reporting import rights
from reporting.daysoff import Office
from reporting.unit_kinds import COMMUNES
from storage import lists, reach, units
from storage.officers import Address
from storage.reach import Reached

SILENT_AFTER = timedelta(days=30)
"""Who has joined and said nothing for so long is worth a call before the quarter's last week."""

STATES = ("empty", "never", "blocked", "silent")
"""From the worst on: nobody holds the post; never joined; every account blocked or gone; joined and long silent."""

JOINED = ("joined", "silent")  # a code was used and an account works, however long ago its holder spoke

WATCHED = ("reporter", "head")  # who files and who is escalated to; the office knows its own people


@dataclass(frozen=True)
class Gap:
    """One unit or post to look after; without `post_id` the unit has no reporter at all."""

    state: str
    unit_id: int
    unit: str
    post_id: int | None = None
    name: str = ""
    role: str = "reporter"
    seen_at: datetime | None = None


@dataclass(frozen=True)
class Look:
    """The gaps of a branch, the worst first, and how many watched posts are held in it."""

    unit_id: int
    unit: str
    posts: int
    gaps: tuple[Gap, ...]

    def of(self, state: str) -> list[Gap]:
        """Those in this state."""
        return [gap for gap in self.gaps if gap.state == state]


def state_of(accounts: int, ways: int, seen_at: datetime | None, now: datetime) -> str:
    """never, blocked, silent or joined, from what is known of somebody's accounts."""
    if not accounts:
        return "never"
    if not ways:
        return "blocked"
    return "silent" if seen_at is not None and now - seen_at > SILENT_AFTER else "joined"


def of_accounts(accounts: Sequence[Address], now: datetime) -> str:
    """The same of one person's accounts, as they are kept."""
    working = sum(one.unreachable_since is None for one in accounts)
    return state_of(len(accounts), working, max((one.seen_at for one in accounts), default=None), now)


def look(session: Session, now: datetime, officer_id: int, unit_id: int, office: Office) -> Look:
    """Whom the office should call or invite, at and below the unit. Raises Refusal without the right."""
    rights.demand(session, officer_id, "invite.make", unit_id)
    unit = units.by_id(session, unit_id)
    assert unit is not None
    held = reach.posts_in_branch(session, unit_id, WATCHED)
    found = [*_empty(session, unit_id, held, office, now), *_out_of_reach(held, now)]
    found.sort(key=lambda gap: STATES.index(gap.state))
    return Look(unit_id, unit.name, len(held), tuple(found))


def _empty(session: Session, unit_id: int, held: Sequence[Reached], office: Office, now: datetime) -> list[Gap]:
    filled = {post.unit_id for post in held if post.role == "reporter"}
    living = lists.living_in(session, units.branch([unit_id]), COMMUNES, office.today(now))
    bare = sorted((one for one in living if one.id not in filled), key=lambda one: one.folded)
    return [Gap("empty", one.id or 0, one.name) for one in bare]


def _out_of_reach(held: Sequence[Reached], now: datetime) -> list[Gap]:
    found = []
    for post in held:
        state = state_of(post.accounts, post.ways, post.seen_at, now)
        if state != "joined":
            found.append(Gap(state, post.unit_id, post.unit, post.post_id, post.name, post.role, post.seen_at))
    return found
