"""How Telegram says no: the code, the sentence and the parameters of an answer with ok = false.

The sentences are those of Telegram's published server (github.com/tdlib/telegram-bot-api, Client.cpp) and of tdlib.
"""

from typing import Any

Json = dict[str, Any]
"""A JSON object, as it travels."""


class ApiError(Exception):
    """An answer with ok = false; `parameters` is retry_after (seconds) or migrate_to_chat_id."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(code, description)
        self.code = code
        self.description = description
        self.parameters = parameters

    @property
    def body(self) -> Json:
        """The JSON answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = dict(self.parameters)
        return body


def bad_request(reason: str, **parameters: int) -> ApiError:
    """400. Telegram lowers the first letter of a sentence and leaves a SERVER_CODE as it is."""
    shouted = len(reason) > 1 and (reason[1] == "_" or reason[1].isupper())
    return ApiError(400, "Bad Request: " + (reason if shouted else reason[:1].lower() + reason[1:]), **parameters)


def forbidden(reason: str) -> ApiError:
    """403: this chat cannot be written to; no retry helps."""
    return ApiError(403, f"Forbidden: {reason}")


def too_many(retry_after: int) -> ApiError:
    """429 with the number of whole seconds to wait."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def conflict(reason: str) -> ApiError:
    """409: two ways of fetching updates at once."""
    return ApiError(409, f"Conflict: {reason}")


def unauthorized() -> ApiError:
    """401: the token is unknown or was revoked."""
    return ApiError(401, "Unauthorized")


def not_found(what: str = "") -> ApiError:
    """404: no such path, or (`method not found`) no such method."""
    return ApiError(404, f"Not Found: {what}" if what else "Not Found")
