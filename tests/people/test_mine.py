"""One's own settings and data; taking consent back forgets the person and keeps the unit's reports."""

from datetime import UTC, datetime, time

import pytest
from sqlmodel import Session, col, select

from reporting import joining, mine, people, remind
from reporting.daysoff import Office
from reporting.refusal import Refusal
from storage import officers, reports
from storage.audit import Audit
from storage.door import Door
from storage.outbox import Outbox
from storage.webchat import WebAccount, WebMessage
from tests.cast import START, Cast
from tests.report.conftest import Writer

EIGHT = datetime(2026, 12, 4, 1, 5, tzinfo=UTC)
NINE = datetime(2026, 12, 4, 2, 5, tzinfo=UTC)


def told(door: Door) -> set[int]:
    return set(door.read(lambda s: s.exec(select(Outbox.officer_id)).all()))


def test_the_morning_begins_when_the_officer_says(door: Door, cast: Cast, calendar: Office) -> None:
    door.write(mine.choose_morning, START, cast["an"], time(9, 0), calendar)
    door.write(remind.tick, EIGHT, calendar)
    assert cast["an"] not in told(door) and cast["em"] in told(door)
    door.write(remind.tick, NINE, calendar)
    assert cast["an"] in told(door)


@pytest.mark.parametrize("hour", [time(5, 0), time(12, 0), time(8, 17), time(22, 0)])
def test_no_hour_outside_the_offices_window(door: Door, cast: Cast, calendar: Office, hour: time) -> None:
    with pytest.raises(Refusal):
        door.write(mine.choose_morning, START, cast["an"], hour, calendar)


def test_word_of_a_colleagues_report_can_be_switched_off(door: Door, cast: Cast, calendar: Office) -> None:
    door.write(mine.switch, START, cast["binh"], "handed")
    an = Writer(door, cast, "an", calendar)
    an.nothing_notable(cast["an_hoa"])
    an.hands_in()
    assert told(door) == {cast["an"]}
    assert door.write(mine.switch, START, cast["binh"], "handed").quiet == []
    with pytest.raises(Refusal):
        door.write(mine.switch, START, cast["binh"], "reminder")


def test_the_file_holds_what_is_stored(door: Door, cast: Cast, calendar: Office) -> None:
    an = Writer(door, cast, "an", calendar)
    an.nothing_notable(cast["an_hoa"])
    an.hands_in()
    found = door.write(mine.stored, START, cast["an"])
    assert found["name"] == "Nguyễn Văn An"
    assert [post["unit"] for post in found["posts"]] == ["Xã An Hòa"]
    assert [a["channel"] for a in found["addresses"]] == ["web"]
    assert [r["receipt"] for r in found["reports_handed_in"]] == ["THND-2026-Q4-00003"]
    assert [m["kind"] for m in found["messages_to_you"]] == ["receipt"]


def test_taking_consent_back_forgets_the_person_and_keeps_the_report(door: Door, cast: Cast, calendar: Office) -> None:
    an = Writer(door, cast, "an", calendar)
    an.nothing_notable(cast["an_hoa"])
    an.hands_in()
    door.write(mine.withdraw, START, cast["an"])
    assert door.read(people.who, "web", "1001", START) is None
    officer = door.read(officers.by_id, cast["an"])
    assert officer is not None
    assert (officer.name, officer.title, officer.consent_at) == ("…", "", None)
    report = door.read(reports.of_unit, "situation", cast["an_hoa"], "2026-Q4")
    assert report is not None and report.versions == 1
    assert cast["an"] not in told(door)
    assert "Nguyễn Văn An" not in repr(door.read(lambda s: s.exec(select(Audit)).all()))
    door.write(remind.tick, EIGHT, calendar)
    assert cast["an"] not in told(door)


def test_taking_consent_back_empties_the_chat_but_for_the_answer(door: Door, cast: Cast) -> None:
    def chat(session: Session) -> None:
        session.add(WebAccount(id=1001, made_at=START))
        session.flush()
        said = [("Dân lo giá phân bón.", False), ("Đã ghi.", True), ("Rút lại đồng ý", True)]
        for number, (text, from_bot) in enumerate(said, start=1):
            content = {"text": text}
            session.add(WebMessage(account_id=1001, from_bot=from_bot, content=content, revision=number, at=START))

    door.write(chat)
    door.write(mine.withdraw, START, cast["an"])
    rows = door.read(lambda s: s.exec(select(WebMessage).order_by(col(WebMessage.id))).all())
    assert [(row.content, row.deleted) for row in rows] == [({}, True), ({}, True), ({"text": "Rút lại đồng ý"}, False)]
    assert {row.revision for row in rows if row.deleted} == {4}, "open pages take them away at their next look"


def test_after_withdrawing_a_new_invite_brings_one_back(door: Door, cast: Cast) -> None:
    door.write(mine.withdraw, START, cast["an"])
    made = door.write(joining.invite, START, cast["chi"], cast["an_hoa"], "reporter")
    assert door.write(joining.show, START, "web", "1001", made.link).step == "consent"
