"""The fields of a Message object that hold what was sent: a photo, a document, a place …"""

from tests.botapi.errors import Json
from tests.botapi.files import StoredFile, photo_sizes


def file_content(stored: StoredFile, *, seconds: int = 3, emoji: str = "👍") -> Json:
    """The field that describes a file of its kind: photo, document, voice, video or sticker."""
    about = stored.describe()
    if stored.kind == "photo":
        return {"photo": photo_sizes(stored)}
    if stored.kind == "voice":
        return {"voice": {**about, "duration": seconds, "mime_type": stored.mime}}
    if stored.kind == "video":
        return {"video": {**about, "width": 640, "height": 360, "duration": seconds, "mime_type": stored.mime}}
    if stored.kind == "sticker":
        kind = {"type": "regular", "is_animated": False, "is_video": False}
        return {"sticker": {**about, **kind, "width": 512, "height": 512, "emoji": emoji}}
    return {"document": {**about, "file_name": stored.name, "mime_type": stored.mime}}


def contact_content(phone: str, first_name: str, user_id: int | None) -> Json:
    """A contact card; without user_id it is somebody who is not on Telegram."""
    card: Json = {"phone_number": phone, "first_name": first_name}
    return {"contact": card if user_id is None else {**card, "user_id": user_id}}


def location_content(latitude: float, longitude: float) -> Json:
    """A place, in degrees."""
    return {"location": {"latitude": latitude, "longitude": longitude}}


def forward_content(origin: Json | str, date: int) -> Json:
    """What marks a forwarded message: its author, or only a name when the author hides."""
    if isinstance(origin, str):
        hidden = {"type": "hidden_user", "sender_user_name": origin, "date": date}
        return {"forward_origin": hidden, "forward_sender_name": origin, "forward_date": date}
    shown = {"type": "user", "sender_user": origin, "date": date}
    return {"forward_origin": shown, "forward_from": origin, "forward_date": date}
