"""The page itself: one HTML file with the sentences in it, and its styles and scripts.

The scripts lie under a path that holds their version, so a browser keeps them until they change.
"""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

from aiohttp import web

from channels.web import signin
from channels.web.site import LANGUAGE_COOKIE, SITE, Site, account_of, language_of, session_hash, set_cookie
from channels.web.words import sentences
from locales import LANGUAGES
from storage.base import Json

PAGE = Path(__file__).parent / "page"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}
FOREVER = "public, max-age=31536000, immutable"
A_YEAR = int(timedelta(days=365).total_seconds())


class Static:
    """The files of the page, read once."""

    def __init__(self) -> None:
        self.index = (PAGE / "index.html").read_text(encoding="utf-8")
        self.files = {path.name: path.read_bytes() for path in sorted(PAGE.iterdir()) if path.suffix in KINDS}
        everything = b"".join(name.encode() + data for name, data in self.files.items())
        self.version = hashlib.sha256(everything).hexdigest()[:12]

    async def show(self, request: web.Request) -> web.Response:
        """GET /: the page in the visitor's language. `?lang=en` chooses and remembers it."""
        site, chosen = request.app[SITE], request.query.get("lang", "")
        language = chosen if chosen in LANGUAGES else language_of(request)
        response = web.Response(text=self.page(site, language, await account_of(request)), content_type="text/html")
        if chosen in LANGUAGES:
            response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=A_YEAR, samesite="Strict", secure=site.secure_cookies)
        await _stay(request, response)
        return response

    def page(self, site: Site, language: str, account_id: int | None) -> str:
        """The HTML with what the scripts need to begin."""
        words = sentences(language)
        state: Json = {
            "language": language,
            "zone": site.zone,
            "account": account_id,
            "demo": site.demo,
            "limit": site.files.limit,
            "words": words,
        }
        filled = {
            "%LANGUAGE%": language,
            "%TITLE%": words["bot-name"],
            "%NOSCRIPT%": words["noscript"],
            "%STATIC%": f"/static/{self.version}",
            # Inside <script> only "</" and "<!--" could end the block early.
            "%STATE%": json.dumps(state, ensure_ascii=False).replace("<", "\\u003c"),
        }
        text = self.index
        for mark, value in filled.items():
            text = text.replace(mark, value)
        return text

    async def file(self, request: web.Request) -> web.Response:
        """GET /static/{version}/{name}: one of the page's own files."""
        name = request.match_info["name"]
        if name not in self.files:
            raise web.HTTPNotFound
        known = request.match_info["version"] == self.version
        response = web.Response(
            body=self.files[name],
            headers={"Cache-Control": FOREVER if known else "no-store"},
            content_type=KINDS[Path(name).suffix],
            charset=None if name.endswith(".png") else "utf-8",
        )
        response.enable_compression()
        return response

    def routes(self) -> list[web.RouteDef]:
        """Where the page is found."""
        return [
            web.get("/", self.show),
            web.get("/static/{version}/{name}", self.file),
            web.get("/favicon.ico", self.icon),
        ]

    async def icon(self, request: web.Request) -> web.Response:
        """GET /favicon.ico, which browsers ask for unbidden."""
        return web.Response(body=self.files["mark.svg"], content_type="image/svg+xml")


async def _stay(request: web.Request, response: web.Response) -> None:
    """A visit lengthens the session, and the cookie with it."""
    site, held = request.app[SITE], session_hash(request)
    if held is None:
        return
    lengthened = await site.door(signin.lengthen, held, site.clock.now())
    if lengthened:
        set_cookie(request, response, request.cookies[site.cookie])
