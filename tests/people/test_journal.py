"""The audit as the office reads it: in chat and at the command line; every act has words in both languages."""

import ast
import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

import locales
from reporting import journal
from reporting.refusal import Refusal
from storage import audit
from storage.audit import Audit
from storage.door import Door
from tests.cast import START, Cast
from tests.commands.conftest import Console
from tests.commands.conftest import cast as cast
from tests.commands.conftest import console as console
from tests.office.phone import Phone
from tests.office.stories import AUTUMN, Province

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("reporting", "storage", "handlers", "bot", "scheduler", "channels")
ACT = re.compile(r"[a-z]+\.[a-z-]+")


def _strings(tree: ast.AST) -> set[str]:
    constants = (one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str))
    return {value for value in constants if ACT.fullmatch(value)}


def _noted(tree: ast.AST) -> set[str]:
    """The acts that a module writes. One that is passed in by a name may be any string of the module that looks so."""
    found: set[str] = set()
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or ast.unparse(call.func) != "audit.note":
            continue
        act = call.args[3]
        if isinstance(act, ast.JoinedStr):
            first = act.values[0]
            assert isinstance(first, ast.Constant)
            found.add(f"{first.value}*")
        else:
            found |= _strings(act) or _strings(tree)
    return found


def acts() -> list[str]:
    found: set[str] = set()
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            found |= _noted(ast.parse(path.read_text(encoding="utf-8")))
    return sorted(found)


@pytest.mark.parametrize("language", locales.LANGUAGES)
def test_every_act_that_the_code_writes_has_words(language: str) -> None:
    known = locales.bundle(language)._messages
    missing = []
    for act in acts():
        key = f"audit-{act.replace('.', '-')}"
        if not (any(one.startswith(key[:-1]) for one in known) if act.endswith("*") else key in known):
            missing.append(act)
    assert missing == []
    assert {"report.hand-in", "post.revoke", "report.read", "broadcast.send", "audit.read"} <= set(acts())


@pytest.mark.parametrize("language", locales.LANGUAGES)
def test_every_group_is_named(language: str) -> None:
    assert all(f"audit-group-{name}" in locales.bundle(language)._messages for name in journal.GROUPS)


def openings(door: Door) -> list[Audit]:
    return list(door.read(lambda s: s.exec(select(Audit).where(Audit.act == "audit.read")).all()))


async def test_the_newest_first_with_before_and_after(province: Province, tmp_path: Path) -> None:
    province.files("an_hoa")
    stamp = AUTUMN - timedelta(days=1)
    province.door.write(
        audit.note,
        stamp,
        province.cast["chi"],
        "extension.grant",
        "unit",
        province.cast["an_hoa"],
        unit_id=province.cast["an_hoa"],
        before={"last_good_day": "2026-12-15"},
        after={"last_good_day": "2026-12-21", "reason": "bão số 9"},
    )
    chi = Phone(province, "chi", AUTUMN, tmp_path)
    text = await chi.says("/nhatky")
    assert text.splitlines()[2] == "Mọi việc · Mọi ngày · 2 dòng"
    assert "1. 09:00, 09/12/2026 · Phạm Thị Chi · gia hạn · Xã An Hòa" in text
    assert "2. 09:00, 10/12/2026 · Nguyễn Văn An · gửi báo cáo · báo cáo 1 · Xã An Hòa" in text
    text = await chi.taps("1")
    assert "Trước:\n- last_good_day: 2026-12-15" in text
    assert "Sau:\n- last_good_day: 2026-12-21\n- reason: bão số 9" in text
    assert "2 dòng" in await chi.taps("‹ Quay lại")


async def test_by_group_and_day(province: Province, tmp_path: Path) -> None:
    province.files("an_hoa")
    await Phone(province, "an", AUTUMN, tmp_path).says("/thongbao")
    province.door.write(audit.note, AUTUMN - timedelta(days=1), None, "units.import", "unit")
    chi = Phone(province, "chi", AUTUMN, tmp_path)
    await chi.says("nhật ký")
    text = await chi.taps("Báo cáo")
    assert "Báo cáo · Mọi ngày · 1 dòng" in text and "gửi báo cáo" in text
    text = await chi.taps("Hôm qua")
    assert "0 dòng" in text and "Không có dòng nào." in text
    text = await chi.taps("✓ Báo cáo")
    assert "Mọi việc · thứ Tư, 09/12/2026 · 1 dòng" in text
    assert "chương trình · nhập danh sách đơn vị" in text
    await chi.taps("Ngày sau ›")
    assert "thứ Năm, 10/12/2026" in chi.text and "Ngày sau ›" not in chi.labels


async def test_pages_hold_still_while_acts_go_on_and_the_opening_is_noted_once(
    province: Province, tmp_path: Path
) -> None:
    for n in range(20):
        at = AUTUMN + timedelta(minutes=n)
        province.door.write(audit.note, at, None, "units.import", "unit", n, unit_id=province.cast["bac"])
    chi = Phone(province, "chi", AUTUMN + timedelta(hours=1), tmp_path)
    text = await chi.says("/nhatky")
    assert "1. 09:19" in text and "8. 09:12" in text and "9. " not in text
    province.door.write(audit.note, AUTUMN, None, "units.import", "unit", 99, unit_id=province.cast["bac"])
    assert "9. 09:11" in await chi.taps("Tiếp ›")
    await chi.taps("Tiếp ›")
    assert "20. 09:00" in chi.text and "Tiếp ›" not in chi.labels
    (noted,) = openings(province.door)
    assert (noted.officer_id, noted.unit_id) == (province.cast["chi"], province.cast["tinh"])
    chi.clock.move_to(AUTUMN + timedelta(days=1))
    await chi.taps("‹ Trước")
    assert len(openings(province.door)) == 2, "an opening of yesterday is none"


async def test_a_page_that_nobody_opened_is_an_opening(province: Province, tmp_path: Path) -> None:
    chi = Phone(province, "chi", AUTUMN, tmp_path)
    await chi.says("/menu")
    await chi.taps_data("nk:999999:::0")
    assert "Nhật ký thao tác" in chi.text
    assert len(openings(province.door)) == 1


@pytest.mark.parametrize("who", ["an", "binh", "dung"])
async def test_only_office_and_admin_read(province: Province, tmp_path: Path, who: str) -> None:
    province.files("an_hoa")
    other = Phone(province, who, AUTUMN, tmp_path)
    assert "không có quyền" in await other.says("/nhatky")
    for data in ("nk:5:::0", "nl:1:5:::0"):
        await other.says("/menu")
        await other.taps_data(data)
        assert "không có quyền" in other.screen.alerts[0]
    assert openings(province.door) == []


def test_an_admin_of_a_branch_sees_that_branch_alone(province: Province) -> None:
    admin = province.appoints("Quân", "bac", role="admin")
    for name in ("an_hoa", "trung_tam"):
        unit = province.cast[name]
        province.door.write(audit.note, AUTUMN, None, "units.import", "unit", unit, unit_id=unit)
    province.door.write(audit.note, AUTUMN, None, "channel.resume", "channel", "web")
    upto = province.door.write(journal.open_, AUTUMN, admin)
    view = journal.View(upto)
    found = province.door.write(journal.page, AUTUMN, admin, view, province.office)
    assert [line.unit for line in found.lines] == ["Xã An Hòa"]
    for hidden in (upto, upto - 1):
        with pytest.raises(Refusal):
            province.door.write(journal.line, AUTUMN, admin, upto, hidden)


def _some(console: Console, cast: Cast) -> None:
    door = console.door()
    for hours, name, act in ((0, "an", "report.hand-in"), (30, "em", "report.begin"), (31, "an", "report.begin")):
        at, officer = START + timedelta(hours=hours), cast[name]
        unit = cast["an_hoa" if name == "an" else "binh_hoa"]
        door.write(audit.note, at, officer, act, "report", hours, unit_id=unit, after={"hours": hours})
    door.close()


def test_the_command_line_filters_and_prints_json(console: Console, cast: Cast) -> None:
    _some(console, cast)
    newest, *_, oldest = console("audit", "--json").json
    assert newest == {
        "id": 3,
        "at": "2026-11-23T16:00:00+07:00",
        "officer": cast["an"],
        "name": "Nguyễn Văn An",
        "act": "report.begin",
        "object": "report",
        "object_id": "31",
        "unit": "AN_HOA",
        "unit_name": "Xã An Hòa",
        "before": None,
        "after": {"hours": 31},
    }
    assert oldest["act"] == "report.hand-in"

    def shown(*arguments: str) -> list[str]:
        return [one["object_id"] for one in console("audit", "--json", *arguments).json]

    assert shown("--unit", "binh hoa") == ["30"]
    assert shown("--officer", str(cast["an"])) == ["31", "0"]
    assert shown("--act", "report.hand-in") == ["0"]
    assert shown("--act", "report.", "--limit", "2") == ["31", "30"]
    assert shown("--from", "2026-11-22", "--to", "2026-11-22", "--act", "report.") == ["0"]
    assert shown("--from", "2026-11-23", "--act", "report.") == ["31", "30"]


def test_reading_at_the_command_line_is_noted(console: Console, cast: Cast) -> None:
    _some(console, cast)
    told = console.does("audit", "--act", "report.")
    assert "16:00, 23/11/2026  Nguyễn Văn An  mở báo cáo  report 31  Xã An Hòa" in told
    assert '    Sau: {"hours": 31}' in told
    told = console.does("audit", "--act", "audit.read")
    assert "chương trình  xem nhật ký" in told and '{"act": "report."}' in told
    assert console.does("audit", "--act", "no.such").strip() == "Không có dòng nào."
    console.refuses("audit", "--from", "2026-12-02", "--to", "2026-12-01")


def test_what_the_command_line_puts_out_is_noted(console: Console, cast: Cast) -> None:
    console.does("summary", "--duty", "situation", "--period", "2026-Q4", "--json")
    console.does("tasks", "--overdue", "--json")
    told = console.does("audit", "--act", "summary.export")
    assert "chương trình  xuất bảng tổng hợp" in told and '"period": "2026-Q4"' in told
    assert "chương trình  xuất tình hình nhiệm vụ" in console.does("audit", "--act", "tasks.export")
