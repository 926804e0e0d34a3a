"""Which unit is meant by what a person typed: with or without accents, with or without "xã" before the name."""

import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Protocol, TypeVar

from reporting.text import clean_name, fold, spelling
from reporting.unit_kinds import NAME_WORDS, SHORT_WORDS

# Below this likeness (0 to 1) a suggestion is noise: "Khun Ha" and "Khun Há xã" lie above, "Tà Tổng" below.
LIKENESS = 0.6


class Named(Protocol):
    """What can be found by name: a listed unit, an old commune, a row of the table of units."""

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> str: ...


N = TypeVar("N", bound=Named)


def match(typed: str, candidates: Iterable[N]) -> list[N]:
    """Return every candidate that the words can mean; never a guess, so the caller asks back when there are several.

    The whole name must be given, the kind's word may be left out or shortened ("P. Mỹ Tho"); a kind that is given
    narrows. Accents may be left out, all or some, but those that are typed must not contradict the name ("Tân Thành"
    is never "Tân Thạnh"), and where a name is spelled exactly so, only that one is returned.
    """
    wanted = fold(typed)
    if not wanted:
        return []
    found = [
        (candidate, form)
        for candidate in candidates
        for form in _forms(candidate.name, candidate.kind)
        if _folded(form) == wanted and _agree(typed, form)
    ]
    exact = [candidate for candidate, form in found if spelling(form) == spelling(typed)]
    with_accents = not spelling(typed).isascii()
    return exact if exact and with_accents else [candidate for candidate, _ in found]


def near(typed: str, candidates: Iterable[N], limit: int = 5) -> list[N]:
    """Return the candidates whose names look most like the words, best first: for "did you mean", never to act upon."""
    wanted = fold(typed)
    ranked = []
    for place, candidate in enumerate(candidates):
        likeness = max(_likeness(wanted, _folded(form)) for form in _forms(candidate.name, candidate.kind))
        if wanted and likeness >= LIKENESS:
            ranked.append((-likeness, place, candidate))
    return [candidate for _, _, candidate in sorted(ranked, key=lambda entry: entry[:2])[:limit]]


def bare_name(name: str, kind: str) -> str:
    """Return the name without the word of its kind: "Xã Khun Há", xa -> "Khun Há"; as it is when it has none."""
    words = clean_name(name).split()
    for start, length in _starts(kind, name.isascii()):
        first = " ".join(words[:length])
        # Accents count unless there are none at all: "Phương Liệt" has no "phường" before it, "Phuong Liet" may have.
        if len(words) > length and (fold(first) if name.isascii() else spelling(first)) == start:
            return " ".join(words[length:])
    return " ".join(words)


@lru_cache(maxsize=64)
def _starts(kind: str, plain: bool) -> tuple[tuple[str, int], ...]:
    """Return the words of a kind, folded or as they are spelled, each with the number of its words."""
    return tuple((fold(start) if plain else spelling(start), len(start.split())) for start in NAME_WORDS.get(kind, ()))


@lru_cache(maxsize=16_384)
def _forms(name: str, kind: str) -> tuple[str, ...]:
    """Return the ways in which people write this name, each of them once."""
    bare = bare_name(name, kind)
    prefixed = [f"{word} {bare}" for word in (*NAME_WORDS.get(kind, ())[:1], *SHORT_WORDS.get(kind, ()))]
    return tuple({fold(form): form for form in (*prefixed, bare, name)}.values())


@lru_cache(maxsize=65_536)
def _folded(form: str) -> str:
    return fold(form)


def _likeness(wanted: str, form: str) -> float:
    """Return how alike two folded names are, 0 to 1: whole words of a name count more than letters in common."""
    if f" {wanted} " in f" {form} ":
        return 1.0
    if form.startswith(wanted):
        return 0.95
    matcher = SequenceMatcher(None, form, wanted, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= LIKENESS <= matcher.quick_ratio() else 0.0


def _agree(typed: str, name: str) -> bool:
    """Tell whether every accent that was typed is the name's own; both fold to the same."""
    pairs = list(zip(_letters(typed), _letters(name), strict=False))
    return all(marks <= own for (_, marks), (_, own) in pairs)


def _letters(text: str) -> Iterator[tuple[str, set[str]]]:
    """Yield each letter of the text with the set of its marks; the bar of đ counts as one."""
    letter, marks = "", set[str]()
    for sign in unicodedata.normalize("NFD", spelling(text)):
        if unicodedata.category(sign)[0] == "M":
            marks.add(sign)
            continue
        if letter:
            yield letter, marks
        letter, marks = ("d", {"đ"}) if sign == "đ" else (sign, set())
    if letter:
        yield letter, marks
