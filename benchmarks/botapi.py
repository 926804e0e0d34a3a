"""A Bot API that is fast enough to measure against: python -m benchmarks.botapi

The stand-in of the tests (tests/botapi) checks every argument and remembers every message, at some hundred calls a
second; a bare echo bot is faster than that. This one answers a dozen methods from a plain protocol, plays a crowd of
officers who follow a script (see crowd.py), and keeps Telegram's sending limits when asked to, with the same keeper
as the tests' stand-in. It prints its address as JSON and ends when its standard input does.
"""

import argparse
import asyncio
import json
import os
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.crowd import Crowd
from benchmarks.hooks import Hooks
from tests.botapi.errors import ApiError
from tests.botapi.limits import LimitKeeper, Limits

Json = dict[str, Any]
HOST = "127.0.0.1"
ME = {
    "id": 777000777,
    "is_bot": True,
    "first_name": "Tin cơ sở",
    "username": "tincoso_bench_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}
SENDS = frozenset({"sendmessage", "senddocument", "sendphoto"})
FIRST_UPDATE = 870_000_001


class BotApi:
    """One bot, its waiting updates, its crowd. Single-threaded: everything happens on the event loop."""

    def __init__(self) -> None:
        self.waiting: list[Json] = []
        self.next_update = FIRST_UPDATE
        self.next_message = 1
        self.calls: Counter[str] = Counter()
        self.refused = 0
        self.limits: Limits | None = None
        self.keeper = LimitKeeper(time.monotonic)
        self.crowds: dict[str, Crowd] = {}
        self.flooder, self.flooded = 0, 0
        self.hooks: Hooks | None = None
        self._poll: tuple[asyncio.Future[None], asyncio.TimerHandle] | None = None

    # What people do

    def deliver(self, kind: str, content: Json) -> None:
        """An update for the bot."""
        update = {"update_id": self.next_update, kind: content}
        self.next_update += 1
        if self.hooks is not None:
            self.hooks.carry(update)
            return
        self.waiting.append(update)
        if self._poll is not None and not self._poll[0].done():
            self._poll[0].set_result(None)

    def message(self, chat: int, text: str, sender: Json, **more: Any) -> Json:
        """A message as Telegram shows it."""
        number, self.next_message = self.next_message, self.next_message + 1
        place = {"id": chat, "type": "private", "first_name": f"Cán bộ {chat}"}
        return {"message_id": number, "from": sender, "chat": place, "date": int(time.time()), "text": text, **more}

    def acted(self, chat: int) -> None:
        """Somebody wrote: answering is no broadcast, so the chat's burst is whole again."""
        if self.limits is not None:
            self.keeper.person_acted(self.limits, chat)

    def _flood(self, chat: int, count: int, seconds: float) -> None:
        """One person sends so many messages, evenly, and waits for no answer."""
        self.flooder, self.flooded = chat, 0
        person = {"id": chat, "is_bot": False, "first_name": f"Cán bộ {chat}", "language_code": "vi"}

        def send() -> None:
            self.deliver("message", self.message(chat, "/menu", person))

        for number in range(count):
            asyncio.get_running_loop().call_later(seconds * number / count, send)

    # What the bot calls

    async def call(self, method: str, given: Json) -> Json:
        """Carry out one call of the bot; gives the whole body of the answer."""
        name = method.lower()
        self.calls[name] += 1
        if name == "getupdates":
            return {"ok": True, "result": await self._updates(given)}
        if name in SENDS:
            return self._send(given)
        if name == "editmessagetext":
            return self._edit(given)
        if name == "getme":
            return {"ok": True, "result": ME}
        return {"ok": True, "result": True}

    async def _updates(self, given: Json) -> list[Json]:
        offset, limit = int(given.get("offset") or 0), int(given.get("limit") or 100)
        self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
        seconds = float(given.get("timeout") or 0)
        if not self.waiting and seconds:
            loop = asyncio.get_running_loop()
            future: asyncio.Future[None] = loop.create_future()
            self._poll = (future, loop.call_later(seconds, lambda: future.done() or future.set_result(None)))
            await future
            self._poll[1].cancel()
            self._poll = None
        return self.waiting[:limit]

    def _send(self, given: Json) -> Json:
        chat = int(given["chat_id"])
        if self.limits is not None:
            try:
                self.keeper.admit(self.limits, chat)
            except ApiError as error:
                self.refused += 1
                return error.body
        text = given.get("text") or given.get("caption") or ""
        sent = self.message(chat, text, ME, **_markup(given))
        self._heard(chat, sent)
        return {"ok": True, "result": sent}

    def _edit(self, given: Json) -> Json:
        chat = int(given["chat_id"])
        edited = self.message(chat, given["text"], ME, **_markup(given))
        edited["message_id"] = int(given["message_id"])
        self._heard(chat, edited)
        return {"ok": True, "result": edited}

    def _heard(self, chat: int, message: Json) -> None:
        self.flooded += chat == self.flooder
        for crowd in self.crowds.values():
            if chat in crowd.members:
                crowd.heard(chat, message)

    # What the benchmark asks for

    def control(self, what: str, given: Json) -> Any:
        """The other door: start a crowd, read its figures, set limits."""
        if what == "crowd":
            crowd = Crowd(self, **given["crowd"])
            self.crowds[given["name"]] = crowd
            crowd.start()
            return {}
        if what == "figures":
            return {
                "crowds": {name: crowd.figures() for name, crowd in self.crowds.items()},
                "calls": dict(self.calls),
                "refused": self.refused,
                "waiting": len(self.waiting),
                "flooded": self.flooded,
            }
        if what == "flood":
            self._flood(**given)
            return {}
        if what == "limits":
            self.limits = Limits(**given) if given else None
            return {}
        if what == "hooks":
            self.hooks = Hooks(given["urls"], given["secret"])
            return {}
        if what == "reset":
            self.crowds.clear()
            self.calls.clear()
            self.refused, self.hooks, self.limits, self.keeper = 0, None, None, LimitKeeper(time.monotonic)
            self.waiting.clear()
            return {}
        raise KeyError(what)


def _markup(given: Json) -> Json:
    markup = given.get("reply_markup")
    if not markup:
        return {}
    return {"reply_markup": json.loads(markup) if isinstance(markup, str) else markup}


class Connection(asyncio.Protocol):
    """HTTP/1.1 with Content-Length and kept connections: what the bot's three clients speak."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody is there."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Bytes came: as many requests as are whole are answered."""
        self._buffer += data
        while (split := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:split].decode("latin-1")
            fields = {}
            for line in head.split("\r\n")[1:]:
                name, _, value = line.partition(":")
                fields[name.strip().lower()] = value.strip()
            length = int(fields.get("content-length", "0"))
            if len(self._buffer) < split + 4 + length:
                return
            body = self._buffer[split + 4 : split + 4 + length]
            self._buffer = self._buffer[split + 4 + length :]
            path = head.split(" ", 2)[1]
            task = asyncio.ensure_future(self._answer(path, fields.get("content-type", ""), body))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _answer(self, path: str, kind: str, body: bytes) -> None:
        given: Json = {}
        if body:
            given = json.loads(body) if kind.startswith("application/json") else dict(parse_qsl(body.decode()))
        place = path.rpartition("/")[2]
        if path.startswith("/control/"):
            answer = self._api.control(place, given)
        else:
            answer = await self._api.call(place, given)
        status = answer.get("error_code", 200) if isinstance(answer, dict) else 200
        encoded = json.dumps(answer, ensure_ascii=False).encode()
        reason = b"OK" if status == 200 else b"Refused"
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(
                b"HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                % (status, reason, len(encoded), encoded)
            )


async def serve(port: int) -> None:
    """Serve until standard input ends."""
    loop, over, api = asyncio.get_running_loop(), asyncio.Event(), BotApi()
    server = await loop.create_server(lambda: Connection(api), HOST, port)
    print(json.dumps({"url": f"http://{HOST}:{server.sockets[0].getsockname()[1]}"}), flush=True)

    def await_end() -> None:
        while os.read(0, 1 << 16):
            pass
        loop.call_soon_threadsafe(over.set)

    threading.Thread(target=await_end, daemon=True).start()
    await over.wait()
    server.close()
    if api.hooks is not None:
        await api.hooks.close()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    asyncio.run(serve(parser.parse_args().port))


if __name__ == "__main__":
    main()
