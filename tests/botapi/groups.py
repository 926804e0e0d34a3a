"""Groups: bots come and go, and a group may become a supergroup with another id."""

from typing import TYPE_CHECKING

from tests.botapi.accounts import BotAccount
from tests.botapi.errors import Json
from tests.botapi.queue import DAY
from tests.botapi.rooms import GroupRoom

if TYPE_CHECKING:
    from tests.botapi.people import Person
    from tests.botapi.world import World


class Group:
    """A group, supergroup or channel."""

    def __init__(self, world: "World", chat_id: int, title: str, kind: str) -> None:
        self._world = world
        self.room = GroupRoom(chat_id, title, kind)

    @property
    def chat_id(self) -> int:
        """The chat's id, negative."""
        return self.room.chat_id

    async def adds(self, bot: BotAccount, by: "Person", status: str = "member") -> None:
        """A person adds the bot, as member or administrator."""
        members = self.room.members
        was = "kicked" if bot in members.kicked else "left"
        members.kicked = [other for other in members.kicked if other is not bot]
        members.present.append(bot)
        await self._membership(bot, by, was, status)

    async def removes(self, bot: BotAccount, by: "Person") -> None:
        """A person throws the bot out: sending here is answered with 403 from now on."""
        members = self.room.members
        members.present.remove(bot)
        members.kicked.append(bot)
        await self._membership(bot, by, "member", "kicked")

    async def migrates(self, to: int, by: "Person") -> "Group":
        """The group becomes a supergroup with the id `to`; the old id is answered with 400 from now on."""
        successor = self._world.group(to, self.room.chat["title"], "supergroup")
        successor.room.members = self.room.members
        for room, note in (
            (self.room, {"migrate_to_chat_id": to}),
            (successor.room, {"migrate_from_chat_id": self.chat_id}),
        ):
            entry = room.add(by.user, int(self._world.now()), note, [])
            for bot in room.bots():
                bot.hear("message", entry.data, DAY, f"chat {room.chat_id}")
        self.room.successor = successor.room
        await self._world.tell()
        return successor

    async def _membership(self, bot: BotAccount, by: "Person", old: str, new: str) -> None:
        change = member_change(self.room.chat, by.user, int(self._world.now()), bot.user, old, new)
        bot.hear("my_chat_member", change, DAY, f"member {self.chat_id}")
        await self._world.tell()


def member_change(chat: Json, by: Json, date: int, bot: Json, old: str, new: str) -> Json:
    """A ChatMemberUpdated about the bot itself; `old` and `new` are member, administrator, left or kicked."""
    return {
        "chat": chat,
        "from": by,
        "date": date,
        "old_chat_member": _member(bot, old),
        "new_chat_member": _member(bot, new),
    }


def _member(bot: Json, status: str) -> Json:
    if status == "kicked":
        return {"user": bot, "status": status, "until_date": 0}
    if status != "administrator":
        return {"user": bot, "status": status}
    rights = "be_edited manage_chat delete_messages manage_video_chats restrict_members promote_members change_info "
    rights += "invite_users post_stories edit_stories delete_stories"
    granted = {f"can_{right}": right == "manage_chat" for right in rights.split()}
    return {"user": bot, "status": status, "is_anonymous": False, **granted}
