"""Text with entities as Telegram takes it: cleaned, measured, trimmed, its links and commands found.

Offsets and lengths of entities count UTF-16 code units; the length limits count code points
(tdlib MessageContent.cpp: utf8_length against message_text_length_max).
"""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.arguments import Arguments
from tests.botapi.errors import Json, bad_request
from tests.botapi.markup import parse_markup, utf16_length

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_BYTES = 1 << 15
MAX_ENTITIES = 100
# Control characters become spaces; carriage returns, U+2028-202E and three combining lines vanish (tdlib misc.cpp).
SPACED = {code: " " for code in range(32) if code not in (10, 13)}
CLEAN = {**SPACED, 13: "", **{code: "" for code in (*range(0x2028, 0x202F), 0x0333, 0x033F, 0x030A)}}
MARKING = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    }
)
FOUND_BY_TELEGRAM = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    }
)
FINDERS = (
    ("url", re.compile(r"(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]}'»”…]")),
    ("email", re.compile(r"(?<![\w.@])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<!\w)#\d*[^\W\d]\w*")),
)


@dataclass(frozen=True)
class Formatted:
    """A text and its entities, offsets in UTF-16 code units."""

    text: str
    entities: list[Json] = field(default_factory=list)

    def as_fields(self, name: str) -> Json:
        """The fields of a Message: `text` and `entities`, or `caption` and `caption_entities`."""
        if not self.text:
            return {}
        found = {name: self.text}
        key = "entities" if name == "text" else f"{name}_entities"
        return {**found, key: self.entities} if self.entities else dict(found)


def read_text(arguments: Arguments) -> Formatted:
    """The text of sendMessage and editMessageText. Raises ApiError 400 as Telegram does."""
    if not arguments.text("text"):
        raise bad_request("Message text is empty")
    formatted = _formatted(
        arguments.text("text"), arguments.text("parse_mode"), arguments.structure("entities", "entities")
    )
    if not formatted.text:
        raise bad_request("Text must be non-empty")
    if len(formatted.text) > MAX_TEXT:
        raise bad_request("Message is too long")
    return formatted


def read_caption(values: Arguments) -> Formatted:
    """The caption of a file, which may be empty. Raises ApiError 400 when it is too long or cannot be parsed."""
    entities = values.structure("caption_entities", "caption entities")
    formatted = _formatted(values.text("caption"), values.text("parse_mode"), entities)
    if len(formatted.text) > MAX_CAPTION:
        raise bad_request("Message caption is too long")
    return formatted


def with_found_entities(text: str, entities: list[Json] | None = None) -> Formatted:
    """The text with the commands, links, mentions and tags that every Telegram app finds by itself."""
    entities = list(entities or [])
    for kind, finder in FINDERS:
        for match in finder.finditer(text):
            offset, length = utf16_length(text[: match.start()]), utf16_length(match[0])
            if not any(_overlap(entity, offset, length) for entity in entities):
                entities.append({"type": kind, "offset": offset, "length": length})
    return Formatted(text, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"])))


def _formatted(text: str, parse_mode: str, given: Any) -> Formatted:
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise bad_request("Text is too long")
    if text and parse_mode and parse_mode.lower() != "none":
        text, entities = parse_markup(text, parse_mode)
    else:
        entities = [entity for entity in map(_checked, given if isinstance(given, list) else []) if entity]
    text, entities = _clean(text, entities)
    text, entities = _trim(text, entities)
    formatted = with_found_entities(text, entities)
    return Formatted(formatted.text, formatted.entities[:MAX_ENTITIES])


def _checked(entity: Any) -> Json | None:
    if not isinstance(entity, dict):
        raise bad_request("Can't parse MessageEntity: expected an Object")
    for name in ("offset", "length", "type"):
        if name not in entity:
            raise bad_request(f"Can't parse MessageEntity: Can't find field \"{name}\"")
    if entity["type"] in FOUND_BY_TELEGRAM:
        return None
    if entity["type"] not in MARKING:
        raise bad_request("Can't parse MessageEntity: Unsupported type specified")
    for name in ("offset", "length"):
        if not 0 <= entity[name] <= 1_000_000:
            raise bad_request(f"Receive an entity with incorrect {name} {entity[name]}")
    return dict(entity) if entity["length"] else None


def _clean(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Clean the text; an entity must begin and end between two characters of it."""
    if not entities:
        return text.translate(CLEAN), []
    places, place = {}, 0  # UTF-16 offset before cleaning -> after cleaning
    for before, character in _with_offsets(text):
        places[before] = place
        place += utf16_length(character.translate(CLEAN))
    end = utf16_length(text)
    places[end] = place
    moved = []
    for entity in sorted(entities, key=lambda entity: (entity["offset"], -entity["length"])):
        start, stop = entity["offset"], entity["offset"] + entity["length"]
        _check_place(start, stop, end, places)
        moved.append({**entity, "offset": places[start], "length": places[stop] - places[start]})
    return text.translate(CLEAN), [entity for entity in moved if entity["length"]]


def _check_place(start: int, stop: int, end: int, places: dict[int, int]) -> None:
    if start >= end:
        raise bad_request(f"Entity begins after the end of the text at UTF-16 offset {start}")
    if stop > end:
        raise bad_request(
            f"Entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {stop}"
        )
    if start not in places:
        raise bad_request(f"Entity begins in a middle of a UTF-16 symbol at UTF-16 offset {start}")
    if stop not in places:
        raise bad_request(f"Entity beginning at UTF-16 offset {start} ends in a middle of a UTF-16 symbol")


def _with_offsets(text: str) -> list[tuple[int, str]]:
    found, offset = [], 0
    for character in text:
        found.append((offset, character))
        offset += utf16_length(character)
    return found


def _trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut blanks at the end, and at the start as far as the first entity."""
    text = text.rstrip(" \n")
    end = utf16_length(text)
    kept = [
        {**entity, "length": min(entity["length"], end - entity["offset"])}
        for entity in entities
        if entity["offset"] < end
    ]
    blanks = len(text) - len(text.lstrip(" \n"))
    cut = min([blanks, *(entity["offset"] for entity in kept)])
    return text[cut:], [{**entity, "offset": entity["offset"] - cut} for entity in kept]


def _overlap(entity: Json, offset: int, length: int) -> bool:
    if entity["type"] not in FOUND_BY_TELEGRAM | {"code", "pre", "text_link", "text_mention"}:
        return False
    return bool(entity["offset"] < offset + length and offset < entity["offset"] + entity["length"])
