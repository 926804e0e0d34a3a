"""A right that somebody asked for and does not have: noted in the audit, so that who tries doors is seen.

A button or command names only its kind and the number behind it: what a forger wrote is not kept.
"""

import re
from datetime import datetime, timedelta

from sqlmodel import Session

from storage import audit, audit_views, officers

ACT = "right.denied"
BUTTON, COMMAND = "button", "command"
# An old button that is tapped again and again is one line; and nobody fills the audit by knocking.
ONCE_IN = timedelta(hours=1)
MOST = 20

_TAPPED = re.compile(r"[a-z]{1,5}(?::[0-9]{1,9}(?![0-9]))?")


def tapped(data: str) -> str:
    """What is kept of a button's data: "rv:777", "rv", or "?" for what no button of ours begins with."""
    found = _TAPPED.match(data)
    return found[0] if found else "?"


def note(session: Session, now: datetime, officer_id: int, object: str, what: str) -> bool:
    """Write the line; False where this was noted within the hour, or the officer has MOST lines in it already."""
    lately = audit_views.noted(session, officer_id, ACT, now - ONCE_IN)
    if len(lately) >= MOST or (object, what) in lately:
        return False
    held = officers.posts(session, officer_id)
    audit.note(session, now, officer_id, ACT, object, what, unit_id=held[0].unit_id if held else None)
    return True
