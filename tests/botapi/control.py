"""The same as the Python methods, as JSON over HTTP under /control/, for a test in another process.

Everything is answered with JSON; what a person cannot do (no such button …) with status 409 and {"error": …}.
"""

import asyncio
import base64
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.botapi.accounts import BotAccount, Tap
from tests.botapi.clock import Clock
from tests.botapi.errors import Json
from tests.botapi.groups import Group
from tests.botapi.people import Person
from tests.botapi.screen import Message

if TYPE_CHECKING:
    from tests.botapi.server import BotApi

ACTS = frozenset(
    {
        "says",
        "opens",
        "taps",
        "taps_anyway",
        "presses",
        "edits",
        "blocks",
        "unblocks",
        "hears",
        "sends",
        "sends_raw",
        "sends_photo",
        "sends_document",
        "sends_voice",
        "sends_video",
        "sends_sticker",
        "sends_album",
        "sends_contact",
        "sends_location",
    }
)
FAULTS = frozenset(
    {
        "fail",
        "drop",
        "lose_answer",
        "slow",
        "answer_late",
        "hold",
        "outage",
    }
)
Handler = Callable[[Json, web.Request], Awaitable[Any]]


class Control:
    """The routes; `api` is the stand-in that they drive."""

    def __init__(self, api: "BotApi") -> None:
        self._api = api
        self._later: set[asyncio.Task[None]] = set()

    def add_routes(self, app: web.Application) -> None:
        """Add the control routes to the server's application."""
        routes: dict[tuple[str, str], Handler] = {
            ("POST", "bots"): self._bot,
            ("POST", "people"): self._person,
            ("POST", "people/{id}/{act}"): self._act,
            ("GET", "people/{id}/chat"): self._chat,
            ("POST", "people/{id}/deactivates"): self._deactivate,
            ("POST", "groups"): self._group,
            ("POST", "groups/{id}/{act}"): self._group_act,
            ("GET", "sent"): self._sent,
            ("GET", "log"): self._log,
            ("GET", "stats"): self._stats,
            ("POST", "limits"): self._limits,
            ("POST", "faults"): self._fault,
            ("DELETE", "faults"): self._heal,
            ("POST", "down"): self._down,
            ("POST", "clock"): self._clock,
        }
        # A fixed path must come before one with {act}, or the latter would swallow it.
        for (method, path), handler in sorted(routes.items(), key=lambda route: "{act}" in route[0][1]):
            app.router.add_route(method, f"/control/{path}", _as_json(handler))

    async def _bot(self, given: Json, request: web.Request) -> Json:
        bot = self._api.bot(**given)
        return {"token": bot.token, "id": bot.user_id, "username": bot.username}

    async def _person(self, given: Json, request: web.Request) -> Json:
        person = self._api.person(given.pop("id"), **given)
        return person.user

    async def _group(self, given: Json, request: web.Request) -> Json:
        return self._api.group(given.pop("id"), **given).room.chat

    async def _group_act(self, given: Json, request: web.Request) -> Json:
        group, by = self._api.groups[int(request.match_info["id"])], self._api.people[given["by"]]
        act = request.match_info["act"]
        if act == "migrates":
            return (await group.migrates(given["to"], by)).room.chat
        bot = self._api.bots[given["bot"]]
        await (group.adds(bot, by, given.get("status", "member")) if act == "adds" else group.removes(bot, by))
        return group.room.chat

    async def _act(self, given: Json, request: web.Request) -> Any:
        person, act = self._someone(request), request.match_info["act"]
        if act not in ACTS:
            raise KeyError(act)
        where = self._where(given)
        for name in ("reply_to", "message"):
            if name in given:
                given[name] = _message(person, where, given[name])
        if isinstance(given.get("forwarded_from"), int):
            given["forwarded_from"] = self._api.people[given["forwarded_from"]]
        if act.startswith("sends_") and "content" in given:
            given["content"] = base64.b64decode(given["content"])
        if "photos" in given:
            given["photos"] = [base64.b64decode(photo) for photo in given["photos"]]
        first = () if "message" in given else (where,)
        return _plain(await getattr(person, act)(*first, **given))

    async def _deactivate(self, given: Json, request: web.Request) -> Json:
        self._someone(request).deactivated = True
        return {}

    async def _chat(self, given: Json, request: web.Request) -> Any:
        query = dict(request.query)
        return _plain(self._someone(request).chat(self._where({**query, "group": int(query.get("group", 0))})))

    async def _sent(self, given: Json, request: web.Request) -> list[Json]:
        return [asdict(sent) for sent in self._api.sent[int(request.query.get("after", 0)) :]]

    async def _log(self, given: Json, request: web.Request) -> list[Json]:
        return [asdict(call) for call in self._api.log[int(request.query.get("after", 0)) :]]

    async def _stats(self, given: Json, request: web.Request) -> Json:
        api = self._api
        waiting = {bot.username: len(bot.queue.pending()) for bot in api.bots.values()}
        chats = Counter(sent.chat for sent in api.sent)
        return {
            "requests": api.requests,
            "refusals": api.refusals,
            "sent": len(api.sent),
            "sent_by_chat": chats,
            "waiting": waiting,
            "deliveries": len(api.deliveries),
        }

    async def _limits(self, given: Json, request: web.Request) -> Json:
        from tests.botapi.limits import Limits

        self._api.limits = Limits(**given.get("figures", {})) if given.get("on", True) else None
        return {}

    async def _fault(self, given: Json, request: web.Request) -> Json:
        kind = given.pop("kind")
        if kind not in FAULTS:
            raise KeyError(kind)
        if given.get("bot"):
            given["bot"] = self._api.bots[given["bot"]]
        getattr(self._api, kind)(**given)
        return {}

    async def _heal(self, given: Json, request: web.Request) -> Json:
        self._api.faults.clear()
        return {}

    async def _down(self, given: Json, request: web.Request) -> Json:
        """Refuse connections for so many seconds; this door is shut as well meanwhile."""
        task = asyncio.create_task(self._away(float(given["seconds"])))
        self._later.add(task)
        task.add_done_callback(self._later.discard)
        return {}

    async def _away(self, seconds: float) -> None:
        await asyncio.sleep(0)  # the answer to this request goes out first
        await self._api.go_down()
        await asyncio.sleep(seconds)
        await self._api.come_back()

    async def _clock(self, given: Json, request: web.Request) -> Json:
        clock = self._api.now
        if not isinstance(clock, Clock):
            raise AssertionError("this stand-in runs on a clock that cannot be moved")
        clock.advance(float(given.get("advance", 0)))
        return {"now": clock()}

    def _someone(self, request: web.Request) -> Person:
        return self._api.people[int(request.match_info["id"])]

    def _where(self, given: Json) -> BotAccount | Group:
        group, token = given.pop("group", 0), given.pop("bot", "")
        if group:
            return self._api.groups[group]
        return self._api.bots[token] if token else next(iter(self._api.bots.values()))


def _message(person: Person, where: BotAccount | Group, number: int) -> Message:
    found = next((message for message in person.chat(where) if message.message_id == number), None)
    assert found is not None, f"no message {number} on the screen"
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, Tap):
        return asdict(value)
    if not isinstance(value, Message):
        return {}
    return {
        "message_id": value.message_id,
        "from_bot": value.from_bot,
        "sender": value.sender,
        "text": value.text,
        "buttons": [[asdict(button) for button in row] for row in value.buttons],
        "files": [{"name": f.name, "kind": f.kind, "size": f.size, "file_id": f.file_id} for f in value.files],
        "edited": value.edited,
    }


def _as_json(handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        given = await request.json() if request.body_exists else {}
        try:
            return web.json_response(await handler(given, request))
        except KeyError as error:
            return web.json_response({"error": f"unknown: {error}"}, status=404)
        except (AssertionError, TypeError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=409)

    return answer
