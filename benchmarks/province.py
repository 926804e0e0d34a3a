"""A province of any size, put into an empty database by the shovel: units, one reporter each, duties, history."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from reporting import office as offices
from reporting.due import DEFAULT_RULES
from reporting.ladder import DEFAULT_LADDER, ladder_to_json
from reporting.periods import Period
from storage.contents import Choice, Figure, Opinion, Recommendation
from storage.duties import Duty
from storage.officers import Address, Officer, Post
from storage.reports import Answer, Report, ReportVersion
from storage.units import Unit

FIRST_ACCOUNT = 100_000
OFFICE_ACCOUNT = 99_999
"""The provincial office's own account on Telegram."""
DISTRICT_OF = 20
ROWS = 2000
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
FIGURES = {
    "meetings": 3,
    "attendances": 60,
    "opinions": 5,
    "petitions": 1,
    "recommendations": 2,
    "resolved": 1,
    "explained": 1,
    "ongoing": 0,
    "unanswered": 0,
    "hotspots": 1,
}
TOPICS = ("DD", "HT", "MT", "NN", "KT", "YT", "GD", "ANTT")


def put(session: Session, table: Any, rows: list[dict[str, Any]]) -> None:
    """Many rows, a few thousand at a time."""
    for at in range(0, len(rows), ROWS):
        session.execute(insert(table), rows[at : at + ROWS])


def found(session: Session, communes: int, first: str = "2026-Q4", channel: str = "telegram") -> list[int]:
    """Unit 1 is the province with its office (officer 1); then districts of 20 communes, then the communes, each with
    one reporter. Gives the communes' numbers."""
    districts = max(1, communes // DISTRICT_OF)
    units = [_unit(1, "tinh", "Tỉnh Mẫu", None)]
    units += [_unit(2 + n, "huyen", f"Huyện {n + 1}", 1) for n in range(districts)]
    numbers = [2 + districts + n for n in range(communes)]
    units += [_unit(number, "xa", f"Xã {number}", 2 + n % districts) for n, number in enumerate(numbers)]
    put(session, Unit, units)
    people = [(1, 1, "office", OFFICE_ACCOUNT)]
    people += [(2 + n, unit, "reporter", FIRST_ACCOUNT + n) for n, unit in enumerate(numbers)]
    put(
        session,
        Officer,
        [
            {"id": one, "name": f"Cán bộ {one}", "title": "", "language": "vi", "quiet": [], "created_at": NOW}
            | {"consent_version": "1", "consent_at": NOW}
            for one, *_ in people
        ],
    )
    put(
        session,
        Post,
        [{"officer_id": one, "unit_id": unit, "role": role, "since": NOW} for one, unit, role, _ in people],
    )
    seen = datetime.now(UTC) + timedelta(days=300)  # nobody's "last seen" is written anew while we measure
    put(
        session,
        Address,
        [
            {"officer_id": one, "channel": channel, "external_id": str(account), "joined_at": NOW, "seen_at": seen}
            for one, _, _, account in people
        ],
    )
    session.add(
        Duty(
            code="situation",
            form="situation",
            first_period=first,
            rule=DEFAULT_RULES["situation"].to_json(),
            ladder=ladder_to_json(DEFAULT_LADDER),
            owed_by=["xa"],
        )
    )
    offices.seed_days(session, NOW)
    session.flush()
    return numbers


def _unit(number: int, kind: str, name: str, above: int | None) -> dict[str, Any]:
    return {
        "id": number,
        "code": f"U{number:06d}",
        "kind": kind,
        "name": name,
        "folded": name.lower(),
        "parent_id": above,
        "valid_from": date(2010, 1, 1),
    }


def history(session: Session, units: list[int], quarters: int, share: float = 0.9) -> None:
    """The `quarters` before 2026-Q4: `share` of the communes have handed in, with an opinion and a recommendation."""
    rng, period = random.Random(7), Period.parse("2026-Q4")
    for _ in range(quarters):
        period = period.previous()
        reported(session, [unit for unit in units if rng.random() < share], period.code, rng)


def reported(session: Session, units: list[int], period: str, rng: random.Random) -> None:
    """These communes have handed in that quarter's report."""
    first = (session.execute(_highest()).scalar() or 0) + 1
    reports, versions, choices, figures, opinions, advice = [], [], [], [], [], []
    for number, unit in enumerate(units, start=first):
        mood = rng.choice(("stable", "mostly", "worried"))
        reports.append(_report(number, unit, period) | _handed(period, unit))
        versions.append({"report_id": number, "number": 1, "content": {}, "handed_at": NOW, "handed_by": 1})
        choices.append({"report_id": number, "question": "mood", "option": mood})
        figures += [{"report_id": number, "code": code, "amount": amount} for code, amount in FIGURES.items()]
        told = {"report_id": number, "position": 1, "topic": rng.choice(TOPICS), "attitude": "concerned"}
        opinions.append(told | {"level": "watch", "text": f"Bà con xã {unit} phản ánh đường liên ấp hư hỏng."})
        advice.append({"report_id": number, "position": 1, "text": "Đề nghị sửa đường.", "addressee": "province"})
    tables = (Report, reports), (ReportVersion, versions), (Choice, choices), (Figure, figures)
    for table, rows in (*tables, (Opinion, opinions), (Recommendation, advice)):
        put(session, table, rows)


def drafted(session: Session, units: list[int], period: str = "2026-Q4") -> None:
    """Every commune's report is answered to the end, ready to be handed in."""
    put(session, Report, [_report(number, unit, period) for number, unit in enumerate(units, start=1)])
    given = {"mood": "stable", "notable": "no", "figures": FIGURES}
    passed = ("mood_note", "recommendations")
    rows = []
    for number, _ in enumerate(units, start=1):
        stamp = {"report_id": number, "version": 1, "officer_id": number + 1, "at": NOW}
        rows += [{**stamp, "question": code, "value": value, "skipped": False} for code, value in given.items()]
        rows += [{**stamp, "question": code, "value": None, "skipped": True} for code in passed]
    put(session, Answer, rows)


def _report(number: int, unit: int, period: str) -> dict[str, Any]:
    return {
        "id": number,
        "duty": "situation",
        "unit_id": unit,
        "unit_name": f"Xã {unit}",
        "period": period,
        "state": "draft",
        "revision": 5,
        "handed_revision": 0,
        "versions": 0,
        "started_by": 1,
        "started_at": NOW,
        "changed_at": NOW,
    }


def _handed(period: str, unit: int) -> dict[str, Any]:
    return {
        "state": "submitted",
        "receipt": f"THND-{period}-{unit:05d}",
        "handed_revision": 5,
        "versions": 1,
        "first_handed_at": NOW,
        "handed_at": NOW,
        "handed_by": 1,
        "on_time": True,
        "last_good_day": date(2026, 12, 15),
    }


def _highest() -> Any:
    from sqlalchemy import func, select

    return select(func.max(Report.id))
