"""Reports as they reach the office: handed in through the use case itself, from answers given in one go."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from reporting import submit
from reporting.daysoff import Office
from storage import officers, reports, units
from storage.door import Door
from storage.duties import Extension
from storage.officers import Address, Officer, Post
from storage.reports import Answer, Attachment, Line, Report
from tests.cast import Cast

FIGURES = (
    "meetings",
    "attendances",
    "opinions",
    "petitions",
    "recommendations",
    "resolved",
    "explained",
    "ongoing",
    "unanswered",
    "hotspots",
)
SUMMER = datetime(2026, 9, 10, 2, 0, tzinfo=UTC)  # in time for the third quarter
AUTUMN = datetime(2026, 12, 10, 2, 0, tzinfo=UTC)  # Thursday, 09:00 in Hà Nội: in time for the fourth
LATE = datetime(2026, 12, 18, 2, 0, tzinfo=UTC)  # Friday, three days after the last good day


def opinion(text: str, topic: str = "DD", attitude: str = "concerned", level: str = "normal", **more: Any) -> Any:
    """One opinion with every part answered or passed over."""
    return {"place": None, "people": None, "addressee": None, **more} | {
        "text": text,
        "topic": topic,
        "attitude": attitude,
        "level": level,
    }


@dataclass
class Province:
    """The cast's province with a door to it."""

    door: Door
    cast: Cast
    office: Office
    names: dict[str, str] = field(default_factory=lambda: {"an_hoa": "an", "binh_hoa": "em"})

    def files(self, unit: str, at: datetime = AUTUMN, period: str = "2026-Q4", **said: Any) -> submit.Receipt:
        """The unit hands in a whole report at that moment; again, and it is a correction."""
        return self.door.write(_file, self.cast[self.names[unit]], self.cast[unit], at, period, said, self.office)

    def begins(self, unit: str, at: datetime = AUTUMN, period: str = "2026-Q4", **said: Any) -> int:
        """The unit has a draft and has not handed it in."""
        return self.door.write(_draft, self.cast[self.names[unit]], self.cast[unit], at, period, said)

    def appoints(self, name: str, unit: str, role: str = "reporter", channel: str | None = "web") -> int:
        """Another officer takes a post, with or without an account; the first reporter writes the unit's reports."""
        self.cast.people[name] = self.door.write(_appoint, name, self.cast[unit], role, channel)
        if role == "reporter":
            self.names.setdefault(unit, name)
        return self.cast.people[name]

    def extends(self, unit: str, to: date, period: str = "2026-Q4") -> None:
        """The office gives the unit more time."""
        given = Extension(
            duty="situation",
            unit_id=self.cast[unit],
            period=period,
            last_good_day=to,
            reason="bão",
            granted_at=AUTUMN,
        )
        self.door.write(lambda session: session.add(given))

    def loses(self, person: str, why: str = "Forbidden: bot was blocked by the user") -> None:
        """The messenger says that this person's accounts cannot be reached."""
        self.door.write(_lose, self.cast[person], why)


def _draft(session: Session, officer_id: int, unit_id: int, at: datetime, period: str, said: dict[str, Any]) -> int:
    report = reports.of_unit(session, "situation", unit_id, period)
    if report is None:
        unit = units.by_id(session, unit_id)
        assert unit is not None
        report = Report(
            duty="situation",
            unit_id=unit_id,
            unit_name=unit.name,
            period=period,
            started_by=officer_id,
            started_at=at,
            changed_at=at,
        )
    report.revision += 1
    session.add(report)
    session.flush()
    assert report.id is not None
    for row in (*reports.answers(session, report.id).values(), *reports.lines(session, report.id)):
        session.delete(row)
    session.flush()
    _answers(session, report.id, officer_id, at, said)
    return report.id


def _answers(session: Session, report_id: int, officer_id: int, at: datetime, said: dict[str, Any]) -> None:
    opinions = said.get("opinions", [])
    given: dict[str, Any] = {
        "mood": said.get("mood", "stable"),
        "mood_note": said.get("note"),
        "notable": "yes" if opinions else "no",
        "figures": dict.fromkeys(FIGURES, 0) | said.get("figures", {}),
    }
    stamp = {"report_id": report_id, "officer_id": officer_id, "at": at}
    for question, value in given.items():
        session.add(Answer(question=question, value=value, skipped=value is None, **stamp))
    for question, entries in (
        ("opinions", opinions),
        ("recommendations", [{"text": t, "addressee": a} for t, a in said.get("recommendations", [])]),
        ("earlier", [{"text": t, "addressee": a, "result": r} for t, a, r in said.get("earlier", [])]),
    ):
        session.add(Answer(question=question, value=None, skipped=not entries, **stamp))
        for position, answers in enumerate(entries):
            session.add(Line(list=question, position=position, answers=answers, **stamp))
    for name in said.get("files", []):
        made = {"stored": f"{report_id:032d}", "name": name, "mime": "text/plain", "size": 5, "sha256": "0" * 64}
        session.add(Attachment(**made, **stamp))
    session.flush()


def _file(
    session: Session,
    officer_id: int,
    unit_id: int,
    at: datetime,
    period: str,
    said: dict[str, Any],
    office: Office,
) -> submit.Receipt:
    report_id = _draft(session, officer_id, unit_id, at, period, said)
    return submit.hand_in(session, at, officer_id, report_id, None, office)


def _appoint(session: Session, name: str, unit_id: int, role: str, channel: str | None) -> int:
    officer = Officer(name=name, created_at=SUMMER)
    session.add(officer)
    session.flush()
    assert officer.id is not None
    session.add(Post(officer_id=officer.id, unit_id=unit_id, role=role, since=SUMMER))
    if channel:
        address = {"channel": channel, "external_id": f"x{officer.id}", "joined_at": SUMMER, "seen_at": SUMMER}
        session.add(Address(officer_id=officer.id, **address))
    return officer.id


def _lose(session: Session, officer_id: int, why: str) -> None:
    for address in officers.addresses(session, [officer_id])[officer_id]:
        address.unreachable_since, address.unreachable_why = AUTUMN, why[:40]
        session.add(address)
