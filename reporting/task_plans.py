"""Which plan somebody at the command line means: by number (số, ký hiệu), else by title; never a guess."""

from sqlmodel import Session

from reporting.refusal import Refusal
from reporting.task_card import plan_name
from reporting.text import fold
from storage import tasks

SHOWN = 8


def one(session: Session, root_id: int, typed: str) -> int:
    """The number in the table of the plan of that number or title whose tasks units below the root have.

    Raises Refusal("task-plan-unknown") with the plans there are, and Refusal("task-plan-unclear") with those it may be.
    """
    there, wanted = tasks.plans_below(session, root_id), fold(typed)
    meant = [plan for plan in there if fold(plan.number or "") == wanted]
    meant = meant or [plan for plan in there if fold(plan.title) == wanted]
    meant = meant or [plan for plan in there if wanted and wanted in fold(f"{plan.number or ''} {plan.title}")]
    if len(meant) == 1 and meant[0].id is not None:
        return meant[0].id
    told = "; ".join(plan_name(plan.number, plan.title) for plan in (meant or there)[:SHOWN]) or "–"
    raise Refusal("task-plan-unclear" if meant else "task-plan-unknown", typed=typed, plans=told)
