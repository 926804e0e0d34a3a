"""Reading a report: as it was handed in, by those who may, with a line for who reads another unit's."""

from typing import Any

import pytest
from sqlmodel import Session, col, select

from reporting import passages, reading
from reporting.reading import Reading
from reporting.refusal import Refusal
from storage import reports
from storage.audit import Audit
from storage.reports import Attachment
from tests.office.stories import AUTUMN, LATE, Province, opinion


def read(province: Province, who: str, report_id: int, number: int | None = None) -> Reading:
    """The report in this person's hands."""
    return province.door.write(reading.report, LATE, province.cast[who], report_id, number)


def looked(province: Province) -> list[tuple[Any, ...]]:
    """Who read what, by the audit."""
    rows = province.door.read(lambda s: s.exec(select(Audit).where(col(Audit.act).startswith("report.read"))).all())
    return [(row.officer_id, row.act, row.object_id, row.unit_id, row.after) for row in rows]


def test_the_report_is_given_section_by_section_in_plain_values(province: Province) -> None:
    said = opinion("Đền bù chậm", "DD", "upset", "hot", place="Ấp 3", people=12)
    receipt = province.files("an_hoa", mood="worried", opinions=[said], figures={"meetings": 3})
    found = read(province, "chi", receipt.report_id)
    by_code = {section.question.code: section for section in found.sections}
    assert [section.question.code for section in found.sections] == [
        "mood",
        "mood_note",
        "notable",
        "opinions",
        "figures",
        "recommendations",
    ]
    assert by_code["mood"].value == "worried"
    assert by_code["mood_note"].skipped
    assert [dict(entry) for entry in by_code["opinions"].entries] == [said]
    assert by_code["figures"].value["meetings"] == 3
    assert (by_code["recommendations"].skipped, by_code["recommendations"].entries) == (True, ())
    assert (found.receipt, found.on_time, found.handed_by) == (receipt.number, True, "Nguyễn Văn An")
    assert (found.version, found.versions, found.handed_at) == (1, 1, AUTUMN)


def test_a_question_that_did_not_apply_is_not_there(province: Province) -> None:
    receipt = province.files("an_hoa")
    codes = [section.question.code for section in read(province, "chi", receipt.report_id).sections]
    assert "opinions" not in codes and "notable" in codes


def test_every_version_can_be_read_and_the_newest_is_the_one_in_force(province: Province) -> None:
    receipt = province.files("an_hoa", mood="stable")
    province.files("an_hoa", mood="mostly")
    now, first = read(province, "an", receipt.report_id), read(province, "an", receipt.report_id, 1)
    assert (now.version, now.sections[0].value) == (2, "mostly")
    assert (first.version, first.versions, first.sections[0].value) == (1, 2, "stable")


def test_what_was_not_handed_in_is_nobodys_to_read(province: Province) -> None:
    draft = province.begins("binh_hoa", mood="worried")
    receipt = province.files("an_hoa", mood="stable")
    province.begins("an_hoa", mood="worried")
    with pytest.raises(Refusal, match="refused-out-of-date"):
        read(province, "chi", draft)
    assert read(province, "chi", receipt.report_id).sections[0].value == "stable"
    for number in (2, 99):
        with pytest.raises(Refusal, match="refused-out-of-date"):
            read(province, "chi", receipt.report_id, number)


def test_reading_another_units_report_leaves_a_line_and_the_own_does_not(province: Province) -> None:
    report_id = province.files("an_hoa").report_id
    read(province, "an", report_id)
    read(province, "binh", report_id)
    assert looked(province) == []
    read(province, "dung", report_id)
    assert looked(province) == [
        (province.cast["dung"], "report.read", str(report_id), province.cast["an_hoa"], {"version": 1})
    ]


def test_a_neighbour_reads_nothing_and_leaves_no_line(province: Province) -> None:
    report_id = province.files("an_hoa").report_id
    with pytest.raises(Refusal, match="refused-right"):
        read(province, "em", report_id)
    assert looked(province) == []
    with pytest.raises(Refusal, match="refused-out-of-date"):
        read(province, "chi", 4711)


# Files.


def fetched(province: Province, who: str, report_id: int, file: int, number: int | None = None) -> reading.File:
    """The file, if this person may have it."""
    return province.door.write(reading.file, LATE, province.cast[who], report_id, file, number)


def test_a_file_is_given_on_demand_and_leaves_a_line(province: Province) -> None:
    report_id = province.files("an_hoa", files=["bien-ban.txt"]).report_id
    (file,) = read(province, "an", report_id).files
    assert (file.name, file.mime, file.size) == ("bien-ban.txt", "text/plain", 5)
    assert fetched(province, "chi", report_id, file.id).stored == file.stored
    assert looked(province)[-1][1:] == (
        "report.read-file",
        str(report_id),
        province.cast["an_hoa"],
        {"version": 1, "file": file.id},
    )
    with pytest.raises(Refusal, match="refused-right"):
        fetched(province, "em", report_id, file.id)


def test_a_file_that_was_only_added_to_the_draft_is_not_given(province: Province) -> None:
    report_id = province.files("an_hoa", files=["a.txt"]).report_id
    stamp = {"mime": "text/plain", "size": 1, "sha256": "0" * 64, "officer_id": province.cast["an"], "at": LATE}

    def add(session: Session) -> int:
        row = Attachment(report_id=report_id, stored="f" * 32, name="later.txt", **stamp)
        session.add(row)
        session.flush()
        return row.id or 0

    later = province.door.write(add)
    with pytest.raises(Refusal, match="refused-out-of-date"):
        fetched(province, "chi", report_id, later)


def test_a_file_of_another_report_is_not_given_under_this_ones_number(province: Province) -> None:
    mine = province.files("an_hoa", files=["a.txt"]).report_id
    theirs = province.files("binh_hoa", files=["b.txt"]).report_id
    (file,) = read(province, "em", theirs).files
    with pytest.raises(Refusal, match="refused-out-of-date"):
        fetched(province, "an", mine, file.id)


def test_a_file_taken_out_later_still_belongs_to_the_version_that_carried_it(province: Province) -> None:
    report_id = province.files("an_hoa", files=["a.txt"]).report_id

    def take_out(session: Session) -> None:
        for row in reports.attachments(session, report_id):
            row.removed = True

    province.door.write(take_out)
    province.files("an_hoa", mood="mostly")
    assert read(province, "chi", report_id).files == ()
    assert [file.name for file in read(province, "chi", report_id, 1).files] == ["a.txt"]


# The passages behind a line.


def behind(province: Province, line: str, code: str, number: int = 0, who: str = "chi", root: str = "tinh") -> Any:
    """A page of passages."""
    asked = (LATE, province.cast[who], "situation", "2026-Q4", province.cast[root], province.office)
    return province.door.read(passages.behind, *asked, line, code, number)


def test_a_topic_opens_its_opinions_the_hot_ones_first(province: Province) -> None:
    first = province.files("an_hoa", opinions=[opinion("thường"), opinion("rác", "MT")])
    second = province.files("binh_hoa", opinions=[opinion("nóng", level="hot"), opinion("chú ý", level="watch")])
    found = behind(province, "topic", "DD")
    assert [(one.text, one.unit, one.report_id) for one in found.items] == [
        ("nóng", "Xã Bình Hòa", second.report_id),
        ("chú ý", "Xã Bình Hòa", second.report_id),
        ("thường", "Xã An Hòa", first.report_id),
    ]
    assert [one.text for one in behind(province, "level", "hot").items] == ["nóng"]


def test_pages_hold_eight_and_a_page_too_far_is_the_last(province: Province) -> None:
    province.files("an_hoa", opinions=[opinion(f"ý {n}") for n in range(19)])
    sizes = [
        (len(page.items), page.number, page.pages) for page in (behind(province, "topic", "DD", n) for n in range(3))
    ]
    assert sizes == [(8, 0, 3), (8, 1, 3), (3, 2, 3)]
    for number, shown in ((99, 2), (-5, 0), (10**30, 2)):
        assert behind(province, "topic", "DD", number).number == shown
    every = [one.text for n in range(3) for one in behind(province, "topic", "DD", n).items]
    assert every == [f"ý {n}" for n in range(19)]


def test_a_figure_opens_the_units_behind_it_the_greatest_first(province: Province) -> None:
    province.appoints("Phúc", "trung_tam")
    province.files("an_hoa", figures={"meetings": 2})
    province.files("binh_hoa", figures={"meetings": 9})
    province.files("trung_tam")
    assert [(one.unit, one.amount) for one in behind(province, "figure", "meetings").items] == [
        ("Xã Bình Hòa", 9),
        ("Xã An Hòa", 2),
    ]


def test_recommendations_open_by_addressee_and_outcomes_by_result(province: Province) -> None:
    province.files(
        "an_hoa",
        recommendations=[("Sửa cầu", "province"), ("Không ghi", None)],
        earlier=[("Nạo vét", "commune", "resolved")],
    )
    assert [one.text for one in behind(province, "addressee", "province").items] == ["Sửa cầu"]
    assert [one.text for one in behind(province, "addressee", passages.NOBODY).items] == ["Không ghi"]
    assert [(one.text, one.addressee) for one in behind(province, "result", "resolved").items] == [
        ("Nạo vét", "commune")
    ]


def test_passages_stay_within_the_branch_and_the_right(province: Province) -> None:
    province.appoints("Phúc", "trung_tam")
    province.files("trung_tam", opinions=[opinion("ở phường")])
    assert behind(province, "topic", "DD", who="dung", root="bac").total == 0
    assert behind(province, "topic", "DD").total == 1
    with pytest.raises(Refusal, match="refused-right"):
        behind(province, "topic", "DD", who="dung", root="tinh")
    with pytest.raises(Refusal, match="refused-out-of-date"):
        behind(province, "nothing", "DD")
