"""Ways back to a right that ended: a code made before, a substitute of a substitute, a letter that came earlier."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from reporting import broadcast_answers, joining, nudge_state, plan_duties, staffing
from reporting.refusal import Refusal
from storage import officers
from storage.officers import Post
from storage.tasks import Plan
from tests.attacks.stage import ACTOR_NAMES, Stage


def post_of(session: Session, officer_id: int) -> Post:
    return officers.posts(session, officer_id)[0]


def test_a_code_for_another_device_gives_no_post_back(stage: Stage) -> None:
    an, chi = stage.cast["an"], stage.cast["chi"]
    made = stage.door.write(
        joining.invite, stage.now, an, stage.cast["an_hoa"], "reporter", officer_id=an, life=joining.DEVICE_LIFE
    )
    stage.door.write(staffing.revoke, stage.now, chi, (stage.door.read(post_of, an)).id)
    assert stage.door.write(joining.show, stage.now, "telegram", "4711", made.code) == joining.NO
    assert stage.door.write(joining.show, stage.now, "web", str(stage.account("reporter")), made.link) == joining.NO
    assert stage.door.read(officers.posts, an) == []


@pytest.mark.parametrize(("unit", "role"), [("an_hoa", "head"), ("tinh", "office"), ("khac_xa", "reporter")])
def test_a_device_of_ones_own_is_for_a_post_of_ones_own(stage: Stage, unit: str, role: str) -> None:
    an = stage.cast["an"]
    with pytest.raises(Refusal, match="refused-right"):
        stage.door.write(joining.invite, stage.now, an, stage.cast[unit], role, officer_id=an)


def test_who_stands_in_hands_on_no_more_than_was_lent(stage: Stage) -> None:
    """Else two who stand in for each other by turns would hold the post for ever."""
    lent, far = date(2026, 12, 20), date(2027, 1, 25)
    stand_in, binh = stage.cast["stand_in"], stage.cast["binh"]

    def handed_on(session: Session) -> list[date | None]:
        held = next(post for post in officers.posts(session, stand_in) if post.until == lent)
        staffing.leave(session, stage.now, stand_in, held.id or 0, far, binh, stage.office)
        return [post.until for post in officers.posts(session, binh) if post.role == "reporter"]

    assert stage.door.write(handed_on) == [lent]


def test_a_letter_that_came_before_is_answered_for_no_unit_after(stage: Stage) -> None:
    an, sent = stage.cast["an"], stage.sent["tinh"]
    stage.door.write(broadcast_answers.read, stage.now, an, sent)
    stage.door.write(staffing.revoke, stage.now, stage.cast["chi"], stage.door.read(post_of, an).id)
    for act in (broadcast_answers.read, broadcast_answers.begin_answer):
        with pytest.raises(Refusal, match="refused-right"):
            stage.door.write(act, stage.now, an, sent)
    with pytest.raises(Refusal, match="refused-right"):
        stage.door.write(broadcast_answers.answer, stage.now, an, sent, "Đã rõ", stage.office)


def test_what_became_of_a_nudge_is_not_told_to_who_moved_to_another_province(stage: Stage) -> None:
    chi = stage.cast["chi"]
    assert stage.door.read(nudge_state.state, stage.nudge["tinh"], chi).units

    def moves(session: Session) -> None:
        post = post_of(session, chi)
        post.unit_id = stage.cast["khac"]
        session.add(post)

    stage.door.write(moves)
    with pytest.raises(Refusal, match="refused-right"):
        stage.door.read(nudge_state.state, stage.nudge["tinh"], chi)


def test_a_districts_office_lays_no_duty_on_the_whole_province(stage: Stage) -> None:
    def to_district(session: Session) -> None:
        plan = session.exec(select(Plan).where(Plan.id == stage.plan["tinh"])).one()
        plan.unit_id, plan.number = stage.cast["bac"], "1"
        session.add(plan)

    stage.door.write(to_district)
    with pytest.raises(Refusal, match="refused-right"):
        stage.door.write(plan_duties.accept, stage.now, stage.cast["chi"], stage.plan_duty["tinh"], stage.office)


def test_refusals_are_noted_once_an_hour_each_and_are_no_way_to_fill_the_audit(stage: Stage) -> None:
    from reporting import denied

    em = stage.cast["em"]

    def knocks(session: Session, now) -> int:
        return sum(denied.note(session, now, em, denied.BUTTON, denied.tapped(f"rv:{n % 50}:1")) for n in range(200))

    assert stage.door.write(knocks, stage.now) == denied.MOST
    assert stage.door.write(knocks, stage.now + timedelta(minutes=59)) == 0
    assert stage.door.write(knocks, stage.now + timedelta(minutes=61)) == denied.MOST
    assert denied.tapped("rv:777:Lời của ai đó") == "rv:777"
    assert [denied.tapped(one) for one in ("Lời", "", "rv:99999999999", "rv:x")] == ["?", "?", "rv", "rv"]
    assert ACTOR_NAMES["reporter"] == "an"
