"""All 3,321 communes at once: bounded work, and lists that name some and count the rest."""

from datetime import date

import pytest
from sqlalchemy import insert
from sqlmodel import Session, SQLModel

from reporting import remind
from storage.officers import Address, Officer, Post
from storage.units import Unit
from tests.remind.story import Story, when
from tests.statements import counted

COMMUNES = 3321


def crowd(session: Session, above: int, count: int, began: str = "2026-11-22 09:00") -> None:
    """So many communes below one unit, each with a reporter and a head who have an account."""
    now, first = when(began), date(2025, 7, 1)
    communes = range(10_000, 10_000 + count)
    people = [(unit * 10 + place, unit, role) for unit in communes for place, role in enumerate(("reporter", "head"))]
    rows: tuple[list[SQLModel], ...] = (
        [
            Unit(id=one, kind="xa", name=f"Xã {one}", folded=f"xa {one}", parent_id=above, valid_from=first)
            for one in communes
        ],
        [Officer(id=who, name=f"Cán bộ {who}", created_at=now) for who, _, _ in people],
        [Post(id=who, officer_id=who, unit_id=unit, role=role, since=now) for who, unit, role in people],
        [
            Address(id=who, officer_id=who, channel="web", external_id=f"c{who}", joined_at=now, seen_at=now)
            for who, _, _ in people
        ],
    )
    for some in rows:
        session.execute(insert(type(some[0])), [one.model_dump() for one in some])


@pytest.fixture
def crowded(story: Story) -> Story:
    story.door.write(crowd, story.cast["tinh"], COMMUNES)
    return story


def test_3321_units_are_planned_and_gathered_in_few_statements(crowded: Story) -> None:
    with counted(crowded.door) as first:
        ticked = crowded.tick("2026-12-04 08:00")
    assert ticked.planned.made == COMMUNES + 2
    assert ticked.gathered.messages == COMMUNES + 2
    assert len(first) <= 40
    with counted(crowded.door) as again:
        assert crowded.tick("2026-12-04 08:00").planned.made == 0
    assert len(again) <= 20


def test_3321_units_missing_are_one_letter_with_fifteen_names(crowded: Story) -> None:
    with counted(crowded.door) as statements:
        ticked = crowded.tick("2026-12-18 08:00")
    assert ticked.planned.made == 3 * COMMUNES + 2 + 3 + 2  # each reporter, head, and the province; An, Em, Bình, Dũng
    assert len(statements) <= 45
    row = crowded.messages(officer_id=crowded.cast["chi"])[0]
    with counted(crowded.door) as asked:
        content = crowded.door.write(remind.wanted, row, when("2026-12-18 08:01"), crowded.office)
    assert content is not None and len(asked) <= 20
    listed = content["values"]["upper"][0]
    assert (listed["count"], len(listed["names"]), listed["more"]) == (COMMUNES + 2, 15, COMMUNES + 2 - 15)


def test_the_preview_of_3321_units_reads_in_few_statements(crowded: Story) -> None:
    with counted(crowded.door) as statements:
        lines = crowded.preview("2026-12-01 09:00").lines
    assert len(lines) == COMMUNES + 3  # An, Em, and Chi for the two units that have nobody
    assert len(statements) <= 45
