"""Signing in with an invite code, and out."""

from aiohttp import web

from channels.web import signin
from channels.web.site import (
    SITE,
    Site,
    account_of,
    address_of,
    body_of,
    from_our_page,
    language_of,
    sentence,
    session_hash,
    set_cookie,
    too_many,
)
from locales import say
from reporting.text import clean

LONGEST_CODE = 128


@from_our_page
async def enter(request: web.Request) -> web.StreamResponse:
    """POST /login {code}: the browser gets a session, and the bot reads "/start <code>"."""
    site = request.app[SITE]
    if wait := site.logins.spend(address_of(request), site.clock.now()):
        return too_many(request, wait)
    typed = (await body_of(request)).get("code")
    code = signin.tidy_code(clean(typed)) if isinstance(typed, str) else ""
    if not code or len(code) > LONGEST_CODE:
        raise web.HTTPBadRequest(text=sentence(request, "page-code-empty"))
    token, old, language = signin.new_token(), session_hash(request), language_of(request)
    shown, bot_name = say(language, "page-code-shown"), say("vi", "page-bot-name")
    account_id = await site.door(
        signin.enter, code, signin.hashed(token), old, shown, language, bot_name, site.clock.now()
    )
    await site.woken()
    return signed(request, site, account_id, token, old)


def signed(request: web.Request, site: Site, account_id: int, token: str, old: str | None) -> web.Response:
    """The answer to who is signed in now; pages of the old session close."""
    if old:
        site.hub.dismiss(old)
    site.hub.stir(account_id)
    response = web.json_response({"account": account_id})
    set_cookie(request, response, token)
    return response


@from_our_page
async def leave(request: web.Request) -> web.StreamResponse:
    """POST /logout: the session ends here and in every tab that shares it."""
    site, held = request.app[SITE], session_hash(request)
    if held:
        await site.door(signin.end_session, held)
        site.hub.dismiss(held)
    response = web.Response(status=204)
    response.del_cookie(site.cookie, path="/", secure=site.secure_cookies, httponly=True, samesite="Strict")
    return response


async def me(request: web.Request) -> web.StreamResponse:
    """GET /me: the account that is signed in, or 401: how a page tells a lost session from a lost connection."""
    account_id = await account_of(request)
    if account_id is None:
        raise web.HTTPUnauthorized(text=sentence(request, "page-signed-out"))
    return web.json_response({"account": account_id})


def routes() -> list[web.RouteDef]:
    """Where one signs in and out."""
    return [web.post("/login", enter), web.post("/logout", leave), web.get("/me", me)]
