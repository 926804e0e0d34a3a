"""The web chat as an aiohttp application."""

from collections.abc import Callable, Sequence

from aiohttp import web
from sqlalchemy import text
from sqlmodel import Session

from channels.web import exchange, login, socket, transcript
from channels.web.demo import Demo
from channels.web.files import FileStore
from channels.web.headers import guard
from channels.web.hub import Hub
from channels.web.limits import Limit
from channels.web.site import SITE, Site, calm, note_trouble, signed_in
from channels.web.static import Static
from reporting.clock import Clock
from storage.door import Door

# For JSON; files are streamed and counted on their own.
LONGEST_BODY = 64 * 1024


def build_app(
    door: Door,
    clock: Clock,
    hub: Hub,
    files: FileStore,
    wake: Callable[[], object],
    *,
    secure_cookies: bool,
    language: str = "vi",
    demo: Demo | None = None,
    extra_routes: Sequence[web.AbstractRouteDef] = (),
    public_url: str | None = None,
    zone: str = "Asia/Ho_Chi_Minh",
    behind_proxy: bool = False,
    messages: Limit | None = None,
    uploads: Limit | None = None,
) -> web.Application:
    """The page, its live line, its files; with `demo` also the personas and the clock.

    `wake` is called (and awaited, if it gives something to await) after the inbox got something. `extra_routes` are
    others' (webhooks): they get the headers of this site and none of its checks. `messages` and `uploads`: how much
    one account may send, else the site's own measure.
    """
    limits = {"messages": messages, "uploads": uploads}
    app = web.Application(client_max_size=LONGEST_BODY, middlewares=[calm])
    app[SITE] = Site(
        door=door,
        clock=clock,
        hub=hub,
        files=files,
        wake=wake,
        secure_cookies=secure_cookies,
        language=language,
        zone=zone,
        public_url=public_url,
        behind_proxy=behind_proxy,
        demo=demo is not None,
        **{name: limit for name, limit in limits.items() if limit is not None},
    )
    app.add_routes(Static().routes() + login.routes() + exchange.routes())
    app.add_routes([web.get("/ws", socket.open_line), web.get("/history", history), web.get("/healthz", health)])
    app.add_routes(demo.routes() if demo else [])
    app.add_routes(extra_routes)
    app.on_response_prepare.append(guard)
    app.on_shutdown.append(_close_pages)
    return app


async def history(request: web.Request) -> web.StreamResponse:
    """GET /history?before=N: the messages above the top of the screen."""
    site, account_id = request.app[SITE], await signed_in(request)
    before = request.query.get("before", "")
    if not before.isdecimal() or int(before) >= 2**31:
        raise web.HTTPBadRequest
    views, more = await site.door.ask(transcript.screen, account_id, int(before))
    return web.json_response({"messages": views, "more": more})


async def health(request: web.Request) -> web.StreamResponse:
    """GET /healthz: 200 where the database answers, else 503."""
    try:
        await request.app[SITE].door.ask(_ping)
    except Exception as error:
        note_trouble("the question to the database", error)
        return web.json_response({"ok": False}, status=503)
    return web.json_response({"ok": True})


def _ping(session: Session) -> None:
    session.execute(text("SELECT 1"))


async def _close_pages(app: web.Application) -> None:
    app[SITE].hub.close()
