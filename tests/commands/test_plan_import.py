"""`plan import`: a document becomes a draft of the office; a preview keeps nothing; bad files are one line."""

from pathlib import Path

from sqlmodel import select

from storage.plan_drafts import PlanDraft
from storage.tasks import Task
from tests.cast import Cast
from tests.commands.conftest import Console
from tests.planning.office import PLAN


def drafts(console: Console) -> list[PlanDraft]:
    door = console.door()
    try:
        return list(door.read(lambda session: session.exec(select(PlanDraft)).all()))
    finally:
        door.close()


def written(console: Console, text: str = PLAN) -> str:
    (console.folder / "kh-15.txt").write_text(text, encoding="utf-8")
    return str(console.folder / "kh-15.txt")


def test_a_preview_shows_the_doubtful_first_and_keeps_nothing(console: Console, cast: Cast) -> None:
    told = console.does("plan", "import", written(console), "--preview")
    lines = told.splitlines()
    assert "15/KH-MTTQ-BTT" in lines[0]
    assert "ngày không có trong lịch" in told
    assert lines.index(next(one for one in lines if "Vận động" in one)) < lines.index(
        next(one for one in lines if "Rà soát" in one)
    )
    assert lines[-1] == "Chỉ xem trước, chưa lưu gì."
    assert drafts(console) == []


def test_it_is_stored_once_and_published_by_nobody(console: Console, cast: Cast) -> None:
    file = written(console)
    first = console("plan", "import", file, "--json").json
    assert first["stored"] and first["number"] == "15/KH-MTTQ-BTT" and first["corrects"] is None
    assert {"title", "due", "units", "doubts"} <= set(first["tasks"][0])
    again = console("plan", "import", file, "--json").json
    assert again["draft"] == first["draft"]
    (draft,) = drafts(console)
    assert draft.officer_id is None and draft.unit_id == cast["tinh"]
    door = console.door()
    assert door.read(lambda session: session.exec(select(Task)).all()) == []
    door.close()


def test_the_office_is_named(console: Console, cast: Cast) -> None:
    console.does("plan", "import", written(console), "--unit", "huyen bac")
    assert drafts(console)[0].unit_id == cast["bac"]
    assert "huyen nam" in console.refuses("plan", "import", written(console), "--unit", "huyen nam")


def test_a_bad_file_is_one_line(console: Console, cast: Cast) -> None:
    path = Path(console.folder / "x.docx")
    path.write_bytes(b"PK\x03\x04broken")
    assert "hỏng" in console.refuses("plan", "import", str(path))
    assert "Không tìm thấy" in console.refuses("plan", "import", str(console.folder / "none.txt"))
