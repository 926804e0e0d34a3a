"""The arguments of one call, however they travelled: query string, JSON, form or multipart."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, hdrs, web

from tests.botapi.errors import ApiError, bad_request

MAX_BODY = 52 * 1024 * 1024
"""A little above the 50 MB that a bot may upload; more is answered with 413, as by Telegram's front."""
MULTIPART = "multipart/"


@dataclass(frozen=True)
class Upload:
    """A file inside a request."""

    name: str
    mime: str
    content: bytes


@dataclass
class Arguments:
    """Named values, read as leniently as Telegram reads them, and the files that came along."""

    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The value as text; empty when it is missing."""
        value = self.values.get(name, "")
        if isinstance(value, (dict, list, bool)):
            return json.dumps(value)
        return "" if value is None else str(value)

    def number(self, name: str, default: int = 0, low: int = -(1 << 62), high: int = 1 << 62) -> int:
        """The leading digits of the value, forced between `low` and `high`; `default` when it is missing."""
        text = self.text(name)
        digits = re.match(r"\s*-?\d+", text)
        value = (int(digits[0]) if digits else 0) if text else default
        return max(low, min(high, value))

    def flag(self, name: str) -> bool:
        """True for true, yes and 1, in any case."""
        return self.text(name).lower() in ("true", "yes", "1")

    def structure(self, name: str, what: str) -> Any:
        """The JSON value, come as JSON or as text; None when missing. Raises ApiError 400: can't parse `what`."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"Can't parse {what} JSON object") from error


async def read_arguments(request: web.Request) -> Arguments:
    """Read one request of a bot. Raises ApiError 413 when it is larger than Telegram takes."""
    arguments = Arguments(dict(request.query))
    kind = request.content_type
    try:
        if kind.startswith(MULTIPART):
            await read_parts(await request.multipart(), arguments)
        elif kind == "application/json":
            arguments.values.update(parse_json(await request.read()))
        elif request.can_read_body:
            arguments.values.update({name: str(value) for name, value in (await request.post()).items()})
    except web.HTTPRequestEntityTooLarge as error:
        raise ApiError(413, "Request Entity Too Large") from error
    return arguments


def parse_json(body: bytes) -> dict[str, Any]:
    """The object inside a JSON body; an empty body is an empty object."""
    try:
        value = json.loads(body) if body.strip() else {}
    except ValueError as error:
        raise bad_request("Can't parse JSON object") from error
    if not isinstance(value, dict):
        raise bad_request("JSON object expected")
    return value


async def read_parts(parts: AsyncIterator[Any], arguments: Arguments) -> None:
    """Add the parts of a multipart body: those with a file name are files, the others are values."""
    size = 0
    async for part in parts:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        content = bytes(await part.read(decode=True))
        size += len(content)
        if size > MAX_BODY:
            raise ApiError(413, "Request Entity Too Large")
        if part.filename is None:
            arguments.values[part.name] = content.decode("utf-8", "replace")
        else:
            mime = part.headers.get(hdrs.CONTENT_TYPE, "application/octet-stream")
            arguments.files[part.name] = Upload(part.filename, mime, content)
