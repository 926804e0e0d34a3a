"""A nudge: a preview that sends nothing, one sending however often it is tapped, and what became of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from reporting import deliver, nudge, nudge_state, outcomes, preview_token
from reporting.nudge import Preview
from reporting.nudge_state import State
from reporting.refusal import Refusal
from storage.audit import Audit
from storage.duties import Duty
from storage.officers import Address, Post
from storage.outbox import Nudge, Outbox
from tests.office.stories import AUTUMN, SUMMER, Province
from tests.statements import counted


class Sender:
    """One person of the office at the nudge."""

    def __init__(self, province: Province, who: str = "chi", root: str = "tinh") -> None:
        self.province, self.who, self.root, self.now = province, province.cast[who], province.cast[root], AUTUMN

    def _asked(self, units: list[str] | None) -> tuple[Any, ...]:
        only = None if units is None else [self.province.cast[unit] for unit in units]
        return (self.now, self.who, "situation", "2026-Q4", self.root, only, self.province.office)

    def looks(self, units: list[str] | None = None) -> Preview:
        """The preview."""
        return self.province.door.read(nudge.preview, *self._asked(units))

    def sends(self, token: str, units: list[str] | None = None, note: str = "") -> Nudge:
        """The order to send."""
        return self.province.door.write(nudge.send, *self._asked(units), token, note)

    def state(self, sent: Nudge) -> State:
        """What became of it."""
        return self.province.door.read(nudge_state.state, sent.id or 0, self.who)


def letters(province: Province) -> list[Outbox]:
    """The nudges in the outbox."""
    asked = select(Outbox).where(Outbox.kind == "nudge").order_by(col(Outbox.id))
    return list(province.door.read(lambda session: session.exec(asked).all()))


def test_the_preview_tells_who_gets_it_and_who_cannot_and_sends_nothing(province: Province) -> None:
    shown = Sender(province).looks()
    assert [(one.unit, one.officers) for one in shown.goes] == [
        ("Xã An Hòa", ("Nguyễn Văn An",)),
        ("Xã Bình Hòa", ("Lê Văn Em",)),
    ]
    assert [(one.unit, one.why) for one in shown.unreached] == [
        ("Huyện Bắc", "no_officer"),
        ("Phường Trung Tâm", "no_officer"),
    ]
    assert (shown.messages, shown.working_hours) == (2, True)
    assert letters(province) == []


def test_outside_working_hours_the_preview_says_so(province: Province) -> None:
    chi = Sender(province)
    chi.now = datetime(2026, 12, 12, 3, 0, tzinfo=UTC)  # a Saturday
    assert not chi.looks().working_hours


def test_the_nudge_goes_to_the_officers_of_each_missing_unit(province: Province) -> None:
    chi = Sender(province)
    sent = chi.sends(chi.looks().token, note="  Đề nghị gửi\u00a0trước 16 giờ ")
    assert (sent.units, [one["unit"] for one in sent.unreached]) == (2, ["Huyện Bắc", "Phường Trung Tâm"])
    first, second = letters(province)
    assert [first.officer_id, second.officer_id] == [province.cast["an"], province.cast["em"]]
    assert first.content == {
        "text": "nudge",
        "values": {
            "nudge": sent.id,
            "duty": "situation",
            "period": "2026-Q4",
            "unit_id": province.cast["an_hoa"],
            "unit": "Xã An Hòa",
            "nominal_day": "2026-12-16",
            "last_good_day": "2026-12-15",
            "by": "Phạm Thị Chi",
            "by_title": "",
            "note": "Đề nghị gửi trước 16 giờ",
        },
    }
    assert first.not_before == AUTUMN and first.expires_at == AUTUMN + timedelta(days=2)


def test_a_second_tap_on_the_same_preview_sends_nothing_more(province: Province) -> None:
    chi = Sender(province)
    token = chi.looks().token
    first = chi.sends(token)
    chi.now += timedelta(minutes=5)
    second = chi.sends(token)
    assert second.id == first.id
    assert len(letters(province)) == 2
    acts = province.door.read(lambda s: s.exec(select(Audit.act).where(Audit.act == "nudge.send")).all())
    assert acts == ["nudge.send"]


def test_the_second_tap_gives_the_same_nudge_even_when_all_have_filed_meanwhile(province: Province) -> None:
    chi = Sender(province)
    token = chi.looks().token
    first = chi.sends(token)
    province.files("an_hoa")
    province.files("binh_hoa")
    assert chi.sends(token).id == first.id


def test_another_preview_is_another_nudge_even_in_the_same_second(province: Province) -> None:
    chi = Sender(province)
    one, other = chi.looks(["an_hoa"]), chi.looks(["binh_hoa"])
    assert chi.sends(one.token, ["an_hoa"]).id != chi.sends(other.token, ["binh_hoa"]).id
    assert len(letters(province)) == 2


def test_who_files_between_preview_and_sending_gets_no_nudge(province: Province) -> None:
    chi = Sender(province)
    token = chi.looks().token
    province.files("an_hoa")
    assert chi.sends(token).units == 1
    assert [letter.officer_id for letter in letters(province)] == [province.cast["em"]]


def test_when_all_filed_meanwhile_nothing_is_kept(province: Province) -> None:
    chi = Sender(province)
    token = chi.looks(["an_hoa"]).token
    province.files("an_hoa")
    with pytest.raises(Refusal, match="refused-nobody"):
        chi.sends(token, ["an_hoa"])
    with pytest.raises(Refusal, match="refused-nobody"):
        chi.looks(["an_hoa"])
    assert province.door.read(lambda s: s.exec(select(Nudge)).all()) == []


def test_a_unit_nobody_can_reach_is_shown_and_cannot_be_sent_to(province: Province) -> None:
    chi = Sender(province)
    shown = chi.looks(["trung_tam"])
    assert (shown.goes, [one.why for one in shown.unreached]) == ((), ["no_officer"])
    with pytest.raises(Refusal, match="refused-nobody"):
        chi.sends(shown.token, ["trung_tam"])


@pytest.mark.parametrize("token", ["", "abc", "zzzzzzzzzzzzz", "ABCDEFGHI", "tmp1x:0000", "0000"])
def test_what_never_was_a_preview_sends_nothing(province: Province, token: str) -> None:
    with pytest.raises(Refusal, match="refused-out-of-date"):
        Sender(province).sends(token)


def test_a_preview_of_another_day_sends_nothing(province: Province) -> None:
    chi = Sender(province)
    token = chi.looks().token
    chi.now += preview_token.PREVIEW_LIVES + timedelta(minutes=1)
    with pytest.raises(Refusal, match="refused-out-of-date"):
        chi.sends(token)
    chi.now -= timedelta(minutes=2)
    assert chi.sends(token).units == 2


def test_the_right_is_asked_at_the_act_and_not_at_the_preview(province: Province) -> None:
    chi = Sender(province)
    token = chi.looks().token

    def end(session: Session) -> None:
        session.exec(select(Post).where(Post.officer_id == chi.who)).one().ended_at = AUTUMN

    province.door.write(end)
    with pytest.raises(Refusal, match="refused-right"):
        chi.sends(token)
    assert letters(province) == []


@pytest.mark.parametrize(("who", "root"), [("an", "an_hoa"), ("binh", "an_hoa"), ("dung", "tinh")])
def test_nobody_nudges_beyond_the_own_branch(province: Province, who: str, root: str) -> None:
    with pytest.raises(Refusal, match="refused-right"):
        Sender(province, who, root).looks()


def test_units_outside_the_branch_are_left_out_whatever_the_button_says(province: Province) -> None:
    province.appoints("Phúc", "trung_tam")
    dung = Sender(province, "dung", "bac")
    assert [one.unit for one in dung.looks(["an_hoa", "trung_tam"]).goes] == ["Xã An Hòa"]


def test_a_duty_that_was_switched_off_is_nudged_no_more(province: Province) -> None:
    def off(session: Session) -> None:
        session.get_one(Duty, "situation").active = False

    province.door.write(off)
    with pytest.raises(Refusal, match="refused-turn"):
        Sender(province).looks()


def test_a_note_that_is_too_long_is_refused(province: Province) -> None:
    chi = Sender(province)
    with pytest.raises(Refusal, match="refused-long"):
        chi.sends(chi.looks().token, note="x" * 501)


def test_the_preview_says_who_was_nudged_within_a_day(province: Province) -> None:
    chi = Sender(province)
    chi.sends(chi.looks(["an_hoa"]).token, ["an_hoa"])
    chi.now += timedelta(hours=3)
    assert [(one.unit, one.nudged_at) for one in chi.looks().goes] == [("Xã An Hòa", AUTUMN), ("Xã Bình Hòa", None)]
    chi.now += timedelta(hours=22)
    assert [one.nudged_at for one in chi.looks().goes] == [None, None]


# What became of it.


def take(province: Province, now: datetime) -> list[deliver.Parcel]:
    """What the sender of the web page gets to send."""
    return province.door.write(deliver.claim, "web", now, 10, nudge.wanted, None)[0]


def test_delivered_failed_and_pending_are_told_with_names(province: Province) -> None:
    chi = Sender(province)
    province.appoints("Phúc", "trung_tam")
    sent = chi.sends(chi.looks().token)
    before = chi.state(sent)
    assert (before.messages, before.delivered, before.pending, before.failed) == (3, 0, 3, ())
    first, second, third = take(province, AUTUMN)
    province.door.write(outcomes.delivered, first, "77", AUTUMN)
    province.door.write(outcomes.lost, second, "Forbidden: bot was blocked by the user", AUTUMN)
    after = chi.state(sent)
    assert (after.delivered, after.pending) == (1, 1)
    assert [(one.officer, one.why) for one in after.failed] == [
        (_name(province, second), "unreachable: Forbidden: bot was blocked by the user")
    ]
    assert third.content["values"]["nudge"] == sent.id
    assert after.unreached == (("Huyện Bắc", "no_officer"),)


def _name(province: Province, parcel: deliver.Parcel) -> str:
    unit = parcel.content["values"]["unit"]
    return {"Xã An Hòa": "Nguyễn Văn An", "Xã Bình Hòa": "Lê Văn Em", "Phường Trung Tâm": "Phúc"}[unit]


def test_a_message_that_fell_over_to_another_address_counts_once(province: Province) -> None:
    chi = Sender(province)
    other = {"channel": "telegram", "external_id": "9", "joined_at": AUTUMN, "seen_at": SUMMER - timedelta(days=9)}
    province.door.write(lambda s: s.add(Address(officer_id=province.cast["an"], **other)))
    sent = chi.sends(chi.looks(["an_hoa"]).token, ["an_hoa"])
    (parcel,) = take(province, AUTUMN)
    province.door.write(outcomes.lost, parcel, "blocked", AUTUMN)
    state = chi.state(sent)
    assert (state.messages, state.pending, state.failed) == (1, 1, ())


def test_a_unit_that_files_before_the_nudge_leaves_is_not_written_to(province: Province) -> None:
    chi = Sender(province)
    sent = chi.sends(chi.looks().token)
    province.files("an_hoa")
    parcels = take(province, AUTUMN)
    nudged = [parcel.content["values"]["unit"] for parcel in parcels if parcel.content["text"] == "nudge"]
    assert nudged == ["Xã Bình Hòa"]
    assert chi.state(sent).withdrawn == 1


def test_who_left_the_post_before_it_leaves_is_not_written_to(province: Province) -> None:
    chi = Sender(province)
    chi.sends(chi.looks(["an_hoa"]).token, ["an_hoa"])

    def leave(session: Session) -> None:
        session.exec(select(Post).where(Post.officer_id == province.cast["an"])).one().ended_at = AUTUMN

    province.door.write(leave)
    assert take(province, AUTUMN) == []


def test_a_nudge_that_could_not_leave_for_two_days_is_not_sent_any_more(province: Province) -> None:
    chi = Sender(province)
    sent = chi.sends(chi.looks().token)
    assert take(province, AUTUMN + timedelta(days=2)) == []
    assert [one.why for one in chi.state(sent).failed] == ["too late", "too late"]


def test_only_the_sender_sees_what_became_of_it(province: Province) -> None:
    chi, dung = Sender(province), Sender(province, "dung", "bac")
    sent = chi.sends(chi.looks().token)
    with pytest.raises(Refusal, match="refused-right"):
        dung.state(sent)
    with pytest.raises(Refusal, match="refused-out-of-date"):
        province.door.read(nudge_state.state, 4711, chi.who)


def test_the_outbox_keys_name_preview_unit_and_officer(province: Province) -> None:
    chi = Sender(province)
    token = chi.looks(["an_hoa"]).token
    sent = chi.sends(token, ["an_hoa"])
    keys = province.door.read(lambda s: s.exec(select(Outbox.key).where(Outbox.nudge_id == sent.id)).all())
    assert keys == [f"nudge:{token}:{province.cast['an_hoa']}:{province.cast['an']}"]


def test_many_units_cost_no_more_statements_than_one(province: Province) -> None:
    chi = Sender(province)
    costs = []
    for units in (["an_hoa"], ["an_hoa", "binh_hoa"]):
        token = chi.looks(units).token
        with counted(province.door) as statements:
            assert chi.sends(token, units).units == len(units)
        costs.append(len(statements))
    assert costs[0] == costs[1]
