"""Handing in: one receipt, versions kept, the first complete one decides on time or late."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from reporting.refusal import Refusal
from reporting.submit import Incomplete
from storage import reports
from storage.audit import Audit
from storage.contents import Opinion
from storage.door import Door
from storage.duties import Extension
from storage.outbox import Outbox
from storage.reminders import Reminder
from tests.cast import Cast
from tests.report.conftest import Writer

Writers = Callable[[str], Writer]
LAST_MOMENT = datetime(2026, 12, 15, 16, 59, 59, tzinfo=UTC)  # 23:59:59 of 15/12 in Hà Nội


def test_two_taps_give_one_submission_and_the_same_receipt(writer: Writers, cast: Cast, door: Door) -> None:
    an = writer("an")
    an.nothing_notable(cast["an_hoa"])
    first, second = an.hands_in(), an.hands_in()
    assert (first.fresh, second.fresh) == (True, False)
    assert (first.number, first.handed_at, first.version) == (second.number, second.handed_at, second.version)
    letters = door.read(lambda s: s.exec(select(Outbox).where(Outbox.kind == "receipt")).all())
    assert [letter.content["values"]["number"] for letter in letters] == [first.number]


def test_an_incomplete_report_is_refused_with_what_is_missing(writer: Writers, cast: Cast) -> None:
    an = writer("an")
    an.opens(cast["an_hoa"])
    an.says("stable")
    with pytest.raises(Incomplete) as refused:
        an.hands_in()
    assert [p.step for p in refused.value.problems] == ["mood_note", "notable", "figures", "recommendations"]


def test_a_preview_that_is_out_of_date_hands_nothing_in(writer: Writers, cast: Cast) -> None:
    an = writer("an")
    an.nothing_notable(cast["an_hoa"])
    with pytest.raises(Refusal, match="out-of-date"):
        an.hands_in(revision=an.at.revision - 1)


@pytest.mark.parametrize(
    ("moment", "on_time"),
    [(LAST_MOMENT, True), (datetime(2026, 12, 15, 17, 0, tzinfo=UTC), False)],
    ids=["the last second of the 15th", "the first of the 16th"],
)
def test_the_15th_counts_to_its_last_second(writer: Writers, cast: Cast, moment: datetime, on_time: bool) -> None:
    an = writer("an")
    an.nothing_notable(cast["an_hoa"])
    an.now = moment
    assert an.hands_in().on_time is on_time


def test_an_extension_moves_the_on_time_line(writer: Writers, cast: Cast, door: Door) -> None:
    an = writer("an")
    an.nothing_notable(cast["an_hoa"])
    given = {"duty": "situation", "unit_id": cast["an_hoa"], "period": "2026-Q4", "last_good_day": date(2026, 12, 18)}
    door.write(lambda s: s.add(Extension(**given, reason="bão", granted_at=an.now)))
    an.now = datetime(2026, 12, 18, 10, 0, tzinfo=UTC)
    receipt = an.hands_in()
    assert (receipt.on_time, receipt.last_good_day) == (True, date(2026, 12, 18))


def test_a_correction_before_the_deadline_makes_a_version_and_keeps_the_first_time(
    writer: Writers, cast: Cast, door: Door
) -> None:
    an = writer("an")
    an.nothing_notable(cast["an_hoa"])
    first = an.hands_in()
    an.later(days=2)
    an.goes("notable")
    an.says("yes", "Nước sinh hoạt yếu", "HT", "upset", "hot")
    an.skips(rest=True)
    report_id = an.at.report_id
    assert door.read(lambda s: s.exec(select(Opinion)).all()) == []
    an.skips()
    second = an.hands_in()
    assert (second.number, second.version, second.first_handed_at) == (first.number, 2, first.handed_at)
    seen = door.read(lambda s: s.exec(select(Opinion.text)).all())
    assert seen == ["Nước sinh hoạt yếu"]
    versions = door.read(reports.previous_versions, report_id)
    assert [v.content["answers"]["notable"]["value"] for v in versions] == ["no", "yes"]


def test_after_the_deadline_a_handed_in_report_is_closed(writer: Writers, cast: Cast) -> None:
    an = writer("an")
    an.nothing_notable(cast["an_hoa"])
    an.hands_in()
    an.now = datetime(2026, 12, 16, 2, 0, tzinfo=UTC)
    with pytest.raises(Refusal, match="refused-closed"):
        an.goes("mood")
    assert an.hands_in().fresh is False


def test_a_late_report_is_still_taken(writer: Writers, cast: Cast) -> None:
    an = writer("an")
    an.now = datetime(2026, 12, 20, 2, 0, tzinfo=UTC)
    an.nothing_notable(cast["an_hoa"])
    receipt = an.hands_in()
    assert (receipt.on_time, receipt.correctable) == (False, False)


def test_filing_cancels_what_would_remind_in_the_same_transaction(writer: Writers, cast: Cast, door: Door) -> None:
    an = writer("an")
    row = Reminder(
        key="k",
        duty="situation",
        period="2026-Q4",
        unit_id=cast["an_hoa"],
        officer_id=cast["an"],
        step="-7",
        to="reporter",
        last_good_day=date(2026, 12, 15),
        at=an.now,
        made_at=an.now,
    )
    door.write(lambda s: s.add(row))
    an.nothing_notable(cast["an_hoa"])
    an.hands_in()
    assert door.read(lambda s: s.exec(select(Reminder.state)).all()) == ["cancelled"]


def test_the_head_is_told_and_the_act_is_written_down(writer: Writers, cast: Cast, door: Door) -> None:
    an = writer("an")
    an.nothing_notable(cast["an_hoa"])
    an.hands_in()
    told = door.read(lambda s: s.exec(select(Outbox).where(Outbox.kind == "notice")).all())
    assert [letter.officer_id for letter in told] == [cast["binh"]]
    acts = door.read(lambda s: s.exec(select(Audit.act)).all())
    assert acts == ["report.begin", "report.hand-in"]
    assert door.read(lambda s: s.exec(select(Outbox.state)).all()) == ["new", "new"]
