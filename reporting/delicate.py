"""Delicate passages (thông tin riêng, bí mật) in what people write: found, shown to the writer, never changed. Pure.

Two families: personal data of citizens (Luật 91/2025/QH15: a report needs the matter, not the person), and marks of
state secrets (Luật 117/2025/QH15; the earlier law 29/2018, art. 5, forbids to draft, keep or send them on devices and
networks like these). It is a net with a known mesh: what it lets through is still the writer's duty, so it would
rather miss than stop honest figures, dates, sums of money and document numbers.
"""

import unicodedata
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reporting.delicate_names import names
from reporting.delicate_numbers import numbers
from reporting.delicate_secrets import phrases, stamps

ID, PHONE, ACCOUNT, NAME, BIRTH = "id", "phone", "account", "name", "birth"
STAMP, SECRET = "stamp", "secret"  # a mark of secrecy itself; words that say that something is secret
KINDS = (STAMP, SECRET, ID, ACCOUNT, PHONE, BIRTH, NAME)
"""From the gravest to the lightest."""


@dataclass(frozen=True)
class Passage:
    """One delicate place: what it seems to be (one of KINDS), and its words as they were written."""

    kind: str
    text: str


def find(text: str) -> list[Passage]:
    """Every delicate passage of a text, in its order; one that lies within another is told only once."""
    text = unicodedata.normalize("NFC", text)
    spans = [(start, end, kind) for kind, start, end in _spans(text)]
    spans.sort(key=lambda span: (span[0], -span[1], KINDS.index(span[2])))
    found: list[Passage] = []
    done = 0
    for start, end, kind in spans:
        if start >= done:
            found.append(Passage(kind, " ".join(text[start:end].split())))
            done = end
    return found


def _spans(text: str) -> Iterator[tuple[str, int, int]]:
    marked = sorted(set(stamps(text)))
    yield from ((STAMP, start, end) for start, end in marked)
    for start, end in phrases(text):
        after = bisect(marked, (start, len(text)))  # a mark within a phrase is the graver of the two
        if not any(begin < end and start < stop for begin, stop in marked[max(0, after - 1) : after + 1]):
            yield SECRET, start, end
    if any(letter.isdigit() for letter in text):
        yield from numbers(text)
    yield from names(text)


def is_barred(found: Iterable[Passage]) -> bool:
    """Whether something among it must not leave here at all: a mark of secrecy."""
    return any(one.kind == STAMP for one in found)


def is_secret(found: Iterable[Passage]) -> bool:
    """Whether something among it speaks of a state secret."""
    return any(one.kind in (STAMP, SECRET) for one in found)


def counted(found: Sequence[Passage]) -> dict[str, int]:
    """How many of each kind: what the audit keeps; the words themselves are not repeated there."""
    return {kind: count for kind in KINDS if (count := sum(one.kind == kind for one in found))}
