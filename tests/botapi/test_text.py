"""Text as Telegram takes it: cleaning, entities, parse modes."""

from typing import Any

import pytest

from tests.botapi.arguments import Arguments
from tests.botapi.errors import ApiError
from tests.botapi.markup import parse_markup
from tests.botapi.text import read_text, with_found_entities


def marked(text: str, entities: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(kind, the words under it) of each entity; offsets count UTF-16 code units."""
    units = text.encode("utf-16-le")
    return [(e["type"], units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")) for e in entities]


@pytest.mark.parametrize(
    ("mode", "source", "plain", "expected"),
    [
        ("HTML", "Xã <b>Hoà <i>Bình</i></b> &lt;1&gt;", "Xã Hoà Bình <1>", [("bold", "Hoà Bình"), ("italic", "Bình")]),
        ("HTML", '😀 <a href="https://a.vn">đây</a>', "😀 đây", [("text_link", "đây")]),
        ("html", "<pre>a &amp; b</pre><tg-spoiler>c</tg-spoiler>", "a & bc", [("pre", "a & b"), ("spoiler", "c")]),
        ("Markdown", "*đậm* _nghiêng_ `mã` \\*", "đậm nghiêng mã *", "bold italic code"),
        ("Markdown", "[đây](https://a.vn) ```khối```", "đây khối", "text_link pre"),
        ("MarkdownV2", "*đậm __gạch__* ~bỏ~ ||kín|| 15\\.12", "đậm gạch bỏ kín 15.12", None),
        ("MarkdownV2", "[đây](https://a.vn/\\)b) `a.b`", "đây a.b", [("text_link", "đây"), ("code", "a.b")]),
    ],
)
def test_parse_modes(mode: str, source: str, plain: str, expected: Any) -> None:
    text, entities = parse_markup(source, mode)
    assert text == plain
    kinds = [entity["type"] for entity in entities]
    if isinstance(expected, list):
        assert marked(text, entities) == expected
    else:
        assert kinds == (expected or "bold underline strikethrough spoiler").split()


@pytest.mark.parametrize(
    ("mode", "source", "sentence"),
    [
        ("HTML", "<b>a", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("HTML", "ư <x>", 'can\'t parse entities: Unsupported start tag "x" at byte offset 3'),
        ("HTML", "a</b>", "can't parse entities: Unexpected end tag at byte offset 1"),
        ("HTML", "<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("HTML", "a < b", "Unclosed start tag at byte offset 2"),
        ("HTML", '<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler"'),
        ("Markdown", "xã_hội", "Can't find end of the entity starting at byte offset 3"),
        ("MarkdownV2", "hạn 15-12", "Character '-' is reserved and must be escaped with the preceding '\\'"),
        ("MarkdownV2", "*a", "Can't find end of Bold entity at byte offset 0"),
        ("rtf", "a", "unsupported parse_mode"),
    ],
)
def test_broken_markup(mode: str, source: str, sentence: str) -> None:
    with pytest.raises(ApiError) as error:
        parse_markup(source, mode)
    assert error.value.code == 400 and sentence in error.value.description


def test_commands_links_mentions_and_tags_are_found() -> None:
    text = "😀 /baocao@tincoso_bot xem https://a.vn/b?c=1, hỏi @binh và #tổng_hợp, thư an@xa.vn; 1/2"
    assert marked(text, with_found_entities(text).entities) == [
        ("bot_command", "/baocao@tincoso_bot"),
        ("url", "https://a.vn/b?c=1"),
        ("mention", "@binh"),
        ("hashtag", "#tổng_hợp"),
        ("email", "an@xa.vn"),
    ]


def sent(text: str, *entities: dict[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    formatted = read_text(Arguments({"text": text, "entities": list(entities)}))
    return formatted.text, marked(formatted.text, formatted.entities)


def test_control_characters_become_spaces_and_direction_marks_vanish() -> None:
    assert sent("a\x00b\tc\r\nd\u202ee\u2028") == ("a b c\nde", [])


def test_entities_move_with_what_vanishes_and_with_the_trimming() -> None:
    bold = {"type": "bold", "offset": 5, "length": 5}
    assert sent(" \n\r😀\u202eHoà \n", bold)[0] == "😀Hoà"
    assert sent(" \n\r😀\u202eHoà \n", bold)[1] == [("bold", "Hoà")]


def test_entities_that_the_app_finds_itself_are_ignored_and_empty_ones_dropped() -> None:
    url = {"type": "url", "offset": 0, "length": 2}
    empty = {"type": "bold", "offset": 0, "length": 0}
    assert sent("xã", url, empty) == ("xã", [])


@pytest.mark.parametrize(
    ("entity", "sentence"),
    [
        ({"type": "bold", "offset": 9, "length": 1}, "entity begins after the end of the text at UTF-16 offset 9"),
        ({"type": "bold", "offset": 3, "length": 9}, "ends after the end of the text at UTF-16 offset 12"),
        ({"type": "bold", "offset": 0, "length": 1}, "ends in a middle of a UTF-16 symbol"),
        ({"type": "bold", "offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        ({"type": "shiny", "offset": 0, "length": 1}, "can't parse MessageEntity: Unsupported type specified"),
        ({"offset": 0, "length": 1}, "can't parse MessageEntity: Can't find field"),
    ],
)
def test_entities_that_fit_no_text(entity: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ApiError) as error:
        sent("😀 vui", entity)
    assert sentence in error.value.description
