"""Where a draft stands: what is answered, what comes next, what keeps it from being handed in. Pure.

A step names one open question: "mood", "figures" (the whole block), "figures/meetings", "opinions" (another
entry, or done?), "opinions/new" (the first part of an entry that does not exist yet), "opinions/12/topic",
"preview".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from reporting.form import Form, Part, Question

PREVIEW = "preview"
# How long somebody else's unfinished entry is left to that person.
OTHERS_TURN = timedelta(minutes=30)


@dataclass(frozen=True)
class Given:
    """An answer in the draft: `skipped` means passed over; `version` grows with every change."""

    value: Any
    skipped: bool
    version: int
    officer_id: int
    at: datetime


@dataclass(frozen=True)
class Entry:
    """A list entry in the draft. A part that was passed over is there with the value None."""

    id: int
    answers: Mapping[str, Any]
    officer_id: int
    at: datetime
    version: int = 0


@dataclass(frozen=True)
class Draft:
    """What is written so far."""

    report_id: int
    form: Form
    answers: Mapping[str, Given] = field(default_factory=dict)
    entries: Mapping[str, Sequence[Entry]] = field(default_factory=dict)

    def value(self, question: str) -> Any:
        """The answer's value, None where there is none."""
        given = self.answers.get(question)
        return given.value if given else None

    def applies(self, question: Question) -> bool:
        """Whether this question is asked at all, given the answers so far."""
        if question.kind == "outcomes" and not self.entries.get(question.code):
            return False
        return all(self.value(other) == wanted for other, wanted in question.when)


def open_parts(question: Question, entry: Entry) -> list[Part]:
    """The parts of an entry that were neither answered nor passed over."""
    return [part for part in question.parts if part.code not in entry.answers]


def sums_off(question: Question, figures: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """The totals that their parts do not add up to: (total's code, total given, sum of the parts)."""
    off = []
    for check in question.sums:
        parts = sum(figures.get(part, 0) for part in check.parts)
        if figures.get(check.total, 0) != parts:
            off.append((check.total, figures.get(check.total, 0), parts))
    return off


def open_step(draft: Draft, question: Question, officer_id: int, now: datetime) -> str | None:
    """What this question still wants from this officer, or None."""
    given = draft.answers.get(question.code)
    if given and given.skipped:
        return None
    if question.kind == "figures":
        return _open_figure(question, given)
    if not question.is_list:
        return None if given else question.code
    entries = draft.entries.get(question.code, ())
    for entry in entries:
        missing = open_parts(question, entry)
        if missing and (entry.officer_id == officer_id or now - entry.at > OTHERS_TURN):
            return f"{question.code}/{entry.id}/{missing[0].code}"
    if question.kind == "outcomes":
        return None
    if len(entries) < question.least:
        return f"{question.code}/new"
    return None if given else question.code


def _open_figure(question: Question, given: Given | None) -> str | None:
    if given is None:
        return question.code
    missing = [code for code in question.figures if code not in given.value]
    if missing:
        return f"{question.code}/{missing[0]}"
    return question.code if sums_off(question, given.value) else None


def next_step(draft: Draft, officer_id: int, now: datetime) -> str:
    """The next open question for this officer; PREVIEW when nothing is open."""
    for question in draft.form.questions:
        if draft.applies(question) and not question.aside:
            step = open_step(draft, question, officer_id, now)
            if step:
                return step
    return PREVIEW


def previous_step(draft: Draft, step: str) -> str:
    """Where `back` leads from this step: the part before, else the question before, else the same step."""
    question = draft.form.question(step.split("/")[0])
    within = _before_within(question, step)
    if within:
        return within
    asked = [q for q in draft.form.questions if draft.applies(q) and not q.aside]
    at = [q.code for q in asked].index(question.code)
    return asked[at - 1].code if at > 0 else step


def _before_within(question: Question, step: str) -> str | None:
    pieces = step.split("/")
    if question.kind == "figures" and len(pieces) == 2:
        at = question.figures.index(pieces[1])
        return f"{question.code}/{question.figures[at - 1]}" if at else None
    if question.is_list and len(pieces) == 3:
        codes = [part.code for part in question.parts]
        at = codes.index(pieces[2])
        return f"{question.code}/{pieces[1]}/{codes[at - 1]}" if at else None
    return None


def counted(draft: Draft, officer_id: int, now: datetime) -> tuple[int, int]:
    """(questions done, questions asked), for `6/9`."""
    asked = [q for q in draft.form.questions if draft.applies(q) and not q.aside]
    return sum(open_step(draft, q, officer_id, now) is None for q in asked), len(asked)


@dataclass(frozen=True)
class Problem:
    """What keeps a draft from being handed in, and the step that mends it."""

    key: str
    step: str
    values: Mapping[str, Any] = field(default_factory=dict)


def problems(draft: Draft, officer_id: int, now: datetime) -> list[Problem]:
    """Everything that is open or does not agree; empty means that it can be handed in.

    An entry that somebody else is still writing counts too: their words must not go out half done.
    """
    found = []
    for question in draft.form.questions:
        if not draft.applies(question) or question.aside:
            continue
        given = draft.answers.get(question.code)
        unfinished = [e for e in draft.entries.get(question.code, ()) if open_parts(question, e)]
        if question.kind == "figures" and given and not given.skipped:
            for total, is_, parts in sums_off(question, given.value):
                found.append(Problem("problem-sum", question.code, {"total": total, "given": is_, "parts": parts}))
        step = open_step(draft, question, officer_id, now)
        if unfinished and not (given and given.skipped):
            first = open_parts(question, unfinished[0])[0]
            found.append(Problem("problem-unfinished", f"{question.code}/{unfinished[0].id}/{first.code}"))
        elif step and not any(p.step == step for p in found):
            found.append(Problem("problem-open", step))
    return found
