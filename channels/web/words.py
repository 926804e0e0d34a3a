"""The sentences of the page, handed to it as JSON. What the page fills in itself stays as {name}."""

from functools import cache

from fluent.syntax import FluentParser
from fluent.syntax.ast import Message

from locales import HERE, say

PREFIX = "page-"
# Numbers and names that only the browser knows.
LEFT_OPEN = {name: f"{{{name}}}" for name in ("count", "seconds", "limit", "name", "size", "time", "percent")}


@cache
def sentences(language: str) -> dict[str, str]:
    """Every sentence of page.ftl without the prefix of its key."""
    parsed = FluentParser().parse((HERE / "vi" / "page.ftl").read_text(encoding="utf-8"))
    keys = [entry.id.name for entry in parsed.body if isinstance(entry, Message)]
    return {key.removeprefix(PREFIX): say(language, key, **LEFT_OPEN) for key in keys}
