"""parse_mode: HTML, Markdown and MarkdownV2 into text and entities, with the refusals of tdlib's MessageEntity.cpp."""

import html
import re

from tests.botapi.errors import Json, bad_request

TAGS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
ATTRIBUTE = re.compile(r"""([^\s=>/"']+)\s*(?:=\s*("[^"]*"|'[^']*'|[\w.-]+))?""")
ESCAPE = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9A-Fa-f]+);")
RESERVED = "_*[]()~`>#+-=|{}.!"
MARKS_V2 = {"*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler", "`": "code"}
NAMES = {"bold": "Bold", "italic": "Italic", "underline": "Underline", "strikethrough": "Strikethrough"}
NAMES |= {"spoiler": "Spoiler", "code": "Code", "pre": "Pre", "text_link": "TextUrl"}


def utf16_length(text: str) -> int:
    """The length in UTF-16 code units, in which Telegram counts offsets."""
    return len(text) + sum(character > "\uffff" for character in text)


def parse_markup(text: str, parse_mode: str) -> tuple[str, list[Json]]:
    """Parse the text by its parse_mode, in any case. Raises ApiError 400 "can't parse entities: …"."""
    parsers = {"html": _parse_html, "markdown": _parse_markdown, "markdownv2": _parse_markdown_v2}
    parser = parsers.get(parse_mode.lower())
    if parser is None:
        raise bad_request("Unsupported parse_mode")
    plain, entities = parser(text)
    return plain, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


class _Builder:
    """Plain text growing beside the entities that are open over it."""

    def __init__(self) -> None:
        self.plain = ""
        self.entities: list[Json] = []
        self.open: list[tuple[str, str, int, int]] = []  # kind, argument, UTF-16 offset, byte offset of the mark

    def start(self, kind: str, byte: int, argument: str = "") -> None:
        self.open.append((kind, argument, utf16_length(self.plain), byte))

    def end(self) -> None:
        kind, argument, offset, _ = self.open.pop()
        length = utf16_length(self.plain) - offset
        if not length:
            return
        entity: Json = {"type": kind, "offset": offset, "length": length}
        extra = {"text_link": "url", "pre": "language", "custom_emoji": "custom_emoji_id"}.get(kind)
        if extra and argument:
            entity[extra] = argument
        if kind != "text_link" or argument:
            self.entities.append(entity)


def _fail(reason: str) -> Exception:
    return bad_request(f"Can't parse entities: {reason}")


def _byte(text: str, place: int) -> int:
    return len(text[:place].encode())


def _parse_html(text: str) -> tuple[str, list[Json]]:
    builder, place = _Builder(), 0
    tags: list[str] = []
    while place < len(text):
        if text[place] != "<":
            escape = ESCAPE.match(text, place)
            builder.plain += html.unescape(escape[0]) if escape else text[place]
            place = escape.end() if escape else place + 1
            continue
        end, byte = text.find(">", place), _byte(text, place)
        if text.startswith("</", place):
            _close_tag(builder, tags, text[place + 2 : end].strip().lower() if end > 0 else None, byte)
        else:
            if end < 0:
                raise _fail(f"Unclosed start tag at byte offset {byte}")
            tags.append(_open_tag(builder, text[place + 1 : end], byte))
        place = end + 1
    if tags:
        raise _fail(f'Can\'t find end tag corresponding to start tag "{tags[-1]}"')
    return builder.plain, builder.entities


def _open_tag(builder: _Builder, inside: str, byte: int) -> str:
    name = (inside.split() or [""])[0].lower()
    if name not in TAGS:
        raise _fail(f'Unsupported start tag "{name}" at byte offset {byte}')
    found = {key: html.unescape(value.strip("\"'")) for key, value in ATTRIBUTE.findall(inside[len(name) :])}
    if name == "span" and found.get("class") != "tg-spoiler":
        raise _fail(f'Tag "span" must have class "tg-spoiler" at byte offset {byte}')
    kind = "expandable_blockquote" if name == "blockquote" and "expandable" in found else TAGS[name]
    builder.start(kind, byte, found.get("href") or found.get("emoji-id") or "")
    return name


def _close_tag(builder: _Builder, tags: list[str], name: str | None, byte: int) -> None:
    if not tags:
        raise _fail(f"Unexpected end tag at byte offset {byte}")
    if name is None:
        raise _fail(f"Unclosed end tag at byte offset {byte}")
    if name and name != tags[-1]:
        raise _fail(f'Unmatched end tag at byte offset {byte}, expected "</{tags[-1]}>", found "</{name}>"')
    builder.end()
    tags.pop()


def _parse_markdown(text: str) -> tuple[str, list[Json]]:
    builder, place = _Builder(), 0
    while place < len(text):
        mark = text[place]
        if mark == "\\" and text[place + 1 : place + 2] in ("_", "*", "`", "["):
            builder.plain += text[place + 1]
            place += 2
        elif mark in "_*`[":
            place = _markdown_entity(builder, text, place)
        else:
            builder.plain += mark
            place += 1
    return builder.plain, builder.entities


def _markdown_entity(builder: _Builder, text: str, place: int) -> int:
    mark = "```" if text.startswith("```", place) else text[place]
    kind = {"_": "italic", "*": "bold", "`": "code", "```": "pre", "[": "text_link"}[mark]
    closing = "]" if mark == "[" else mark
    end = text.find(closing, place + len(mark))
    if end < 0:
        raise _fail(f"Can't find end of the entity starting at byte offset {_byte(text, place)}")
    inside, after = text[place + len(mark) : end], end + len(closing)
    link = re.compile(r"\(([^)]*)\)").match(text, after) if mark == "[" else None
    builder.start(kind, place, link[1] if link else "")
    builder.plain += inside
    builder.end()
    return link.end() if link else after


def _parse_markdown_v2(text: str) -> tuple[str, list[Json]]:
    builder, place = _Builder(), 0
    while place < len(text):
        character = text[place]
        if character == "\\" and "\0" < text[place + 1 : place + 2] <= "~":
            builder.plain += text[place + 1]
            place += 2
        elif character not in RESERVED or (_is_code(builder) and character != "`"):
            builder.plain += character
            place += 1
        else:
            place = _markdown_v2_mark(builder, text, place)
    if builder.open:
        kind, _, _, byte = builder.open[-1]
        raise _fail(f"Can't find end of {NAMES[kind]} entity at byte offset {byte}")
    return builder.plain, builder.entities


def _is_code(builder: _Builder) -> bool:
    return bool(builder.open) and builder.open[-1][0] in ("code", "pre")


def _markdown_v2_mark(builder: _Builder, text: str, place: int) -> int:
    kind = builder.open[-1][0] if builder.open else ""
    if text[place] == "]" and kind == "text_link":
        link = re.compile(r"\]\(((?:\\.|[^)\\])*)\)").match(text, place)
        builder.open[-1] = (kind, re.sub(r"\\(.)", r"\1", link[1]) if link else "", *builder.open[-1][2:])
        builder.end()
        return link.end() if link else place + 1
    mark = next((m for m in ("```", "__", "||", text[place]) if text.startswith(m, place)), "")
    opens = {**MARKS_V2, "```": "pre", "[": "text_link"}.get(mark)
    if opens is None:
        raise _fail(f"Character '{text[place]}' is reserved and must be escaped with the preceding '\\'")
    if opens == kind:
        builder.end()
    else:
        builder.start(opens, _byte(text, place))
    return place + len(mark)
