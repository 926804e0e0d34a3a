"""A draft grows answer by answer, follows the person, and loses nobody's words."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from reporting import answering, copying, draft, progress
from reporting.conflict import Conflict
from reporting.refusal import Refusal
from storage import reports, talks
from storage.door import Door
from storage.reports import PastAnswer
from tests.cast import Cast
from tests.report.conftest import Writer

Writers = Callable[[str], Writer]
OPINION = ("Giá lúa giảm, nông dân lo đầu ra", "NN", "concerned", "watch")


def test_the_shortest_honest_report_is_five_answers(writer: Writers, cast: Cast) -> None:
    an = writer("an")
    assert an.nothing_notable(cast["an_hoa"]).step == progress.PREVIEW
    assert an.at.done == an.at.asked == 5


def test_an_opinion_is_asked_part_by_part_and_another_may_follow(writer: Writers, cast: Cast) -> None:
    an = writer("an")
    an.opens(cast["an_hoa"])
    an.says("stable", "Nhân dân phấn khởi", "yes")
    assert an.at.step == "opinions/new"
    an.says(*OPINION)
    assert an.at.step.endswith("/place")
    an.says("ấp 3", "40", "province")
    assert an.at.step == "opinions"
    an.says("Đường liên ấp hư hỏng")
    assert an.at.step.endswith("/topic")
    assert len(an.at.draft.entries["opinions"]) == 2


def test_it_goes_on_days_later_on_another_device(writer: Writers, cast: Cast, door: Door) -> None:
    an = writer("an")
    an.opens(cast["an_hoa"])
    an.says("stable", "Nhân dân phấn khởi", "yes", *OPINION)
    again = writer("an")
    again.later(days=6)
    assert again.opens(cast["an_hoa"]).step == an.at.step
    assert again.at.draft.entries["opinions"][0].answers["text"] == OPINION[0]


def test_sums_that_do_not_agree_are_asked_again_and_keep_it_from_being_handed_in(writer: Writers, cast: Cast) -> None:
    an = writer("an")
    an.opens(cast["an_hoa"])
    an.says("stable")
    an.skips()
    an.says("no", "5 120 28 4 10 5 2 2 0 0")
    assert an.at.step == "figures"
    assert progress.sums_off(an.at.draft.form.question("figures"), an.at.draft.value("figures")) == [
        ("recommendations", 10, 9)
    ]
    an.goes("figures/ongoing")
    an.says("3")
    assert an.at.step == "recommendations"


@pytest.mark.parametrize(
    ("step", "raw", "why"),
    [
        ("mood", "excellent", "refused-choose"),
        ("mood_note", "   ", "refused-empty"),
        ("mood_note", "a" * 4001, "refused-long"),
        ("figures", "1 2 3", "refused-figures"),
        ("figures", "1 2 3 4 5 6 7 8 9 2,5", "refused-number"),
        ("figures/meetings", "99999999", "refused-number-big"),
        ("opinions/999/text", "của ai?", "refused-out-of-date"),
        ("nonsense/1/2/3", "x", "refused-out-of-date"),
        ("figures/nonsense", "1", "refused-out-of-date"),
    ],
)
def test_bad_input_gets_one_sentence_and_nothing_is_lost(
    writer: Writers, cast: Cast, door: Door, step: str, raw: str, why: str
) -> None:
    an = writer("an")
    an.opens(cast["an_hoa"])
    an.says("stable")
    an.at = draft_at(an, step)
    with pytest.raises(Refusal) as refused:
        an.says(raw)
    assert refused.value.key == why
    assert writer("an").opens(cast["an_hoa"]).draft.value("mood") == "stable"


def draft_at(an: Writer, step: str) -> draft.Standing:
    from dataclasses import replace

    return replace(an.at, step=step, seen=0)


def test_two_officers_at_one_answer_lose_nothing_and_the_second_is_told(
    writer: Writers, cast: Cast, door: Door
) -> None:
    an, binh = writer("an"), writer("binh")
    an.opens(cast["an_hoa"])
    an.says("stable")
    binh.opens(cast["an_hoa"])
    assert binh.at.fellow == "Nguyễn Văn An"
    assert an.at.step == binh.at.step == "mood_note"
    an.says("Bà con yên tâm sản xuất")
    clash = binh.says("Bà con lo giá phân bón")
    assert isinstance(clash, Conflict)
    assert (clash.who, clash.theirs, clash.mine) == (
        "Nguyễn Văn An",
        "Bà con yên tâm sản xuất",
        "Bà con lo giá phân bón",
    )
    report_id = an.at.report_id
    joined = door.write(answering.resolve, binh.now, cast["binh"], report_id, clash.kept_id, "both", binh.office)
    assert joined.draft.value("mood_note") == "Bà con yên tâm sản xuất\nBà con lo giá phân bón"
    kept = door.read(lambda s: s.exec(select(PastAnswer.value).where(PastAnswer.question == "mood_note")).all())
    assert set(kept) >= {"Bà con yên tâm sản xuất", "Bà con lo giá phân bón"}


def test_nobody_else_can_end_my_conflict(writer: Writers, cast: Cast, door: Door) -> None:
    an, binh = writer("an"), writer("binh")
    an.opens(cast["an_hoa"])
    an.says("stable")
    binh.opens(cast["an_hoa"])
    an.says("một")
    clash = binh.says("hai")
    with pytest.raises(Refusal):
        door.write(answering.resolve, an.now, cast["an"], an.at.report_id, clash.kept_id, "mine", an.office)


def test_a_button_of_an_older_screen_changes_nothing(writer: Writers, cast: Cast, door: Door) -> None:
    an = writer("an")
    an.opens(cast["an_hoa"])
    an.says("stable")
    report_id = an.at.report_id
    with pytest.raises(Refusal, match="out-of-date"):
        door.write(answering.give, an.now, cast["an"], report_id, "mood", "worried", 0, an.office)
    assert an.opens(cast["an_hoa"]).draft.value("mood") == "stable"


def test_a_colleagues_unfinished_opinion_is_left_to_them_but_holds_the_report_back(writer: Writers, cast: Cast) -> None:
    an, binh = writer("an"), writer("binh")
    an.opens(cast["an_hoa"])
    an.says("stable")
    an.skips()
    an.says("yes", *OPINION)
    an.skips(rest=True)
    binh.opens(cast["an_hoa"])
    assert binh.at.step == "opinions"
    binh.says("Ý kiến của Bình còn dở")
    assert an.opens(cast["an_hoa"]).step == "opinions"
    an.skips()
    an.says("zero")
    an.skips()
    assert an.at.step == progress.PREVIEW
    assert [p.key for p in progress.problems(an.at.draft, an.officer, an.now)] == ["problem-unfinished"]
    an.later(hours=1)
    assert an.opens(cast["an_hoa"]).step.endswith("/topic")


def test_back_leads_to_what_was_asked_before(writer: Writers, cast: Cast, door: Door) -> None:
    an = writer("an")
    an.opens(cast["an_hoa"])
    an.says("stable", "Nhận xét")
    assert an.at.step == "notable"
    before = door.write(answering.back, an.now, an.officer, an.at.report_id, "notable", an.office)
    assert before.step == "mood_note"
    assert before.draft.value("mood_note") == "Nhận xét"


def test_an_opinion_taken_out_stays_in_the_history(writer: Writers, cast: Cast, door: Door) -> None:
    an = writer("an")
    an.opens(cast["an_hoa"])
    an.says("stable")
    an.skips()
    an.says("yes", *OPINION)
    an.skips(rest=True)
    entry = an.at.draft.entries["opinions"][0].id
    after = door.write(answering.remove, an.now, an.officer, an.at.report_id, entry, an.office)
    assert after.step == "opinions/new"
    assert OPINION[0] in door.read(lambda s: s.exec(select(PastAnswer.value)).all())


def test_strangers_to_the_unit_may_not_write(writer: Writers, cast: Cast) -> None:
    for outsider in ("em", "chi", "dung"):
        with pytest.raises(Refusal, match="refused-right"):
            writer(outsider).opens(cast["an_hoa"])


def test_a_new_quarter_can_start_from_the_last_report(writer: Writers, cast: Cast, door: Door) -> None:
    an = writer("an")
    an.opens(cast["an_hoa"], "2026-Q3")
    an.says("mostly", "Như đã nêu", "yes", *OPINION)
    an.skips(rest=True)
    an.skips()
    an.says("5 120 28 4 3 1 1 1 0 0", "Đề nghị nạo vét kênh", "province")
    an.skips()
    an.hands_in()
    an.opens(cast["an_hoa"])
    assert an.at.earlier_report is not None
    copied = door.write(copying.start_from_last, an.now, an.officer, an.at.report_id, an.office)
    assert copied.step == "figures"
    assert copied.draft.value("mood_note") == "Như đã nêu"
    assert copied.draft.entries["opinions"][0].answers["text"] == OPINION[0]
    an.at = copied
    an.says("zero")
    assert an.at.step.startswith("earlier/")
    assert an.at.draft.entries["earlier"][0].answers["text"] == "Đề nghị nạo vét kênh"
    an.says("ongoing")
    assert an.at.step == progress.PREVIEW
    with pytest.raises(Refusal, match="out-of-date"):
        door.write(copying.start_from_last, an.now, an.officer, an.at.report_id, an.office)


def test_where_one_is_is_kept_with_the_answer(writer: Writers, cast: Cast, door: Door) -> None:
    an = writer("an")
    an.opens(cast["an_hoa"])
    an.says("stable")
    talk = door.read(talks.of, an.officer)
    assert talk is not None
    assert (talk.topic, talk.data["step"], talk.data["typed"]) == ("report", "mood_note", True)
    assert door.read(reports.answer, an.at.report_id, "mood").at == datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
