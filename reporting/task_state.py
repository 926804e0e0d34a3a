"""How a task stands with one unit, and what each thing that is said makes of it. Pure: no database, no clock.

State and progress never contradict each other: done is 100 %, not started is 0 %, and whoever says 100 % says done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reporting.refusal import Refusal
from reporting.task_figures import Amount

NOT_STARTED, DOING, DONE, STUCK = "not_started", "doing", "done", "stuck"
STATES = (NOT_STARTED, DOING, DONE, STUCK)
PERCENTS = (0, 25, 50, 75, 100)
"""What is offered by buttons; any whole number from 0 to 100 can be typed."""

OTHER = "other"
REASONS = ("funding", "staff", "guidance", "partners", "weather", OTHER)
"""Why a task is stuck: kinh phí, nhân lực, chờ hướng dẫn, phối hợp, thời tiết; "other" comes with words."""


@dataclass(frozen=True)
class Stand:
    """State, progress in % (None: not said), why it is stuck, figures by name, milestones that are done."""

    state: str = NOT_STARTED
    percent: int | None = None
    reason: str | None = None
    reason_text: str = ""
    figures: tuple[Amount, ...] = ()
    reached: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values, as the history keeps them."""
        return {
            "state": self.state,
            "percent": self.percent,
            "reason": self.reason,
            "reason_text": self.reason_text,
            "figures": [one.to_json() for one in self.figures],
            "reached": list(self.reached),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Stand":
        """What `to_json` wrote."""
        return cls(
            state=str(data["state"]),
            percent=data["percent"],
            reason=data["reason"],
            reason_text=str(data["reason_text"]),
            figures=tuple(Amount.from_json(one) for one in data["figures"]),
            reached=tuple(int(one) for one in data["reached"]),
        )

    @property
    def share(self) -> int:
        """The progress to reckon with: 0 where none was said."""
        return self.percent or 0


def put_in(stand: Stand, state: str, reason: str | None = None, reason_text: str = "") -> Stand:
    """The stand after this state was said. Stuck needs a reason, and "other" its words. Raises Refusal."""
    if state not in STATES or (state == STUCK) != (reason is not None):
        raise Refusal("refused-out-of-date")
    if reason is not None and (reason not in REASONS or (reason == OTHER) != bool(reason_text)):
        raise Refusal("refused-out-of-date")
    percent = {DONE: 100, NOT_STARTED: 0}.get(state, None if stand.percent == 100 else stand.percent)
    return replace(stand, state=state, percent=percent, reason=reason, reason_text=reason_text)


def advance(stand: Stand, percent: int) -> Stand:
    """The stand after this progress was said. What is stuck stays stuck until it is done or said to go on.

    Raises Refusal.
    """
    if not 0 <= percent <= 100:
        raise Refusal("task-refused-percent")
    if percent == 100:
        return put_in(stand, DONE)
    begun = stand.state == DONE or (stand.state == NOT_STARTED and percent > 0)
    return replace(stand, percent=percent, state=DOING if begun else stand.state)


def reach(stand: Stand, milestone_id: int) -> Stand:
    """The stand after this milestone was said to be done: the task has begun."""
    if milestone_id in stand.reached:
        return stand
    begun = put_in(stand, DOING) if stand.state == NOT_STARTED else stand
    return replace(begun, reached=(*stand.reached, milestone_id))


def count(stand: Stand, told: Sequence[Amount]) -> Stand:
    """The stand with these figures; one that was told before under the same name is replaced."""
    figures = {one.key: one for one in stand.figures}
    for one in told:
        figures[one.key] = one
    return replace(stand, figures=tuple(figures.values()))
