"""What the bot says, as the content of a bubble: the rules of text and buttons, for answers and for letters alike.

Descriptions of errors are Telegram's, so that what passes here passes there.
"""

import re
from collections.abc import Iterable, Sequence

from channels.web.transcript import Rejected
from reporting.text import clean, utf16_len
from storage.base import Json

LONGEST_TEXT, LONGEST_CAPTION, LONGEST_DATA, LONGEST_ANSWER = 4096, 1024, 64, 200
LINK = re.compile(r"(?i)(https?://|mailto:|tel:)\S+")
STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link"})
STYLES |= {"blockquote", "expandable_blockquote"}


def bubble(text: str, entities: Iterable[Json] = (), buttons: Sequence[Sequence[Json]] = ()) -> Json:
    """A message of words. Raises Rejected: empty, too long, a button that cannot be."""
    return {**words(text, entities, LONGEST_TEXT, "message"), "buttons": keyboard(buttons)}


def caption(text: str, entities: Iterable[Json] = (), buttons: Sequence[Sequence[Json]] = ()) -> Json:
    """The words under a file; there may be none. Raises Rejected."""
    if not text.strip():
        return {"text": "", "entities": [], "buttons": keyboard(buttons)}
    return {**words(text, entities, LONGEST_CAPTION, "message caption"), "buttons": keyboard(buttons)}


def words(text: str, entities: Iterable[Json], longest: int, what: str) -> Json:
    """The text with the styles that the page can show; others are left out and their text stays."""
    if not text.strip():
        raise Rejected("Bad Request: message text is empty")
    if utf16_len(text) > longest:
        raise Rejected(f"Bad Request: {what} is too long")
    shown = [_style(entity) for entity in entities if entity.get("type") in STYLES]
    # Cleaning moves what stands behind it, so a styled text is left as it is: the bot made it, not a stranger.
    return {"text": text if shown else clean(text), "entities": [style for style in shown if style]}


def keyboard(rows: Sequence[Sequence[Json]]) -> list[list[Json]]:
    """The rows of buttons: each `{text, data}` or `{text, url}`. Raises Rejected."""
    return [[_button(button) for button in row] for row in rows if row]


def _style(entity: Json) -> Json:
    kept = {name: entity[name] for name in ("type", "offset", "length")}
    if entity["type"] != "text_link":
        return kept
    return {**kept, "url": entity["url"]} if LINK.fullmatch(str(entity.get("url") or "")) else {}


def _button(button: Json) -> Json:
    text, data, url = button.get("text") or "", button.get("data"), button.get("url")
    if not text.strip():
        raise Rejected("Bad Request: inline keyboard button text must be non-empty")
    if url is not None:
        if not LINK.fullmatch(url):
            raise Rejected("Bad Request: inline keyboard button URL is invalid")
        return {"text": text, "url": url}
    if not data or len(data.encode()) > LONGEST_DATA:
        raise Rejected("Bad Request: BUTTON_DATA_INVALID")
    return {"text": text, "data": data}
