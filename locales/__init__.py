"""Every sentence that a person reads, Vietnamese first: `say(language, key, **values)`.

A file a noun under vi/ and en/ (Fluent). Values are put in as they are: never marked up, never isolated.
"""

from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("vi", "en")
HERE = Path(__file__).parent


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
    spoken = bundle(language if language in LANGUAGES else "vi")
    if not spoken.has_message(key):
        raise KeyError(key)
    pattern = spoken.get_message(key).value
    if pattern is None:
        raise KeyError(key)
    text, errors = spoken.format_pattern(pattern, values)
    if errors:
        raise ValueError(f"{key}: {errors[0]}")
    return str(text)
