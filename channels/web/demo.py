"""What only the demo has: choosing who one is, and moving the clock. In service none of these routes exists."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from channels.web import login, signin
from channels.web.site import SITE, account_of, body_of, from_our_page, sentence, session_hash
from reporting.clock import MovableClock
from storage.base import Json

FURTHEST = timedelta(days=3660)
# Just behind the moment of a reminder, so that it is due.
BEHIND = timedelta(seconds=1)


async def _no_moment() -> datetime | None:
    return None


@dataclass
class Demo:
    """The demo's own ways, given by the wiring.

    `personas`: `{key, name, title, unit}` of each, in order. `become`: the web account of a persona (KeyError where
    there is none). `moved`: called after the clock moved, does what became due. `next_moment`: when the next reminder
    is due, if any.
    """

    personas: Callable[[], Awaitable[list[Json]]]
    become: Callable[[str], Awaitable[int]]
    clock: MovableClock
    moved: Callable[[], Awaitable[None]]
    next_moment: Callable[[], Awaitable[datetime | None] | datetime | None] = _no_moment
    played: dict[int, str] = field(default_factory=dict)

    def routes(self) -> list[web.RouteDef]:
        """Where the demo's bar asks."""
        return [
            web.get("/demo/personas", self.list_personas),
            web.post("/demo/become", from_our_page(self.play)),
            web.get("/demo/clock", self.show_clock),
            web.post("/demo/clock", from_our_page(self.move_clock)),
        ]

    async def list_personas(self, request: web.Request) -> web.StreamResponse:
        """GET /demo/personas: who one can be, and who one is."""
        account_id = await account_of(request)
        current = self.played.get(account_id) if account_id is not None else None
        return web.json_response({"personas": await self.personas(), "current": current})

    async def play(self, request: web.Request) -> web.StreamResponse:
        """POST /demo/become {key}: this browser is signed in as that persona."""
        key = (await body_of(request)).get("key")
        try:
            account_id = await self.become(str(key))
        except KeyError as error:
            raise web.HTTPNotFound(text=sentence(request, "page-not-understood")) from error
        self.played[account_id] = str(key)
        site, token, old = request.app[SITE], signin.new_token(), session_hash(request)
        await site.door(signin.open_session, account_id, signin.hashed(token), old, site.clock.now())
        return login.signed(request, site, account_id, token, old)

    async def show_clock(self, request: web.Request) -> web.StreamResponse:
        """GET /demo/clock: the demo's hour, and when the next reminder is due."""
        return web.json_response(await self._hours())

    async def move_clock(self, request: web.Request) -> web.StreamResponse:
        """POST /demo/clock {at} | {add_hours} | {add_days} | {to: "next_reminder"}: forwards only.

        Reminders that went out cannot be unsent, so a clock that goes back would show a day that never was.
        """
        target = await self._target(await body_of(request), ZoneInfo(request.app[SITE].zone))
        now = self.clock.now()
        if target is None or target > now + FURTHEST:
            raise web.HTTPBadRequest(text=sentence(request, "page-demo-when"))
        if target < now:
            raise web.HTTPBadRequest(text=sentence(request, "page-demo-back"))
        self.clock.move_to(target)
        site = request.app[SITE]
        await site.door(signin.lengthen_all, site.clock.now())
        await self.moved()
        hours = await self._hours()
        site.hub.tell_all({"type": "clock", **hours})
        return web.json_response(hours)

    async def _target(self, asked: Json, zone: ZoneInfo) -> datetime | None:
        if asked.get("to") == "next_reminder":
            moment = await self._next()
            return max(moment + BEHIND, self.clock.now()) if moment else None
        try:
            if "at" in asked:
                at = datetime.fromisoformat(str(asked["at"]))
                return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
            return self.clock.now() + timedelta(
                hours=float(asked.get("add_hours", 0)), days=float(asked.get("add_days", 0))
            )
        except (ValueError, TypeError, OverflowError):
            return None

    async def _hours(self) -> Json:
        moment = await self._next()
        return {"now": self.clock.now().isoformat(), "next": moment.isoformat() if moment else None}

    async def _next(self) -> datetime | None:
        found: Any = self.next_moment()
        return await found if inspect.isawaitable(found) else found
