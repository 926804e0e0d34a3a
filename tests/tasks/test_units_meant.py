"""Which units are meant: codes, names, groups; what is unclear is asked back, never guessed."""

from datetime import date

import pytest

from reporting import task_units, task_words
from reporting.task_words import Mark
from reporting.text import fold
from storage.units import Unit
from tests.tasks.story import refused

NAMES = (
    (1, "tinh", "Tỉnh Mẫu", None, "T"),
    (2, "huyen", "Huyện Bắc", 1, "H1"),
    (3, "huyen", "Thị xã Nam", 1, "H2"),
    (4, "xa", "Xã An Hòa", 2, "00004"),
    (5, "xa", "Xã Bản Hon", 2, "00005"),
    (6, "xa", "Xã Tân Thành", 2, "00006"),
    (7, "xa", "Xã Tân Thành", 3, "00007"),
    (8, "xa", "Xã Tân Thạnh", 3, "00008"),
    (9, "phuong", "Phường Trung Tâm", 3, "00009"),
    (10, "dac_khu", "Đặc khu Hòn Mây", 1, "00010"),
    (11, "ban_chuyen_mon", "Ban Phong trào", 1, "BPT"),
    (12, "to_chuc_thanh_vien", "Hội Nông dân tỉnh", 1, None),
)
THERE = [
    Unit(id=n, kind=kind, name=name, folded=fold(name), parent_id=up, code=code) for n, kind, name, up, code in NAMES
]
COMMUNES = (4, 5, 6, 7, 8)


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("Xã An Hòa", (4,)),
        ("an hoa", (4,)),
        ("xa ban hon", (5,)),
        ("P. Trung Tâm", (9,)),
        ("00007", (7,)),
        ("bpt", (11,)),
        ("An Hòa; Bản Hon\nPhường Trung Tâm", (4, 5, 9)),
        ("An Hòa, Bản Hon và Trung Tâm", (4, 5, 9)),
        ("An Hòa; an hoa; 00004", (4,)),
        ("Hội Nông dân tỉnh; Ban Phong trào", (12, 11)),
        ("tất cả xã", COMMUNES),
        ("Tất cả các xã", COMMUNES),
        ("các xã", COMMUNES),
        ("toàn bộ xã, phường, đặc khu", (*COMMUNES, 9, 10)),
        ("tat ca xa phuong", (*COMMUNES, 9)),
        ("các đơn vị cấp xã", (*COMMUNES, 9, 10)),
        ("các huyện", (2, 3)),
        ("2 huyện, thị xã, thành phố", (2, 3)),
        ("5 xã", COMMUNES),
        ("các xã thuộc huyện Bắc", (4, 5, 6)),
        ("tất cả phường của Thị xã Nam", (9,)),
        ("tất cả xã trong tỉnh", COMMUNES),
        ("Tất cả xã; Phường Trung Tâm", (*COMMUNES, 9)),
        ("tất cả", (2, 3, *COMMUNES, 9, 10, 11, 12)),
        ("tất cả đơn vị", (2, 3, *COMMUNES, 9, 10, 11, 12)),
        ("các tổ chức thành viên", (12,)),
        ("Tỉnh Mẫu", (1,)),
        ("Tân Thạnh", (8,)),
    ],
)
def test_these_words_name_these_units(typed: str, units: tuple[int, ...]) -> None:
    meant = task_units.read(typed, THERE)
    assert (sorted(meant.units), meant.questions) == (sorted(units), ())


@pytest.mark.parametrize(
    ("typed", "piece", "why", "candidates"),
    [
        ("Xã Tân Thành", "Xã Tân Thành", "unclear", (6, 7)),
        ("tan thanh", "tan thanh", "unclear", (6, 7, 8)),
        ("Xã An Hoà Tây", "Xã An Hoà Tây", "unknown", (4,)),
        ("Xã Không Có Đâu", "Xã Không Có Đâu", "unknown", ()),
        ("các thị trấn", "các thị trấn", "nobody", ()),
        ("các xã thuộc huyện Đông", "huyen dong", "unknown", None),
    ],
)
def test_what_is_unclear_is_asked_back(typed: str, piece: str, why: str, candidates: tuple[int, ...] | None) -> None:
    meant = task_units.read(f"{typed}; Bản Hon", THERE)
    assert meant.units == (5,)
    (question,) = meant.questions
    assert (question.piece, question.why) == (piece, why)
    assert candidates is None or set(candidates) <= set(question.candidates)


def test_a_number_that_does_not_agree_is_told() -> None:
    (question,) = task_units.read("11 huyện, thị xã, thành phố", THERE).questions
    assert (question.why, question.said, question.found) == ("count", 11, 2)


def test_who_says_all_communes_hears_of_the_wards_that_are_left_out() -> None:
    assert task_units.read("tất cả xã", THERE).beside == {"phuong": 1, "dac_khu": 1}
    assert task_units.read("tất cả xã, phường, đặc khu", THERE).beside == {}


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("30/11/2026", date(2026, 11, 30)),
        ("1.3.2027", date(2027, 3, 1)),
        ("2026-12-15", date(2026, 12, 15)),
        ("30/11", date(2026, 11, 30)),
        ("23/11", date(2026, 11, 23)),
        ("22/11", date(2027, 11, 22)),
        ("không có hạn", None),
        ("Khong", None),
    ],
)
def test_days_as_people_type_them(typed: str, day: date | None) -> None:
    assert task_words.day_in(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["30/2/2026", "trong tháng 11", "30/11/26", "29/2", ""])
def test_what_is_no_day_is_asked_again(typed: str) -> None:
    with refused("task-refused-day"):
        task_words.day_in(typed, TODAY)


def test_milestones_are_read_line_by_line() -> None:
    assert task_words.marks_in("1. Dự thảo: 15/10/2026\n- Trình duyệt : 30/10/2026; Tổng kết") == (
        Mark("Dự thảo", date(2026, 10, 15)),
        Mark("Trình duyệt", date(2026, 10, 30)),
        Mark("Tổng kết", None),
    )


@pytest.mark.parametrize("typed", ["Dự thảo: sớm", ": 15/10/2026", "A: 1/1/2026; a: 2/1/2026"])
def test_a_milestone_that_cannot_be_read_is_named(typed: str) -> None:
    with refused("task-refused-mark"):
        task_words.marks_in(typed)
