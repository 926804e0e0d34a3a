"""A wave of reminders through kills, SIGTERM and a machine that slept: nobody is left out, hardly anybody twice."""

import signal
from datetime import timedelta

import pytest
from sqlmodel import Session, col, func, select

from storage.officers import Address
from storage.outbox import Outbox
from storage.reminders import Reminder
from tests.faults import crowd
from tests.faults.nanny import watched
from tests.faults.site import Site
from tests.faults.soak import MORNING

MANY = 40
FUSES = (
    "before-commit:remind.tick",  # nothing is planned yet
    "after-commit:remind.tick",
    "before-send:3",  # taken in hand, not sent: its lease ends
    "after-send:5",  # sent, not marked: this one may come twice
    "before-commit:sender._settle:3",
    "after-commit:sender._settle:4",
)


@pytest.fixture
def crowded(installed: Site) -> Site:
    """A minute to eight on reminder day, with MANY communes more."""
    chats = installed.door.write(crowd.settle, installed.cast["tinh"], installed.clock.now(), MANY)
    installed.standin.knows(chats)
    installed.clock.move_to(MORNING - timedelta(minutes=1))
    return installed


def chats(site: Site) -> list[int]:
    """How often each commune was written to."""
    got = site.standin.received()
    return [got[chat] for chat in range(crowd.FIRST, crowd.FIRST + MANY)]


def all_said(session: Session) -> bool:
    made = session.exec(select(func.count()).select_from(Reminder)).one()
    open_ones = session.exec(select(Outbox).where(col(Outbox.state).in_(("new", "sending")))).first()
    return made >= MANY and open_ones is None


def in_doubt(site: Site) -> int:
    """How many chats have got their message while it is not marked as sent."""
    states = site.door.read(lambda session: session.exec(select(Address.external_id, Outbox.state).join(Outbox)).all())
    got = site.standin.received()
    return sum(got[int(chat)] > 0 and state != "sent" for chat, state in states)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_killed_at_every_stage_of_a_wave(crowded: Site) -> None:
    crowded.clock.move_to(MORNING)
    doubts: list[int] = []
    with watched(crowded, *FUSES, at_death=lambda: doubts.append(in_doubt(crowded))) as nanny:
        crowded.until(all_said)
    got = crowded.standin.received()
    assert nanny.deaths == list(FUSES)
    assert min(chats(crowded)) == 1, "nobody is left out"
    assert sum(got.values()) - len(got) <= sum(doubts), "only what had arrived and was not marked comes twice"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sigterm_in_the_middle_ends_in_order_and_the_next_goes_on(crowded: Site) -> None:
    first = crowded.runs(tick=0.2).serves()
    crowded.clock.move_to(MORNING)
    crowded.until(lambda _: sum(chats(crowded)) >= 5)
    first.gets(signal.SIGTERM)
    assert first.ends() == 0
    assert "Traceback" not in first.said()
    sent = crowded.door.read(
        lambda session: dict(session.exec(select(Outbox.state, func.count()).group_by(Outbox.state)).all())
    )
    assert "sending" not in sent, "nothing is left in its hands"
    assert 5 <= sent["sent"] == sum(crowded.standin.received().values())
    crowded.runs(tick=0.2)
    crowded.until(all_said)
    assert set(chats(crowded)) == {1}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_machine_that_slept_two_hours_and_one_whose_clock_is_set_back(crowded: Site) -> None:
    one = crowded.runs(tick=0.2).serves()
    one.gets(signal.SIGSTOP)
    crowded.passes(hours=2)
    one.gets(signal.SIGCONT)
    crowded.until(all_said)
    crowded.passes(hours=-1)
    heard = one.said(100_000).count("executed successfully")
    crowded.until(lambda _: one.said(100_000).count("executed successfully") > heard + 2)
    crowded.passes(hours=1)
    assert set(chats(crowded)) == {1}, "and nothing is said again"
