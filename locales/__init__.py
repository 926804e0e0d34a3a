"""Every sentence that a person reads, Vietnamese first: `say(language, key, **values)`.

A file a noun under vi/ and en/ (Fluent). Values are put in as they are: never marked up, never isolated.
"""

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import MAX_PART_LENGTH, StringLiteral, TextElement, VariableReference

LANGUAGES = ("vi", "en")
HERE = Path(__file__).parent
COUNTED_MOST = 4096
"""Sentences with nothing but numbers in them that are remembered."""


@cache
def bundle(language: str) -> FluentBundle:
    """The sentences of one language, read once."""
    made = FluentBundle([language], use_isolating=False)
    for path in sorted((HERE / language).glob("*.ftl")):
        made.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return made


def known(key: str) -> bool:
    """Whether there is such a sentence in Vietnamese."""
    return bundle("vi").has_message(key)


def say(language: str, key: str, /, **values: Any) -> str:
    """The sentence in that language (Vietnamese where the language is unknown).

    Raises KeyError where no language has it, and ValueError where a value is missing: a person must never
    read the name of a variable.
    """
    spoken = language if language in LANGUAGES else "vi"
    pieces = _pieces(spoken, key)
    if pieces is not None:
        said = _joined(pieces, values)
        if said is not None:
            return said
    if values and all(type(value) is int for value in values.values()):
        return _counted(spoken, key, tuple(values.items()))
    return _formatted(spoken, key, values)


class _Value(str):
    """The name of the value that stands at this place of a sentence."""


@cache
def _pieces(language: str, key: str) -> tuple[str, ...] | None:
    """A sentence that is only words and values, taken apart; None where Fluent must choose or count.

    Most sentences are such, and Fluent takes ten times as long to put one together. Raises KeyError.
    """
    pattern = _pattern(language, key)
    pieces: list[str] = []
    for element in getattr(pattern, "elements", [pattern]):
        inner = getattr(element, "expression", element)
        if isinstance(inner, TextElement | StringLiteral) and len(words := inner(None)) <= MAX_PART_LENGTH:  # type: ignore[arg-type]
            pieces.append(words)
        elif isinstance(inner, VariableReference):
            pieces.append(_Value(inner.id.name))
        else:
            return None
    return tuple(pieces)


def _joined(pieces: tuple[str, ...], values: dict[str, Any]) -> str | None:
    """The sentence; None where a value is missing or is no short text, which Fluent formats or refuses."""
    said = []
    for piece in pieces:
        if type(piece) is _Value:
            value = values.get(piece)
            if type(value) is not str or len(value) > MAX_PART_LENGTH:
                return None
            said.append(value)
        else:
            said.append(piece)
    return "".join(said)


@lru_cache(maxsize=COUNTED_MOST)
def _counted(language: str, key: str, numbers: tuple[tuple[str, int], ...]) -> str:
    return _formatted(language, key, dict(numbers))


def _formatted(language: str, key: str, values: dict[str, Any]) -> str:
    text, errors = bundle(language).format_pattern(_pattern(language, key), values)
    if errors:
        raise ValueError(f"{key}: {errors[0]}")
    return str(text)


def _pattern(language: str, key: str) -> Any:
    spoken = bundle(language)
    pattern = spoken.get_message(key).value if spoken.has_message(key) else None
    if pattern is None:
        raise KeyError(key)
    return pattern
