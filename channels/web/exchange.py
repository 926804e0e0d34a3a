"""Files up and down."""

import asyncio
from collections.abc import AsyncIterable

from aiohttp import BodyPartReader, web

from channels.web.files import INLINE, TooBig
from channels.web.headers import FILE_POLICY
from channels.web.names import disposition
from channels.web.site import SITE, from_our_page, sentence, signed_in, too_many
from storage import room

CHUNK = 1 << 18
MEGABYTE = 1 << 20


@from_our_page
async def take(request: web.Request) -> web.StreamResponse:
    """POST /files (multipart, field `file`): keep it, and say under which name it may be sent."""
    site, account_id = request.app[SITE], await signed_in(request)
    now = site.clock.now()
    if wait := site.uploads.spend(account_id, now):
        return too_many(request, wait)
    too_big = web.HTTPRequestEntityTooLarge(
        site.files.limit, text=sentence(request, "page-file-too-big", limit=site.files.limit // MEGABYTE)
    )
    # The envelope takes some room; a length that is far above needs not one byte to be read.
    if (request.content_length or 0) > site.files.limit + MEGABYTE:
        raise too_big
    part = await _file_part(request)
    try:
        await asyncio.to_thread(room.demand, site.files.folder)
        row = await site.files.take(account_id, part.filename or "", _chunks(part), now)
    except TooBig as error:
        raise too_big from error
    except OSError as error:
        raise web.HTTPInsufficientStorage(text=sentence(request, "page-storage-full")) from error
    return web.json_response(await site.files.describe(row))


async def give(request: web.Request) -> web.StreamResponse:
    """GET /files/{stored}: to its owner alone; pictures to look at, everything else to save."""
    site, account_id = request.app[SITE], await signed_in(request)
    row = await site.files.owned(request.match_info["stored"], account_id)
    if row is None:
        raise web.HTTPNotFound(text=sentence(request, "page-file-unknown"))
    shown = row.mime in INLINE and "download" not in request.query
    headers = {
        "Content-Disposition": disposition(row.name, inline=shown),
        "Content-Type": row.mime if shown else "application/octet-stream",
        "Content-Security-Policy": FILE_POLICY,
    }
    return web.FileResponse(site.files.path(row.stored), headers=headers)


async def _file_part(request: web.Request) -> BodyPartReader:
    """The first part with the name `file`; 400 where there is none."""
    try:
        reader = await request.multipart()
        part = await reader.next()
    except (ValueError, AssertionError) as error:
        raise web.HTTPBadRequest(text=sentence(request, "page-not-understood")) from error
    if not isinstance(part, BodyPartReader) or part.name != "file" or part.filename is None:
        raise web.HTTPBadRequest(text=sentence(request, "page-not-understood"))
    return part


async def _chunks(part: BodyPartReader) -> AsyncIterable[bytes]:
    while chunk := await part.read_chunk(CHUNK):
        yield chunk


def routes() -> list[web.RouteDef]:
    """Where files are handed over."""
    return [web.post("/files", take), web.get("/files/{stored:[0-9a-f]{32}}", give)]
