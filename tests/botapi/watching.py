"""What a person sees in a chat, and waiting until it is seen: on a condition, never by looking again and again."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from tests.botapi.accounts import Answer, BotAccount, Tap
from tests.botapi.groups import Group
from tests.botapi.rooms import Room
from tests.botapi.screen import Message, NotOnScreen, draw

if TYPE_CHECKING:
    from tests.botapi.people import Person
    from tests.botapi.world import World

Where = BotAccount | Group
"""A person's chat with a bot, or a group."""
Found = TypeVar("Found")


class Watcher:
    """The part of a Person that looks and waits. Timeouts are real seconds."""

    name: str
    _world: "World"
    _marks: dict[Room, int]
    """The count of changes of each chat when the person last did something there."""

    def chat(self, where: Where) -> list[Message]:
        """What the screen shows now, oldest first, edits applied and deleted messages gone."""
        return self._room(where).screen()

    def last(self, where: Where) -> Message:
        """The newest message of a bot. Raises NotOnScreen when there is none."""
        said = [message for message in self.chat(where) if message.from_bot]
        if not said:
            raise NotOnScreen(f"no bot has written to {self.name}")
        return said[-1]

    async def until(self, where: Where, predicate: Callable[[list[Message]], Found], timeout: float = 5.0) -> Found:
        """Wait until predicate(screen) is true and return what it returned. Raises NotOnScreen after `timeout` s."""
        try:
            return await self._world.until(lambda: predicate(self.chat(where)), timeout)
        except TimeoutError:
            raise NotOnScreen(f"not seen within {timeout} s; on the screen:\n{draw(self.chat(where))}") from None

    async def hears(self, where: Where, fragment: str = "", timeout: float = 5.0) -> Message:
        """Wait for a bot's message with this fragment, new or edited since the person last did something here."""
        mark = self._marks.get(self._room(where), 0)

        def answer(screen: list[Message]) -> Message | None:
            fresh = (message for message in screen if message.from_bot and message.change > mark)
            return next((message for message in fresh if fragment in message), None)

        found = await self.until(where, answer, timeout)
        assert found is not None
        return found

    async def answered(self, tap: Tap, timeout: float = 5.0) -> Answer:
        """Wait until the bot answered the tap; the little clock on the button stops then."""
        try:
            return (await self._world.until(lambda: tap.answers, timeout))[-1]
        except TimeoutError:
            raise NotOnScreen(f"the tap {tap.data!r} was not answered within {timeout} s") from None

    def _room(self, where: Where) -> Room:
        if isinstance(where, Group):
            return where.room
        return self._world.private_room(where, self._me())

    def _me(self) -> "Person":
        raise NotImplementedError

    def _mark(self, room: Room) -> None:
        self._marks[room] = room.changes
