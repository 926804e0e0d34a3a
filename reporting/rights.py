"""Who may do what to which unit: one table, read at every act from the posts that are held now.

What is not in the table is denied.
"""

from collections.abc import Iterable

from sqlmodel import Session

from reporting.refusal import Refusal
from storage import officers, units

OWN, BRANCH = "own", "branch"  # the post's unit alone, or everything at and below it

ACTS: dict[str, dict[str, str]] = {
    "report.write": {"reporter": OWN, "head": OWN},
    "report.read": {"reporter": OWN, "head": OWN, "reviewer": BRANCH, "office": BRANCH, "admin": BRANCH},
    "summary.read": {"head": OWN, "reviewer": BRANCH, "office": BRANCH, "admin": BRANCH},
    "missing.read": {"reviewer": BRANCH, "office": BRANCH, "admin": BRANCH},
    "nudge.send": {"reviewer": BRANCH, "office": BRANCH, "admin": BRANCH},
    "invite.make": {"office": BRANCH, "admin": BRANCH},
    "extension.grant": {"office": BRANCH, "admin": BRANCH},
    "broadcast.send": {"reviewer": BRANCH, "office": BRANCH, "admin": BRANCH},
    "plan.manage": {"office": BRANCH, "admin": BRANCH},
    "task.write": {"reporter": OWN, "head": OWN},
    "task.read": {"reporter": OWN, "head": OWN, "reviewer": BRANCH, "office": BRANCH, "admin": BRANCH},
    "task.manage": {"office": BRANCH, "admin": BRANCH},
    "audit.read": {"office": BRANCH, "admin": BRANCH},
}


def reach(session: Session, officer_id: int, act: str) -> dict[str, list[int]]:
    """The units from which the officer may do this: {"own": [...], "branch": [...]}."""
    allowed = ACTS.get(act, {})
    found: dict[str, list[int]] = {OWN: [], BRANCH: []}
    for unit_id, role in officers.roles(session, officer_id):
        if role in allowed:
            found[allowed[role]].append(unit_id)
    return found


def roots(session: Session, officer_id: int, act: str) -> list[int]:
    """The tops of what the officer may do this to, in the order in which the posts were given."""
    found = reach(session, officer_id, act)
    return list(dict.fromkeys(found[BRANCH] + found[OWN]))


def may(session: Session, officer_id: int, act: str, unit_id: int) -> bool:
    """Whether the officer may do this to that unit, now."""
    found = reach(session, officer_id, act)
    return unit_id in found[OWN] or units.is_within(session, unit_id, found[BRANCH])


def demand(session: Session, officer_id: int, act: str, unit_id: int) -> None:
    """Go on only if the officer may. Raises Refusal("refused-right")."""
    if not may(session, officer_id, act, unit_id):
        raise Refusal("refused-right")


def acts_of(held: Iterable[str]) -> set[str]:
    """What posts with these roles allow to somebody: for menus, never instead of `demand`."""
    roles_held = set(held)
    return {act for act, roles in ACTS.items() if roles_held & roles.keys()}
