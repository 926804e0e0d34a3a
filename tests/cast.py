"""The cast of every story: a small province with known people and known rights.

Tỉnh Mẫu > Huyện Bắc > Xã An Hòa (An reports, Bình is head), Xã Bình Hòa (Em reports);
Tỉnh Mẫu > Phường Trung Tâm (nobody). Chi is the provincial office, Dũng reviews for Huyện Bắc.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlmodel import Session

from reporting import office as offices
from reporting.due import DEFAULT_RULES
from reporting.ladder import DEFAULT_LADDER, ladder_to_json
from reporting.text import fold
from storage.duties import Duty
from storage.officers import Address, Officer, Post
from storage.units import Unit

START = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)  # Sunday 22/11/2026, 09:00 in Hà Nội
OWED_BY = ["xa", "phuong", "dac_khu", "huyen", "to_chuc_thanh_vien"]


@dataclass
class Cast:
    """The numbers of the units and people, by short names."""

    units: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        return self.people.get(name) or self.units[name]


UNITS = (
    ("tinh", "tinh", "Tỉnh Mẫu", None),
    ("bac", "huyen", "Huyện Bắc", "tinh"),
    ("an_hoa", "xa", "Xã An Hòa", "bac"),
    ("binh_hoa", "xa", "Xã Bình Hòa", "bac"),
    ("trung_tam", "phuong", "Phường Trung Tâm", "tinh"),
)
PEOPLE = (
    ("an", "Nguyễn Văn An", "an_hoa", "reporter"),
    ("binh", "Trần Thị Bình", "an_hoa", "head"),
    ("em", "Lê Văn Em", "binh_hoa", "reporter"),
    ("chi", "Phạm Thị Chi", "tinh", "office"),
    ("dung", "Võ Văn Dũng", "bac", "reviewer"),
)


def settle(session: Session, now: datetime = START, joined: str | None = "web", first: str = "2026-Q3") -> Cast:
    """Put the cast into an empty database. `joined`: the channel on which everybody has an account, or None."""
    cast = Cast()
    for name, kind, called, above in UNITS:
        unit = Unit(
            kind=kind,
            name=called,
            folded=fold(called),
            parent_id=cast.units[above] if above else None,
            valid_from=date(2020, 1, 1),
            code=name.upper(),
        )
        session.add(unit)
        session.flush()
        cast.units[name] = unit.id or 0
    for number, (name, called, unit_name, role) in enumerate(PEOPLE, start=1):
        officer = Officer(name=called, created_at=now, consent_version="test", consent_at=now)
        session.add(officer)
        session.flush()
        cast.people[name] = officer.id or 0
        session.add(Post(officer_id=officer.id or 0, unit_id=cast.units[unit_name], role=role, since=now))
        if joined:
            who, account = officer.id or 0, str(1000 + number)
            session.add(Address(officer_id=who, channel=joined, external_id=account, joined_at=now, seen_at=now))
    add_duties(session, first)
    offices.seed_days(session, now)
    return cast


def add_duties(session: Session, first: str) -> None:
    """The people's-situation duty, from that period on."""
    session.add(
        Duty(
            code="situation",
            form="situation",
            first_period=first,
            rule=DEFAULT_RULES["situation"].to_json(),
            ladder=ladder_to_json(DEFAULT_LADDER),
            owed_by=OWED_BY,
        )
    )
    session.flush()
