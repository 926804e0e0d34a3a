"""What a person typed or tapped, checked against what the form asks. Pure; raises Refusal with the sentence."""

import re
from typing import Any

from reporting.figures_text import parse_count
from reporting.form import Form, Part, Question
from reporting.refusal import Refusal
from reporting.text import clean

# Nobody counts more people than this in a commune; a slip of the thumb does.
COUNT_MOST = 10_000_000


def checked(form: Form, part: Part, raw: str) -> Any:
    """The value to keep for this question or part. Raises Refusal."""
    if part.kind == "choice":
        if raw not in form.options[part.options or ""]:
            raise Refusal("refused-choose")
        return raw
    if part.kind == "number":
        return count(raw)
    return text(raw, part.most)


def text(raw: str, most: int) -> str:
    """Cleaned text of 1 to `most` letters. Raises Refusal."""
    cleaned = clean(raw).strip()
    if not cleaned:
        raise Refusal("refused-empty")
    if len(cleaned) > most:
        raise Refusal("refused-long", most=most, given=len(cleaned))
    return cleaned


def count(raw: str) -> int:
    """A whole number, as people write it (2.403). Raises Refusal."""
    try:
        number = parse_count(raw)
    except ValueError:
        raise Refusal("refused-number") from None
    if number > COUNT_MOST:
        raise Refusal("refused-number-big", most=COUNT_MOST)
    return number


def figures(question: Question, raw: str) -> dict[str, int]:
    """The whole block in one message: as many numbers as there are figures, in their order. Raises Refusal."""
    pieces = [piece for piece in re.split(r"[\s;]+|,\s+", clean(raw).strip()) if piece]
    if len(pieces) != len(question.figures):
        raise Refusal("refused-figures", asked=len(question.figures), given=len(pieces))
    return {code: count(piece) for code, piece in zip(question.figures, pieces, strict=True)}
