"""The methods that put messages on a person's screen."""

from typing import TYPE_CHECKING, Any

from tests.botapi.accounts import BotAccount
from tests.botapi.arguments import Arguments, Upload
from tests.botapi.contents import contact_content, file_content, location_content
from tests.botapi.errors import ApiError, Json, bad_request
from tests.botapi.files import MAX_PHOTO, MAX_UPLOAD, StoredFile, image_sides
from tests.botapi.keyboards import read_markup
from tests.botapi.records import Sent
from tests.botapi.rooms import Room
from tests.botapi.text import read_caption, read_text

if TYPE_CHECKING:
    from tests.botapi.world import World

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
ALBUM_KINDS = ("photo", "document", "video")


async def send_message(world: "World", bot: BotAccount, arguments: Arguments) -> Json:
    """sendMessage."""
    return _send(world, bot, "sendMessage", arguments, read_text(arguments).as_fields("text"), [])


async def send_photo(world: "World", bot: BotAccount, arguments: Arguments) -> Json:
    """sendPhoto: an upload or a file_id."""
    return _send_file(world, bot, "sendPhoto", arguments, "photo")


async def send_document(world: "World", bot: BotAccount, arguments: Arguments) -> Json:
    """sendDocument: an upload or a file_id."""
    return _send_file(world, bot, "sendDocument", arguments, "document")


async def send_location(world: "World", bot: BotAccount, arguments: Arguments) -> Json:
    """sendLocation."""
    try:
        place = location_content(float(arguments.text("latitude")), float(arguments.text("longitude")))
    except ValueError as error:
        raise bad_request("latitude is empty") from error
    return _send(world, bot, "sendLocation", arguments, place, [])


async def send_contact(world: "World", bot: BotAccount, arguments: Arguments) -> Json:
    """sendContact."""
    card = contact_content(arguments.text("phone_number"), arguments.text("first_name"), None)
    return _send(world, bot, "sendContact", arguments, card, [])


async def send_media_group(world: "World", bot: BotAccount, arguments: Arguments) -> list[Json]:
    """sendMediaGroup: 2 to 10 photos, documents or videos, so many messages with one media_group_id."""
    media = arguments.structure("media", "media")
    if not isinstance(media, list):
        raise bad_request("Expected an Array of InputMedia")
    if not 2 <= len(media) <= 10:
        raise bad_request("Too few media specified" if len(media) < 2 else "Too many messages to send as an album")
    parts = [_album_part(world, bot, arguments, item) for item in media]
    room = world.open_room(bot, arguments.text("chat_id"))
    _admit(world, bot, arguments, room, len(parts))
    world.album_count += 1
    group = {"media_group_id": f"album-{world.album_count}"}
    return [_put(world, bot, "sendMediaGroup", arguments, room, {**what, **group}, [part]) for what, part in parts]


async def send_chat_action(world: "World", bot: BotAccount, arguments: Arguments) -> bool:
    """sendChatAction: "typing…" under the chat's name; counts towards no limit."""
    if arguments.text("action") not in ACTIONS:
        raise bad_request("Wrong parameter action in request")
    world.open_room(bot, arguments.text("chat_id")).actions.append(arguments.text("action"))
    return True


def _send_file(world: "World", bot: BotAccount, method: str, arguments: Arguments, kind: str) -> Json:
    stored = _input_file(world, bot, arguments, kind, arguments.text(kind), kind)
    if stored is None:
        raise bad_request(f"There is no {kind} in the request")
    content = {**file_content(stored), **read_caption(arguments).as_fields("caption")}
    return _send(world, bot, method, arguments, content, [stored])


def _album_part(world: "World", bot: BotAccount, arguments: Arguments, item: Any) -> tuple[Json, StoredFile]:
    refused = "Can't parse InputMedia: "
    if not isinstance(item, dict):
        raise bad_request(refused + "expected an Object")
    kind = str(item.get("type", ""))
    if kind not in ALBUM_KINDS:
        raise bad_request(f'{refused}type "{kind}" is unsupported')
    stored = _input_file(world, bot, arguments, kind, str(item.get("media", "")), "")
    if stored is None:
        raise bad_request(refused + "media not found")
    return {**file_content(stored), **read_caption(Arguments(item)).as_fields("caption")}, stored


def _input_file(
    world: "World", bot: BotAccount, arguments: Arguments, kind: str, given: str, field: str
) -> StoredFile | None:
    """The file of a call: uploaded under `field` or attach://name, or named by file_id. No address is ever fetched."""
    if given.startswith("attach://"):
        field = given.removeprefix("attach://")
    elif given.startswith(("http://", "https://")):
        raise bad_request("Failed to get HTTP URL content")
    elif given:
        return world.files.known(given, bot.token)
    upload = arguments.files.get(field)
    return None if upload is None else _keep(world, bot, kind, upload)


def _keep(world: "World", bot: BotAccount, kind: str, upload: Upload) -> StoredFile:
    if len(upload.content) > MAX_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    if not upload.content:
        raise bad_request("file must be non-empty")
    if kind == "photo" and len(upload.content) > MAX_PHOTO:
        raise bad_request(f"File of size {len(upload.content)} bytes is too big for a photo")
    if kind == "photo" and image_sides(upload.content) is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    stored = world.files.add(kind, upload.name, upload.mime, upload.content)
    stored.known_to.add(bot.token)
    return stored


def _send(
    world: "World", bot: BotAccount, method: str, arguments: Arguments, content: Json, files: list[StoredFile]
) -> Json:
    markup = read_markup(arguments)
    room = world.open_room(bot, arguments.text("chat_id"))
    content = {**content, **_reply(arguments, room)}
    _admit(world, bot, arguments, room, 1)
    if markup and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    elif markup:
        room.keyboard = markup if "keyboard" in markup else None
    return _put(world, bot, method, arguments, room, content, files)


def _admit(world: "World", bot: BotAccount, arguments: Arguments, room: Room, messages: int) -> None:
    if world.limits is not None:
        paid = arguments.flag("allow_paid_broadcast")
        bot.limiter.admit(world.limits, room.chat_id, paid=paid, messages=messages)


def _reply(arguments: Arguments, room: Room) -> Json:
    given = arguments.structure("reply_parameters", "reply parameters") or {}
    wanted = given.get("message_id") or arguments.number("reply_to_message_id")
    if not wanted:
        return {}
    entry = room.find(int(wanted))
    if entry is not None:
        return {"reply_to_message": {k: v for k, v in entry.data.items() if k != "reply_to_message"}}
    if given.get("allow_sending_without_reply") or arguments.flag("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _put(
    world: "World",
    bot: BotAccount,
    method: str,
    arguments: Arguments,
    room: Room,
    content: Json,
    files: list[StoredFile],
) -> Json:
    if arguments.flag("protect_content"):
        content = {**content, "has_protected_content": True}
    entry = room.add(bot.user, int(world.now()), content, files)
    words = content.get("text") or content.get("caption") or ""
    silent = arguments.flag("disable_notification")
    number = entry.data["message_id"]
    world.sent.append(Sent(world.now(), bot.username, method, room.chat_id, words, number, silent))
    for stored in files:
        stored.known_to.update(other.token for other in room.bots())
    return dict(entry.data)
