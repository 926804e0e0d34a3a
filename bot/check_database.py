"""The doctor's look at the database and at what runs in it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.check import FAIL, OK, WARN, Check
from bot.commands import database
from bot.settings import Settings
from reporting.setup import OWED_BY
from reporting.trace import trace
from storage import duties, health, inbox, migrate, pauses, seals
from storage.door import Door, open_engine

# A message waits for its tick and its turn; longer than this something is wrong, and longer than a day very much so.
LATE, VERY_LATE = timedelta(minutes=15), timedelta(days=1)
# Dead messages stay in the table for ever; only those of the last days say anything of today.
RECENT = timedelta(days=7)
# What a machine's clock may lag behind without harm.
LAG = timedelta(minutes=5)
# A day's copy, with a weekend's grace.
BACKUP_EVERY = timedelta(days=3)
BACKUP = "office.backup"
# The clock seals the audit every few minutes; an installation that did not run over night is in order.
UNSEALED = timedelta(days=2)


def look(settings: Settings, now: datetime) -> Iterator[Check]:
    """Whether there is a database, of this program's schema, whole; and what stands in it."""
    path = database.file_of(settings.url)
    if path is not None and not path.exists():
        yield Check("database", FAIL, "check-database-none")
        return
    door = Door(open_engine(settings.url))
    try:
        yield from _schema(door, path is not None)
        if migrate.is_current(door.engine):
            yield from door.read(contents, now, settings)
    except (DBAPIError, OSError) as error:
        yield Check("database", FAIL, "check-database-broken", {"why": trace(getattr(error, "orig", None) or error)})
    except Exception as error:  # SQLite's own errors at connecting, a pool that is exhausted: the doctor goes on
        yield Check("database", FAIL, "check-database-broken", {"why": trace(error)})
    finally:
        door.close()


def _schema(door: Door, is_file: bool) -> Iterator[Check]:
    revision = migrate.current(door.engine)
    fault = database.damage(door.engine) if is_file else None
    if fault is not None:
        yield Check("database", FAIL, "check-database-damaged", {"why": fault[:200]})
    else:
        yield Check("database", OK, "check-database-ok", {"kind": door.engine.dialect.name})
    if revision is None:
        yield Check("migrations", FAIL, "check-migrations-none")
    elif revision == migrate.head():
        yield Check("migrations", OK, "check-migrations-ok", {"revision": revision})
    else:
        key = "check-migrations-old" if migrate.is_known(revision) else "check-migrations-newer"
        yield Check("migrations", FAIL, key, {"revision": revision})


def contents(session: Session, now: datetime, settings: Settings) -> list[Check]:
    """Clock, duties, days off, units, what waits: one transaction that reads."""
    return [
        _clock(session, now),
        _duties(session),
        *_days_off(session, now, settings),
        _units(session, now, settings),
        _inbox(session),
        _outbox_dead(session, now),
        _outbox_waiting(session, now),
        *_pauses(session, now),
        _backup(session, now),
        _seals(session, now),
    ]


def _clock(session: Session, now: datetime) -> Check:
    """Nobody has acted in the future; if the audit says so, the machine's clock has gone back."""
    last = health.last_act(session)
    if last is not None and last > now + LAG:
        return Check("clock-order", FAIL, "check-clock-back", {"last": last.isoformat(timespec="seconds")})
    return Check("clock-order", OK, "check-clock-order-ok")


def _duties(session: Session) -> Check:
    active = duties.active(session)
    if not active:
        return Check("duties", FAIL, "check-duties-none")
    return Check("duties", OK, "check-duties-ok", {"count": len(active)})


def _days_off(session: Session, now: datetime, settings: Settings) -> Iterator[Check]:
    this_year = now.astimezone(settings.zone).year
    for year in (this_year, this_year + 1):
        count = health.days_off(session, year)
        key, state = ("check-days-ok", OK) if count else ("check-days-none", WARN)
        yield Check(f"days-off-{'this' if year == this_year else 'next'}-year", state, key, _year(year, count))


def _year(year: int, count: int) -> dict[str, object]:
    return {"year": str(year), "count": count}


def _units(session: Session, now: datetime, settings: Settings) -> Check:
    without, there = health.without_officer(session, OWED_BY, now.astimezone(settings.zone).date())
    if not there:
        return Check("units", FAIL, "check-units-none")
    key, state = ("check-units-without", WARN) if without else ("check-units-ok", OK)
    return Check("units", state, key, {"without": without, "count": there})


def _inbox(session: Session) -> Check:
    counts = inbox.counts(session)
    parked, waiting = counts.get("parked", 0), counts.get("new", 0) + counts.get("doing", 0)
    key, state = ("check-inbox-parked", WARN) if parked else ("check-inbox-ok", OK)
    return Check("inbox", state, key, {"parked": parked, "waiting": waiting})


def _outbox_dead(session: Session, now: datetime) -> Check:
    dead = health.dead_since(session, now - RECENT)
    key, state = ("check-outbox-dead", WARN) if dead else ("check-outbox-dead-none", OK)
    return Check("outbox-dead", state, key, {"count": dead, "days": RECENT.days})


def _outbox_waiting(session: Session, now: datetime) -> Check:
    oldest = health.oldest_due(session, now)
    if oldest is None or now - oldest <= LATE:
        return Check("outbox", OK, "check-outbox-ok")
    minutes = int((now - oldest).total_seconds() // 60)
    state = FAIL if now - oldest > VERY_LATE else WARN
    return Check("outbox", state, "check-outbox-late", {"minutes": minutes})


def _pauses(session: Session, now: datetime) -> Iterator[Check]:
    for one in pauses.paused(session, now):
        assert one.paused_until is not None
        told = {"channel": one.channel, "until": one.paused_until.isoformat(timespec="seconds"), "why": one.why or "–"}
        yield Check(f"paused-{one.channel}", WARN, "check-paused", told)


def _seals(session: Session, now: datetime) -> Check:
    """Only whether they are made: `audit verify` looks whether they hold."""
    newest, since = seals.last(session), seals.open_since(session)
    if since is not None and now - since > UNSEALED:
        told = {"hours": int((now - since).total_seconds() // 3600)}
        return Check("audit-seal", WARN, "check-seal-late", told)
    if newest is None:
        return Check("audit-seal", OK, "check-seal-none")
    told = {"seals": seals.count(session), "line": newest.upto}
    return Check("audit-seal", OK, "check-seal-ok", told)


def _backup(session: Session, now: datetime) -> Check:
    """What was not copied for so long may be lost; an office that has no audit line yet has nothing to lose."""
    last, first = health.last_act(session, BACKUP), health.first_act(session)
    if last is None:
        state = WARN if first is not None and now - first > BACKUP_EVERY else OK
        return Check("backup", state, "check-backup-none")
    days = max(0, (now - last).days)
    state, key = (WARN, "check-backup-old") if now - last > BACKUP_EVERY else (OK, "check-backup-ok")
    return Check("backup", state, key, {"days": days})
