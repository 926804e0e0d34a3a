"""The Bot API as raw JSON over httpx: for fetching updates and setting the webhook. The token is in no error."""

import json
import sys
from importlib.util import find_spec
from typing import Any

import httpx

if find_spec("sniffio") is None:
    # httpcore looks for it in every request, to tell trio from asyncio, and does well without. Python remembers only
    # what it has found: each time it would search all its folders anew, a third of what a request costs.
    sys.modules["sniffio"] = None  # type: ignore[assignment]

API = "https://api.telegram.org"
WEBHOOK_SET = "can't use getUpdates"


class ApiError(Exception):
    """`code` is Telegram's (0: no answer, or none that can be read), `retry_after` in seconds."""

    def __init__(self, code: int, why: str, retry_after: float | None = None) -> None:
        super().__init__(f"{code} {why}" if code else why)
        self.code = code
        self.why = why
        self.retry_after = retry_after

    @property
    def refuses_token(self) -> bool:
        """Telegram knows no such bot: 401 for an unknown or revoked token, 404 for one that cannot be one."""
        return self.code in (401, 404)


class BotApi:
    """Calls of one bot. `proxy` is an http:// or socks5:// address; the environment's proxies are not used."""

    def __init__(self, token: str, api: str = API, proxy: str | None = None) -> None:
        self._root = f"{api.rstrip('/')}/bot{token}/"
        self._client = open_client(proxy)

    async def call(self, method: str, parameters: dict[str, Any], patience: float = 20.0) -> Any:
        """The `result` of the call; the answer is awaited for `patience` seconds. Raises ApiError."""
        limits = httpx.Timeout(10.0, read=patience)
        try:
            answer = await self._client.post(self._root + method, json=parameters, timeout=limits)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise ApiError(0, type(error).__name__) from None
        return _result(answer.status_code, answer.content)

    async def close(self) -> None:
        """Let go of connections."""
        await self._client.aclose()


def open_client(proxy: str | None) -> httpx.AsyncClient:
    """A client that follows no redirect. Raises ValueError for a proxy that cannot be used."""
    check_proxy(proxy)
    return httpx.AsyncClient(proxy=proxy or None, trust_env=False, follow_redirects=False)


def check_proxy(proxy: str | None) -> None:
    """Raises ValueError when httpx cannot use this proxy: a scheme it does not know, or SOCKS without its package."""
    if not proxy:
        return
    try:
        httpx.AsyncHTTPTransport(proxy=httpx.Proxy(proxy), trust_env=False)
    except ImportError:
        raise ValueError("a SOCKS proxy needs the package socksio; an http:// proxy works without") from None
    except (ValueError, httpx.InvalidURL):
        raise ValueError("the proxy must be an http://, https:// or socks5:// address") from None


def _result(status: int, content: bytes) -> Any:
    try:
        # Telegram never sends NaN; PostgreSQL would refuse it.
        body = json.loads(content.decode("utf-8", "replace"), parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        raise ApiError(0, f"unreadable answer (HTTP {status})") from None
    if not isinstance(body, dict) or not isinstance(body.get("ok"), bool):
        raise ApiError(0, f"unreadable answer (HTTP {status})")
    if body["ok"]:
        return body.get("result")
    parameters = body.get("parameters")
    retry_after = parameters.get("retry_after") if isinstance(parameters, dict) else None
    code = body.get("error_code")
    raise ApiError(
        code if isinstance(code, int) else status,
        str(body.get("description", ""))[:200],
        float(retry_after) if isinstance(retry_after, (int, float)) else None,
    )
