"""Who holds the database can take its triggers away, but not change the audit without its being seen."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import Connection, Engine, text
from sqlmodel import Session, select

from bot import sealer
from channels import letters
from reporting import mine, sealing
from reporting import office as offices
from reporting.clock import StoppedClock
from reporting.daysoff import VIETNAM, Office
from storage import audit, seals
from storage.door import Door
from storage.duties import DayOff
from storage.outbox import Outbox
from storage.seals import Seal
from tests.cast import START, settle

MONDAY = datetime(2026, 11, 30, 1, 30, tzinfo=UTC)  # 08:30 in Hà Nội
WHAT = {"số": 1, "nơi": "Ấp Bắc", "sâu": {"x": [None, True, 1.5]}}


def write(door: Door, count: int = 3) -> None:
    for number in range(count):
        door.write(audit.note, START, None, "officer.add", "officer", number, after=WHAT if number % 2 else None)


async def seal(door: Door, times: int = 3, lines: int = 3) -> None:
    """Seals over so many lines each."""
    for _ in range(times):
        write(door, lines)
        await sealer.seal(door, StoppedClock(START))


@contextmanager
def insider(engine: Engine) -> Iterator[Connection]:
    """Somebody with the file, or the owner's password, takes the guards away and puts them back."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            guards = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
            off, on = [f"DROP TRIGGER {name}" for name, _ in guards], [sql for _, sql in guards]
        else:
            off, on = (
                [f"ALTER TABLE {t} {how} TRIGGER ALL" for t in ("audit", "seal")] for how in ("DISABLE", "ENABLE")
            )
        for one in off:
            connection.execute(text(one))
        yield connection
        for one in on:
            connection.execute(text(one))


async def test_new_lines_are_sealed_and_the_chain_holds(door: Door) -> None:
    await seal(door)
    write(door, 2)
    found = door.read(sealing.verify)
    assert (found.seals, found.lines, found.open, found.broken) == (3, 9, 2, None)
    assert found.open_since == START
    first, second, third = door.read(seals.all_of)
    assert (first.previous, second.previous, third.previous) == (sealing.ROOT, first.hash, second.hash)
    assert [one.rows for one in (first, second, third)] == [3, 3, 3]


async def test_with_nothing_new_there_is_nothing_to_seal(door: Door) -> None:
    assert await sealer.seal(door, StoppedClock(START)) == 0
    await seal(door, 1)
    assert await sealer.seal(door, StoppedClock(START)) == 0


async def test_many_lines_take_several_seals(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MOST", 4)
    write(door, 10)
    assert await sealer.seal(door, StoppedClock(START)) == 3
    assert [one.rows for one in door.read(seals.all_of)] == [4, 4, 2]
    assert door.read(sealing.verify).broken is None


async def test_what_gathered_over_years_is_sealed_in_several_turns(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MOST", 2)
    monkeypatch.setattr(sealer, "AT_ONCE", 3)
    write(door, 10)
    assert [await sealer.seal(door, StoppedClock(START)) for _ in range(3)] == [3, 2, 0]
    assert door.read(sealing.verify).lines == 10


async def test_of_two_processes_one_seals(door: Door) -> None:
    write(door)
    one, other = (door.read(sealing.next_seal, START + timedelta(seconds=n), 99) for n in (1, 2))
    assert one and other
    assert door.write(seals.add, one) and not door.write(seals.add, other)
    assert door.read(sealing.verify).broken is None


CHANGES = {
    "an act": "UPDATE audit SET act = 'officer.read' WHERE id = 5",
    "a moment": "UPDATE audit SET at = '2026-11-22 02:00:01+00:00' WHERE id = 5",
    "who it was": "UPDATE audit SET officer_id = 7 WHERE id = 5",
    "a value": """UPDATE audit SET after = '{"số": 2}' WHERE id = 5""",
    "a line taken out": "DELETE FROM audit WHERE id = 5",
    "a seal": "UPDATE seal SET hash = previous WHERE id = 2",
    "when it was sealed": "UPDATE seal SET at = '2026-11-22 02:00:01+00:00' WHERE id = 2",
    "two lines made one": "UPDATE seal SET rows = 2 WHERE id = 2",
}


@pytest.mark.parametrize("change", CHANGES)
async def test_what_an_insider_changes_is_seen(door: Door, change: str) -> None:
    await seal(door)
    with insider(door.engine) as connection:
        connection.exec_driver_sql(CHANGES[change])
    broken = door.read(sealing.verify).broken
    assert broken is not None
    assert (broken.seal, broken.first, broken.upto, broken.counted) == (2, 4, 6, 2 if "one" in change else 3)
    assert broken.there == (2 if "taken" in change else 3)


async def test_a_line_put_in_between_is_seen(door: Door) -> None:
    await seal(door)
    with insider(door.engine) as connection:
        connection.execute(text("DELETE FROM audit WHERE id = 5"))
    door.write(lambda session: session.add(audit.Audit(id=5, at=START, act="report.read", object="report")))
    broken = door.read(sealing.verify).broken
    assert broken is not None and broken.seal == 2 and broken.there == 3


async def test_a_tail_cut_off_is_seen_with_the_fingerprint_that_was_sent(door: Door) -> None:
    await seal(door)
    sent = sealing.fingerprint(door.read(seals.last).hash)  # type: ignore[union-attr]
    assert door.read(sealing.verify, sent).known is not None
    with insider(door.engine) as connection:
        connection.execute(text("DELETE FROM seal WHERE id = 3"))
        connection.execute(text("DELETE FROM audit WHERE id > 6"))
    found = door.read(sealing.verify, sent)
    assert found.broken is None, "alone the rest is a chain"
    assert found.known is None


async def test_a_chain_that_was_forged_whole_is_seen_with_the_fingerprint_that_was_sent(door: Door) -> None:
    await seal(door)
    sent = sealing.fingerprint(door.read(seals.last).hash)  # type: ignore[union-attr]
    with insider(door.engine) as connection:
        connection.execute(text("UPDATE audit SET act = 'officer.read' WHERE id = 5"))
        connection.execute(text("DELETE FROM seal"))
    await sealer.seal(door, StoppedClock(START))
    found = door.read(sealing.verify, sent)
    assert (found.broken, found.known) == (None, None)


async def test_a_few_letters_are_no_fingerprint(door: Door) -> None:
    await seal(door, 1)
    known = door.read(seals.last).hash  # type: ignore[union-attr]
    assert door.read(sealing.verify, known[:8]).known is None
    assert door.read(sealing.verify, known.upper()).known is not None


async def test_a_seal_can_be_checked_without_this_program(door: Door) -> None:
    """As the head of reporting/sealing.py tells it."""
    import hashlib

    await seal(door, 1)
    made = door.read(seals.last)
    assert made is not None
    moment = "2026-11-22T02:00:00+00:00"
    rows = [
        [n + 1, moment, None, "officer.add", "officer", str(n), None, None, WHAT if n % 2 else None] for n in range(3)
    ]
    lines = [["0" * 64, 3, 3, moment], *rows]
    told = "".join(json.dumps(one, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n" for one in lines)
    assert made.hash == hashlib.sha256(told.encode()).hexdigest()


async def test_half_a_character_does_not_end_the_sealing(door: Door) -> None:
    door.write(audit.note, START, None, "officer.add", "officer", 1, after={"name": "An \ud83d"})
    await seal(door, 1)
    found = door.read(sealing.verify)
    assert (found.broken, found.lines, found.open) == (None, 4, 0)


async def test_withdrawing_consent_leaves_the_chain_whole(door: Door) -> None:
    cast = door.write(settle)
    door.write(mine.choose_morning, START, cast["an"], mine.mornings(Office())[1], Office())
    await seal(door, 1)
    door.write(mine.withdraw, START, cast["an"])
    await sealer.seal(door, StoppedClock(START))
    found = door.read(sealing.verify)
    assert found.broken is None and found.open == 0 and found.lines == 5


@pytest.mark.postgresql
async def test_a_line_that_is_still_being_written_is_waited_for(postgres_schema: Engine) -> None:
    """PostgreSQL gave it the lower number; sealed without it, it would look as if it had been put in later."""
    from storage.door import open_engine
    from tests import postgres

    postgres.empty(postgres_schema)
    door = Door(open_engine(postgres_schema.url.render_as_string(hide_password=False)))
    with Session(door.engine) as slow:
        audit.note(slow, START, None, "slow", "test")
        slow.flush()
        write(door)
        assert await sealer.seal(door, StoppedClock(START)) == 0
        write(door, 1)
        slow.commit()
    assert await sealer.seal(door, StoppedClock(START)) == 1
    found = door.read(sealing.verify)
    assert (found.lines, found.open, found.broken) == (5, 0, None)
    door.close()


# --- the weekly word ---


async def stands(door: Door) -> dict[str, int]:
    """The cast, and a seal of last week."""
    cast = door.write(settle)
    await seal(door, 1)
    return {"chi": cast["chi"]}


def told(door: Door) -> list[tuple[int, dict[str, object]]]:
    rows = door.read(lambda session: session.exec(select(Outbox).where(Outbox.kind == "notice")).all())
    return [(row.officer_id, row.content["values"]) for row in rows]


def at(door: Door, now: datetime, office: Office | None = None) -> bool:
    return door.write(sealing.tell, now, office or door.read(offices.load, VIETNAM))


async def test_on_monday_who_may_read_the_audit_gets_the_fingerprint_once(door: Door) -> None:
    cast = await stands(door)
    assert at(door, MONDAY)
    newest = door.read(seals.last)
    assert newest is not None
    ((officer, values),) = told(door)
    assert officer == cast["chi"]
    assert values == {"line": 3, "day": "22/11/2026", "print": sealing.fingerprint(newest.hash)}
    assert not at(door, MONDAY + timedelta(minutes=5)) and len(told(door)) == 1
    assert at(door, MONDAY + timedelta(days=7)) and len(told(door)) == 2


NOT_THEN = {
    "before work": MONDAY - timedelta(hours=2),
    "at noon": MONDAY + timedelta(hours=4),
    "on another day": MONDAY + timedelta(days=1),
}


@pytest.mark.parametrize("when", NOT_THEN)
async def test_at_other_times_nothing_is_said(door: Door, when: str) -> None:
    await stands(door)
    assert not at(door, NOT_THEN[when]) and told(door) == []


async def test_after_a_monday_off_it_comes_on_the_next_working_day(door: Door) -> None:
    await stands(door)
    door.write(lambda session: session.add(DayOff(day=MONDAY.date(), name="Nghỉ bù")))
    assert not at(door, MONDAY)
    assert at(door, MONDAY + timedelta(days=1))


async def test_an_office_that_was_just_set_up_has_nothing_to_tell(door: Door) -> None:
    door.write(settle)
    write(door)
    await sealer.seal(door, StoppedClock(MONDAY - timedelta(minutes=5)))
    assert not at(door, MONDAY) and isinstance(door.read(seals.last), Seal)


@pytest.mark.parametrize("wanted", [True, False])
async def test_the_clocks_turn_seals_and_tells_unless_it_is_set_off(door: Door, wanted: bool) -> None:
    from bot.app import App

    await stands(door)
    write(door)
    woken: list[bool] = []
    app = SimpleNamespace(
        door=door,
        clock=StoppedClock(MONDAY),
        settings=SimpleNamespace(seal_notice=wanted),
        office=Office,
        wake_senders=lambda: woken.append(True),
    )
    await App.seal(app)  # type: ignore[arg-type]
    assert door.read(sealing.verify).open == 0
    assert (len(told(door)), woken) == ((1, [True]) if wanted else (0, []))


def test_the_words_are_one_line() -> None:
    values = {"line": 1204, "day": "30/11/2026", "print": sealing.fingerprint("0123456789abcdef" * 4)}
    letter = letters.render({"title": "seal-title", "text": "seal-told", "values": values}, "vi", MONDAY, VIETNAM)
    assert letter.text.startswith("Mã đối chiếu của nhật ký thao tác")
    assert "Đến dòng 1204, ngày 30/11/2026: 0123-4567-89ab-cdef-0123-4567." in letter.text
    assert letter.buttons == ()
