"""An officer at the web page: a cookie, the live line, files; as the page's own script does it."""

import asyncio
import itertools
from typing import Any
from uuid import uuid4

from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, FormData
from yarl import URL

from tests.drivers.chat import PATIENCE, NotSeen, Passes, Shown, has

Bubble = dict[str, Any]
COOKIE = "tincoso"


class WebChat:
    """A Chat over true HTTP. `comes` opens the page (again): what was missed comes with the welcome."""

    channel = "web"

    def __init__(self, passes: Passes, token: str | None = None) -> None:
        self.acts = self.user_id = 0
        self.browser = ClientSession(cookie_jar=CookieJar(unsafe=True))  # an address without a name is "unsafe"
        self._token, self._passes, self._keys = token, passes, itertools.count(1)
        self._name = uuid4().hex[:8]
        self._screen: dict[int, Bubble] = {}
        self._events: list[dict[str, Any]] = []
        self._news = asyncio.Condition()
        self._revision = self._mark = self._seen = 0
        self._tap_key = ""
        self._line: ClientWebSocketResponse | None = None
        self._reader: asyncio.Task[None] | None = None

    async def comes(self, port: int) -> None:
        """Open the page at this port of this machine, with the session that the browser has."""
        self.root = f"http://127.0.0.1:{port}"
        if self._token is not None:  # once: from then on the browser has what the server gave it last
            self.browser.cookie_jar.update_cookies({COOKIE: self._token}, URL(self.root))
            self._token = None
        await self._visits()
        self._line = await self.browser.ws_connect(f"{self.root}/ws", headers={"Origin": self.root})
        await self._line.send_json({"kind": "hello", "account": self.user_id, "revision": self._revision})
        welcome = await self._line.receive_json(timeout=PATIENCE)
        self.user_id = welcome["account"]
        self._take(welcome)
        self._reader = asyncio.create_task(self._read(self._line))

    async def goes(self) -> None:
        """Close the page; the browser keeps its session."""
        if self._line is not None:
            await self._line.close()
        if self._reader is not None:
            await self._reader

    async def logs_in(self, port: int, code: str, then: str | None = None) -> Shown:
        """Type a code at the page's door; a page that is open is opened anew."""
        self._act()
        await self.goes()
        self.root = f"http://127.0.0.1:{port}"
        async with self.browser.post(f"{self.root}/login", json={"code": code}, headers=self._ours) as answer:
            assert answer.status == 200, await answer.text()
        await self.comes(port)
        return await self._shown(then)

    async def says(self, text: str, then: str | None = None) -> Shown:
        self._act()
        await self._send(kind="text", text=text)
        return await self._shown(then)

    async def taps(self, label: str, then: str | None = None, on: str = "") -> Shown:
        bubble, data = self._with(label, on)
        self._act()
        self._tap_key = await self._send(kind="tap", message=bubble["id"], data=data)
        return await self._shown(then)

    async def forges(self, message: int, data: str) -> None:
        """Tap what this message carries, whatever it is."""
        self._act()
        self._tap_key = await self._send(kind="tap", message=message, data=data)

    @property
    def toasts(self) -> list[str]:
        """Every short answer to a tap so far."""
        return [one["text"] for one in self._events if one["type"] == "answer"]

    async def sends_photo(self, content: bytes, caption: str = "", then: str | None = None) -> Shown:
        return await self.sends_file("anh.png", content, caption, then)

    async def sends_file(self, name: str, content: bytes, caption: str = "", then: str | None = None) -> Shown:
        self._act()
        form = FormData(quote_fields=False)  # a browser writes the name as it is
        form.add_field("file", content, filename=name)
        async with self.browser.post(f"{self.root}/files", data=form, headers=self._ours) as answer:
            assert answer.status == 200, await answer.text()
            stored = (await answer.json())["stored"]
        await self._send(kind="file", file=stored, caption=caption)
        return await self._shown(then)

    @property
    def screen(self) -> Shown:
        return _shown(self._newest()[-1])

    async def waits_for(self, fragment: str) -> Shown:
        def fresh() -> Bubble | None:
            found = (one for one in self._newest() if one["revision"] > self._mark)
            return next((one for one in found if fragment in one.get("text", "")), None)

        return _shown(await self._until(fresh, fragment))

    async def waits_for_toast(self, fragment: str) -> str:
        def answer() -> dict[str, Any] | None:
            mine = (one for one in self._events if one["type"] == "answer" and one["key"] == self._tap_key)
            return next((one for one in mine if fragment in one["text"]), None)

        return str((await self._until(answer, fragment))["text"])

    async def unread(self) -> list[Shown]:
        # Asked for, not awaited: what the database holds now is on the page, whether the line has brought it or not.
        await self._visits()
        async with self.browser.get(f"{self.root}/history", params={"before": 2**31 - 1}) as answer:
            bubbles = (await answer.json())["messages"]
        fresh = [one for one in bubbles if not one["own"] and one["revision"] > self._seen]
        self._seen = max((one["revision"] for one in bubbles), default=self._seen)
        return [_shown(one) for one in sorted(fresh, key=_change)]

    async def opens_file(self) -> bytes:
        sent = [one for one in self._newest() if one.get("file")]
        if not sent:
            raise NotSeen(f"no file from the bot in:\n{self._draw()}")
        async with self.browser.get(f"{self.root}/files/{sent[-1]['file']['stored']}") as answer:
            assert answer.status == 200
            return await answer.read()

    async def leaves(self) -> None:
        await self.goes()
        await self.browser.close()

    @property
    def _ours(self) -> dict[str, str]:
        return {"Origin": self.root}

    async def _visits(self) -> None:
        """Load the page, as a browser does first; it lengthens the session."""
        async with self.browser.get(f"{self.root}/") as answer:
            assert answer.status == 200

    def _act(self) -> None:
        self.acts += 1
        self._passes()
        self._mark = self._revision

    async def _send(self, **frame: Any) -> str:
        """Say it and wait until it is kept. Raises NotSeen where the page would show a refusal."""
        assert self._line is not None, "the page is not open"
        key = f"{self._name}-{next(self._keys):06}"
        await self._line.send_json({"key": key, **frame})
        kinds = ("ack", "refused", "wait")
        said = await self._until(
            lambda: next((one for one in self._events if one["type"] in kinds and one.get("key") == key), None), key
        )
        if said["type"] != "ack":
            raise NotSeen(f"refused: {said['text']}")
        return key

    async def _shown(self, then: str | None) -> Shown:
        return await self.waits_for(then) if then is not None else Shown("")

    async def _read(self, line: ClientWebSocketResponse) -> None:
        async for message in line:
            async with self._news:
                self._take(message.json())
                self._news.notify_all()

    def _take(self, event: dict[str, Any]) -> None:
        self._events.append(event)
        for bubble in event.get("messages", ()):
            self._screen[bubble["id"]] = bubble
            self._revision = max(self._revision, bubble["revision"])

    async def _until(self, look: Any, what: str) -> Any:
        try:
            async with asyncio.timeout(PATIENCE), self._news:
                while (found := look()) is None:
                    await self._news.wait()
                return found
        except TimeoutError:
            raise NotSeen(f"not seen: {what!r}; on the screen:\n{self._draw()}") from None

    def _newest(self) -> list[Bubble]:
        """What the bot shows, in the order of change."""
        said = [one for one in self._screen.values() if not one.get("deleted") and not one["own"]]
        return sorted(said, key=_change)

    def _with(self, label: str, on: str) -> tuple[Bubble, str]:
        bubble = next((one for one in reversed(self._newest()) if on in one.get("text", "")), None)
        rows = bubble.get("buttons", ()) if bubble else ()
        buttons = {one["text"]: one["data"] for row in rows for one in row if "data" in one}
        if bubble is not None and (found := has(buttons, label)) is not None:
            return bubble, buttons[found]
        raise NotSeen(f"no button {label!r} on the last message with {on!r} of:\n{self._draw()}")

    def _draw(self) -> str:
        return "\n---\n".join(str(_shown(one)) for one in self._newest()[-6:]) or "(an empty page)"


def _change(bubble: Bubble) -> int:
    return int(bubble["revision"])


def _shown(bubble: Bubble) -> Shown:
    labels = tuple(button["text"] for row in bubble.get("buttons", ()) for button in row)
    return Shown(bubble.get("text", ""), labels, (bubble.get("file") or {}).get("name", ""))
