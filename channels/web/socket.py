"""The live line to a page: what it says goes into the inbox, what changed on its screen comes back.

Page → server: `hello` {account, revision, waiting}, `text`, `tap`, `file` (see incoming.py), `ping`.
Server → page: `welcome`, `changes`, `ack`, `refused`, `wait`, `answer`, `typing`, `clock`, `pong`.
"""

import asyncio
import contextlib
import json
from datetime import datetime, timedelta
from typing import Any

from aiohttp import WSMsgType, web
from sqlmodel import Session

from channels.web import incoming, signin, transcript
from channels.web.hub import SIGNED_OUT, Connection
from channels.web.incoming import Said, Sent
from channels.web.site import SITE, Site, language_of, note_trouble, own_origin, sentence, session_hash, signed_in
from locales import say
from reporting.refusal import Refusal
from storage import officers
from storage.base import Json

LONGEST_FRAME = 64 * 1024
HEARTBEAT = timedelta(seconds=30)
PATIENCE = timedelta(seconds=10)
MOST_PAGES = 20
MOST_KEYS = 50
FAILED = 1011


class SignedOut(Exception):
    """The session of this page ended while it was open."""


class Line:
    """One open page and its place in the transcript."""

    def __init__(self, site: Site, socket: web.WebSocketResponse, connection: Connection, language: str) -> None:
        self.site, self.socket, self.connection, self.language = site, socket, connection, language
        self.account_id = connection.account_id
        self.revision = 0

    async def welcome(self, hello: Json) -> None:
        """Where the page stands: what it missed since it was last here, or the whole screen."""
        since = hello.get("revision") if hello.get("account") == self.account_id else None
        keys = [key for key in hello.get("waiting") or () if isinstance(key, str)][:MOST_KEYS]
        said = await self.site.door.ask(_standing, self.account_id, since, keys)
        self.revision = said["revision"]
        await self.say({"type": "welcome", "now": self.site.clock.now().isoformat(), **said})

    async def send_news(self) -> None:
        """Pass on what changes, until the page is closed; a page that cannot be served is closed and comes again."""
        try:
            await self._send_news()
        except Exception as error:
            note_trouble("sending news to a page", error)
            await self.socket.close(code=FAILED)

    async def _send_news(self) -> None:
        while not self.connection.dismissed:
            stirred, events = await self.connection.wait()
            if stirred:
                rows, self.revision = await self.site.door.ask(transcript.changes, self.account_id, self.revision)
                views = [transcript.view(row) for row in rows]
                if views:
                    await self.say({"type": "changes", "revision": self.revision, "messages": views})
            for event in events:
                await self.say(event)
        await self.socket.close(code=self.connection.code)

    async def hear(self, frame: Json) -> None:
        """Something came from the page: kept and acknowledged, or refused with a sentence."""
        if frame.get("kind") == "ping":
            return await self.say({"type": "pong"})
        key, now = frame.get("key"), self.site.clock.now()
        if wait := self.site.messages.spend(self.account_id, now):
            seconds = int(wait) + 1
            text = say(self.language, "page-too-fast", seconds=seconds)
            return await self.say({"type": "wait", "key": key, "seconds": seconds, "text": text})
        try:
            number = await self._keep(frame)
        except SignedOut:
            return self.connection.dismiss(SIGNED_OUT)
        except Refusal as refusal:
            text = say(self.language, refusal.key, **refusal.values)
            return await self.say({"type": "refused", "key": key, "reason": refusal.key, "text": text})
        await self.say({"type": "ack", "key": key, "id": number})
        self.site.hub.stir(self.account_id)
        await self.site.woken()

    async def say(self, event: Json) -> None:
        """Send it; a page that is gone misses nothing, it asks again."""
        with contextlib.suppress(ConnectionError):
            await self.socket.send_str(json.dumps(event, ensure_ascii=False))

    async def _keep(self, frame: Json) -> int:
        said = incoming.read(frame)
        if isinstance(said, Sent):
            # Looked at here: no file is read inside a transaction.
            row = await self.site.files.owned(said.stored, self.account_id)
            file = await self.site.files.describe(row) if row else None
            said = Sent(said.key, said.stored, said.caption, file)
        bot_name, now = say("vi", "page-bot-name"), self.site.clock.now()
        held = self.connection.session_hash
        return await self.site.door(_accept, held, self.account_id, said, self.language, bot_name, now)


def _accept(
    session: Session, held: str, account_id: int, said: Said, language: str, bot_name: str, now: datetime
) -> int:
    """Keep it, unless the session ended meanwhile (a post that was revoked). Raises SignedOut, Refusal."""
    if signin.account_of(session, held, now) != account_id:
        raise SignedOut
    return incoming.accept(session, account_id, said, language, bot_name, now)


async def open_line(request: web.Request) -> web.StreamResponse:
    """GET /ws: from our own page (else 403), signed in (else 401)."""
    if not own_origin(request):
        raise web.HTTPForbidden(text=sentence(request, "page-foreign"))
    site, account_id = request.app[SITE], await signed_in(request)
    if site.hub.open_pages(account_id) >= MOST_PAGES:
        raise web.HTTPTooManyRequests(text=sentence(request, "page-too-many"))
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT.total_seconds(), max_msg_size=LONGEST_FRAME)
    await socket.prepare(request)
    # Joined before the transcript is read: a change in between is then read twice, never missed.
    connection = site.hub.join(account_id, session_hash(request) or "")
    try:
        await _talk(Line(site, socket, connection, language_of(request)))
    finally:
        site.hub.leave(connection)
        await socket.close()
    return socket


async def _talk(line: Line) -> None:
    try:
        hello = _read(await line.socket.receive_str(timeout=PATIENCE.total_seconds()))
    except (TimeoutError, TypeError):
        return
    if hello is None or hello.get("kind") != "hello":
        return
    try:
        await line.welcome(hello)
        await _converse(line)
    except Exception as error:
        # The page comes again by itself, and sends again what was not acknowledged.
        note_trouble("the line to a page", error)
        await line.socket.close(code=FAILED)


async def _converse(line: Line) -> None:
    news = asyncio.create_task(line.send_news())
    try:
        async for message in line.socket:
            if message.type is WSMsgType.TEXT and (frame := _read(message.data)) is not None:
                await line.hear(frame)
    finally:
        news.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await news


def _read(text: str) -> Json | None:
    try:
        frame: Any = json.loads(text)
    except ValueError:
        return None
    return frame if isinstance(frame, dict) else None


def _standing(session: Session, account_id: int, since: Any, keys: list[str]) -> Json:
    known = isinstance(since, int) and 0 < since <= transcript.last_revision(session, account_id)
    fresh = not known or transcript.missed(session, account_id, since) > transcript.CATCH_UP
    found = officers.by_address(session, incoming.CHANNEL, str(account_id))
    said: Json = {
        "account": account_id,
        "name": found[0].name if found else "",
        "fresh": fresh,
        "answers": transcript.answers(session, account_id, keys) if keys else [],
    }
    if fresh:
        views, more = transcript.screen(session, account_id)
        return {**said, "messages": views, "more": more, "revision": transcript.last_revision(session, account_id)}
    rows, revision = transcript.changes(session, account_id, since)
    return {**said, "messages": [transcript.view(row) for row in rows], "revision": revision}
