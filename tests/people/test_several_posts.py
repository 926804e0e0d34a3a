"""A person with several posts is asked which one speaks, wherever it makes a difference."""

from pathlib import Path

import pytest
from sqlmodel import Session

from handlers import plan_files
from storage.officers import Post
from storage.tasks import Assignment, Task, TaskStatus
from tests.cast import START
from tests.office.phone import Phone
from tests.office.stories import AUTUMN, Province
from tests.planning.office import PLAN


def holds_also(province: Province, who: str, unit: str, role: str) -> None:
    """That officer gets one more post."""

    def write(session: Session) -> None:
        session.add(Post(officer_id=province.cast[who], unit_id=province.cast[unit], role=role, since=START))

    province.door.write(write)


async def test_a_reporter_of_two_communes_is_asked_for_which(province: Province, tmp_path: Path) -> None:
    holds_also(province, "an", "binh_hoa", "reporter")
    an = Phone(province, "an", AUTUMN, tmp_path)
    await an.says("/baocao")
    offered = [label for label in an.labels if "quý IV/2026" in label]
    assert any("Xã An Hòa" in label for label in offered) and any("Xã Bình Hòa" in label for label in offered)
    label = next(label for label in offered if "Xã Bình Hòa" in label)
    assert "Xã Bình Hòa" in await an.taps(label)


async def test_a_reviewer_of_two_branches_is_asked_whose_summary_and_who_is_missing(
    province: Province, tmp_path: Path
) -> None:
    holds_also(province, "dung", "trung_tam", "reviewer")
    dung = Phone(province, "dung", AUTUMN, tmp_path)
    for command in ("/tonghop", "/chuanop"):
        await dung.says(command)
        assert sum("Huyện Bắc" in label for label in dung.labels) == 1, dung.labels
        assert sum("Phường Trung Tâm" in label for label in dung.labels) == 1, dung.labels


async def test_the_office_of_two_places_is_asked_which_page_to_open(province: Province, tmp_path: Path) -> None:
    holds_also(province, "chi", "bac", "office")
    chi = Phone(province, "chi", AUTUMN, tmp_path)
    assert "Mở nơi nào" in await chi.says("/donvi")
    assert "Võ Văn Dũng" in await chi.taps("Huyện Bắc")


async def test_tasks_of_two_communes_are_told_apart(province: Province, tmp_path: Path) -> None:
    holds_also(province, "an", "binh_hoa", "reporter")

    def give(session: Session) -> None:
        task = Task(
            key="t1",
            unit_id=province.cast["tinh"],
            title="Vận động ủng hộ Quỹ",
            state="open",
            made_by=province.cast["chi"],
            made_at=START,
        )
        session.add(task)
        session.flush()
        for unit in ("an_hoa", "binh_hoa"):
            one = Assignment(task_id=task.id, unit_id=province.cast[unit], since=START)
            session.add(one)
            session.flush()
            session.add(TaskStatus(assignment_id=one.id))

    province.door.write(give)
    an = Phone(province, "an", AUTUMN, tmp_path)
    text = await an.says("/nhiemvu")
    assert "Xã An Hòa" in text and "Xã Bình Hòa" in text


async def test_the_office_of_two_places_is_asked_whose_plan_a_document_is(
    province: Province, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fetched(*_: object) -> bytes:
        return PLAN.encode()

    monkeypatch.setattr(plan_files, "_fetch", fetched)
    holds_also(province, "chi", "bac", "office")
    chi = Phone(province, "chi", AUTUMN, tmp_path)
    for begin in ("/kehoach", "/huy"):  # a file that was asked for, and one out of nothing
        await chi.says(begin)
        await chi.sends_document("ke-hoach.txt")
        assert "chọn đơn vị ban hành kế hoạch này" in chi.text
        assert chi.labels[:2] == ["Kế hoạch của Tỉnh Mẫu", "Kế hoạch của Huyện Bắc"]
    await chi.taps("Kế hoạch của Huyện Bắc")
    await chi.taps("Xem trước khi ban hành")
    assert "Huyện Bắc tự thực hiện" in chi.labels
