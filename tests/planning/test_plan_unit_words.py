"""Units as people type them: accents, old and new spelling, short words, groups, exceptions; never a guess."""

import random

import pytest

from reporting.plan_unit_words import read
from reporting.text import fold
from storage.units import Unit

PLACES: tuple[tuple[str, str, int | None], ...] = (
    ("tinh", "Tỉnh Mẫu", None),
    ("huyen", "Huyện Tam Sơn", 1),
    ("huyen", "Thị xã Vĩnh Lộc Mới", 1),
    ("huyen", "Thành phố Mỹ Hòa", 1),
    ("xa", "Xã Bản Hòn", 2),
    ("xa", "Xã An Hòa", 2),
    ("xa", "Xã An Hòa", 3),
    ("xa", "Xã Thuận Hoà", 3),
    ("phuong", "Phường 1", 4),
    ("phuong", "Phường Trung Tâm", 4),
    ("dac_khu", "Đặc khu Hòn Mây", 1),
    ("thi_tran", "Thị trấn Long Phú Mới", 2),
    ("to_chuc_thanh_vien", "Hội Liên hiệp Phụ nữ tỉnh", 1),
)
THERE = [
    Unit(id=number, kind=kind, name=name, folded=fold(name), parent_id=above, code=f"C{number}")
    for number, (kind, name, above) in enumerate(PLACES, start=1)
]
DISTRICTS, COMMUNES, WARDS = {2, 3, 4}, {5, 6, 7, 8}, {9, 10}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("các huyện", DISTRICTS),
        ("3 huyện, thị xã, thành phố", DISTRICTS),
        ("các huyện, thị, thành", DISTRICTS),
        ("cac huyen, TX, TP", DISTRICTS),
        ("các huyện, thành thị", DISTRICTS),
        ("xa ban hon", {5}),
        ("X. Bản Hòn", {5}),
        ("UB MTTQ xã Bản Hòn", {5}),
        ("UBMTTQVN xã Bản Hòn", {5}),
        ("BTT UBMTTQ xã Bản Hòn", {5}),
        ("Uỷ ban Mặt trận Tổ quốc Việt Nam xã Thuận Hòa", {8}),
        ("Ủy ban MTTQ Việt Nam xã Thuận Hoà", {8}),
        ("Mặt trận các xã, phường", COMMUNES | WARDS),
        ("xã, phường", COMMUNES | WARDS),
        ("100% số xã, phường", COMMUNES | WARDS),
        ("tất cả các xã, phường, đặc khu", COMMUNES | WARDS | {11}),
        ("04 xã, 2 phường, 1 đặc khu", COMMUNES | WARDS | {11}),
        ("cấp xã", COMMUNES | WARDS | {11, 12}),
        ("TT. Long Phú Mới", {12}),
        ("tt long phu moi", {12}),
        ("P. Trung Tâm", {10}),
        ("p1", {9}),
        ("phường 01", {9}),
        ("Tp. Mỹ Hoà", {4}),
        ("TX Vĩnh Lộc Mới", {3}),
        ("xã An Hòa (huyện Tam Sơn)", {6}),
        ("xa an hoa thi xa vinh loc moi", {7}),
        ("các xã thuộc huyện Tam Sơn", {5, 6}),
        ("các xã huyện Tam Sơn", {5, 6}),
        ("các phường: Trung Tâm, 1", WARDS),
        ("các xã trừ xã Bản Hòn", COMMUNES - {5}),
        ("tất cả xã, phường (trừ phường 1)", COMMUNES | {10}),
        ("Hội LHPN tỉnh", {13}),
        ("xã Bản Hòn và phường Trung Tâm", {5, 10}),
        ("C5; c8", {5, 8}),
    ],
)
def test_what_is_meant(typed: str, meant: set[int]) -> None:
    found = read(typed, THERE)
    assert (set(found.units), found.questions) == (meant, ())


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("11 huyện, thị xã, thành phố", "count"),
        ("11 huyện, thị, thành", "count"),
        ("126 xã, phường", "count"),
        ("An Hòa", "unclear"),
        ("các xã An Hòa", "unclear"),
        ("xã An Hòa tỉnh Mẫu", "unclear"),
        ("Bản Hơn", "unknown"),
        ("toàn tỉnh", "unknown"),
        ("Hội LHPN", "unknown"),
        ("các xã trừ xã Bản Hơn", "unknown"),
        ("các xã trừ An Hòa", "unclear"),
        ("xã", "unknown"),
    ],
)
def test_what_is_asked_back(typed: str, why: str) -> None:
    found = read(typed, THERE)
    assert [one.why for one in found.questions] == [why]
    assert found.units == (), "nothing is given meanwhile"


def test_any_choice_of_units_survives_how_it_is_typed() -> None:
    """Without accents, in capitals, with short words, parted by any sign: the very same units, or a question."""
    chance = random.Random(20261123)
    short = {"Xã ": "x. ", "Phường ": "P.", "Thị trấn ": "TT ", "Thị xã ": "TX. ", "Thành phố ": "tp "}
    alone = [unit for unit in THERE if unit.name != "Xã An Hòa"]
    for _ in range(300):
        chosen = chance.sample(alone, chance.randint(1, 5))
        typed = []
        for unit in chosen:
            name = unit.name
            for words, brief in short.items():
                name = name.replace(words, brief) if chance.random() < 0.4 else name
            name = fold(unit.name) if chance.random() < 0.3 else name
            typed.append(name.upper() if chance.random() < 0.2 else name)
        found = read(chance.choice(["; ", "\n", ";"]).join(typed), THERE)
        assert set(found.units) == {unit.id for unit in chosen} and not found.questions, typed
