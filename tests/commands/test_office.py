"""What the office asks the command line for: the summary, and who would be reminded."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from reporting import office
from storage.door import Door
from tests.cast import Cast
from tests.commands.conftest import Console
from tests.report.conftest import ZONE, Writer

QUARTER = ("summary", "--duty", "situation", "--period", "2026-Q4")


@pytest.fixture
def filed(console: Console, cast: Cast) -> Cast:
    """Xã An Hòa has handed in: one hot opinion, figures, a recommendation."""
    door: Door = console.door()
    an = Writer(door, cast, "an", door.read(office.load, ZONE))
    an.opens(cast["an_hoa"])
    an.says("mostly", "Giá vật tư cao", "yes", "Thiếu nước sạch ở ấp 3", "NN", "concerned", "hot")
    an.skips(rest=True)
    an.skips()
    an.says("5 120 28 4 3 1 1 1 0 0", "Đề nghị nạo vét kênh", "province")
    an.skips()
    an.hands_in()
    door.close()
    return cast


def test_the_summary_as_text(console: Console, filed: Cast) -> None:
    told = console.does(*QUARTER)
    assert told.startswith("Báo cáo tình hình Nhân dân quý IV/2026 · Tỉnh Mẫu\n")
    assert "Đã nhận 1/4 đơn vị (25 %)." in told
    assert "Thiếu nước sạch ở ấp 3" in told
    assert "Đề nghị nạo vét kênh" in told
    assert "Xã Bình Hòa: chưa nhận được" in told


def test_the_same_in_english_and_in_a_file(console: Console, filed: Cast) -> None:
    assert console.does(*QUARTER, "--lang", "en", "-o", "q4.txt") == ""
    told = (console.folder / "q4.txt").read_text(encoding="utf-8")
    assert "1 of 4" in told and "25%" in told


def test_json_is_the_same_object(console: Console, filed: Cast) -> None:
    found = console(*QUARTER, "--format", "json").json
    assert found["reports"]["now"]["received"] == 1
    assert found["unit"]["code"] == "TINH"
    assert [spot["text"] for spot in found["hot_spots"]] == ["Thiếu nước sạch ở ấp 3"]
    assert console(*QUARTER, "--json").json.keys() == found.keys()
    assert console.does(*QUARTER, "--format", "json", "-o", "q4.json") == ""
    assert json.loads((console.folder / "q4.json").read_text(encoding="utf-8"))["schema"] == found["schema"]


def test_a_branch_by_code_or_name(console: Console, filed: Cast) -> None:
    assert console(*QUARTER, "--unit", "bac", "--json").json["reports"]["now"]["owed"] == 3
    assert "Phường Trung Tâm" in console.does(*QUARTER, "--unit", "Phường Trung Tâm")


@pytest.mark.parametrize(
    "arguments",
    [
        ("summary", "--duty", "weather", "--period", "2026-Q4"),
        ("summary", "--duty", "situation", "--period", "2026-H2"),
        ("summary", "--duty", "situation", "--period", "fourth"),
        (*QUARTER, "--unit", "Xã Không Có"),
    ],
)
def test_what_is_not_there_is_one_line(console: Console, cast: Cast, arguments: tuple[str, ...]) -> None:
    assert console.refuses(*arguments)


def test_who_would_be_reminded_and_who_cannot_be(console: Console, filed: Cast) -> None:
    found = console("remind", "--dry-run", "--at", "2026-12-04T08:00", "--json").json
    assert found["at"] == "2026-12-04T08:00:00+07:00"
    quarter = [_about(line, "2026-Q4") for line in found["messages"]]
    assert ("Lê Văn Em", "2026-12-04T08:00:00+07:00", ["Xã Bình Hòa"]) in quarter
    assert all("Xã An Hòa" not in units for _, _, units in quarter), "who has filed hears nothing"
    lost = {(one["unit"], one["why"]) for one in found["unreached"] if one["period"] == "2026-Q4"}
    assert ("Phường Trung Tâm", "no_officer") in lost


def _about(line: dict[str, Any], period: str) -> tuple[str, str, list[str]]:
    return line["officer"], line["at"], [item["unit"] for item in line["items"] if item["period"] == period]


def test_the_same_for_people(console: Console, cast: Cast) -> None:
    told = console.does("remind", "--dry-run", "--at", "2026-12-04T08:00")
    assert "08:00, 04/12/2026  Lê Văn Em (web)" in told
    assert "Phường Trung Tâm: (chưa có cán bộ)" in told
    assert "Phường Trung Tâm" in console.does("remind", "--dry-run", "--at", "2026-12-04T08:00", "--lang", "en")


def test_a_dry_run_stores_nothing(console: Console, cast: Cast, counted: Callable[[], dict[str, int]]) -> None:
    before = counted()
    console.does("remind", "--dry-run", "--at", "2026-12-16T08:00")
    assert counted() == before


@pytest.fixture
def counted(console: Console) -> Callable[[], dict[str, int]]:
    def count() -> dict[str, int]:
        from tests.storage.rows import everything

        door = console.door()
        try:
            return {name: len(rows) for name, rows in everything(door.engine).items()}
        finally:
            door.close()

    return count
