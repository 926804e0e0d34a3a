"""reply_markup as Telegram takes it: inline keyboards, reply keyboards, removal, forced reply."""

from typing import Any

from tests.botapi.arguments import Arguments
from tests.botapi.errors import Json, bad_request

MAX_DATA_BYTES = 64
MAX_BUTTONS = 100
MAX_IN_ROW = 8
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "pay",
    "callback_game",
)


def read_markup(arguments: Arguments, *, inline_only: bool = False) -> Json | None:
    """The reply_markup of a call, or None. Raises ApiError 400 as Telegram does.

    Telegram cuts a row after its last button without a word; here a row that is too wide is refused, so that a
    test sees the button that a person would miss.
    """
    markup = arguments.structure("reply_markup", "reply keyboard markup")
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    kind = "keyboard" if markup.get("keyboard") else "inline_keyboard"
    rows = _rows(markup, kind)
    if inline_only and kind != "inline_keyboard":
        raise bad_request("Inline keyboard expected")
    if not rows:
        return None if kind == "inline_keyboard" and "inline_keyboard" in markup else markup
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_IN_ROW for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG" if kind == "keyboard" else "Reply markup is too long")
    return {**markup, kind: rows}


def _rows(markup: Json, kind: str) -> list[list[Json]]:
    rows = markup.get(kind) or []
    whose = " of the InlineKeyboardMarkup" if kind == "inline_keyboard" else ""
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f'Field "{kind}"{whose} must be an Array of Arrays')
    check = _inline_button if kind == "inline_keyboard" else _reply_button
    # Buttons without a label are dropped by tdlib (ReplyMarkup.cpp), and so are rows without buttons.
    checked = [[button for button in map(check, row) if button["text"]] for row in rows]
    return [row for row in checked if row]


def _inline_button(button: Any) -> Json:
    refused = "Can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(refused + "InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise bad_request(refused + 'Can\'t find field "text"')
    if not any(button.get(action) is not None and button[action] != "" for action in ACTIONS):
        raise bad_request(refused + "Text buttons are unallowed in the inline keyboard")
    if len(str(button.get("callback_data", "")).encode()) > MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if button.get("url") and "." not in button["url"] and not button["url"].startswith("tg:"):
        raise bad_request(f"Inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if button.get("web_app") and not str(button["web_app"].get("url", "")).startswith("https://"):
        raise bad_request("Inline keyboard button Web App URL is invalid: Only HTTPS links are allowed")
    return button


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, dict):
        raise bad_request("Can't parse keyboard button: KeyboardButton must be a String or an Object")
    if "text" not in button:
        raise bad_request("Can't parse keyboard button: Can't find field \"text\"")
    return button
