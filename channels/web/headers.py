"""The headers on every answer, whatever it is: what a browser may do with our pages, and that it keeps none of them.

OWASP ASVS 5.0: 3.3 (cookies), 3.4 (headers), 14.3 (no caching of private answers).
"""

from aiohttp import web

POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; connect-src 'self' ws: wss:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
# A file that somebody sent is data, even when it calls itself a page.
FILE_POLICY = "default-src 'none'; sandbox"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cache-Control": "no-store",
}


async def guard(request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on; what the answer says itself stays."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    # The version of the server helps nobody but who looks for its holes.
    response.headers["Server"] = "tincoso"
