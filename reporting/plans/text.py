"""Text as the plan reader wants it: NFC, plain spaces, and accent-free keys of the same length.

Plans arrive composed and decomposed, with no-break spaces, soft hyphens and marks of Markdown. Everything is cleaned
once, at the boundary; the rules after it may trust what they see.
"""

from __future__ import annotations

import re
import unicodedata

from reporting.text import clean as as_stored

# Page ends and the like are spaces here, not line ends: `line` must stay the number that an editor shows.
_INSIDE_A_LINE = str.maketrans(dict.fromkeys("\v\f\x85\u2028\u2029", " ") | {"\u2011": "-", "\u2212": "-"})


def clean(text: str) -> str:
    """One line or many as stored text (NFC, plain spaces, nothing unseen), without Markdown's `**`."""
    return as_stored(text.replace("\r\n", "\n").replace("\r", "\n").translate(_INSIDE_A_LINE)).replace("**", "")


def squeeze(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


class _Folding(dict[int, int]):
    """Letter → its base letter in lower case, worked out once for each letter met."""

    def __missing__(self, point: int) -> int:
        base = unicodedata.normalize("NFD", chr(point))[0]
        low = {"đ": "d", "Đ": "d"}.get(base, base.lower())
        self[point] = ord(low) if len(low) == 1 else point
        return self[point]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Lower case without accents, the same length as an NFC text, so that positions stay good."""
    return text.translate(_FOLDING)


def key(text: str) -> str:
    """Letters and digits only, folded, single spaces: for comparing headings and names."""
    return squeeze(re.sub(r"[\W_]+", " ", fold(text)))


def has_accents(text: str) -> bool:
    """Whether anything in the text is written with Vietnamese accents; typed corrections often are not."""
    return fold(text) != text.lower()


def trim(text: str) -> str:
    """A value without the punctuation that ended its line."""
    return squeeze(text).strip(" .,;:").strip()


def capitalise(text: str) -> str:
    """The text with its first letter a capital."""
    return text[:1].upper() + text[1:]


def shorten(text: str, limit: int = 300) -> str:
    """At most `limit` characters, cut at the end of a sentence or clause where there is one."""
    text = squeeze(text)
    if len(text) <= limit:
        return text
    head = text[:limit]
    for mark in (". ", "; ", ": ", ", "):
        at = head.rfind(mark)
        if at >= limit // 2:
            return head[:at]
    return head[: head.rfind(" ")] if " " in head else head


def fold_pattern(pattern: str) -> str:
    """A pattern for words typed without accents; the escapes (\\D, \\W) of the pattern keep their case."""
    return re.sub(r"\\.|[^\\]+", lambda part: part[0] if part[0][0] == "\\" else _unaccent(part[0]), pattern)


def _unaccent(text: str) -> str:
    return "".join(fold(letter) if not letter.isascii() else letter for letter in text)


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with those spans filled by a character that no rule reads; its length stays."""
    if not spans:
        return text
    parts, at = [], 0
    for begin, end in sorted(spans):
        if end <= at:
            continue
        parts += [text[at : max(begin, at)], "\x00" * (end - max(begin, at))]
        at = end
    return "".join([*parts, text[at:]])
