"""The office and the levels above look: by task, by unit, by lead, who is overdue, stuck, silent, and where first."""

from datetime import date

import pytest
from sqlmodel import Session

from reporting import task_export, task_groups, task_look, task_page
from reporting.task_look import Counts, Ranked
from storage.task_views import Narrow
from storage.tasks import Assignment
from tests.tasks.story import Story, refused


@pytest.fixture
def busy(story: Story) -> Story:
    """On 23/11 the office gives four tasks; on 8/12 one unit is done, one stuck, some silent, some overdue."""
    story.adds_unit("cao", "Xã Cao Sơn")
    story.appoints("giang", "Giang", "cao")
    congress = story.gives("Tổ chức Đại hội", "An Hòa; Bình Hòa; Cao Sơn", "30/11/2026", "Ban Phong trào")
    poor = story.gives("Rà soát hộ nghèo", "An Hòa; Bình Hòa", "12/12/2026", "ban  phong trao")
    story.gives("Thăm hỏi thường xuyên", "An Hòa", None, "Ban Dân chủ")
    story.gives("Hội nghị tổng kết", "Cao Sơn", "31/12/2026", "Ban Dân chủ")
    story.later(days=1)
    story.says("an", story.part(congress), "done")
    story.stuck("em", story.part(congress, "binh_hoa"))
    story.percent("an", story.part(poor), 50)
    story.later(days=13)
    story.percent("em", story.part(poor, "binh_hoa"), 10 * 5)
    story.later(days=1, hours=1)
    return story


def look(story: Story, who: str | None = "chi", root: str = "tinh", days: int = 14) -> task_look.Look:
    officer = story.cast[who] if who else None
    return story.door.read(task_look.look, story.now, officer, story.cast[root], story.office, days)


def groups(story: Story, what: str, only: str | None = None, page: int = 0) -> task_groups.Groups:
    who, root = story.cast["chi"], story.cast["tinh"]
    return story.door.read(task_groups.by, story.now, who, root, what, only, page, story.office)


def parts(story: Story, narrow: Narrow, days: int = 14) -> list[tuple[str, str]]:
    who, root = story.cast["chi"], story.cast["tinh"]
    found = story.door.read(task_look.parts, story.now, who, root, narrow, 0, story.office, days)
    return [(one.line.unit, one.line.title) for one in found.lines]


def shown(first: tuple[Ranked, ...]) -> list[tuple[int, str, str]]:
    return [(one.rank, one.line.unit, one.line.title) for one in first]


def test_one_screen_says_where_to_look_first(busy: Story) -> None:
    found = look(busy)
    assert found.counts == Counts(parts=7, done=1, doing=2, stuck=1, overdue=2, silent=5, percent=28)
    assert (found.counts.not_started, found.tasks, found.units, found.soon) == (3, 4, 3, 2)
    assert shown(found.first) == [
        (0, "Xã Bình Hòa", "Tổ chức Đại hội"),
        (1, "Xã Cao Sơn", "Tổ chức Đại hội"),
        (3, "Xã An Hòa", "Rà soát hộ nghèo"),
        (4, "Xã Cao Sơn", "Hội nghị tổng kết"),
        (4, "Xã An Hòa", "Thăm hỏi thường xuyên"),
    ]
    assert found.manages is True


def test_a_standing_task_is_never_overdue(busy: Story) -> None:
    busy.later(days=1000)
    assert ("Xã An Hòa", "Thăm hỏi thường xuyên") not in parts(busy, Narrow(only="overdue"))
    (group,) = [one for one in groups(busy, "task").lines if one.name == "Thăm hỏi thường xuyên"]
    assert (group.due, group.counts.overdue) == (None, 0)


def test_the_last_good_day_is_not_overdue(busy: Story) -> None:
    busy.now = busy.office.at(date(2026, 11, 30), busy.office.hours[-1][1])
    assert look(busy).counts.overdue == 0
    busy.now = busy.office.at(date(2026, 12, 1), busy.office.hours[0][0])
    assert look(busy).counts.overdue == 2


def test_by_task_those_in_need_first(busy: Story) -> None:
    found = groups(busy, "task")
    assert [(one.name, one.counts.done, one.counts.parts, one.counts.overdue) for one in found.lines] == [
        ("Tổ chức Đại hội", 1, 3, 2),
        ("Rà soát hộ nghèo", 0, 2, 0),
        ("Hội nghị tổng kết", 0, 1, 0),
        ("Thăm hỏi thường xuyên", 0, 1, 0),
    ]
    assert [one.name for one in groups(busy, "task", "stuck").lines] == ["Tổ chức Đại hội"]


def test_by_unit_with_their_counts(busy: Story) -> None:
    assert [
        (one.name, one.counts.parts, one.counts.overdue, one.counts.stuck) for one in groups(busy, "unit").lines
    ] == [
        ("Xã Bình Hòa", 2, 1, 1),
        ("Xã Cao Sơn", 2, 1, 0),
        ("Xã An Hòa", 3, 0, 0),
    ]
    assert [one.name for one in groups(busy, "unit", "silent").lines] == ["Xã Bình Hòa", "Xã Cao Sơn", "Xã An Hòa"]


def test_by_lead_however_the_lead_is_typed(busy: Story) -> None:
    found = groups(busy, "lead").lines
    assert [(one.tasks, one.counts.parts, one.counts.overdue) for one in found] == [(2, 5, 2), (2, 2, 0)]
    key, _ = busy.door.read(task_groups.lead_of, found[0].id)
    assert {title for _, title in parts(busy, Narrow(lead_key=key))} == {"Tổ chức Đại hội", "Rà soát hộ nghèo"}


def test_the_filters_and_how_long_is_silent(busy: Story) -> None:
    assert parts(busy, Narrow(only="stuck")) == [("Xã Bình Hòa", "Tổ chức Đại hội")]
    assert parts(busy, Narrow(only="overdue")) == [
        ("Xã Bình Hòa", "Tổ chức Đại hội"),
        ("Xã Cao Sơn", "Tổ chức Đại hội"),
    ]
    assert len(parts(busy, Narrow(only="silent"), days=7)) == 5
    assert len(parts(busy, Narrow(only="silent"), days=14)) == 5
    assert parts(busy, Narrow(only="silent"), days=30) == []
    assert parts(busy, Narrow(unit_id=busy.cast["an_hoa"], open_only=True)) == [
        ("Xã An Hòa", "Rà soát hộ nghèo"),
        ("Xã An Hòa", "Thăm hỏi thường xuyên"),
    ]
    with refused("refused-out-of-date"):
        parts(busy, Narrow(only="rubbish"))


def test_a_task_that_is_to_begin_later_is_not_silent(busy: Story) -> None:
    busy.imports("S1;Việc năm sau;;;01/03/2027;31/03/2027;;;Cao Sơn")
    busy.later(days=40)
    assert ("Xã Cao Sơn", "Việc năm sau") not in parts(busy, Narrow(only="silent"), days=30)
    busy.now = busy.office.at(date(2027, 4, 5), busy.office.hours[0][0])
    assert ("Xã Cao Sơn", "Việc năm sau") in parts(busy, Narrow(only="silent"), days=30)


def test_a_unit_may_have_its_own_last_good_day(busy: Story) -> None:
    part = busy.rows(Assignment)[2].id

    def gives_more_time(session: Session) -> None:
        row = session.get_one(Assignment, part)
        row.due = date(2026, 12, 20)
        session.add(row)

    busy.door.write(gives_more_time)
    assert look(busy).counts.overdue == 1
    assert busy.card(part, "giang").due == date(2026, 12, 20)


def test_the_page_of_a_task_shows_each_unit(busy: Story) -> None:
    task_id = groups(busy, "task").lines[0].id
    who, root = busy.cast["chi"], busy.cast["tinh"]
    page = busy.door.read(task_page.page_of, busy.now, who, root, task_id, None, 0, busy.office)
    assert [(one.rank, one.line.unit) for one in page.parts.lines] == [
        (0, "Xã Bình Hòa"),
        (1, "Xã Cao Sơn"),
        (6, "Xã An Hòa"),
    ]
    assert (page.title, page.lead, page.manages) == ("Tổ chức Đại hội", "Ban Phong trào", True)


def test_a_district_sees_its_part_only(busy: Story) -> None:
    busy.gives("Việc của phường", "Phường Trung Tâm", "25/11/2026")
    found = look(busy, "dung", "bac")
    assert (found.unit, found.counts.parts, found.manages) == ("Huyện Bắc", 7, False)
    assert look(busy).counts.parts == 8


def test_pages_hold_what_they_hold_and_one_too_far_is_the_last(busy: Story) -> None:
    for number in range(9):
        busy.gives(f"Việc {number}", "An Hòa", "20/12/2026")
    first, last = groups(busy, "task"), groups(busy, "task", page=7)
    assert (first.total, first.pages, len(first.lines), last.page, len(last.lines)) == (13, 2, 8, 1, 5)
    assert not {one.id for one in first.lines} & {one.id for one in last.lines}


def test_nothing_given_is_an_empty_screen(story: Story) -> None:
    found = look(story)
    assert (found.counts, found.first, found.tasks) == (Counts(0, 0, 0, 0, 0, 0, 0), (), 0)
    assert groups(story, "unit").lines == ()
    assert (groups(story, "lead").lines, groups(story, "task").pages) == ((), 1)


def test_all_of_it_for_scripts(busy: Story) -> None:
    told = busy.door.read(task_export.export, busy.now, busy.cast["tinh"], busy.office)
    assert told["totals"] == {
        "parts": 7,
        "done": 1,
        "doing": 2,
        "stuck": 1,
        "overdue": 2,
        "silent": 5,
        "tasks": 4,
        "units": 3,
        "due_soon": 2,
        "not_started": 3,
        "percent": 28,
    }
    assert told["at"].endswith("+07:00")
    assert [task["title"] for task in told["tasks"]] == [
        "Tổ chức Đại hội",
        "Rà soát hộ nghèo",
        "Hội nghị tổng kết",
        "Thăm hỏi thường xuyên",
    ]
    first = told["tasks"][0]
    assert (first["due"], first["lead"], len(first["units"])) == ("2026-11-30", "Ban Phong trào", 3)
    stuck = next(one for one in first["units"] if one["unit"] == "Xã Bình Hòa")
    assert (stuck["state"], stuck["reason"], stuck["days_late"], stuck["attention"]) == (
        "stuck",
        "funding",
        8,
        "overdue-stuck",
    )
    only = busy.door.read(task_export.export, busy.now, busy.cast["tinh"], busy.office, "stuck")
    assert [len(task["units"]) for task in only["tasks"]] == [1]
    assert only["totals"] == told["totals"]
