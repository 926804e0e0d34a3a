"""The doctor asks Telegram who the bot is. The token is in no sentence and no error."""

import json
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from bot.check import FAIL, OK, WARN, Check, is_token
from bot.settings import Settings

SECONDS = 5.0
# What our clock may differ from Telegram's: a minute decides nothing but a deadline's last one.
SKEW_SECONDS = 60

Get = Callable[[str], httpx.Response]


def look(settings: Settings, token: str, now: Callable[[], datetime], get: Get | None = None) -> list[Check]:
    """Whether Telegram knows the token and agrees with our clock."""
    if not is_token(token):
        return [Check("telegram", FAIL, "check-telegram-form")]
    address = f"{settings.telegram_api.rstrip('/')}/bot{token}/getMe"
    try:
        answer = (get or _getter(settings.telegram_proxy))(address)
    except ImportError:
        return [Check("telegram", FAIL, "check-telegram-proxy")]
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        return [Check("telegram", FAIL, "check-telegram-silent", {"why": type(error).__name__})]
    return [_bot(answer), *_skew(answer, now())]


def _getter(proxy: str | None) -> Get:
    def get(address: str) -> httpx.Response:
        with httpx.Client(proxy=proxy or None, trust_env=False, timeout=SECONDS) as client:
            return client.get(address)

    return get


def _bot(answer: httpx.Response) -> Check:
    try:
        told: Any = json.loads(answer.content)
    except ValueError:
        told = None
    if answer.status_code in (401, 404):
        return Check("telegram", FAIL, "check-telegram-token")
    if not isinstance(told, dict) or not told.get("ok"):
        return Check("telegram", FAIL, "check-telegram-odd", {"status": answer.status_code})
    return Check("telegram", OK, "check-telegram-ok", {"name": str(told["result"].get("username", ""))})


def _skew(answer: httpx.Response, now: datetime) -> list[Check]:
    try:
        theirs = parsedate_to_datetime(answer.headers["date"])
        seconds = int(abs((now - theirs).total_seconds()))
    except (KeyError, ValueError, TypeError):
        return []
    state, key = (WARN, "check-skew") if seconds > SKEW_SECONDS else (OK, "check-skew-none")
    return [Check("clock-skew", state, key, {"seconds": seconds})]
