"""A province in one command, and the list of units as a tree."""

import pytest
from sqlmodel import select

from storage.duties import DayOff, Duty
from storage.units import Unit
from tests.cast import Cast
from tests.commands.conftest import Console
from tests.storage.rows import everything

CAN_THO = ("units", "init", "--province", "Cần Thơ")


def test_a_province_stands_after_one_command(anywhere: Console) -> None:
    told = anywhere.does(*CAN_THO)
    assert "thêm 104 đơn vị" in told
    assert 'python -m bot invite "Thành phố Cần Thơ" --role office' in told
    door = anywhere.door()
    units, duties, days = (
        door.read(lambda s, table=table: s.exec(select(table)).all()) for table in (Unit, Duty, DayOff)
    )
    door.close()
    assert {unit.valid_from.isoformat() for unit in units} == {"2025-07-01"}
    assert {unit.kind for unit in units} == {"thanh_pho", "xa", "phuong"}
    assert {(duty.code, duty.form, duty.active, duty.first_period) for duty in duties} == {
        ("situation", "situation", True, "2026-Q4"),
        ("half-year", "results", True, "2027-H1"),
        ("year", "results", True, "2027"),
        ("monthly", "results", False, "2026-M11"),
    }
    assert {day.day.year for day in days} >= {2026, 2027}


def test_run_again_it_changes_nothing(anywhere: Console) -> None:
    anywhere.does(*CAN_THO)
    door = anywhere.door()
    before = everything(door.engine)
    assert "thêm 0 đơn vị, 104 đơn vị đã có" in anywhere.does(*CAN_THO)
    assert everything(door.engine) == before
    door.close()


def test_what_the_office_has_changed_stays(console: Console) -> None:
    console.does(*CAN_THO)
    door = console.door()

    def edits(session: object) -> None:
        duty = session.get(Duty, "situation")  # type: ignore[attr-defined]
        duty.rule = {**duty.rule, "day": 20}
        session.add(duty)  # type: ignore[attr-defined]
        session.delete(session.exec(select(Unit).where(Unit.name == "Phường Cái Khế")).one())  # type: ignore[attr-defined]

    door.write(edits)
    assert "thêm 1 đơn vị, 103 đơn vị đã có" in console.does(*CAN_THO)
    assert door.read(lambda session: session.get(Duty, "situation").rule["day"]) == 20
    door.close()


def test_the_first_turns_can_be_later_ones(console: Console) -> None:
    console.does(*CAN_THO, "--date", "2027-03-20")
    door = console.door()
    first = door.read(lambda session: {duty.code: duty.first_period for duty in session.exec(select(Duty))})
    door.close()
    assert first == {"situation": "2027-Q2", "half-year": "2027-H1", "year": "2027", "monthly": "2027-M03"}


@pytest.mark.parametrize(("typed", "meant"), [("hau giang", "Cần Thơ"), ("Hà Nôi 2", "Hà Nội"), ("xyzzy", "xyzzy")])
def test_a_province_that_is_none_is_refused_and_nothing_is_made(console: Console, typed: str, meant: str) -> None:
    assert meant in console.refuses("units", "init", "--province", typed)
    assert list(console.folder.iterdir()) == []


def test_the_list_is_a_tree(console: Console, cast: Cast) -> None:
    assert console.does("units", "list").splitlines() == [
        "TINH  Tỉnh Mẫu  [1]",
        "  BAC  Huyện Bắc  [1]",
        "    AN_HOA  Xã An Hòa  [2]",
        "    BINH_HOA  Xã Bình Hòa  [1]",
        "  TRUNG_TAM  Phường Trung Tâm",
        "Tổng số: 5 đơn vị.",
    ]
    found = console("units", "list", "--json").json
    assert found[2] == {
        "id": cast["an_hoa"],
        "code": "AN_HOA",
        "name": "Xã An Hòa",
        "kind": "xa",
        "parent_id": cast["bac"],
        "parent_code": "BAC",
        "valid_from": "2020-01-01",
        "valid_to": None,
        "posts": 2,
    }
