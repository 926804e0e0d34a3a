"""Posts change hands; draft, history and pending reminders stay with the unit."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from reporting import draft, joining, people, remind, rights, staffing
from reporting.daysoff import Office
from reporting.refusal import Refusal
from storage import officers
from storage.audit import Audit
from storage.door import Door
from storage.reminders import Reminder
from tests.cast import START, Cast

MORNING = datetime(2026, 12, 4, 1, 30, tzinfo=UTC)  # Friday 4/12, 08:30: seven working days before the 15th


def post_of(door: Door, officer_id: int) -> int:
    return door.read(officers.posts, officer_id)[0].id or 0


def reminded(door: Door, unit_id: int) -> dict[int, str]:
    rows = door.read(lambda s: s.exec(select(Reminder).where(Reminder.unit_id == unit_id)).all())
    return {row.officer_id: row.state for row in rows}


def test_a_revoked_post_has_no_rights_from_that_moment(door: Door, cast: Cast, calendar: Office) -> None:
    door.write(draft.begin, START, cast["an"], "situation", "2026-Q4", cast["an_hoa"], calendar)
    door.write(staffing.revoke, START, cast["chi"], post_of(door, cast["an"]))
    assert not door.read(rights.may, cast["an"], "report.write", cast["an_hoa"])
    person = door.read(people.who, "web", "1001", START)
    assert person is not None and person.places == () and person.topic is None
    with pytest.raises(Refusal, match="refused-right"):
        door.write(draft.begin, START, cast["an"], "situation", "2026-Q4", cast["an_hoa"], calendar)
    standing = door.write(draft.begin, START, cast["binh"], "situation", "2026-Q4", cast["an_hoa"], calendar)
    assert standing.owed.report is not None  # the draft that An began


def test_whoever_takes_over_gets_what_is_pending_at_once(door: Door, cast: Cast, calendar: Office) -> None:
    door.write(remind.plan, MORNING, calendar)
    assert reminded(door, cast["an_hoa"])[cast["an"]] == "waiting"
    made = door.write(staffing.replace, MORNING, cast["chi"], post_of(door, cast["an"]))
    assert reminded(door, cast["an_hoa"])[cast["an"]] == "cancelled"
    door.write(joining.show, MORNING, "telegram", "70", made.link)
    door.write(joining.agree, MORNING, "telegram", "70")
    door.write(joining.name, MORNING, "telegram", "70", "Phan Thị Mới")
    door.write(remind.plan, MORNING + timedelta(minutes=1), calendar)
    new = door.read(people.who, "telegram", "70", MORNING)
    assert new is not None
    assert reminded(door, cast["an_hoa"])[new.id] == "waiting"


def test_on_leave_the_substitute_is_reminded_and_may_write(door: Door, cast: Cast, calendar: Office) -> None:
    last = date(2026, 12, 9)
    post = post_of(door, cast["an"])
    door.write(staffing.leave, MORNING, cast["an"], post, last, cast["dung"], calendar)
    door.write(remind.plan, MORNING, calendar)
    told = reminded(door, cast["an_hoa"])
    assert cast["an"] not in told and told[cast["dung"]] == "waiting"
    assert door.read(rights.may, cast["dung"], "report.write", cast["an_hoa"])
    assert door.write(staffing.end_what_ran_out, MORNING + timedelta(days=5), calendar) == 0
    assert door.write(staffing.end_what_ran_out, MORNING + timedelta(days=6), calendar) == 1
    assert not door.read(rights.may, cast["dung"], "report.write", cast["an_hoa"])


def test_coming_back_early_ends_the_stand_in(door: Door, cast: Cast, calendar: Office) -> None:
    post = post_of(door, cast["an"])
    door.write(staffing.leave, MORNING, cast["chi"], post, date(2026, 12, 20), cast["dung"], calendar)
    door.write(staffing.come_back, MORNING, cast["an"], post)
    assert not door.read(rights.may, cast["dung"], "report.write", cast["an_hoa"])
    door.write(remind.plan, MORNING, calendar)
    assert reminded(door, cast["an_hoa"])[cast["an"]] == "waiting"


@pytest.mark.parametrize("last", [date(2026, 12, 3), date(2027, 3, 1)])
def test_leave_is_neither_over_nor_for_ever(door: Door, cast: Cast, calendar: Office, last: date) -> None:
    with pytest.raises(Refusal, match="refused-leave"):
        door.write(staffing.leave, MORNING, cast["an"], post_of(door, cast["an"]), last, None, calendar)


def test_a_stranger_to_the_unit_cannot_stand_in(door: Door, cast: Cast, calendar: Office) -> None:
    with pytest.raises(Refusal, match="out-of-date"):
        door.write(
            staffing.leave,
            MORNING,
            cast["an"],
            post_of(door, cast["an"]),
            date(2026, 12, 9),
            cast["em"],
            calendar,
        )


def test_a_role_is_changed_in_one_go(door: Door, cast: Cast) -> None:
    door.write(staffing.change_role, START, cast["chi"], post_of(door, cast["an"]), "head")
    assert [(p.unit_id, p.role) for p in door.read(officers.posts, cast["an"])] == [(cast["an_hoa"], "head")]


@pytest.mark.parametrize("act", [staffing.revoke, staffing.replace])
@pytest.mark.parametrize("who", ["an", "binh", "em", "dung"])
def test_only_the_office_changes_posts(door: Door, cast: Cast, act: object, who: str) -> None:
    with pytest.raises(Refusal, match="refused-right"):
        door.write(act, START, cast[who], post_of(door, cast["an"]))  # type: ignore[arg-type]
    assert door.read(officers.posts, cast["an"])


def test_nobody_saws_off_the_branch_one_sits_on(door: Door, cast: Cast) -> None:
    for act in (staffing.revoke, staffing.replace):
        with pytest.raises(Refusal, match="refused-own-post"):
            door.write(act, START, cast["chi"], post_of(door, cast["chi"]))


def test_every_change_is_written_down(door: Door, cast: Cast, calendar: Office) -> None:
    door.write(staffing.change_role, START, cast["chi"], post_of(door, cast["an"]), "head")
    door.write(staffing.replace, START, cast["chi"], post_of(door, cast["em"]))
    acts = door.read(lambda s: s.exec(select(Audit.act).order_by(Audit.id)).all())
    assert acts == ["post.change", "post.replace", "invite.make"]
