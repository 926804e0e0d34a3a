"""Every act on tasks × every role × own, sibling, lower, upper and another province's object: default deny."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from reporting import (
    task_answer,
    task_draft,
    task_evidence,
    task_groups,
    task_import,
    task_look,
    task_page,
    task_past,
    task_pick,
    task_publish,
    tasks,
)
from reporting.attach import Stored
from reporting.refusal import Refusal
from reporting.sheet_tasks import TaskSheet
from reporting.text import fold
from storage.officers import Officer, Post
from storage.task_entries import TaskEntry, TaskEvidence
from storage.task_views import Narrow
from storage.units import Unit
from tests.tasks.story import Story, refused

WHO = ("an", "binh", "em", "dung", "chi", "admin", "other", "nobody")
WRITERS = {"an", "binh"}
READERS = {"an", "binh", "dung", "chi", "admin"}
MANAGERS = {"chi", "admin"}
LOOKERS = {"dung", "chi", "admin"}


@pytest.fixture
def story(story: Story) -> Story:
    """With an admin, the office of another province, and an officer whose post has ended."""
    story.appoints("admin", "Quản trị", "tinh", "admin")

    def other(session: Session) -> tuple[int, int]:
        unit = Unit(kind="tinh", name="Tỉnh Khác", folded=fold("Tỉnh Khác"), valid_from=date(2020, 1, 1), code="KHAC")
        left = Officer(name="Đã thôi", created_at=story.now)
        session.add_all([unit, left])
        session.flush()
        session.add(
            Post(
                officer_id=left.id or 0,
                unit_id=story.cast["an_hoa"],
                role="reporter",
                since=story.now,
                ended_at=story.now,
            )
        )
        return unit.id or 0, left.id or 0

    story.cast.units["khac"], story.cast.people["nobody"] = story.door.write(other)
    story.appoints("other", "Văn phòng tỉnh khác", "khac", "office")
    return story


Act = Callable[[Story, str], Any]


def given(story: Story) -> tuple[int, int]:
    task_id = story.gives(marks="Dự thảo: 25/11/2026")
    return task_id, story.part(task_id)


def writes(name: str) -> Act:
    def act(story: Story, who: str) -> Any:
        _, part = given(story)
        mark = story.card(part).marks[0].id
        story.files += 1
        stored = Stored(f"{story.files:032x}", "a.jpg", "image/jpeg", 1, "0" * 64)
        acts: dict[str, Callable[[], Any]] = {
            "state": lambda: story.says(who, part, "done"),
            "stuck": lambda: story.stuck(who, part),
            "percent": lambda: story.percent(who, part, 50),
            "mark": lambda: story.call(tasks.set_reached, who, part, mark),
            "ask": lambda: story.call(task_answer.ask, who, part, "note"),
            "note": lambda: story.call(task_answer.answer, who, part, "note", "x"),
            "file": lambda: story.call(task_evidence.attach, who, part, stored),
        }
        return acts[name]()

    return act


def reads(name: str) -> Act:
    def act(story: Story, who: str) -> Any:
        _, part = given(story)
        story.attaches("an", part)
        officer, file = story.cast[who], story.rows(TaskEvidence)[-1].id
        acts: dict[str, Callable[[], Any]] = {
            "card": lambda: story.card(part, who),
            "history": lambda: story.door.write(task_past.history, story.now, officer, part, 0),
            "files": lambda: story.door.read(task_past.files, officer, part),
            "file": lambda: story.door.write(task_past.file, story.now, officer, part, file),
        }
        return acts[name]()

    return act


def looks(name: str) -> Act:
    def act(story: Story, who: str) -> Any:
        task_id, _ = given(story)
        root = story.cast["bac"] if who == "dung" else story.cast["tinh"]
        common = (story.now, story.cast[who], root)
        acts: dict[str, Callable[[], Any]] = {
            "look": lambda: story.door.read(task_look.look, *common, story.office),
            "by": lambda: story.door.read(task_groups.by, *common, "unit", None, 0, story.office),
            "parts": lambda: story.door.read(task_look.parts, *common, Narrow(), 0, story.office),
            "task": lambda: story.door.read(task_page.page_of, *common, task_id, None, 0, story.office),
        }
        return acts[name]()

    return act


def manages(name: str) -> Act:
    def act(story: Story, who: str) -> Any:
        task_id, _ = given(story)
        officer, version = story.cast[who], story.task(task_id).version
        acts: dict[str, Callable[[], Any]] = {
            "go": lambda: story.call(task_draft.go, who, task_id, "title"),
            "unit": lambda: story.call(task_pick.pick_unit, who, task_id, story.cast["binh_hoa"]),
            "kind": lambda: story.call(task_pick.pick_kind, who, task_id, "xa"),
            "publish": lambda: story.call(task_publish.publish, who, task_id, version),
            "withdraw": lambda: story.door.write(task_publish.withdraw, story.now, officer, task_id),
            "import": lambda: story.door.write(
                task_import.bring_in, story.now, officer, story.cast["tinh"], TaskSheet((), ()), story.office
            ),
        }
        return acts[name]()

    return act


MATRIX = [
    *(
        (f"write {name}", writes(name), WRITERS)
        for name in ("state", "stuck", "percent", "mark", "ask", "note", "file")
    ),
    *((f"read {name}", reads(name), READERS) for name in ("card", "history", "files", "file")),
    *((f"look {name}", looks(name), LOOKERS) for name in ("look", "by", "parts", "task")),
    *((f"manage {name}", manages(name), MANAGERS) for name in ("go", "unit", "kind", "publish", "withdraw", "import")),
]


@pytest.mark.parametrize(("act", "allowed"), [row[1:] for row in MATRIX], ids=[row[0] for row in MATRIX])
def test_who_may_and_who_may_not(story: Story, act: Act, allowed: set[str]) -> None:
    found = set()
    for who in WHO:
        try:
            act(story, who)
        except Refusal as refusal:
            assert refusal.key == "refused-right", (who, refusal.key)
        else:
            found.add(who)
    assert found == allowed


def test_an_undo_of_another_units_entry_is_refused(story: Story) -> None:
    _, part = given(story)
    entry = story.says("an", part, "done").undo
    for who in ("em", "dung", "chi", "admin", "other", "nobody"):
        with refused("refused-right"):
            story.undoes(who, entry)
    assert story.rows(TaskEntry)[0].undone_at is None


def test_a_district_sees_its_own_branch_and_not_above_or_beside(story: Story) -> None:
    story.gives(units="An Hòa; Bình Hòa; Phường Trung Tâm")
    found = story.door.read(task_look.look, story.now, story.cast["dung"], story.cast["bac"], story.office)
    assert found.counts.parts == 2
    for root in ("tinh", "trung_tam", "khac"):
        with refused("refused-right"):
            story.door.read(task_look.look, story.now, story.cast["dung"], story.cast[root], story.office)


def test_a_post_that_ends_between_two_taps_ends_the_right(story: Story) -> None:
    _, part = given(story)
    story.says("an", part, "doing")

    def ends(session: Session) -> None:
        for post in session.exec(select(Post).where(Post.officer_id == story.cast["an"])):
            post.ended_at = story.now
            session.add(post)

    story.door.write(ends)
    with refused("refused-right"):
        story.says("an", part, "done")


def test_the_office_of_another_province_is_no_unit_to_give_a_task_to(story: Story) -> None:
    draft = story.call(task_draft.begin, "chi")
    story.types("Tổ chức Ngày hội")
    story.types("30/11/2026")
    assert story.types("Tỉnh Khác").unit_count == 0
    with refused("refused-right"):
        story.call(task_pick.pick_unit, "chi", draft.task_id, story.cast["khac"])


def test_reading_another_units_history_leaves_a_line_in_the_audit(story: Story) -> None:
    _, part = given(story)
    story.says("an", part, "doing")
    before = story.acts()
    story.door.write(task_past.history, story.now, story.cast["an"], part, 0)
    assert story.acts() == before
    story.door.write(task_past.history, story.now, story.cast["chi"], part, 0)
    assert story.acts() == [*before, "task.read"]
