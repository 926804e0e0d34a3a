"""Where a step of a report is: the question, perhaps the entry of a list, perhaps its part or one figure."""

from dataclasses import dataclass

from reporting.form import Form, Part, Question
from reporting.refusal import Refusal


@dataclass(frozen=True)
class Place:
    """A step taken apart: the question, perhaps the entry, perhaps the part or figure."""

    step: str
    question: Question
    line_id: int | None = None
    part: Part | None = None
    figure: str | None = None
    new: bool = False


def place(form: Form, step: str) -> Place:
    """Take a step apart. Raises Refusal where it does not fit the form (an old or forged button)."""
    pieces = step.split("/")
    try:
        question = form.question(pieces[0])
        if len(pieces) == 1:
            return Place(step, question)
        if question.kind == "figures" and pieces[1] in question.figures and len(pieces) == 2:
            return Place(step, question, figure=pieces[1])
        if question.is_list and pieces[1] == "new" and len(pieces) == 2:
            return Place(step, question, part=question.parts[0], new=True)
        if question.is_list and len(pieces) == 2:
            return Place(step, question, line_id=int(pieces[1]))  # the entry as a whole: which part?
        if question.is_list and len(pieces) == 3:
            return Place(step, question, line_id=int(pieces[1]), part=question.part(pieces[2]))
    except (KeyError, ValueError):
        pass
    raise Refusal("refused-out-of-date")
