"""Text is cleaned once, folded only to be compared, and cut only where a reader would cut it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.text import clean, clean_name, fold, spelling, split_text, utf16_len

ANYTHING = st.text(st.characters(codec=None), max_size=60)
# What makes trouble stands closer together here than in random text.
TRICKY = st.text(
    st.sampled_from(
        "aDđĐỷUuo\u031b\u0309\u0323 \u00a0\t\n\r\x00\x1f\x85\u200b\u200d\u202e\ufe0f👩🔥🇻1’'-_\ud83d\ude00\u0345ŉ"
    ),
    max_size=40,
)
EITHER = ANYTHING | TRICKY


def letters(text: str) -> str:
    return "".join(text.split())


@given(EITHER)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_name(clean_name(text)) == clean_name(text)


@given(EITHER)
def test_clean_text_can_be_stored_and_exported_everywhere(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == unicodedata.normalize("NFC", cleaned)
    cleaned.encode("utf-8")  # raises for a surrogate
    forbidden = [sign for sign in cleaned if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t"]
    assert forbidden == []
    assert not set(cleaned) & set("\u00a0\u200b\u202a\u202e\u2066\u2069\ufeff\ufffe\uffff")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Ấp\u00a01,\u202fxã\u3000A", "Ấp 1, xã A"),
        ("một\r\nhai\rba\u2028bốn\fnăm", "một\nhai\nba\nbốn\nnăm"),
        ("a\x00b\x07c\x7fd\x9be", "abcde"),
        ("bảng\tcột", "bảng\tcột"),
        ("báo cáo\u202exslx.exe", "báo cáoxslx.exe"),
        ("m\u200bậ\u2060t\ufeff và m\u00adậ\u034ft", "mật và mật"),
        ("Tiến\u0302g", "Tiế\u0302ng".replace("ế\u0302n", "ến\u0302")),
        ("lẻ \ud83d đôi \ud83d\ude00", "lẻ  đôi 😀"),
        ("thẻ\U000e0041\U000e0042", "thẻ"),
        ("hỏng \ufffe\uffff\U0001ffff nhưng \ufffd thấy được", "hỏng  nhưng \ufffd thấy được"),
    ],
)
def test_what_cleaning_keeps(sent: str, kept: str) -> None:
    assert clean(sent) == kept


def test_decomposed_plan_text_becomes_nfc() -> None:
    assert clean(unicodedata.normalize("NFD", "Ủy ban MTTQ Việt Nam")) == "Ủy ban MTTQ Việt Nam"


@pytest.mark.parametrize("emoji", ["👨‍👩‍👧‍👦", "❤️‍🔥", "🏳️‍🌈", "🇻🇳", "1️⃣", "👍🏽", "☎️", "👩🏽‍🌾"])
def test_emoji_stay_whole(emoji: str) -> None:
    assert clean(f"Tốt {emoji}.") == f"Tốt {emoji}."


@pytest.mark.parametrize(
    "text", ["quản\u200dtrị", "a\u200d👩", "👩\u200d", "x\ufe0f", "👩\u200d\u200d👩", "👩\ufe0f\ufe0f"]
)
def test_joiners_outside_an_emoji_are_trickery(text: str) -> None:
    assert clean(text) == text.replace("\u200d", "").replace("\ufe0f\ufe0f", "\ufe0f").replace("x\ufe0f", "x")


def test_a_name_is_one_line_and_its_marks_do_not_pile_up() -> None:
    assert clean_name("  Nguyễn \n Văn\t\u00a0An ") == "Nguyễn Văn An"
    assert len(clean_name("A" + "\u0301" * 500 + "n")) < 10
    assert clean_name("Ê\u0306đê") == clean("Ê\u0306đê")  # an Ede letter with two marks
    assert len(clean("A" + "\u0335" * 500)) == 501  # a report's words are kept as they were sent


@given(EITHER)
def test_folding_is_stable(text: str) -> None:
    once = fold(clean(text))
    assert fold(once) == once
    assert fold(clean(once)) == once


@given(EITHER)
def test_folding_does_not_see_how_accents_are_composed(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Uỷ ban", "Ủy ban"),
        ("Hoà Bình", "Hòa Bình"),
        ("D'Ran", "D’Ran"),
        ("Ea H`Leo", "ea hleo"),
        ("Đắk Lắk", "dak lak"),
        ("ÐẮK LẮK", "đắk lắk"),  # Icelandic Ð, as old converters write it
        ("Bà Rịa - Vũng Tàu", "ba ria vung  tau"),
        ("THỦY", "thuỷ"),
        ("parent_code", "Parent code"),
    ],
)
def test_one_name_in_two_spellings_folds_to_one(left: str, right: str) -> None:
    assert fold(left) == fold(right)


def test_every_vietnamese_letter_folds_to_a_plain_one() -> None:
    vowels = "aăâeêioôơuưy"
    accented = {unicodedata.normalize("NFC", v + tone) for v in vowels for tone in "\u0300\u0301\u0303\u0309\u0323"}
    assert {fold(letter) for letter in accented | set(vowels)} == set("aeiouy")
    assert fold("Đđ") == "dd"


def test_folding_keeps_numbers_and_drops_signs() -> None:
    assert fold("Số: 16/KH-MTTQ-BTT.") == "so 16 kh mttq btt"
    assert fold(" …!? ") == ""


@pytest.mark.parametrize(
    ("left", "right"), [("Hoà  Bình", "hòa bình"), ("Thuỷ", "Thủy"), ("D'Ran", "D’Ran"), ("Ủy", "UỶ")]
)
def test_spelling_ignores_how_a_name_is_typed(left: str, right: str) -> None:
    assert spelling(left) == spelling(right) == spelling(unicodedata.normalize("NFD", right))


@pytest.mark.parametrize(
    ("left", "right"), [("Tân Thành", "Tân Thạnh"), ("Ba Tơ", "Ba Tô"), ("Đa", "Da"), ("Hà Nam", "Ha Nam")]
)
def test_spelling_keeps_apart_what_sounds_different(left: str, right: str) -> None:
    assert spelling(left) != spelling(right)


@given(EITHER)
def test_utf16_length_is_what_messengers_count(text: str) -> None:
    assert utf16_len(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


WORDS = st.lists(EITHER | st.just("\n\n") | st.just("\n") | st.text("aê😀 ", max_size=80), max_size=12).map("".join)


@given(WORDS, st.integers(2, 60))
def test_no_part_is_too_long_and_no_word_is_lost(text: str, limit: int) -> None:
    parts = split_text(text, limit)
    assert all(0 < utf16_len(part) <= limit and part.strip() for part in parts)
    assert letters("".join(parts)) == letters(text)


@given(st.text("😀🔥a ", min_size=1, max_size=200), st.integers(2, 9))
def test_a_surrogate_pair_is_never_torn(text: str, limit: int) -> None:
    for part in split_text(text, limit):
        part.encode("utf-8")


def test_a_text_is_cut_at_a_paragraph_then_a_line_then_a_word() -> None:
    assert split_text("aaaa bbbb\n\ncccc\ndddd", 18) == ["aaaa bbbb", "cccc\ndddd"]
    assert split_text("aaaa bbbb\ncccc dddd", 12) == ["aaaa bbbb", "cccc dddd"]
    assert split_text("aaaa bbbb cccc", 10) == ["aaaa bbbb", "cccc"]
    assert split_text("aaaaaaaaaa", 4) == ["aaaa", "aaaa", "aa"]
    assert split_text("- mục\n  - ý thụt lề", 8) == ["- mục", "  - ý", "thụt lề"]


def test_a_part_is_not_left_nearly_empty_for_an_early_line_end() -> None:
    parts = split_text("I. Mở đầu\n\n" + "từ " * 30, 40)
    assert utf16_len(parts[0]) > 20


def test_short_and_blank_texts() -> None:
    assert split_text("Đã nhận.") == ["Đã nhận."]
    assert split_text(" \n ") == []
    with pytest.raises(ValueError, match="two UTF-16 units"):
        split_text("a", 1)


@pytest.mark.parametrize("length", [3_999, 4_000, 4_001, 4_097, 40_000, 1_000_000])
def test_boundary_lengths(length: int) -> None:
    parts = split_text("ă" * length)
    assert "".join(parts) == "ă" * length
    assert len(parts) == -(-length // 4_000)


def test_a_family_a_flag_and_an_accent_stay_whole_at_a_hard_cut() -> None:
    family, flag, stacked = "👨‍👩‍👧", "🇻🇳", "o\u0328\u0304"
    for cluster in (family, flag, stacked):
        for part in split_text(cluster * 20, 30):
            assert len(part) % len(cluster) == 0
