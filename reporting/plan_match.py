"""Which task of a corrected plan is which task of the plan before. Pure.

The same words are the same task; then the same place with words that are alike; then words that are very alike. One
task is matched once; what is a little alike is asked (`doubtful`), and the rest are new tasks and gone ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reporting.text import fold

# "Tổ chức 03 lớp tập huấn" and "Tổ chức 05 lớp tập huấn" are 0.95 alike; two different tasks seldom pass 0.7.
ALIKE, ALIKE_AT_ITS_PLACE = 0.85, 0.75
ASKED = 0.5  # a person would see the same task in most of these, and another one in some
COMPARED = 300  # letters


@dataclass(frozen=True)
class Named:
    """A task by its number (of a row, or its place in the list), its title and its place in the document."""

    id: int
    title: str
    code: str | None


def match(new: Sequence[Named], old: Sequence[Named]) -> dict[int, int]:
    """New task → old task, each at most once."""
    found: dict[int, int] = {}
    waiting = list(old)
    for same in (_same_words, _alike):
        for new_id, old_id in same([one for one in new if one.id not in found], waiting):
            if new_id not in found and old_id not in found.values():
                found[new_id] = old_id
        waiting = [one for one in waiting if one.id not in found.values()]
    return found


def doubtful(new: Sequence[Named], old: Sequence[Named]) -> dict[int, int]:
    """Of those that `match` left: new task → the old one that it may be, each at most once, the likeliest first."""
    found: dict[int, int] = {}
    for new_id, old_id in _alike(new, old, ASKED, ASKED):
        if new_id not in found and old_id not in found.values():
            found[new_id] = old_id
    return found


def _same_words(new: Sequence[Named], old: Sequence[Named]) -> list[tuple[int, int]]:
    by_words: dict[str, list[Named]] = {}
    for one in old:
        by_words.setdefault(fold(one.title), []).append(one)
    found = []
    for one in new:
        there = by_words.get(fold(one.title), [])
        if there:
            taken = next((at for at in there if at.code == one.code), there[0])
            there.remove(taken)
            found.append((one.id, taken.id))
    return found


def _alike(
    new: Sequence[Named], old: Sequence[Named], anywhere: float = ALIKE, at_its_place: float = ALIKE_AT_ITS_PLACE
) -> list[tuple[int, int]]:
    folded = [(one, fold(one.title)[:COMPARED]) for one in old]
    scored = []
    for one in new:
        # SequenceMatcher keeps what it knows of its second text: that is the one that stays.
        matcher = SequenceMatcher(None, "", fold(one.title)[:COMPARED], autojunk=False)
        for there, words in folded:
            least = at_its_place if one.code and one.code == there.code else anywhere
            matcher.set_seq1(words)
            if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
                continue
            if (score := matcher.ratio()) >= least:
                scored.append((-score, one.id, there.id))
    return [(new_id, old_id) for _, new_id, old_id in sorted(scored)]
