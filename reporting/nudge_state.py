"""What became of a nudge (đôn đốc): delivered, waiting, withdrawn, failed, and who could not be written to."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from reporting import rights
from reporting.nudge import ACT
from reporting.refusal import Refusal
from storage import nudges, units


@dataclass(frozen=True)
class Failed:
    """An officer whom the nudge did not reach, and what the messenger said."""

    officer: str
    unit: str
    why: str


@dataclass(frozen=True)
class State:
    """What became of a nudge, in messages: one for each officer of each unit.

    `withdrawn`: not sent, because the unit filed first. `unreached`: units that nobody could be written to, with
    the reason, as it stood when the nudge was sent.
    """

    nudge_id: int
    duty: str
    period: str
    at: datetime
    units: int
    messages: int
    delivered: int
    pending: int
    withdrawn: int
    failed: tuple[Failed, ...]
    unreached: tuple[tuple[str, str], ...]


def state(session: Session, nudge_id: int, officer_id: int | None = None) -> State:
    """What became of this nudge. Only who sent it may ask (None: the command line). Reads only.

    Raises Refusal("refused-right"), Refusal("refused-out-of-date") when there is no such nudge.
    """
    nudge = nudges.by_id(session, nudge_id)
    if nudge is None:
        raise Refusal("refused-out-of-date")
    # A message that fell over to another address has a copy: only the last one of each counts.
    rows = nudges.messages(session, nudge_id)
    if officer_id is not None:
        about = {row.content["values"]["unit_id"] for row, _ in rows}
        about |= {one["unit_id"] for one in nudge.unreached}
        tops = rights.roots(session, officer_id, ACT)
        if nudge.by != officer_id or not tops or not units.all_within(session, about, tops):
            raise Refusal("refused-right")  # it was sent from another post, which ended
    last = {(row.officer_id, row.content["values"]["unit_id"]): (row, name) for row, name in rows}
    states = [row.state for row, _ in last.values()]
    return State(
        nudge_id=nudge_id,
        duty=nudge.duty,
        period=nudge.period,
        at=nudge.at,
        units=nudge.units,
        messages=len(states),
        delivered=states.count("sent"),
        pending=states.count("new") + states.count("sending"),
        withdrawn=states.count("cancelled"),
        failed=tuple(
            Failed(name, row.content["values"]["unit"], row.error or "")
            for row, name in last.values()
            if row.state == "dead"
        ),
        unreached=tuple((one["unit"], one["why"]) for one in nudge.unreached),
    )
