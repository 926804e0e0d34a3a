"""Hand in a report without a chat: for stories that begin after it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from reporting import answering, progress, submit
from reporting import draft as drafts
from reporting.daysoff import Office
from reporting.draft import Standing
from reporting.submit import Receipt
from tests.drivers.world import World

SHORTEST: Mapping[str, Any] = {"mood": "stable", "notable": "no", "figures": "zero"}
IN_SEPTEMBER = datetime(2026, 9, 10, 2, tzinfo=UTC)
"""A moment at which the third quarter's report was on time."""


async def hands_in(
    world: World, name: str, unit: str, period: str, at: datetime | None = None, **answers: Any
) -> Receipt:
    """The officer answers question by question, by their codes, lists as lists of their parts; the rest is left out."""
    return await world.door(
        _hand_in, at or world.clock.now(), world.cast[name], world.cast[unit], period, world.app.office(), answers
    )


def _hand_in(
    session: Session, now: datetime, officer: int, unit: int, period: str, office: Office, answers: dict[str, Any]
) -> Receipt:
    given = {**SHORTEST, **answers}
    standing = drafts.begin(session, now, officer, "situation", period, unit, office)
    while standing.step != progress.PREVIEW:
        standing = _answer(session, now, officer, standing, office, _raw(standing, given))
    return submit.hand_in(session, now, officer, standing.report_id, standing.revision, office)


def _raw(standing: Standing, given: Mapping[str, Any]) -> str | None:
    """What is to be said at this step; None: it is passed over, or a list is done."""
    code, _, rest = standing.step.partition("/")
    if not isinstance(given.get(code), list):
        return str(given[code]) if code in given else None
    entries = standing.draft.entries.get(code, ())
    if not rest or rest == "new":
        return str(given[code][len(entries)]["text"]) if len(entries) < len(given[code]) else None
    line_id, part = rest.split("/")
    at = [entry.id for entry in entries].index(int(line_id))
    value = given[code][at].get(part)
    return None if value is None else str(value)


def _answer(
    session: Session, now: datetime, officer: int, standing: Standing, office: Office, raw: str | None
) -> Standing:
    if raw is None:
        return answering.skip(session, now, officer, standing.report_id, standing.step, office)
    result = answering.give(session, now, officer, standing.report_id, standing.step, raw, standing.seen, office)
    assert isinstance(result, Standing), "nobody else is at work here"
    return result
