"""S24: where the database does not take the audit line, the act that it tells of is not done either, on both."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from reporting import exports, invite_sheet, joining, mine
from reporting.daysoff import Office
from storage.door import Door
from tests.cast import START, Cast, settle
from tests.storage.rows import everything

ACTS: dict[str, Callable[[Session, Cast], object]] = {
    "a setting": lambda s, cast: mine.choose_morning(s, START, cast["an"], mine.mornings(Office())[1], Office()),
    "withdrawing consent": lambda s, cast: mine.withdraw(s, START, cast["an"]),
    "an invite": lambda s, cast: joining.invite(s, START, cast["chi"], cast["trung_tam"], "reporter"),
    "a sheet": lambda s, cast: invite_sheet.make(s, START, cast["chi"], cast["tinh"], "head", Office()),
    "one's data": lambda s, cast: mine.stored(s, START, cast["an"]),
    "a word to the office": lambda s, cast: exports.refused(s, START, cast["an"]),
}


@pytest.fixture
def full(door: Door) -> Iterator[tuple[Door, Cast]]:
    """A database that refuses every new line of the audit."""
    cast = door.write(settle)
    if door.is_sqlite:
        make = "CREATE TRIGGER no_more BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no more'); END"
        drop = "DROP TRIGGER no_more"
    else:
        make = "CREATE TRIGGER no_more BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
        drop = "DROP TRIGGER no_more ON audit"
    _run(door, make)
    yield door, cast
    _run(door, drop)


def _run(door: Door, statement: str) -> None:
    with door.engine.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize("act", ACTS)
def test_without_its_line_nothing_is_stored(full: tuple[Door, Cast], act: str) -> None:
    door, cast = full
    before = everything(door.engine)
    with pytest.raises(DBAPIError):
        door.write(lambda session: ACTS[act](session, cast))
    assert everything(door.engine) == before
