"""Obligations to report that a plan states: completed by the office, and duties only when it says so."""

import pytest

from locales.periods import report_name
from reporting import due, owed, plan_duties
from reporting.plan_duties import Proposal
from reporting.plan_duty_rule import day_typed, kinds_of, rule_of
from reporting.refusal import Refusal
from storage import duties
from tests.planning.office import PLAN, Desk

VAGUE = PLAN.replace(
    "1. Ủy ban MTTQ Việt Nam các xã, phường định kỳ hằng tháng gửi báo cáo kết quả về tỉnh trước ngày 20.",
    "1. Các đơn vị định kỳ hằng quý gửi báo cáo kết quả về tỉnh.",
)


def only(desk: Desk, plan_id: int) -> Proposal:
    (found,) = desk.door.read(plan_duties.proposals, desk.officer, plan_id)
    return found


def test_obligations_become_duties_only_when_the_office_says_so(desk: Desk):
    done = desk.issues_all()
    (proposal,) = desk.door.read(plan_duties.proposals, desk.officer, done.plan_id)
    assert (proposal.frequency, proposal.before_day, proposal.kinds) == ("monthly", 20, ("xa", "phuong"))
    before = {one.code for one in desk.door.read(duties.active)}
    accepted = desk.writes(plan_duties.accept, proposal.id)
    desk.writes(plan_duties.accept, proposal.id)
    duty = desk.door.read(duties.by_code, accepted.duty)
    assert {one.code for one in desk.door.read(duties.active)} == before | {duty.code}
    assert (duty.rule["day"], duty.owed_by, duty.first_period) == (20, ["xa", "phuong"], "2026-M12")
    with pytest.raises(Refusal, match="refused-right"):
        desk.door.write(plan_duties.refuse, desk.now, desk.cast["an"], proposal.id)


def test_the_office_gives_the_day_and_who_owes_it(table: Desk) -> None:
    proposal = only(table, table.issues_all(VAGUE).plan_id)
    assert (proposal.frequency, proposal.before_day, proposal.kinds) == ("quarterly", None, ())
    shown = table.door.read(plan_duties.detail, table.now, table.officer, proposal.id, table.office)
    assert shown.choices == (("xa", 2), ("phuong", 1), ("huyen", 1))
    table.writes(plan_duties.turn_kind, proposal.id, "phuong")
    table.writes(plan_duties.turn_kind, proposal.id, "huyen")
    table.writes(plan_duties.turn_kind, proposal.id, "huyen")
    table.writes(plan_duties.turn_kind, proposal.id, "xa")
    off = table.writes(plan_duties.accept, proposal.id)
    assert not off.active and not table.door.read(duties.by_code, off.duty).active, "it waits for its day"

    on = table.writes(plan_duties.set_day, proposal.id, "trước ngày 16 tháng cuối quý")
    duty = table.door.read(duties.by_code, on.duty)
    assert on.active and duty.active and duty.owed_by == ["xa", "phuong"]
    assert duty.first_period == "2026-Q4"
    day = due.last_good_day(owed.rule_of(duty), owed.first_period(duty), table.office)
    assert f"{day:%d/%m/%Y}" == "15/12/2026"
    table.writes(plan_duties.set_day, proposal.id, "chậm nhất ngày 20")
    moved = table.door.read(duties.by_code, on.duty)
    assert due.last_good_day(owed.rule_of(moved), owed.first_period(moved), table.office).day == 20
    assert report_name("vi", on.duty, "2026-Q4") == "Báo cáo theo kế hoạch số 15 quý IV/2026"


def test_what_has_no_frequency_gets_one_or_is_no_duty(table: Desk) -> None:
    proposal = only(table, table.issues_all(VAGUE.replace("định kỳ hằng quý", "khi có phát sinh")).plan_id)
    assert not proposal.possible
    with pytest.raises(Refusal, match="plan-refused-duty"):
        table.writes(plan_duties.accept, proposal.id)
    assert table.writes(plan_duties.set_frequency, proposal.id, "monthly").possible
    for act, value in ((plan_duties.set_frequency, "daily"), (plan_duties.turn_kind, "tinh")):
        with pytest.raises(Refusal, match="refused-out-of-date"):
            table.writes(act, proposal.id, value)
    table.door.write(plan_duties.refuse, table.now, table.officer, proposal.id)
    with pytest.raises(Refusal, match="refused-out-of-date"):
        table.writes(plan_duties.set_day, proposal.id, "20")


@pytest.mark.parametrize(
    ("typed", "frequency", "told"),
    [
        ("20", "monthly", (-1, 20, True)),
        ("trước ngày 20 hằng tháng", "monthly", (-1, 20, True)),
        ("TRUOC NGAY 16 THANG CUOI QUY", "quarterly", (-1, 16, True)),
        ("ngày 5 tháng đầu quý", "quarterly", (1, 5, True)),
        ("chậm nhất ngày 15 tháng 5", "half-yearly", (5, 15, False)),
        ("15/11", "yearly", (11, 15, True)),
        ("chậm nhất là ngày 10", "monthly", (-1, 10, False)),
    ],
)
def test_days_as_they_are_typed(typed: str, frequency: str, told: tuple[int, int, bool]) -> None:
    rule = rule_of({"frequency": frequency}, day_typed(typed))
    assert rule is not None and (rule.month, rule.day, rule.before) == told


@pytest.mark.parametrize("typed", ["", "mai", "32", "0", "ngày 5 tháng 13", "20 hoặc 21"])
def test_days_that_are_none(typed: str) -> None:
    with pytest.raises(Refusal, match="plan-refused-duty-day"):
        day_typed(typed)


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({"frequency": "quarterly", "before_day": 16, "month": "last_of_quarter"}, ("quarterly", -1, 16, None)),
        ({"frequency": "half-yearly", "before_day": 10, "month": 6}, ("half_yearly", 6, 10, 1)),
        ({"frequency": "half-yearly", "before_day": 10, "month": 11}, ("half_yearly", 5, 10, 2)),
        ({"frequency": "yearly", "before_day": 10, "month": 12}, ("yearly", 12, 10, None)),
        ({"frequency": "yearly", "before_day": None, "month": None}, ("yearly", -1, None, None)),
        ({"frequency": "quarterly", "before_day": 5, "month": "first_of_next"}, ("quarterly", -1, None, None)),
        ({"frequency": "adhoc"}, None),
    ],
)
def test_rules_of_obligations(told, rule):
    made = rule_of(told)
    assert (made and (str(made.cadence), made.month, made.day, made.only_index)) == rule


@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        ("Ủy ban MTTQ Việt Nam các xã, phường", ("xa", "phuong")),
        ("các huyện, thị xã, thành phố", ("huyen",)),
        ("Mặt trận cấp xã", ("xa", "phuong", "dac_khu")),
        ("Các tổ chức chính trị - xã hội", ("to_chuc_thanh_vien",)),
        ("Văn phòng", ()),
        ("Ủy ban MTTQ Việt Nam xã Bình Hòa", ()),
    ],
)
def test_who_owes_by_words(who, kinds):
    assert kinds_of(who) == kinds
