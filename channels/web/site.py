"""What every request of the page needs: the site's services, who asks, in which language, from where."""

import functools
import inspect
import logging
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import CookieError
from urllib.parse import urlsplit

from aiohttp import web

from channels.web import signin
from channels.web.files import FileStore
from channels.web.hub import Hub
from channels.web.limits import Limit
from locales import LANGUAGES, say
from reporting.clock import Clock
from storage.base import Json
from storage.door import Door

log = logging.getLogger(__name__)

LANGUAGE_COOKIE = "tincoso_language"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Site:
    """The services of one web chat.

    `secure_cookies`: people reach the page by https. `public_url`: the address they type, where a proxy of ours
    changes the Host. `behind_proxy`: the last address in X-Forwarded-For is the visitor's, set by our own proxy.
    """

    door: Door
    clock: Clock
    hub: Hub
    files: FileStore
    wake: Callable[[], object]
    secure_cookies: bool
    language: str
    zone: str
    public_url: str | None
    behind_proxy: bool
    demo: bool
    messages: Limit = field(default_factory=lambda: Limit(30, timedelta(minutes=1)))
    uploads: Limit = field(default_factory=lambda: Limit(10, timedelta(minutes=10)))
    logins: Limit = field(default_factory=lambda: Limit(10, timedelta(minutes=1)))

    @property
    def cookie(self) -> str:
        """The name of the session's cookie: with __Host- a browser takes it from this very host and https only."""
        return "__Host-tincoso" if self.secure_cookies else "tincoso"

    async def woken(self) -> None:
        """Tell the rest of the program that the inbox has something new."""
        result = self.wake()
        if inspect.isawaitable(result):
            await result


SITE = web.AppKey("site", Site)


def session_hash(request: web.Request) -> str | None:
    """What is stored of the cookie that the browser shows, if it shows one."""
    try:
        token = request.cookies.get(request.app[SITE].cookie)
    except CookieError:
        return None
    return signin.hashed(token) if token else None


async def account_of(request: web.Request) -> int | None:
    """The account that is signed in with this request's cookie."""
    site, held = request.app[SITE], session_hash(request)
    return await site.door.ask(signin.account_of, held, site.clock.now()) if held else None


async def signed_in(request: web.Request) -> int:
    """The same; answers 401 where nobody is signed in."""
    account_id = await account_of(request)
    if account_id is None:
        raise web.HTTPUnauthorized(text=sentence(request, "page-signed-out"))
    return account_id


def language_of(request: web.Request) -> str:
    """The language of the page: the one chosen in this browser, else the site's."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else request.app[SITE].language


def sentence(request: web.Request, key: str, **values: object) -> str:
    """A sentence of the locales in the visitor's language."""
    return say(language_of(request), key, **values)


def address_of(request: web.Request) -> str:
    """Where the request comes from, for counting only."""
    forwarded = request.headers.get("X-Forwarded-For", "") if request.app[SITE].behind_proxy else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.remote or ""


def own_origin(request: web.Request) -> bool:
    """Whether the page that asks is ours: browsers name it in Origin with every POST and WebSocket."""
    named = urlsplit(request.headers.get("Origin", "")).netloc
    public = urlsplit(request.app[SITE].public_url or "").netloc
    return bool(named) and named in (request.host, public)


def from_our_page(handler: Handler) -> Handler:
    """Only for our own page (else 403), and never unpacked: a packed body can be a bomb (415)."""

    @functools.wraps(handler)
    async def guarded(request: web.Request) -> web.StreamResponse:
        if not own_origin(request):
            raise web.HTTPForbidden(text=sentence(request, "page-foreign"))
        if request.headers.get("Content-Encoding"):
            raise web.HTTPUnsupportedMediaType
        return await handler(request)

    return guarded


def note_trouble(doing: str, error: Exception) -> None:
    """Log what failed and where, without the error's own text: a database's errors quote what people wrote."""
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s failed: %s\n%s", doing, type(error).__name__, where)


@web.middleware
async def calm(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Whatever breaks is answered with a sentence, and comes into the log without people's words."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as error:
        note_trouble(f"{request.method} {request.path}", error)
        return web.Response(status=503, text=sentence(request, "page-trouble"))


async def body_of(request: web.Request) -> Json:
    """The JSON object that the page sent; anything else is answered with 400."""
    try:
        said = await request.json()
    except (ValueError, UnicodeDecodeError) as error:
        raise web.HTTPBadRequest(text=sentence(request, "page-not-understood")) from error
    if not isinstance(said, dict):
        raise web.HTTPBadRequest(text=sentence(request, "page-not-understood"))
    return said


def too_many(request: web.Request, seconds: float) -> web.Response:
    """Too much in a while: when it goes on, as a header and as a sentence."""
    wait = int(seconds) + 1
    text = sentence(request, "page-too-fast", seconds=wait)
    return web.Response(status=429, text=text, headers={"Retry-After": str(wait)})


def set_cookie(request: web.Request, response: web.StreamResponse, token: str) -> None:
    """Hand the browser its session."""
    site = request.app[SITE]
    response.set_cookie(
        site.cookie,
        token,
        max_age=int(signin.STAYS.total_seconds()),
        path="/",
        httponly=True,
        samesite="Strict",
        secure=site.secure_cookies,
    )
