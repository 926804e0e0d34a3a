"""Text with bold parts, as text plus entities: offsets count UTF-16 units, as every messenger does. Pure.

Text leaves this way and never as markup: whatever signs a unit's name or an officer's words hold, they stay words.
"""

from dataclasses import dataclass
from typing import Any

from reporting.text import utf16_len


@dataclass(frozen=True)
class Bold:
    """A part that is shown bold."""

    text: str


Part = str | Bold
Entities = tuple[dict[str, Any], ...]


def join(*parts: Part) -> tuple[str, Entities]:
    """The parts one after the other, as text and entities; an empty bold part makes no entity."""
    text, entities, offset = "", [], 0
    for part in parts:
        words = part if isinstance(part, str) else part.text
        length = utf16_len(words)
        if isinstance(part, Bold) and words.strip():
            entities.append({"type": "bold", "offset": offset, "length": length})
        text, offset = text + words, offset + length
    return text, tuple(entities)


def page(title: str, *paragraphs: str) -> tuple[str, Entities]:
    """A bold title line and paragraphs below it, those that are empty left out."""
    parts: list[Part] = [Bold(title)]
    for paragraph in paragraphs:
        if paragraph:
            parts += ["\n\n", paragraph]
    return join(*parts)
