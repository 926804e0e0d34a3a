"""A text too long for one message, in parts, each with the styles that fall into it. Pure."""

from typing import Any

from reporting.text import PART_LIMIT, split_text, utf16_len

Entity = dict[str, Any]
"""A style as Telegram's JSON: `type`, `offset` and `length` in UTF-16 units, perhaps `url` and more."""


def cut(
    text: str, entities: tuple[Entity, ...], whole: int, limit: int = PART_LIMIT
) -> list[tuple[str, tuple[Entity, ...]]]:
    """The text as it is when it has at most `whole` units, else in parts of at most `limit`.

    A style that spans a cut goes on in the next part. A blank text gives no part.
    """
    if not text.strip():
        return []
    if utf16_len(text) <= whole:
        return [(text, entities)]
    parts, place = [], 0
    for part in split_text(text, limit):
        place = text.index(part, place)
        start = utf16_len(text[:place])
        parts.append((part, _inside(entities, start, utf16_len(part))))
        place += len(part)
    return parts


def _inside(entities: tuple[Entity, ...], start: int, length: int) -> tuple[Entity, ...]:
    found = []
    for entity in entities:
        begin = max(entity["offset"], start)
        end = min(entity["offset"] + entity["length"], start + length)
        if begin < end:
            found.append({**entity, "offset": begin - start, "length": end - begin})
    return tuple(found)
