"""A story of reminders: the cast, a clock that is moved, the tick, and a sender that hands over letters."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from channels.letters import render
from channels.messenger import Letter
from reporting import answering, deliver, draft, office, outcomes, remind, submit
from reporting.remind import DryRun, Ticked
from storage.base import Json
from storage.door import Door
from storage.duties import Extension
from storage.officers import Address, Officer, Post
from storage.outbox import Outbox
from storage.reminders import Reminder
from tests.cast import Cast, settle

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def when(text: str) -> datetime:
    """2026-12-04 08:00 by the clock in Hà Nội."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@dataclass
class Arrived:
    """One letter that arrived."""

    to: str
    letter: Letter
    content: Json

    @property
    def text(self) -> str:
        return self.letter.text

    @property
    def taps(self) -> list[str]:
        return [button.data or "" for row in self.letter.buttons for button in row]


@dataclass
class Story:
    """One door, one cast. Times are given as `2026-12-04 08:00`."""

    door: Door
    begins: str = "2026-11-22 09:00"
    first: str = "2026-Q4"
    cast: Cast = field(default_factory=Cast)

    def __post_init__(self) -> None:
        self.cast = self.door.write(settle, when(self.begins), "web", self.first)
        self.reload()

    def reload(self) -> None:
        """Read the office's calendar again, as a new process would."""
        self.office = self.door.read(office.load, ZONE)

    def name(self, officer_id: int) -> str:
        return next(name for name, number in self.cast.people.items() if number == officer_id)

    def tick(self, at: str) -> Ticked:
        return self.door.write(remind.tick, when(at), self.office)

    def wanted(self, session: Session, row: Outbox, now: datetime) -> Json | None:
        return remind.wanted(session, row, now, self.office)

    def sent(self, at: str) -> list[Arrived]:
        """The reminders that the sender hands over at that moment; receipts and notices leave too, unseen here."""
        now = when(at)
        parcels, _ = self.door.write(deliver.claim, "web", now, 1000, self.wanted)
        arrived = []
        for parcel in parcels:
            self.door.write(outcomes.delivered, parcel, "1", now)
            if parcel.content["text"] not in ("reminder", "escalation"):
                continue
            letter = render(parcel.content, parcel.language, now, ZONE)
            to = self.door.read(lambda session, p=parcel: session.get(Outbox, p.outbox_id).officer_id)  # type: ignore[misc, union-attr]
            arrived.append(Arrived(self.name(to), letter, parcel.content))
        return arrived

    def at(self, moment: str) -> dict[str, str]:
        """Tick and send: who reads what."""
        self.tick(moment)
        return {one.to: one.text for one in self.sent(moment)}

    def days(self, start: str, end: str, hours: tuple[str, ...]) -> list[tuple[str, list[str]]]:
        """Tick at these hours of every day: (moment, who was written to), moments without a letter left out."""
        found = []
        day = datetime.fromisoformat(start)
        while day <= datetime.fromisoformat(end):
            for hour in hours:
                moment = f"{day:%Y-%m-%d} {hour}"
                told = sorted(self.at(moment))
                if told:
                    found.append((moment, told))
            day += timedelta(days=1)
        return found

    def files(self, who: str, unit: str, at: str, period: str = "2026-Q4") -> submit.Receipt:
        """Hand in the shortest honest report."""
        standing = self.fills_in(who, unit, at, period)
        now, officer = when(at), self.cast[who]
        return self.door.write(submit.hand_in, now, officer, standing.report_id, standing.revision, self.office)

    def fills_in(self, who: str, unit: str, at: str, period: str = "2026-Q4") -> Any:
        """Answer everything that the shortest honest report asks, up to the preview."""
        now, officer = when(at), self.cast[who]
        standing: Any = self.opens(who, unit, at, period)
        for raw in ("stable", None, "no", "zero", None):
            if raw is None:
                standing = self.door.write(
                    answering.skip, now, officer, standing.report_id, standing.step, self.office, rest=False
                )
            else:
                standing = self.door.write(
                    answering.give, now, officer, standing.report_id, standing.step, raw, standing.seen, self.office
                )
        return standing

    def opens(self, who: str, unit: str, at: str, period: str = "2026-Q4") -> Any:
        return self.door.write(draft.begin, when(at), self.cast[who], "situation", period, self.cast[unit], self.office)

    def answers(self, who: str, unit: str, at: str, *raws: str) -> None:
        standing: Any = self.opens(who, unit, at)
        for raw in raws:
            standing = self.door.write(
                answering.give,
                when(at),
                self.cast[who],
                standing.report_id,
                standing.step,
                raw,
                standing.seen,
                self.office,
            )

    def joins(self, name: str, unit: str, role: str, at: str, account: bool = True) -> None:
        """Somebody new takes a post."""

        def use_case(session: Session) -> None:
            if name not in self.cast.people:
                officer = Officer(name=f"Đồng chí {name}", created_at=when(at))
                session.add(officer)
                session.flush()
                self.cast.people[name] = officer.id or 0
                if account:
                    session.add(_address(self.cast[name], when(at)))
            session.add(Post(officer_id=self.cast[name], unit_id=self.cast[unit], role=role, since=when(at)))

        self.door.write(use_case)

    def leaves(self, name: str, at: str) -> None:
        """All posts end."""

        def use_case(session: Session) -> None:
            for post in session.exec(select(Post).where(Post.officer_id == self.cast[name])):
                post.ended_at = when(at)
                session.add(post)

        self.door.write(use_case)

    def loses(self, name: str, at: str, why: str = "Forbidden: bot was blocked by the user") -> None:
        """The messenger says that the account is lost."""

        def use_case(session: Session) -> None:
            for address in session.exec(select(Address).where(Address.officer_id == self.cast[name])):
                address.unreachable_since, address.unreachable_why = when(at), why[:40]
                session.add(address)

        self.door.write(use_case)

    def extends(self, unit: str, last_good_day: str, at: str, period: str = "2026-Q4") -> None:
        """The office gives a unit more time."""

        def use_case(session: Session) -> None:
            day = datetime.fromisoformat(last_good_day).date()
            given = Extension(
                duty="situation",
                unit_id=self.cast[unit],
                period=period,
                last_good_day=day,
                reason="bão số 13",
                granted_at=when(at),
            )
            session.add(given)

        self.door.write(use_case)

    def preview(self, at: str) -> DryRun:
        return self.door.read(remind.dry_run, when(at), self.office)

    def reminders(self, **like: object) -> list[Reminder]:
        """The rows with these values, oldest first."""

        def use_case(session: Session) -> list[Reminder]:
            rows = session.exec(select(Reminder).order_by(Reminder.id)).all()  # type: ignore[arg-type]
            return [row for row in rows if all(getattr(row, name) == value for name, value in like.items())]

        return self.door.read(use_case)

    def messages(self, **like: object) -> list[Outbox]:
        """The program's reminders in the outbox with these values, oldest first."""

        def use_case(session: Session) -> list[Outbox]:
            rows = session.exec(select(Outbox).where(Outbox.kind == "reminder").order_by(Outbox.id)).all()  # type: ignore[arg-type]
            return [row for row in rows if all(getattr(row, name) == value for name, value in like.items())]

        return self.door.read(use_case)


def _address(officer_id: int, now: datetime) -> Address:
    return Address(officer_id=officer_id, channel="web", external_id=str(2000 + officer_id), joined_at=now, seen_at=now)
