"""How many taps the office's daily acts take, counted on the true dispatcher.

What ends a right or writes to many is asked back or previewed once, and that tap is counted too. Typing counts as none:
a unit's page is opened by its name, a command by its word, and either is a button as well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from channels import letters
from reporting import deliver, remind
from reporting.daysoff import VIETNAM
from storage import officers
from storage.invites import Invite
from storage.outbox import Outbox
from storage.reminders import Reminder
from tests.office.phone import Phone
from tests.office.stories import AUTUMN, Province

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

AN = "Nguyễn Văn An"
UNIT_PAGE = ("/donvi", "an hòa")
MORNING = datetime(2026, 12, 4, 1, 0, tzinfo=UTC)  # Friday 4/12, 08:00: seven working days before the last good day

Done = Callable[[Province, Session], bool]


@dataclass(frozen=True)
class Act:
    """What Chi types to get there, what she taps, what the screen then says, and what is then so."""

    name: str
    typed: tuple[str, ...]
    taps: tuple[str, ...]
    says: str
    done: Done


def roles(who: str, *held: tuple[str, str]) -> Done:
    """Whether this person now holds these posts and no other."""

    def look(province: Province, session: Session) -> bool:
        return officers.roles(session, province.cast[who]) == [(province.cast[unit], role) for unit, role in held]

    return look


def invited(replacing: bool) -> Done:
    """Whether one invite to An Hòa was made, for a successor or for one more."""

    def look(province: Province, session: Session) -> bool:
        (made,) = session.exec(select(Invite)).all()
        gone = officers.roles(session, province.cast["an"]) == []
        return made.unit_id == province.cast["an_hoa"] and (made.replaces is not None) == replacing == gone

    return look


def away(province: Province, session: Session) -> bool:
    (own,) = officers.posts(session, province.cast["an"])
    lent = [post.until for post in officers.posts(session, province.cast["binh"]) if post.role == "reporter"]
    return own.away_until == date(2026, 12, 17) and lent == [date(2026, 12, 17)]


def queued(kind: str, count: int) -> Done:
    """Whether so many messages of this kind wait to leave."""

    def look(province: Province, session: Session) -> bool:
        return len(session.exec(select(Outbox).where(Outbox.kind == kind)).all()) == count

    return look


WORDS = "Đề nghị các đơn vị báo cáo tình hình bão số 9."
# The name of an act, what is typed, what is tapped: so many taps it takes.
ACTS = (
    Act("invite an officer", UNIT_PAGE, ("Mời cán bộ báo cáo",), "Mã mời", invited(False)),
    Act("revoke a post", UNIT_PAGE, (AN, "Thu hồi vai trò", "Có"), "Đã thu hồi", roles("an")),
    Act("replace an officer", UNIT_PAGE, (AN, "Thay người", "Có"), "Mã mời cho người thay", invited(True)),
    Act("change a role", UNIT_PAGE, (AN, "Đổi vai trò", "người đứng đầu"), "nay là", roles("an", ("an_hoa", "head"))),
    Act(
        "leave, with a substitute",
        UNIT_PAGE,
        (AN, "Nghỉ, ủy quyền", "7 ngày", "Trần Thị Bình"),
        "Đã ghi nhận nghỉ đến hết thứ Năm, 17/12/2026",
        away,
    ),
    Act("nudge all", ("/chuanop",), ("Đôn đốc tất cả", "Gửi đến 2 cán bộ"), "Đã gửi đôn đốc", queued("nudge", 2)),
    Act(
        "write to all units",
        ("/thongbao", WORDS),
        ("Tất cả đơn vị", "Gửi đến 4 cán bộ"),
        "Nơi nhận: 4 cán bộ",
        queued("broadcast", 4),
    ),
)
MOST = {
    "invite an officer": 1,
    "revoke a post": 3,
    "replace an officer": 3,
    "change a role": 3,
    "leave, with a substitute": 4,
    "nudge all": 2,
    "write to all units": 3,
}


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
async def test_the_acts_of_the_office(act: Act, province: Province, tmp_path: Path) -> None:
    chi = Phone(province, "chi", AUTUMN, tmp_path)
    for words in act.typed:
        await chi.says(words)
    for number, label in enumerate(act.taps, start=1):
        assert act.says not in chi.text, f"done after {number - 1} taps"
        await chi.taps(label)
    assert act.says in chi.text
    assert province.door.read(lambda session: act.done(province, session))
    assert len(act.taps) <= MOST[act.name]


async def test_the_unit_page_is_one_tap_from_the_menu_too(province: Province, tmp_path: Path) -> None:
    chi = Phone(province, "chi", AUTUMN, tmp_path)
    await chi.says("/menu")
    assert "Tỉnh Mẫu" in await chi.taps("Đơn vị, mời cán bộ")
    await chi.says("/menu")
    assert "Đơn vị chưa nộp (4)" in await chi.taps("Đơn vị chưa nộp")


async def test_from_a_reminder_to_later_in_two(province: Province, tmp_path: Path) -> None:
    """An holds the reminder as it arrived."""
    an = Phone(province, "an", MORNING, tmp_path)
    an.at, an.screen.messages[7000] = 7000, _reminder(province)
    await an.taps("Để sau")
    assert "Sẽ nhắc lại lúc 09:00, 04/12/2026" in await an.taps("Sau 1 giờ")
    again = province.door.read(
        lambda s: s.exec(
            select(Reminder.at).where(Reminder.officer_id == province.cast["an"], Reminder.state == "waiting")
        ).all()
    )
    assert MORNING.replace(hour=2) in again


def _reminder(province: Province) -> tuple[str, dict[str, str]]:
    """Words and buttons of the reminder that An gets this morning."""
    province.door.write(remind.tick, MORNING, province.office)
    parcels, _ = province.door.write(
        deliver.claim, "web", MORNING, 50, lambda s, row, now: remind.wanted(s, row, now, province.office)
    )
    mine = [one for one in parcels if one.external_id == "1001"]
    letter = letters.render(mine[0].content, mine[0].language, MORNING, VIETNAM)
    return letter.text, {button.text: button.data or "" for row in letter.buttons for button in row}
