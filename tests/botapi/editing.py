"""The methods that change or remove what is on the screen, and answer taps."""

from typing import TYPE_CHECKING

from tests.botapi.accounts import Answer, BotAccount
from tests.botapi.arguments import Arguments
from tests.botapi.errors import Json, bad_request
from tests.botapi.keyboards import read_markup
from tests.botapi.queue import TAP_LASTS
from tests.botapi.rooms import Entry, Room
from tests.botapi.text import Formatted, read_caption, read_text

if TYPE_CHECKING:
    from tests.botapi.world import World

DELETABLE = 48 * 3600
"""Seconds after which a message stays for ever."""
MAX_ANSWER = 200
UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


async def edit_text(world: "World", bot: BotAccount, arguments: Arguments) -> Json:
    """editMessageText; without reply_markup the buttons go."""
    text = read_text(arguments)
    room, entry = _to_edit(world, bot, arguments)
    if "text" not in entry.data:
        raise bad_request("there is no text in the message to edit")
    return _change(world, room, entry, "text", text, read_markup(arguments, inline_only=True))


async def edit_caption(world: "World", bot: BotAccount, arguments: Arguments) -> Json:
    """editMessageCaption; without reply_markup the buttons go."""
    caption = read_caption(arguments)
    room, entry = _to_edit(world, bot, arguments)
    if "text" in entry.data:
        raise bad_request("there is no caption in the message to edit")
    return _change(world, room, entry, "caption", caption, read_markup(arguments, inline_only=True))


async def edit_markup(world: "World", bot: BotAccount, arguments: Arguments) -> Json:
    """editMessageReplyMarkup; without reply_markup the buttons go."""
    markup = read_markup(arguments, inline_only=True)
    room, entry = _to_edit(world, bot, arguments)
    return _change(world, room, entry, "", None, markup)


async def delete_message(world: "World", bot: BotAccount, arguments: Arguments) -> bool:
    """deleteMessage: up to 48 hours old; in a group only the bot's own."""
    if not arguments.text("chat_id"):
        raise bad_request("Chat identifier is not specified")
    if not arguments.number("message_id"):
        raise bad_request("Message identifier is not specified")
    room = world.open_room(bot, arguments.text("chat_id"))
    entry = room.find(arguments.number("message_id"))
    if entry is None:
        raise bad_request("message to delete not found")
    _delete(world, bot, room, entry)
    return True


async def delete_messages(world: "World", bot: BotAccount, arguments: Arguments) -> bool:
    """deleteMessages: those that are not found are passed over."""
    numbers = arguments.structure("message_ids", "message_ids")
    if not isinstance(numbers, list) or not numbers:
        raise bad_request("Message identifiers are not specified")
    if len(numbers) > 100:
        raise bad_request("Too many message identifiers specified")
    room = world.open_room(bot, arguments.text("chat_id"))
    for entry in filter(None, (room.find(int(number)) for number in numbers)):
        _delete(world, bot, room, entry)
    return True


async def answer_callback_query(world: "World", bot: BotAccount, arguments: Arguments) -> bool:
    """answerCallbackQuery: within 150 s of the tap."""
    tap = bot.taps.get(arguments.text("callback_query_id"))
    if tap is None or world.now() - tap.tapped_at > TAP_LASTS:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(arguments.text("text")) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    tap.answers.append(Answer(arguments.text("text"), arguments.flag("show_alert"), arguments.text("url")))
    return True


def _to_edit(world: "World", bot: BotAccount, arguments: Arguments) -> tuple[Room, Entry]:
    if not arguments.text("chat_id") and not arguments.text("message_id"):
        raise bad_request("Message identifier is not specified")
    room = world.open_room(bot, arguments.text("chat_id"))
    entry = room.find(arguments.number("message_id"))
    if entry is None:
        raise bad_request("message to edit not found")
    if entry.author != bot.user_id:
        raise bad_request("message can't be edited")
    return room, entry


def _change(world: "World", room: Room, entry: Entry, field: str, words: Formatted | None, markup: Json | None) -> Json:
    after = {name: value for name, value in entry.data.items() if name not in ("reply_markup", "edit_date")}
    if words is not None:
        for name in (field, "entities", "caption_entities"):
            after.pop(name, None)
        after.update(words.as_fields(field))
    if markup is not None:
        after["reply_markup"] = markup
    before = {name: value for name, value in entry.data.items() if name != "edit_date"}
    if after == before:
        raise bad_request(UNCHANGED)
    entry.data = {**after, "edit_date": int(world.now())}
    room.touch(entry)
    return dict(entry.data)


def _delete(world: "World", bot: BotAccount, room: Room, entry: Entry) -> None:
    if world.now() - entry.data["date"] > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    if not room.is_private and entry.author != bot.user_id:
        raise bad_request("message can't be deleted")
    entry.deleted = True
    room.touch(entry)
