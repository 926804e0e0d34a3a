"""The shipped list of units, and finding in it what a person typed."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.text import clean_name, fold
from reporting.unit_history import old_communes, predecessors, successors
from reporting.unit_kinds import KINDS, kind_in_name, kind_told
from reporting.unit_list import DATA, ListedUnit, UnknownProvince, communes, find_province, listed, provinces
from reporting.unit_match import bare_name, match, near

EVERY_COMMUNE = [commune for province in provinces() for commune in communes(province.code)]


def names(found: list[ListedUnit]) -> list[str]:
    return [unit.name for unit in found]


def test_the_counts_of_the_two_tier_order() -> None:
    assert Counter(province.kind for province in provinces()) == {"tinh": 28, "thanh_pho": 6}
    assert Counter(commune.kind for commune in EVERY_COMMUNE) == {"xa": 2621, "phuong": 687, "dac_khu": 13}


@pytest.mark.parametrize(
    ("province", "kinds"),
    [
        ("Cần Thơ", {"phuong": 31, "xa": 72}),
        ("An Giang", {"xa": 85, "phuong": 14, "dac_khu": 3}),
        ("Lai Châu", {"xa": 36, "phuong": 2}),
        ("Sơn La", {"xa": 67, "phuong": 8}),
    ],
)
def test_the_counts_of_single_provinces(province: str, kinds: dict[str, int]) -> None:
    assert Counter(commune.kind for commune in communes(find_province(province).code)) == kinds


def test_every_row_of_the_list_is_sound() -> None:
    codes = [unit.code for unit in provinces() + EVERY_COMMUNE]
    assert len(set(codes)) == len(codes) == 3355
    for unit in EVERY_COMMUNE:
        assert unit.name == clean_name(unit.name)
        assert kind_in_name(unit.name) == unit.kind
        assert unit.parent_code in codes and len(unit.code) == 5
        assert listed(unit.code) is unit


def test_the_source_is_named_and_the_files_are_small() -> None:
    notice = (DATA / "NOTICE.md").read_text(encoding="utf-8")
    assert "MIT License" in notice and "vietnamadminunits 1.0.4" in notice
    assert sum(file.stat().st_size for file in DATA.iterdir()) < 400_000


@pytest.mark.parametrize(
    "typed",
    [
        "Cần Thơ",
        "cần thơ",
        "can tho",
        "Thành phố Cần Thơ",
        "TP. Cần Thơ",
        "tp can tho",
        "tỉnh Cần Thơ",
        unicodedata.normalize("NFD", "Cần Thơ"),
        "CẦN\xa0THƠ",
    ],
)
def test_a_province_by_any_of_its_names(typed: str) -> None:
    assert find_province(typed).code == "92"


@pytest.mark.parametrize(
    ("typed", "code"), [("TPHCM", "79"), ("TP.HCM", "79"), ("Sài Gòn", "79"), ("Khánh Hoà", "56"), ("thanh hoa", "38")]
)
def test_nicknames_and_other_tone_positions(typed: str, code: str) -> None:
    assert find_province(typed).code == code


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Lai Chu", "Tỉnh Lai Châu"),
        ("Sóc Trăng", "Thành phố Cần Thơ"),
        ("tỉnh Kiên Giang", "Tỉnh An Giang"),
        ("Cần Tho7", "Thành phố Cần Thơ"),
    ],
)
def test_an_unknown_province_comes_with_what_may_be_meant(typed: str, meant: str) -> None:
    with pytest.raises(UnknownProvince) as caught:
        find_province(typed)
    assert meant in caught.value.near
    assert typed in str(caught.value) and meant in str(caught.value)


@pytest.mark.parametrize("typed", ["", "xyzw", "Tỉnh", "🙂"])
def test_what_is_like_no_province_has_no_suggestion(typed: str) -> None:
    with pytest.raises(ValueError, match="no province is called") as caught:
        find_province(typed)
    assert isinstance(caught.value, UnknownProvince)
    if typed != "Tỉnh":
        assert caught.value.near == ()


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(ValueError, match="'00'"):
        communes("00")
    with pytest.raises(ValueError, match="03430"):
        communes("03430")  # a commune has none below it here
    assert listed("00") is None


@given(st.sampled_from(EVERY_COMMUNE))
def test_every_commune_is_found_by_its_name(unit: ListedUnit) -> None:
    around = communes(unit.parent_code or "")
    assert match(unit.name, around) == [unit]
    assert unit in match(bare_name(unit.name, unit.kind), around)
    assert unit in match(fold(unit.name), around)
    assert match(unicodedata.normalize("NFD", unit.name.upper()), around) == [unit]


THANH_HOA, TAY_NINH, LAI_CHAU, LAM_DONG = (communes(code) for code in ("38", "80", "12", "68"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dong tien", ["Xã Đồng Tiến", "Phường Đông Tiến"]),  # asks back
        ("xã dong tien", ["Xã Đồng Tiến"]),
        ("P. Dong Tien", ["Phường Đông Tiến"]),
        ("Đông Tiến", ["Phường Đông Tiến"]),
        ("xã Đông Tiến", ["Xã Đồng Tiến"]),  # a tone is missing, none is wrong
        ("xã Động Tiến", []),  # contradicts: the commune is Đồng Tiến
        ("Quan Sơn", ["Xã Quan Sơn"]),  # no quận
        ("Quan", []),  # part of a name is no name
        ("", []),
        ("!", []),
    ],
)
def test_what_people_type_in_thanh_hoa(typed: str, found: list[str]) -> None:
    assert names(match(typed, THANH_HOA)) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tan thanh", ["Xã Tân Thành", "Xã Tân Thạnh"]),
        ("Tân Thành", ["Xã Tân Thành"]),
        ("Tan Thạnh", ["Xã Tân Thạnh"]),
        ("phường tan thanh", []),
    ],
)
def test_accents_narrow_but_their_absence_does_not_guess(typed: str, found: list[str]) -> None:
    assert names(match(typed, TAY_NINH)) == found


@pytest.mark.parametrize("typed", ["D'Ran", "D’Ran", "xã dran", "X. D`RAN"])
def test_apostrophes_do_not_matter(typed: str) -> None:
    assert names(match(typed, LAM_DONG)) == ["Xã D'Ran"]


def test_suggestions_are_only_suggestions() -> None:
    assert match("Khun Hà", LAI_CHAU) == []
    assert names(near("Khun Hà", LAI_CHAU))[0] == "Xã Khun Há"
    assert names(near("Phong Tho", LAI_CHAU))[0] == "Xã Phong Thổ"
    assert near("", LAI_CHAU) == near("qqqq", LAI_CHAU) == []
    assert len(near("xã", LAI_CHAU, limit=3)) == 3


def test_the_kind_is_taken_off_a_name_only_where_it_is_the_kind() -> None:
    assert bare_name("Phường Phương Liệt", "phuong") == "Phương Liệt"
    assert bare_name("Phương Liệt", "phuong") == "Phương Liệt"
    assert bare_name("Thành phố Cần Thơ", "thanh_pho") == "Cần Thơ"
    assert bare_name("Phường Đúc", "phuong") == "Đúc"
    assert bare_name("Xã", "xa") == "Xã"


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("xã", "xa"),
        ("XA", "xa"),
        ("Đặc khu", "dac_khu"),
        ("dac_khu", "dac_khu"),
        ("TT", "thi_tran"),
        ("ward", "phuong"),
        ("Quận", "huyen"),
        ("thị xã", "huyen"),
        ("Thành phố", "thanh_pho"),
        ("thành phố thuộc tỉnh", "huyen"),
        ("bản", "khu_dan_cu"),
        ("Ban", None),
        ("ban", None),
        ("Hội", "to_chuc_thanh_vien"),
        ("làng", None),
        ("", None),
    ],
)
def test_the_kind_that_a_column_tells(word: str, kind: str | None) -> None:
    assert kind_told(word) == kind


def test_every_kind_is_told_by_its_own_name() -> None:
    assert [kind_told(kind) for kind in KINDS] == list(KINDS)


@pytest.mark.parametrize(
    "name", ["Bản Bo", "Hội An", "Đoàn Kết", "Quan Sơn", "Thanh Xuân", "Thành phố Cần Thơ", "Xã", "Khun Há"]
)
def test_a_name_that_does_not_tell_its_kind(name: str) -> None:
    assert kind_in_name(name) is None


def test_an_old_commune_leads_to_the_new_one() -> None:
    (old,) = match("Bản Hon", old_communes("12"))
    assert (old.province, old.district, old.kind) == ("Tỉnh Lai Châu", "Huyện Tam Đường", "xa")
    assert names(successors(old)) == ["Xã Khun Há"]
    assert old in predecessors("03430")


def test_the_old_list_covers_the_new_one() -> None:
    assert len(old_communes()) == 10_040
    assert all(successors(old) and len(successors(old)) == len(old.successors) for old in old_communes())
    assert all(predecessors(commune.code) for commune in EVERY_COMMUNE)
    assert all(old.kind in ("xa", "phuong", "thi_tran", "huyen") for old in old_communes())


def test_soc_trang_went_to_can_tho_and_nowhere_else() -> None:
    old = [commune for commune in old_communes() if commune.province == "Tỉnh Sóc Trăng"]
    taken_over = {unit for commune in old for unit in successors(commune)}
    assert len(old) == 108
    assert len({commune.district for commune in old}) == 11
    assert len(taken_over) == 43 and {unit.parent_code for unit in taken_over} == {"92"}


def test_two_old_communes_of_one_name_keep_their_own_successors() -> None:
    found = {old.province: names(successors(old)) for old in match("Xã Long Phú", old_communes("92"))}
    assert found == {"Tỉnh Hậu Giang": ["Phường Long Phú 1"], "Tỉnh Sóc Trăng": ["Xã Long Phú"]}


def test_a_merged_province_is_suggested_by_the_old_list_too() -> None:
    today = {fold(province.name) for province in provinces()}
    ended = {old.province: successors(old)[0].parent_code for old in old_communes() if fold(old.province) not in today}
    assert len(ended) == 29
    for name, code in ended.items():
        with pytest.raises(UnknownProvince) as caught:
            find_province(name)
        assert caught.value.near == (listed(code or "").name,)  # type: ignore[union-attr]


def test_an_island_district_had_no_commune() -> None:
    islands = [old for old in old_communes() if old.code is None]
    assert sorted(bare_name(old.name, old.kind) for old in islands) == sorted(
        ["Bạch Long Vĩ", "Cồn Cỏ", "Hoàng Sa", "Lý Sơn", "Côn Đảo"]
    )
    assert {unit.kind for old in islands for unit in successors(old)} == {"dac_khu"}
