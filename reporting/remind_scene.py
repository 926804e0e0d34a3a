"""Who stands where and can be reached, read in a few statements for all units at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from reporting.daysoff import Office
from reporting.missing import BLOCKED, GONE, NEVER_JOINED, NO_OFFICER
from storage import remind_views
from storage.remind_views import UnitRow

REPORTER, HEAD, UPPER = "reporter", "head", "upper"
OWN = (REPORTER, HEAD)
UPPER_ROLES = ("reviewer", "office")


@dataclass(frozen=True, slots=True)
class Holder:
    """An officer in a post, and since when."""

    officer_id: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """An officer and the address to write to; `why` says why there is none."""

    officer_id: int
    name: str
    title: str
    address_id: int | None = None
    channel: str | None = None
    why: str | None = NEVER_JOINED


@dataclass
class Scene:
    """The units, the posts held now, and how each officer is reached."""

    units: dict[int, UnitRow]
    posts: dict[tuple[int, str], list[Holder]]
    contacts: dict[int, Contact]
    _above: dict[int, list[Holder]] = field(default_factory=dict, repr=False)

    def owing(self, kinds: Collection[str]) -> list[int]:
        """The living units of these kinds, by name."""
        return [unit.id for unit in self.units.values() if unit.living and unit.kind in kinds]

    def reachable(self, holders: Iterable[Holder]) -> bool:
        """Whether one of them has an address that works."""
        return any(self.contacts[one.officer_id].address_id is not None for one in holders)

    def addressees(self, unit_id: int, to: Collection[str], told: bool = False) -> dict[int, tuple[str, Holder]]:
        """Who is to hear of this unit: officer → (as whom, the post).

        The head stands in for reporters whom there are not or who cannot be reached, unless one of them was
        `told` already. An officer in two posts hears of it once.
        """
        found: dict[int, tuple[str, Holder]] = {}

        def add(role: str, holders: Iterable[Holder]) -> None:
            for one in holders:
                found.setdefault(one.officer_id, (role, one))

        heads = self.posts.get((unit_id, HEAD), [])
        if REPORTER in to:
            reporters = self.posts.get((unit_id, REPORTER), [])
            add(REPORTER, reporters)
            if not told and not self.reachable(reporters):
                add(HEAD, heads)
        if HEAD in to:
            add(HEAD, heads)
        if UPPER in to:
            add(UPPER, self.above(unit_id))
        return found

    def above(self, unit_id: int) -> list[Holder]:
        """The reviewers and the office of the nearest unit above where one of them can be reached.

        Where nobody can, those of the nearest unit that has any.
        """
        parent = self._parent(unit_id)
        if parent is None:
            return []
        if parent not in self._above:
            here = [one for role in UPPER_ROLES for one in self.posts.get((parent, role), [])]
            self._above[parent] = []  # a circle in the tree ends here
            further = [] if self.reachable(here) else self.above(parent)
            self._above[parent] = further if not here or self.reachable(further) else here
        return self._above[parent]

    def root_name(self, unit_id: int) -> str:
        """The name of the unit at the top of the tree, to whose office the reports go."""
        seen: set[int] = set()
        at = unit_id
        while (parent := self._parent(at)) is not None and parent not in seen:
            seen.add(at)
            at = parent
        return self.units[at].name if at in self.units else ""

    def has_officer(self, unit_id: int) -> bool:
        """Whether anybody could file for the unit."""
        return any(self.posts.get((unit_id, role)) for role in OWN)

    def unreached(self, unit_id: int) -> list[tuple[Contact | None, str]]:
        """Whom of the unit's own officers we cannot reach, and why; (None, "no_officer") where there is nobody."""
        own = [one for role in OWN for one in self.posts.get((unit_id, role), [])]
        if not own:
            return [(None, NO_OFFICER)]
        contacts = {one.officer_id: self.contacts[one.officer_id] for one in own}
        return [(contact, contact.why) for contact in contacts.values() if contact.why is not None]

    def _parent(self, unit_id: int) -> int | None:
        unit = self.units.get(unit_id)
        return unit.parent_id if unit else None


def load(session: Session, office: Office, now: datetime) -> Scene:
    """Read the scene as it is at this moment."""
    roles = (REPORTER, HEAD, *UPPER_ROLES)
    found = {unit.id: unit for unit in remind_views.every_unit(session, office.today(now))}
    posts: dict[tuple[int, str], list[Holder]] = {}
    people: dict[int, tuple[str, str]] = {}
    for unit_id, role, since, officer_id, name, title in remind_views.every_post(session, roles, office.today(now)):
        posts.setdefault((unit_id, role), []).append(Holder(officer_id, since))
        people[officer_id] = (name, title)
    addresses = _addresses(session)
    return Scene(found, posts, {one: Contact(one, *people[one], *addresses.get(one, ())) for one in people})


def _addresses(session: Session) -> dict[int, tuple[int | None, str | None, str | None]]:
    """Each officer's address to write to: reachable and heard from last; else why there is none."""
    best: dict[int, tuple[int | None, str | None, str | None]] = {}
    for officer_id, address_id, channel, lost_since, why in remind_views.every_address(session):
        if lost_since is None:
            if best.get(officer_id, (None,))[0] is None:
                best[officer_id] = (address_id, channel, None)
        else:
            best.setdefault(officer_id, (None, None, reason(why)))
    return best


def reason(why: str | None) -> str:
    """Why an address is lost, from the words of the messenger."""
    return BLOCKED if BLOCKED in (why or "").lower() else GONE
