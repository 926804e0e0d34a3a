"""The demo's province: units, people and two quarters of reports, made through the same use cases as real ones."""

import tomllib
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from reporting import answering, draft, due, submit
from reporting.daysoff import Office
from reporting.draft import Standing
from reporting.text import fold
from storage import duties
from storage.officers import Address, Officer, Post
from storage.outbox import Outbox
from storage.units import Unit
from storage.webchat import WebAccount

DATA = Path(__file__).parent.parent / "storage" / "data" / "demo.toml"
DUTY = "situation"


@dataclass
class Sample:
    """The numbers that came of it: units and officers by key, the web account of each persona."""

    data: dict[str, Any]
    units: dict[str, int] = field(default_factory=dict)
    officers: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)

    def personas(self) -> list[dict[str, Any]]:
        """Who can be played, in order."""
        return [person for person in self.data["people"] if person.get("persona")]

    def unit_name(self, key: str) -> str:
        """The name of a unit by its key."""
        return str(next(unit["name"] for unit in self.data["units"] if unit["key"] == key))


def read() -> dict[str, Any]:
    """The sample as data."""
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def settle(session: Session, now: datetime) -> Sample:
    """Put units and people into an empty database; they joined long ago."""
    sample = Sample(read())
    since = now - timedelta(days=400)
    for row in sample.data["units"]:
        above = sample.units[row["above"]] if "above" in row else None
        unit = Unit(
            code=row["key"].upper(), kind=row["kind"], name=row["name"], folded=fold(row["name"]), parent_id=above
        )
        session.add(unit)
        session.flush()
        sample.units[row["key"]] = unit.id or 0
    for row in sample.data["people"]:
        _person(session, sample, row, since, now)
    return sample


def _person(session: Session, sample: Sample, row: dict[str, Any], since: datetime, now: datetime) -> None:
    officer = Officer(name=row["name"], title=row["title"], created_at=since, consent_version="demo", consent_at=since)
    session.add(officer)
    session.flush()
    sample.officers[row["key"]] = officer.id or 0
    session.add(Post(officer_id=officer.id or 0, unit_id=sample.units[row["unit"]], role=row["role"], since=since))
    if not row.get("joined", True):
        return
    account = WebAccount(made_at=since)
    session.add(account)
    session.flush()
    sample.accounts[row["key"]] = account.id or 0
    blocked = bool(row.get("blocked"))
    session.add(
        Address(
            officer_id=officer.id or 0,
            channel="web",
            external_id=str(account.id),
            joined_at=since,
            seen_at=since if blocked else now - timedelta(days=row.get("silent_days", 1)),
            unreachable_since=since if blocked else None,
            unreachable_why="blocked" if blocked else None,
        )
    )


def file_reports(session: Session, now: datetime, sample: Sample, office: Office) -> int:
    """Write and hand in the sample's reports, each at its own hour; those that lie ahead of `now` are left out.

    Nobody is told of them: what they would have queued is taken out again.
    """
    duty = duties.by_code(session, DUTY)
    assert duty is not None
    rule = due.DueRule.from_json(duty.rule)
    running = due.reporting_period_for(rule, office, now)
    duty.first_period = due.previous_turn(rule, running).code  # the sample tells of two turns
    session.add(duty)
    session.flush()
    filed = 0
    for row in sample.data["reports"]:
        period = running if row["turn"] == 0 else due.previous_turn(rule, running)
        day = due.last_good_day(rule, period, office) - timedelta(days=row["day"])
        at = office.at(day, time(9, 10)) + timedelta(minutes=7 * filed)
        if at < now:
            _file(session, at, sample, row, period.code, office)
            filed += 1
    for letter in session.exec(select(Outbox)).all():
        session.delete(letter)
    return filed


def _file(session: Session, at: datetime, sample: Sample, row: dict[str, Any], period: str, office: Office) -> None:
    who = sample.officers[row["by"]]
    unit = sample.units[next(p["unit"] for p in sample.data["people"] if p["key"] == row["by"])]
    standing = draft.begin(session, at, who, DUTY, period, unit, office)

    def give(*answers: str) -> None:
        nonlocal standing
        for raw in answers:
            given = answering.give(session, at, who, standing.report_id, standing.step, raw, standing.seen, office)
            assert isinstance(given, Standing)
            standing = given

    def skip(rest: bool = False) -> None:
        nonlocal standing
        standing = answering.skip(session, at, who, standing.report_id, standing.step, office, rest=rest)

    give(row["mood"])
    give(row["note"]) if "note" in row else skip()
    opinions = row.get("opinions", [])
    give("yes" if opinions else "no")
    for opinion in opinions:
        give(opinion["text"], opinion["topic"], opinion["attitude"], opinion["level"])
        for part in ("place", "people", "addressee"):
            give(str(opinion[part])) if part in opinion else skip()
    if opinions:
        skip()
    give(row["figures"])
    while standing.step.startswith("earlier/"):
        give("ongoing")
    for wish in row.get("recommendations", []):
        give(wish["text"], wish["addressee"])
    skip()
    submit.hand_in(session, at, who, standing.report_id, standing.revision, office)
