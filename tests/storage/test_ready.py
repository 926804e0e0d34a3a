"""Statements past SQLAlchemy's Core: the same values, the same errors, the same transaction as the ordinary way."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, func, insert, update
from sqlalchemy import select as ordinary
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlmodel import Session

from storage import prepared, ready
from storage.door import Door, open_engine
from storage.duties import DayOff
from storage.outbox import ChannelState
from storage.tables import metadata
from storage.trouble import is_conflict, is_lost
from storage.upsert import insert_new
from tests.cast import START
from tests.statements import counted
from tests.storage.rows import fill

DAY = START.date()
PAUSES = prepared.table_of(ChannelState)
DAYS = prepared.table_of(DayOff)
NAMES = prepared.select(DAYS.c.name).where(DAYS.c.day == bindparam("on")).order_by(DAYS.c.name)
NAME = insert(DAYS).values(day=bindparam("on"), name=bindparam("called"), worked=False)


def _refuse(*_: object, **__: object) -> None:
    raise AssertionError("the ordinary way was taken")


def _same(value: Any, other: Any) -> bool:
    return (
        type(value) is type(other)
        and value == other
        and getattr(value, "tzinfo", None) == getattr(other, "tzinfo", None)
    )


def test_every_value_of_every_table_is_read_as_ever(door: Door) -> None:
    fill(door.engine)

    def compared(session: Session) -> int:
        seen = 0
        for table in metadata.sorted_tables:
            asked = ordinary(*table.c).order_by(*table.primary_key.columns)
            ours, theirs = prepared.rows(session, asked), session.connection().execute(asked).all()
            assert len(ours) == len(theirs)
            for row, other in zip(ours, theirs, strict=True):
                assert all(map(_same, row, other)), (table.name, row, other)
                seen += len(row)
        return seen

    assert door.read(compared) > 100


def test_every_row_of_every_table_is_written_as_ever(door: Door) -> None:
    """What was read is taken out and put in again, past the Core: the ordinary way reads the same."""
    fill(door.engine)
    meant = {key.column.table for table in metadata.sorted_tables for key in table.foreign_keys}
    grow_only = {"audit", "seal"}
    tables = [table for table in metadata.sorted_tables if table not in meant and table.name not in grow_only]

    def again(session: Session) -> None:
        for table in tables:
            whole = ordinary(*table.c).order_by(*table.primary_key.columns)
            before = [dict(row._mapping) for row in session.connection().execute(whole)]
            session.connection().execute(table.delete())
            assert prepared.run(session, insert(table), before) == len(before) > 0
            assert [dict(row._mapping) for row in session.connection().execute(whole)] == before

    door.write(again)


def test_rows_have_names_and_the_core_is_not_asked(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "execute", _refuse)
    asked = prepared.select(DAYS.c.day, DAYS.c.name.label("called"), func.length(DAYS.c.name))

    def read(session: Session) -> Any:
        prepared.run(session, NAME, {"on": DAY, "called": "Tết"})
        return prepared.rows(session, asked)[0]

    row = door.write(read)
    assert (row.day, row.called, row[2]) == (DAY, "Tết", 3) and tuple(row) == (DAY, "Tết", 3)


def test_what_the_session_holds_is_seen(door: Door) -> None:
    def write(session: Session) -> Any:
        session.add(DayOff(day=DAY, name="Tết"))
        return prepared.rows(session, NAMES, on=DAY)

    assert door.write(write) == [("Tết",)]


def test_it_goes_with_the_transaction(door: Door) -> None:
    def fails(session: Session) -> None:
        prepared.run(session, NAME, {"on": DAY, "called": "Tết"})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        door.write(fails)
    assert door.read(prepared.rows, NAMES, on=DAY) == []


def test_it_is_taken_back_with_its_savepoint(door: Door) -> None:
    def tries(session: Session) -> None:
        prepared.run(session, NAME, {"on": DAY, "called": "Tết"})
        with session.begin_nested() as tried:
            prepared.run(session, NAME, {"on": DAY.replace(year=2030), "called": "Giỗ Tổ"})
            tried.rollback()

    door.write(tries)
    assert [name for (name,) in door.read(prepared.rows, prepared.select(DAYS.c.name))] == ["Tết"]


def test_the_first_statement_takes_the_write_lock(tmp_path: Path, sqlite_schema: Path) -> None:
    path = tmp_path / "tincoso.db"
    path.write_bytes(sqlite_schema.read_bytes())
    door, other = Door(open_engine(f"sqlite:///{path}")), open_engine(f"sqlite:///{path}")

    def reads_first(session: Session) -> None:
        prepared.rows(session, NAMES, on=DAY)
        with other.connect() as connection, pytest.raises(OperationalError) as refused:
            connection.connection.execute("PRAGMA busy_timeout=0")  # type: ignore[attr-defined]
            connection.execution_options(reading=True).exec_driver_sql(
                "INSERT INTO day_off VALUES ('2027-01-01', '', 0)"
            )
        assert is_conflict(refused.value)

    door.write(reads_first)
    other.dispose()
    door.close()


def test_many_rows_go_in_at_once_and_are_counted(door: Door) -> None:
    rows = [{"day": DAY.replace(day=number), "name": "nghỉ", "worked": False} for number in range(1, 8)]
    assert door.write(insert_new, DayOff, rows[:5]) == 5
    assert door.write(insert_new, DayOff, rows) == 2
    assert door.write(insert_new, DayOff, rows[:1]) == 0


def test_sixteen_are_asked_for_in_one_statement(door: Door) -> None:
    days = [DAY.replace(month=month, day=number) for month in (1, 3) for number in range(1, 20)]
    door.write(insert_new, DayOff, [{"day": day, "name": "nghỉ", "worked": False} for day in days])
    asked = prepared.select(DAYS.c.day).where(prepared.among(DAYS.c.day))

    def wanted(session: Session, some: list[Any]) -> list[Any]:
        return sorted(row[0] for row in prepared.each(session, asked, some))

    with counted(door) as statements:
        assert door.read(wanted, days[:17]) == days[:17]
    assert len([one for one in statements if "day_off" in one]) == 2
    assert door.read(wanted, []) == [] and door.read(wanted, days) == days


def test_a_key_that_is_there_is_the_same_error_and_quotes_nothing(door: Door) -> None:
    def twice(session: Session) -> None:
        for _ in range(2):
            prepared.run(session, NAME, {"on": DAY, "called": "điều bà con nói"})

    with pytest.raises(IntegrityError) as failed:
        door.write(twice)
    assert "điều bà con" not in str(failed.value)
    assert failed.value.params is None or failed.value.hide_parameters


def test_a_moment_without_a_zone_is_refused(door: Door) -> None:
    with pytest.raises(StatementError):
        door.write(prepared.run, insert(PAUSES), {"channel": "web", "paused_until": START.replace(tzinfo=None)})
    door.write(prepared.run, insert(PAUSES), {"channel": "web", "paused_until": START})
    assert door.read(prepared.rows, prepared.select(PAUSES.c.paused_until)) == [(START,)]


def test_a_list_of_any_length_goes_the_ordinary_way(door: Door) -> None:
    door.write(insert_new, DayOff, [{"day": DAY, "name": "nghỉ", "worked": False}])
    asked = prepared.select(DAYS.c.name).where(DAYS.c.day.in_(bindparam("some", expanding=True)))
    assert ready.ready(door.engine.dialect, asked, ("some",)) is None
    assert door.read(prepared.rows, asked, some=[DAY]) == [("nghỉ",)]


def test_a_default_that_python_makes_goes_the_ordinary_way(door: Door) -> None:
    put = insert(DAYS)
    assert ready.ready(door.engine.dialect, put, ("day", "name")) is None
    assert door.write(prepared.run, put, {"day": DAY, "name": "nghỉ"}) == 1


def test_a_lost_connection_leaves_the_pool(postgres_door: Door) -> None:
    die = prepared.select(func.pg_terminate_backend(func.pg_backend_pid()))
    with postgres_door.engine.connect() as connection:
        session = Session(connection)
        with pytest.raises(OperationalError) as lost:
            prepared.rows(session, die)
        assert is_lost(lost.value) and lost.value.connection_invalidated and connection.invalidated
    assert postgres_door.read(prepared.rows, NAMES, on=DAY) == []


def test_a_row_that_is_touched_is_counted(door: Door) -> None:
    door.write(insert_new, DayOff, [{"day": DAY, "name": "nghỉ", "worked": False}])
    mark = update(DAYS).where(DAYS.c.day == bindparam("on")).values(worked=True)
    assert door.write(prepared.run, mark, {"on": DAY}) == 1
    assert door.write(prepared.run, mark, {"on": DAY.replace(year=2030)}) == 0
