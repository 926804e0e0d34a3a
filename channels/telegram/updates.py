"""What Telegram sends: which kinds we ask for, and which chat an update belongs to. Pure."""

from typing import Any

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""`allowed_updates`: what handlers answer. Without the list Telegram goes on with whatever was asked for last."""

Stored = tuple[int, str, dict[str, Any]]
"""(number, chat key, raw): as the inbox takes it."""

HIGHEST_NUMBER = 2**63 - 1


def chat_key(update: dict[str, Any], channel: str = "telegram") -> str:
    """`telegram:<chat id>`: updates with the same key are handled one after the other.

    The chat of the message (also behind a tap), else the person. What shows neither is a chat of its own.
    """
    for content in update.values():
        if isinstance(content, dict) and (number := _chat(content)) is not None:
            return f"{channel}:{number}"
    return f"{channel}:update:{update.get('update_id')}"[:80]


def stored(update: object) -> Stored | None:
    """The update as the inbox takes it, or None when it has no number to know it by."""
    if not isinstance(update, dict):
        return None
    number = update.get("update_id")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= HIGHEST_NUMBER:
        return None
    return number, chat_key(update), update


def _chat(content: dict[str, Any]) -> int | None:
    message = content.get("message")
    inner = message if isinstance(message, dict) else {}
    for place in (content.get("chat"), inner.get("chat"), content.get("from"), content.get("user")):
        number = place.get("id") if isinstance(place, dict) else None
        if isinstance(number, int) and not isinstance(number, bool):
            return number
    return None
