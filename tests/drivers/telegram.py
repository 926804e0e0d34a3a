"""An officer with Telegram on the phone, behind the stand-in of the Bot API."""

from tests.botapi.accounts import BotAccount, Tap
from tests.botapi.people import Person
from tests.botapi.screen import Message, draw
from tests.drivers.chat import PATIENCE, NotSeen, Passes, Shown, has


class TelegramChat:
    """A Chat over true HTTP. `person` can do more: what only Telegram knows."""

    channel = "telegram"

    def __init__(self, person: Person, bot: BotAccount, passes: Passes) -> None:
        self.person, self.bot, self.acts = person, bot, 0
        self.user_id = person.user_id
        self._passes = passes
        self._seen = 0
        self._taps: list[Tap] = []

    async def opens(self, payload: str, then: str | None = None) -> Shown:
        """Follow an invite link."""
        return await self._did(self.person.opens(self.bot, payload), then)

    async def says(self, text: str, then: str | None = None) -> Shown:
        return await self._did(self.person.says(self.bot, text), then)

    async def taps(self, label: str, then: str | None = None, on: str = "") -> Shown:
        message, found = self._with(label, on)
        self._act()
        self._taps.append(await self.person.taps(message, found))
        return await self._shown(then)

    async def forges(self, data: str) -> None:
        """Tap a button that the bot never drew: any callback data, on the message that changed last."""
        message = self._newest()[-1]
        self._act()
        self._taps.append(await self.person.taps_anyway(message, data))

    @property
    def toasts(self) -> list[str]:
        """Every short answer to a tap so far."""
        return [answer.text for tap in self._taps for answer in tap.answers]

    async def sends_photo(self, content: bytes, caption: str = "", then: str | None = None) -> Shown:
        return await self._did(self.person.sends_photo(self.bot, content, caption), then)

    async def sends_file(self, name: str, content: bytes, caption: str = "", then: str | None = None) -> Shown:
        return await self._did(self.person.sends_document(self.bot, name, content, caption=caption), then)

    @property
    def screen(self) -> Shown:
        return _shown(self._newest()[-1])

    async def waits_for(self, fragment: str) -> Shown:
        return _shown(await self.person.hears(self.bot, fragment, PATIENCE))

    async def waits_for_toast(self, fragment: str) -> str:
        tap = self._taps[-1]
        answers = (await self.person.answered(tap, PATIENCE), *tap.answers)
        found = next((answer.text for answer in answers if fragment in answer.text), None)
        if found is None:
            raise NotSeen(f"the tap was answered with {[answer.text for answer in answers]}, not with {fragment!r}")
        return found

    async def unread(self) -> list[Shown]:
        fresh = [message for message in self._newest() if message.change > self._seen]
        self._seen = max((message.change for message in fresh), default=self._seen)
        return [_shown(message) for message in fresh]

    async def opens_file(self) -> bytes:
        sent = [message for message in self._newest() if message.files]
        if not sent:
            raise NotSeen(f"no file from the bot in:\n{draw(self.person.chat(self.bot))}")
        return sent[-1].files[-1].content

    async def leaves(self) -> None:
        return None

    async def _did(self, act: "object", then: str | None) -> Shown:
        self._act()
        await act  # type: ignore[misc]
        return await self._shown(then)

    async def _shown(self, then: str | None) -> Shown:
        return await self.waits_for(then) if then is not None else Shown("")

    def _act(self) -> None:
        self.acts += 1
        self._passes()

    def _newest(self) -> list[Message]:
        """What the bot shows, in the order of change."""
        said = [message for message in self.person.chat(self.bot) if message.from_bot]
        return sorted(said, key=lambda message: message.change)

    def _with(self, label: str, on: str) -> tuple[Message, str]:
        message = next((one for one in reversed(self._newest()) if on in one), None)
        if message is not None and (found := has(message.labels, label)) is not None:
            return message, found
        raise NotSeen(f"no button {label!r} on the last message with {on!r} of:\n{draw(self._newest()[-4:])}")


def _shown(message: Message) -> Shown:
    return Shown(message.text, tuple(message.labels), message.files[0].name if message.files else "")
