"""What leaves next and what became of it: plain database work, at any hour one likes."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from reporting import deliver, outcomes
from reporting.deliver import MAYBE, Parcel
from storage.base import Json
from storage.door import Door
from storage.officers import Address
from storage.outbox import LEASE, Outbox
from storage.reminders import Reminder
from storage.units import Unit
from tests.transport.helpers import MORNING, add_officer, address, message, messages, paused_until, queue, states


def claim(door: Door, now=MORNING, channel: str = "telegram", limit: int = 10, **more) -> list[Parcel]:
    return door.write(deliver.claim, channel, now, limit, **more)[0]


def remind(door: Door, officer_id: int, unit_id: int, outbox_id: int) -> int:
    """A reminder of this officer that the message carries."""

    def add(session: Session) -> int:
        row = Reminder(
            key=f"r{outbox_id}",
            duty="mood",
            period="2026-Q4",
            unit_id=unit_id,
            officer_id=officer_id,
            step="-1",
            to="officer",
            last_good_day=MORNING.date(),
            at=MORNING,
            outbox_id=outbox_id,
            made_at=MORNING,
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id

    return door.write(add)


@pytest.fixture
def unit_id(door: Door) -> int:
    def add(session: Session) -> int:
        unit = Unit(name="Phường Cái Khế", folded="phuong cai khe", kind="ward", code="31117")
        session.add(unit)
        session.flush()
        assert unit.id is not None
        return unit.id

    return door.write(add)


def reminder_state(door: Door, number: int) -> tuple[str, int | None]:
    found = door.read(lambda session: session.get(Reminder, number))
    assert found is not None
    return found.state, found.outbox_id


class TestClaiming:
    def test_only_what_is_due_on_this_channel_is_given(self, door: Door) -> None:
        an = add_officer(door, "An", telegram="101", web="1")
        due = queue(door, an, "due")
        queue(door, an, "tomorrow", not_before=MORNING + timedelta(days=1))
        queue(door, an, "elsewhere", channel="web")
        (parcel,) = claim(door)
        assert (parcel.outbox_id, parcel.external_id, parcel.language) == (due, "101", "vi")
        assert parcel.lease_until == MORNING + LEASE
        assert claim(door) == [], "it is in our hands already"

    def test_it_says_whether_more_may_be_due(self, door: Door) -> None:
        an = add_officer(door, "An", telegram="101")
        for number in range(3):
            queue(door, an, str(number))
        assert [len(claim(door, limit=2)), len(claim(door, limit=2))] == [2, 1]
        assert door.write(deliver.claim, "telegram", MORNING, 2) == ([], False)

    def test_nothing_is_given_while_the_channel_is_paused(self, door: Door) -> None:
        queue(door, add_officer(door, "An", telegram="101"), "due")
        until = MORNING + timedelta(seconds=30)
        door.write(outcomes.pause, "telegram", until, "429")
        assert claim(door, until - timedelta(seconds=1)) == []
        assert door.read(deliver.look_at, "telegram", MORNING) == until
        assert len(claim(door, until)) == 1

    def test_past_its_hour_it_dies_and_is_never_sent(self, door: Door) -> None:
        late = queue(door, add_officer(door, "An", telegram="101"), "r", expires_at=MORNING + timedelta(hours=16))
        assert claim(door, MORNING + timedelta(hours=16)) == []
        assert (message(door, late).state, message(door, late).error) == ("dead", "too late")

    def test_what_is_no_longer_wanted_is_cancelled_at_the_last_moment(self, door: Door) -> None:
        filed = queue(door, add_officer(door, "An", telegram="101"), "r")

        def the_report_came(session: Session, row: Outbox, now: object) -> None:
            return None

        assert claim(door, wanted=the_report_came) == []
        assert message(door, filed).state == "cancelled"

    def test_the_words_of_the_hour_come_from_the_hook(self, door: Door) -> None:
        queue(door, add_officer(door, "An", telegram="101"), "r")

        def by_then_two_units(session: Session, row: Outbox, now: object) -> Json:
            return {"text": "two", "units": 2}

        assert claim(door, wanted=by_then_two_units)[0].content == {"text": "two", "units": 2}

    def test_a_hook_that_fails_holds_back_its_own_message_only(self, door: Door) -> None:
        broken = queue(door, add_officer(door, "An", telegram="101"), "broken")
        sound = queue(door, add_officer(door, "Bình", telegram="102"), "sound")

        def wanted(session: Session, row: Outbox, now: object) -> Json:
            if row.id == broken:
                session.add(Address(officer_id=99999, channel="x", external_id="x", joined_at=MORNING, seen_at=MORNING))
                session.flush()  # refused by the database: no such officer
            return row.content

        assert [parcel.outbox_id for parcel in claim(door, wanted=wanted)] == [sound]
        held = message(door, broken)
        assert (held.state, held.not_before) == ("new", MORNING + deliver.ASK_AGAIN)

    def test_an_address_known_to_be_lost_is_not_tried(self, door: Door) -> None:
        an = add_officer(door, "An", web="1", telegram="101")
        first = queue(door, an, "r")
        door.write(lambda s: setattr(s.get(Address, address(door, "telegram", an).id), "unreachable_since", MORNING))
        assert claim(door) == []
        assert message(door, first).state == "dead"
        assert [parcel.external_id for parcel in claim(door, channel="web")] == ["1"]


class TestOutcomes:
    def test_taken_by_the_messenger_it_is_sent_and_its_reminders_are_said(self, door: Door, unit_id: int) -> None:
        an = add_officer(door, "An", telegram="101")
        number = queue(door, an, "r")
        reminder = remind(door, an, unit_id, number)
        door.write(outcomes.delivered, claim(door)[0], "777", MORNING)
        row = message(door, number)
        assert (row.state, row.provider_id, row.sent_at, row.lease_until) == ("sent", "777", MORNING, None)
        assert reminder_state(door, reminder) == ("said", number)

    @pytest.mark.parametrize(("tries", "seconds"), [(1, 2), (2, 4), (5, 32), (9, 300), (50, 300)])
    @pytest.mark.parametrize("spread", [0.0, 0.5, 1.0])
    def test_the_waits_grow_to_five_minutes_and_are_spread(
        self, door: Door, tries: int, seconds: float, spread: float
    ) -> None:
        number = queue(door, add_officer(door, "An", telegram="101"), "r", attempts=tries - 1)
        door.write(outcomes.failed, claim(door)[0], "502", MORNING, spread)
        assert (message(door, number).not_before - MORNING).total_seconds() == seconds * (0.75 + spread / 2)
        assert (message(door, number).state, message(door, number).error) == ("new", "502")

    def test_a_message_is_tried_to_its_last_moment_and_dies_then(self, door: Door) -> None:
        end = MORNING + timedelta(seconds=10)
        number = queue(door, add_officer(door, "An", telegram="101"), "r", expires_at=end, attempts=8)
        door.write(outcomes.failed, claim(door)[0], "502", MORNING)
        assert message(door, number).not_before == end
        assert claim(door, end) == []
        assert message(door, number).error == "too late"

    def test_a_message_without_an_end_is_given_up_after_three_days_of_tries(self, door: Door) -> None:
        number = queue(door, add_officer(door, "An", telegram="101"), "r", attempts=outcomes.MOST_TRIES - 1)
        door.write(outcomes.failed, claim(door)[0], "502", MORNING)
        assert (message(door, number).state, message(door, number).error) == ("dead", "too late")

    def test_an_outcome_that_comes_after_the_lease_does_not_undo_another_ones_work(self, door: Door) -> None:
        number = queue(door, add_officer(door, "An", telegram="101"), "r")
        (slow,) = claim(door)
        (quick,) = claim(door, MORNING + LEASE + timedelta(seconds=1))
        door.write(outcomes.failed, slow, "timed out", MORNING)
        assert message(door, number).state == "sending", "the other process holds it"
        door.write(outcomes.delivered, quick, "777", MORNING)
        for late in (outcomes.failed, outcomes.refused, outcomes.lost):
            door.write(late, slow, "late", MORNING)
        door.write(outcomes.doubted, slow, "late", MORNING, healthy=True)
        door.write(outcomes.held, slow, MORNING)
        assert (message(door, number).state, message(door, number).provider_id) == ("sent", "777")

    def test_what_was_not_tried_is_as_if_it_had_never_been_taken(self, door: Door) -> None:
        number = queue(door, add_officer(door, "An", telegram="101"), "r")
        door.write(outcomes.held, claim(door)[0], MORNING)
        row = message(door, number)
        assert (row.state, row.attempts, row.lease_until, row.not_before) == ("new", 0, None, MORNING)

    def test_a_longer_pause_is_not_shortened(self, door: Door) -> None:
        door.write(outcomes.pause, "telegram", MORNING + timedelta(seconds=60), "429")
        door.write(outcomes.pause, "telegram", MORNING + timedelta(seconds=5), "429")
        assert paused_until(door) == MORNING + timedelta(seconds=60)

    def test_only_a_stop_is_lifted_when_the_messenger_takes_us_again(self, door: Door) -> None:
        later = MORNING + timedelta(minutes=10)
        door.write(outcomes.pause, "telegram", later, "the messenger asked for it")
        door.write(outcomes.lift_stop, "telegram", MORNING)
        assert paused_until(door) == later
        door.write(outcomes.pause, "web", later, outcomes.STOPPED + "token")
        door.write(outcomes.lift_stop, "web", MORNING)
        assert paused_until(door, "web") == MORNING


class TestDoubt:
    def test_a_reminder_is_sent_once_more_after_a_minute(self, door: Door) -> None:
        number = queue(door, add_officer(door, "An", telegram="101"), "r")
        door.write(outcomes.doubted, claim(door)[0], "ReadError", MORNING, healthy=True)
        assert claim(door, MORNING + timedelta(seconds=59)) == []
        (parcel,) = claim(door, MORNING + timedelta(seconds=60))
        assert parcel.content == {"text": "r"}, "a reminder says the same again"
        door.write(outcomes.doubted, parcel, "ReadError", MORNING, healthy=True)
        row = message(door, number)
        assert row.state == "dead" and row.error is not None and row.error.startswith(MAYBE)

    def test_anything_else_says_that_it_may_have_been_read_before(self, door: Door) -> None:
        queue(door, add_officer(door, "An", telegram="101"), "receipt", kind="receipt")
        door.write(outcomes.doubted, claim(door)[0], "ReadError", MORNING, healthy=True)
        (parcel,) = claim(door, MORNING + timedelta(minutes=1))
        assert parcel.content == {"text": "receipt", "again": True}

    def test_while_the_messenger_is_down_doubts_do_not_count(self, door: Door) -> None:
        number = queue(door, add_officer(door, "An", telegram="101"), "r")
        door.write(outcomes.doubted, claim(door)[0], "ReadError", MORNING, healthy=True)
        now = MORNING
        for _ in range(10):
            now += timedelta(minutes=1)
            (parcel,) = claim(door, now)
            door.write(outcomes.doubted, parcel, "ReadTimeout", now, healthy=False)
        assert message(door, number).state == "new"

    def test_a_doubt_is_remembered_through_other_failures(self, door: Door) -> None:
        number = queue(door, add_officer(door, "An", telegram="101"), "r")
        door.write(outcomes.doubted, claim(door)[0], "ReadError", MORNING, healthy=True)
        hour = MORNING + timedelta(hours=1)
        door.write(outcomes.failed, claim(door, hour)[0], "502", hour)
        (parcel,) = claim(door, hour + timedelta(hours=1))
        assert parcel.doubted
        door.write(outcomes.doubted, parcel, "ReadError", hour, healthy=True)
        assert message(door, number).state == "dead"

    def test_what_a_dead_process_held_may_have_been_read_too(self, door: Door) -> None:
        queue(door, add_officer(door, "An", telegram="101"), "receipt", kind="receipt")
        claim(door)
        (parcel,) = claim(door, MORNING + LEASE + timedelta(seconds=1))
        assert parcel.content["again"] is True
        assert not parcel.doubted, "but it is no answer that was lost"


class TestLostAddresses:
    def test_it_falls_over_once_to_the_other_address_and_its_reminders_go_along(self, door: Door, unit_id: int) -> None:
        an = add_officer(door, "An", web="1", telegram="101")
        number = queue(door, an, "r", expires_at=MORNING + timedelta(days=1))
        reminder = remind(door, an, unit_id, number)
        door.write(outcomes.lost, claim(door)[0], "blocked", MORNING)

        gone = address(door, "telegram", an)
        assert (gone.unreachable_since, gone.unreachable_why) == (MORNING, "blocked")
        first, second = messages(door)
        assert (first.state, first.error) == ("dead", "unreachable: blocked")
        assert (second.key, second.channel, second.state) == ("r:2", "web", "new")
        assert (second.kind, second.content, second.expires_at) == (first.kind, first.content, first.expires_at)
        assert reminder_state(door, reminder) == ("waiting", second.id)

        door.write(outcomes.lost, claim(door, channel="web")[0], "gone too", MORNING)
        assert states(messages(door)) == ["dead", "dead"], "it falls over once only"
        assert reminder_state(door, reminder)[0] == "unreachable"

    def test_it_does_not_wander_through_all_addresses(self, door: Door) -> None:
        an = add_officer(door, "An", zalo="z", web="1", telegram="101")
        queue(door, an, "r")
        for channel in ("telegram", "web"):
            door.write(outcomes.lost, claim(door, channel=channel)[0], "gone", MORNING)
        assert claim(door, channel="zalo") == []
        assert [row.key for row in messages(door)] == ["r", "r:2"]

    def test_without_another_address_it_is_dead(self, door: Door, unit_id: int) -> None:
        an = add_officer(door, "An", telegram="101")
        number = queue(door, an, "r")
        reminder = remind(door, an, unit_id, number)
        door.write(outcomes.lost, claim(door)[0], "blocked", MORNING)
        assert states(messages(door)) == ["dead"]
        assert reminder_state(door, reminder)[0] == "unreachable"

    def test_a_channel_that_nobody_serves_is_no_way_out(self, door: Door) -> None:
        an = add_officer(door, "An", zalo="z1", telegram="101")
        queue(door, an, "r")
        door.write(outcomes.lost, claim(door)[0], "blocked", MORNING, {"telegram", "web"})
        assert states(messages(door)) == ["dead"]

    def test_another_lost_address_is_no_way_out(self, door: Door) -> None:
        an = add_officer(door, "An", web="1", telegram="101")
        door.write(lambda s: setattr(s.get(Address, address(door, "web", an).id), "unreachable_since", MORNING))
        queue(door, an, "r")
        door.write(outcomes.lost, claim(door)[0], "blocked", MORNING)
        assert states(messages(door)) == ["dead"]

    def test_a_chat_with_a_new_number_keeps_its_message_and_its_key(self, door: Door) -> None:
        an = add_officer(door, "An", telegram="-5")
        number = queue(door, an, "r")
        door.write(outcomes.moved, claim(door)[0], "-1005", MORNING)
        assert address(door, "telegram", an).external_id == "-1005"
        (parcel,) = claim(door)
        assert (parcel.outbox_id, parcel.external_id) == (number, "-1005")
        assert message(door, number).key == "r"

    def test_a_new_number_that_is_known_already_is_used_as_it_is(self, door: Door) -> None:
        an = add_officer(door, "An", telegram="-5")
        add_officer(door, "Bình", telegram="-1005")
        queue(door, an, "r")
        door.write(outcomes.moved, claim(door)[0], "-1005", MORNING)
        assert [parcel.external_id for parcel in claim(door)] == ["-1005"]
        assert address(door, "telegram", an).external_id == "-5"
