"""Who made an invite hears who came by it, and can send away somebody who was not meant."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, select

from channels import letters
from reporting import joining, newcomers, staffing
from storage.base import Json
from storage.door import Door
from storage.officers import Post
from storage.outbox import Outbox
from tests.cast import START, Cast, settle

HOUR = START.replace(minute=0, second=0, microsecond=0)
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def cast(door: Door) -> Cast:
    return door.write(settle)


def comes(
    door: Door, cast: Cast, who: str, role: str = "reporter", by: str | None = "chi", at: datetime = START
) -> None:
    """Somebody is invited and joins, within a moment."""
    unit = cast["trung_tam" if role == "reporter" else "tinh"]
    made = door.write(joining.invite, at, cast[by] if by else None, unit, role)
    door.write(joining.show, at, "telegram", who, made.link)
    door.write(joining.agree, at, "telegram", who)
    door.write(joining.name, at, "telegram", who, f"Người {['một', 'hai', 'ba'][int(who) % 3]}")


def queued(door: Door) -> list[Outbox]:
    return list(door.read(lambda s: s.exec(select(Outbox).where(Outbox.kind == newcomers.KIND)).all()))


def told(door: Door, row: Outbox) -> Json | None:
    return door.read(newcomers.wanted, row)


def test_reporters_of_an_hour_are_told_together_at_its_end(door: Door, cast: Cast) -> None:
    comes(door, cast, "75")
    comes(door, cast, "76", at=START + timedelta(minutes=3))
    (row,) = queued(door)
    assert (row.officer_id, row.not_before) == (cast["chi"], HOUR + timedelta(hours=1))
    content = told(door, row)
    assert content is not None
    assert [one["name"] for one in content["values"]["who"]] == ["Người một", "Người hai"]
    comes(door, cast, "77", at=HOUR + timedelta(hours=1, minutes=1))
    assert len(queued(door)) == 2, "the next hour has a message of its own"
    assert [one["name"] for one in (told(door, row) or {})["values"]["who"]] == ["Người một", "Người hai"]


def test_who_may_see_more_is_told_of_at_once_and_alone(door: Door, cast: Cast) -> None:
    comes(door, cast, "75")
    comes(door, cast, "76", role="office")
    hourly, at_once = queued(door)
    assert at_once.not_before == START < hourly.not_before
    assert [one["role"] for one in (told(door, at_once) or {})["values"]["who"]] == ["office"]
    assert [one["role"] for one in (told(door, hourly) or {})["values"]["who"]] == ["reporter"]


def test_who_was_sent_away_meanwhile_is_no_news(door: Door, cast: Cast) -> None:
    comes(door, cast, "75")
    (row,) = queued(door)

    def send_away(session: Session) -> None:
        post = session.exec(select(Post).where(Post.unit_id == cast["trung_tam"], Post.ended_at.is_(None))).all()[-1]  # type: ignore[union-attr]
        staffing.revoke(session, START, cast["chi"], post.id)  # type: ignore[arg-type]

    door.write(send_away)
    assert told(door, row) is None


def leaves(door: Door, cast: Cast, who: str) -> None:
    """All posts of that officer end."""

    def end(session: Session) -> None:
        for post in session.exec(select(Post).where(Post.officer_id == cast[who])).all():
            post.ended_at = START
            session.add(post)

    door.write(end)


def test_who_was_sent_away_after_making_it_hears_nothing_more(door: Door, cast: Cast) -> None:
    comes(door, cast, "75")
    (row,) = queued(door)
    leaves(door, cast, "chi")
    assert told(door, row) is None


def test_by_an_invite_of_who_was_sent_away_others_of_the_office_hear(door: Door, cast: Cast) -> None:
    comes(door, cast, "76", role="office")
    other = next(row.officer_id for row in door.read(_offices) if row.officer_id != cast["chi"])
    made = door.write(joining.invite, START, cast["chi"], cast["trung_tam"], "reporter")
    leaves(door, cast, "chi")
    door.write(joining.show, START, "telegram", "75", made.link)
    door.write(joining.agree, START, "telegram", "75")
    door.write(joining.name, START, "telegram", "75", "Người một")
    row = queued(door)[-1]
    content = told(door, row)
    assert row.officer_id == other and content is not None
    letter = letters.render(content, "vi", START, HANOI)
    assert "mã mời do Phạm Thị Chi tạo" in letter.text and "Người một" in letter.text


def _offices(session: Session) -> list[Post]:
    return list(session.exec(select(Post).where(Post.role == "office")).all())


def test_the_command_line_is_told_nothing(door: Door, cast: Cast) -> None:
    comes(door, cast, "75", by=None)
    assert queued(door) == []


@pytest.mark.parametrize(("language", "wrong"), [("vi", "thu hồi"), ("en", "revoke")])
def test_the_letter_leads_to_the_card(door: Door, cast: Cast, language: str, wrong: str) -> None:
    comes(door, cast, "75")
    content = told(door, queued(door)[0])
    assert content is not None
    letter = letters.render(content, language, START, HANOI)
    assert "Người một" in letter.text and "Phường Trung Tâm" in letter.text and wrong in letter.text
    assert letter.buttons[0][0].data == f"p:{content['values']['who'][0]['post']}"


def test_beyond_what_a_message_holds_the_rest_is_counted(door: Door) -> None:
    one = {"post": 1, "name": "Người một", "role": "head", "unit": "Xã A"}
    letter = letters.render(
        {"text": "joined", "values": {"who": [one] * newcomers.MOST, "count": 53}}, "vi", START, HANOI
    )
    assert "và 33 người khác" in letter.text and len(letter.buttons) == 6
