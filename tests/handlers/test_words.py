"""Commands are found in the words that people type."""

import pytest

from handlers.kit import COMMANDS, command_in, words_in


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("báo cáo", "baocao"),
        ("BAO CAO", "baocao"),
        ("bao cso", "baocao"),
        ("lập báo cáo", "baocao"),
        ("tổng hop", "tonghop"),
        ("tong hợpp", "tonghop"),
        ("chưa nộp", "chuanop"),
        ("tro giup", "trogiup"),
        ("Nhân dân phấn khởi, tin tưởng", None),
        ("co", None),
        ("x" * 41, None),
        ("", None),
        (None, None),
    ],
)
def test_plain_words(typed: str | None, meant: str | None) -> None:
    assert words_in(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/baocao", "baocao"),
        ("/BaoCao@tincoso_bot", "baocao"),
        ("/báocáo thêm", "baocao"),
        ("/nothing", None),
        ("/", None),
    ],
)
def test_slash(typed: str, meant: str | None) -> None:
    assert command_in(typed) == meant


def test_every_way_to_say_a_command_finds_it_and_no_other() -> None:
    for name, ways in COMMANDS.items():
        for words in (name, *ways):
            assert words_in(words) == name
