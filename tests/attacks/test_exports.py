"""S25, an account in the wrong hands takes out what it can: held back after so much in an hour, and told of."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from reporting import exports, invite_sheet
from reporting import office as offices
from reporting.daysoff import VIETNAM
from reporting.refusal import Refusal
from reporting.text import fold
from storage import audit
from storage.audit import Audit
from storage.door import Door
from storage.invites import Invite
from storage.outbox import Outbox
from storage.units import Unit
from tests.cast import settle
from tests.office.phone import Phone
from tests.office.stories import AUTUMN, Province

MINUTE = timedelta(minutes=1)


@pytest.fixture
def province(door: Door) -> Province:
    cast = door.write(settle)
    door.write(_communes, cast["tinh"])
    return Province(door, cast, door.read(offices.load, VIETNAM))


def _communes(session: Session, above: int) -> None:
    for number in range(exports.LARGE):
        name = f"Xã Mới {number}"
        unit = Unit(kind="xa", name=name, folded=fold(name), parent_id=above, valid_from=date(2020, 1, 1))
        session.add(unit)


def prints(province: Province, who: str, at: object, role: str = "reporter", again: bool = False) -> int:
    cast, office = province.cast, province.office
    made = province.door.write(invite_sheet.make, at, cast[who], cast["tinh"], role, office, again=again).made
    return len(made)


def invites(province: Province) -> int:
    return len(province.door.read(lambda session: session.exec(select(Invite.id)).all()))


def test_the_third_large_export_within_an_hour_is_refused_and_makes_nothing(province: Province) -> None:
    assert prints(province, "chi", AUTUMN) > exports.LARGE
    prints(province, "chi", AUTUMN + MINUTE)
    made = invites(province)
    with pytest.raises(Refusal, match="refused-exports"):
        prints(province, "chi", AUTUMN + 59 * MINUTE)
    assert invites(province) == made
    assert prints(province, "chi", AUTUMN + 61 * MINUTE), "an hour after the first there is room for one"


def test_a_sheet_that_could_not_be_delivered_is_drawn_again_and_is_still_one(province: Province) -> None:
    prints(province, "chi", AUTUMN)
    for minute in range(1, 5):
        assert prints(province, "chi", AUTUMN + minute * MINUTE, again=True)
    assert prints(province, "chi", AUTUMN + 6 * MINUTE, role="head"), "the second sheet of the hour"
    with pytest.raises(Refusal, match="refused-exports"):
        prints(province, "chi", AUTUMN + 7 * MINUTE)


def test_another_persons_exports_do_not_count(province: Province) -> None:
    other = province.appoints("Oanh", "tinh", "office")
    assert other
    prints(province, "chi", AUTUMN)
    prints(province, "chi", AUTUMN)
    assert prints(province, "Oanh", AUTUMN)


def test_a_small_sheet_may_be_printed_again_and_again(province: Province) -> None:
    cast = province.cast
    for _ in range(4):
        sheet = province.door.write(
            invite_sheet.make, AUTUMN, cast["chi"], cast["bac"], "reporter", province.office, joined_too=True
        )
        assert len(sheet.made) == 2


def test_files_of_others_are_counted_too(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(exports.MOST, "report.read-file", 3)
    chi = province.cast["chi"]
    for _ in range(3):
        province.door.write(exports.demand, AUTUMN, chi, "report.read-file")
        province.door.write(audit.note, AUTUMN, chi, "report.read-file", "report", 1)
    with pytest.raises(Refusal, match="refused-exports"):
        province.door.write(exports.demand, AUTUMN + MINUTE, chi, "report.read-file")


async def test_the_person_gets_a_sentence_and_the_others_of_the_office_hear_of_it_once(
    province: Province, tmp_path: Path
) -> None:
    other = province.appoints("Oanh", "tinh", "office")
    prints(province, "chi", AUTUMN)
    prints(province, "chi", AUTUMN)
    chi = Phone(province, "chi", AUTUMN + MINUTE, tmp_path)
    await chi.says("/menu")
    for _ in range(2):
        await chi.taps_data(f"is:{province.cast['tinh']}:reporter:1")
        assert "Trong một giờ qua" in chi.screen.alerts[-1]
    assert chi.screen.files == []
    told = province.door.read(lambda s: s.exec(select(Outbox).where(Outbox.kind == "notice")).all())
    assert [(row.officer_id, row.content["text"]) for row in told] == [(other, "export-refused-told")]
    assert told[0].content["values"] == {"name": "Phạm Thị Chi", "unit": "Tỉnh Mẫu"}
    noted = province.door.read(lambda s: s.exec(select(Audit).where(Audit.act == exports.ACT)).all())
    assert [row.officer_id for row in noted] == [province.cast["chi"]]
