"""Which units get a task of a plan that is not issued yet: typed names, whole kinds; what is unclear is asked back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from reporting import plan_edit, plan_words, task_units
from reporting.daysoff import Office
from reporting.plan_import import assignable
from reporting.refusal import Refusal
from reporting.task_draft import Candidate
from reporting.task_units import COUNT, NOBODY, Question
from reporting.unit_kinds import RANKS
from reporting.values import text
from storage import plan_drafts, units
from storage.plan_drafts import PlanDraft, PlanItem
from storage.units import Unit

TYPED_MOST = 4000
NAMES_SHOWN = 12


@dataclass(frozen=True)
class Given:
    """The units of one item. `question`: a name that is to be settled first, with its `candidates`.

    `kinds`: how many units of each kind can be given the task at once. `beside`: how many of the same rank the last
    words left out, by kind. `own`: the office's own unit.
    """

    item_id: int
    draft_id: int
    title: str
    lead: str
    count: int
    names: tuple[str, ...]
    question: Question | None
    candidates: tuple[Candidate, ...]
    kinds: dict[str, int]
    own: str
    beside: dict[str, int] = field(default_factory=dict)


def given(session: Session, now: datetime, officer_id: int, item_id: int, office: Office) -> Given:
    """What the dialogue shows. Raises Refusal."""
    item = plan_drafts.item(session, item_id)
    if item is None:
        raise Refusal("refused-out-of-date")
    draft = plan_edit.readable(session, officer_id, item.draft_id)
    return _given(session, draft, item, assignable(session, now, draft.unit_id, office))


def _given(session: Session, draft: PlanDraft, item: PlanItem, there: Sequence[Unit]) -> Given:
    questions = [one for piece in item.pending for one in task_units.read(str(piece), there).questions]
    names = units.by_ids(session, item.units[:NAMES_SHOWN])
    own = units.by_id(session, draft.unit_id)
    kinds: dict[str, int] = {}
    for unit in there:
        if unit.id != draft.unit_id and unit.kind in RANKS:
            kinds[unit.kind] = kinds.get(unit.kind, 0) + 1
    return Given(
        item_id=item.id or 0,
        draft_id=item.draft_id,
        title=item.title,
        lead=item.lead,
        count=len(item.units),
        names=tuple(names[one].name for one in item.units[:NAMES_SHOWN] if one in names),
        question=questions[0] if questions else None,
        candidates=_candidates(session, questions[0], there) if questions else (),
        kinds=dict(sorted(kinds.items(), key=lambda pair: RANKS[pair[0]])),
        own=own.name if own else "",
    )


def _candidates(session: Session, question: Question, there: Sequence[Unit]) -> tuple[Candidate, ...]:
    known = {unit.id: unit for unit in there}
    meant = [known[one] for one in question.candidates]
    above = units.by_ids(session, [unit.parent_id for unit in meant if unit.parent_id])
    return tuple(
        Candidate(unit.id or 0, unit.name, above[unit.parent_id].name if unit.parent_id in above else "")
        for unit in meant
    )


def typed(session: Session, now: datetime, officer_id: int, item_id: int, raw: str, office: Office) -> Given:
    """Give the task to the units that were typed; what is unclear is asked back, never guessed."""
    draft, item = plan_edit.item_of(session, officer_id, item_id)
    there = assignable(session, now, draft.unit_id, office)
    meant = plan_words.read_units(text(raw, TYPED_MOST), there)
    _put(session, draft, item, meant.units, [one.piece for one in meant.questions])
    if not meant.questions:
        plan_edit.leave(session, officer_id)
    shown = _given(session, draft, item, there)
    shown.beside.update(meant.beside)
    return shown


def _put(session: Session, draft: PlanDraft, item: PlanItem, fresh: Sequence[int], pending: Sequence[str]) -> None:
    item.units = list(dict.fromkeys([*item.units, *fresh]))
    item.pending = list(pending)
    plan_edit.changed(session, draft, item)


def pick(session: Session, now: datetime, officer_id: int, item_id: int, unit_id: int, office: Office) -> Given:
    """That unit was meant by the name that is asked back (0: nobody was). Raises Refusal."""
    draft, item = plan_edit.item_of(session, officer_id, item_id)
    there = assignable(session, now, draft.unit_id, office)
    if unit_id and unit_id not in {unit.id for unit in there}:
        raise Refusal("refused-out-of-date")
    _put(session, draft, item, [unit_id] if unit_id else [], item.pending[1:])
    if not item.pending:
        plan_edit.leave(session, officer_id)
    return _given(session, draft, item, there)


def pick_kind(session: Session, now: datetime, officer_id: int, item_id: int, kind: str, office: Office) -> Given:
    """Every unit of this kind; "own": the office's own unit. Raises Refusal."""
    draft, item = plan_edit.item_of(session, officer_id, item_id)
    there = assignable(session, now, draft.unit_id, office)
    chosen = [unit.id for unit in there if unit.id and unit.id != draft.unit_id and unit.kind == kind]
    if kind == "own":
        chosen = [draft.unit_id]
    if not chosen:
        raise Refusal("refused-out-of-date")
    _put(session, draft, item, chosen, item.pending)
    return _given(session, draft, item, there)


def clear(session: Session, now: datetime, officer_id: int, item_id: int, office: Office) -> Given:
    """Begin the list of units anew."""
    draft, item = plan_edit.item_of(session, officer_id, item_id)
    item.units, item.pending = [], []
    plan_edit.changed(session, draft, item)
    return _given(session, draft, item, assignable(session, now, draft.unit_id, office))


def typed_for_rest(
    session: Session, now: datetime, officer_id: int, draft_id: int, raw: str, office: Office
) -> tuple[int, int]:
    """Give every task that has no unit yet to those that were typed: (tasks, units).

    Raises Refusal("plan-refused-unclear") for a name that is not one unit, with those that it may be: nothing is given.
    """
    draft = plan_edit.editable(session, officer_id, draft_id)
    there = assignable(session, now, draft.unit_id, office)
    meant = plan_words.read_units(text(raw, TYPED_MOST), there)
    if meant.questions:
        raise unclear(session, meant.questions[0], there)
    return give_rest(session, draft, officer_id, meant.units)


def unclear(session: Session, asked: Question, there: Sequence[Unit]) -> Refusal:
    """What is said where a name cannot be settled with a button: which units it may be, by code and unit above."""
    if asked.why in (COUNT, NOBODY):
        return Refusal(f"plan-question-{asked.why}", piece=asked.piece, said=asked.said, found=asked.found)
    known = {unit.id: unit for unit in there}
    alike = _candidates(session, asked, there)
    told = [f"{one.name} ({', '.join(filter(None, (known[one.id].code, one.above)))})" for one in alike]
    return Refusal("plan-refused-unclear", piece=asked.piece, units="; ".join(told) or "–")


def own_for_rest(session: Session, officer_id: int, draft_id: int) -> tuple[int, int]:
    """The office itself takes every task that has no unit yet: (tasks, units)."""
    draft = plan_edit.editable(session, officer_id, draft_id)
    return give_rest(session, draft, officer_id, [draft.unit_id])


def give_rest(session: Session, draft: PlanDraft, officer_id: int, chosen: Sequence[int]) -> tuple[int, int]:
    """These units get every task of the draft that has none and asks nothing back: (tasks, units)."""
    empty = [one for one in plan_drafts.items(session, draft.id or 0) if not (one.units or one.pending or one.dropped)]
    for one in empty:
        one.units = list(chosen)
        session.add(one)
    plan_edit.changed(session, draft)
    plan_edit.leave(session, officer_id)
    return len(empty), len(chosen)
