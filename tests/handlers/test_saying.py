"""Sentences are put together without Fluent where it has nothing to choose: every one must stay as Fluent says it."""

import re
from typing import Any

import pytest
from fluent.syntax import ast, serialize

import locales
from locales import LANGUAGES, say


def _names(entry: ast.Message) -> set[str]:
    """The values that stand in a sentence."""
    return set(re.findall(r"\$([\w-]+)", serialize(ast.Resource([entry]))))


def _fluently(language: str, key: str, **values: Any) -> str:
    return locales._formatted(language, key, values)


def _outcome(how: Any, *which: str, **values: Any) -> str:
    """What is said, or why it is refused: a number that is asked for and is none."""
    try:
        return str(how(*which, **values))
    except ValueError as refusal:
        return str(refusal)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_said_as_fluent_says_it(language: str) -> None:
    entries = {key: entry for key, entry in locales.bundle(language)._messages.items() if entry.value is not None}
    quick = 0
    for key, entry in entries.items():
        for values in ({name: f"«{name}» {{x}}" for name in _names(entry)}, dict.fromkeys(_names(entry), 12345)):
            assert _outcome(say, language, key, **values) == _outcome(_fluently, language, key, **values)
        quick += locales._pieces(language, key) is not None
    assert quick > len(entries) * 3 / 4, "most sentences are only words and values"


def test_a_number_is_still_written_as_the_language_writes_it() -> None:
    assert "1.234" in say("vi", "report-progress", done=1234, asked=5)
    assert "1,234" in say("en", "report-progress", done=1234, asked=5)


def test_a_value_that_is_missing_or_far_too_long_is_refused() -> None:
    for values in ({}, {"name": "An"}, {"name": "An", "value": "x" * 3000}):
        with pytest.raises(ValueError, match="report-saved"):
            say("vi", "report-saved", **values)


def test_a_sentence_that_there_is_not_is_refused_in_every_language() -> None:
    for language in (*LANGUAGES, "fr"):
        with pytest.raises(KeyError):
            say(language, "no-such-sentence", name="An")
