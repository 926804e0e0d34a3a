"""Let messages leave again after a restore, or after another pause."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from reporting.refusal import Refusal
from storage import audit, pauses


@dataclass(frozen=True)
class Resumed:
    """One channel: why it was paused, how many messages leave now, and how many were called off."""

    channel: str
    why: str
    leaving: int
    cancelled: int


def preview(session: Session, now: datetime, channel: str | None) -> list[Resumed]:
    """What waits on each channel that is paused now (or on that one). Reads only."""
    found = [one for one in pauses.paused(session, now) if channel in (None, one.channel)]
    return [Resumed(one.channel, one.why or "", pauses.due(session, one.channel, now), 0) for one in found]


def resume(session: Session, now: datetime, channel: str | None, cancel: bool) -> list[Resumed]:
    """Lift the pauses; with `cancel` what is due already is called off, as it was probably sent before the restore.

    Raises Refusal("resume-nothing") when no channel is paused.
    """
    done = []
    for one in preview(session, now, channel):
        gone = pauses.cancel_due(session, one.channel, now) if cancel else 0
        pauses.lift(session, one.channel)
        told = {"channel": one.channel, "why": one.why, "cancelled": gone}
        audit.note(session, now, None, "channel.resume", "channel", one.channel, after=told)
        done.append(Resumed(one.channel, one.why, one.leaving - gone, gone))
    if not done:
        raise Refusal("resume-nothing")
    return done
